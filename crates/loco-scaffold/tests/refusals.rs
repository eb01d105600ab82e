//! What makes no sense is said before anything is written.

use crate::support::{App, EDITION};

fn said(app: &App, fields: &[&str]) -> String {
    app.refusal(&[&["generate", "scaffold"], fields].concat())
}

#[test]
fn names_that_cannot_be_used() {
    let app = App::copy();
    assert!(said(&app, &["type", "title:string!"]).contains("Rust's own"));
    assert!(said(&app, &["editions", "title:string!"]).contains("`edition`"));
    assert!(said(&app, &["series", "title:string!"]).contains("--plural"));
    assert!(said(&app, &["page", "title:string!"]).contains("longer name"));
}

#[test]
fn names_that_are_taken_however_they_are_written() {
    let app = App::copy();
    for name in ["book", "Book", "BOOK", "book_instance", "BookInstance"] {
        assert!(
            said(&app, &[name, "title:string!"]).contains("is there already"),
            "{name}"
        );
    }
    app.run(EDITION);
    assert!(said(&app, &["Edition", "title:string!"]).contains("is there already"));
}

#[test]
fn references_to_what_is_not_there() {
    let app = App::copy();
    let said = said(&app, &["review", "text_of:text!", "bok:references"]);
    assert!(said.contains("Did you mean books?"), "{said}");
}

#[test]
fn references_that_are_not_generated() {
    let app = App::copy();
    for (field, reason) in [
        ("parent:references:folder", "never be a first one"),
        ("book:references^", "unique reference"),
    ] {
        let said = said(&app, &["folder", "name:string!", field]);
        assert!(said.contains(reason), "{said}");
    }
}

#[test]
fn messages_that_the_application_has_already() {
    let app = App::copy();
    app.write("assets/i18n/en/mine.ftl", "edition-title = Mine\n");
    let said = app.refusal(EDITION);
    assert!(
        said.contains("assets/i18n/en/mine.ftl") && said.contains("`edition-title`"),
        "{said}"
    );
}

#[test]
fn places_that_are_not_there_are_all_named_with_the_remedy() {
    let app = App::copy();
    app.write(
        "migration/src/lib.rs",
        &app.read("migration/src/lib.rs")
            .replace("// inject-above", "// elsewhere"),
    );
    app.write(
        "assets/views/layout.html",
        &app.read("assets/views/layout.html")
            .replace("further entries", "no entries"),
    );
    let said = app.refusal(EDITION);
    assert!(
        said.contains("migration/src/lib.rs") && said.contains("`// inject-above`"),
        "{said}"
    );
    assert!(
        said.contains("assets/views/layout.html") && said.contains("--no-navigation"),
        "{said}"
    );
}

#[test]
fn a_folder_that_is_no_application() {
    let folder = tempfile::tempdir().expect("there is room");
    let error = loco_scaffold::run_in(
        folder.path(),
        EDITION,
        loco_scaffold::Application::default(),
        &mut loco_scaffold::conflict::Nobody,
    )
    .expect_err("is no application");
    assert!(error.to_string().contains("src/app.rs"), "{error}");
}

#[test]
fn the_same_twice() {
    let app = App::copy();
    app.run(EDITION);
    std::fs::remove_file(app.folder().join("src/models/editions.rs")).expect("is there");
    assert!(!app.refusal(EDITION).is_empty());
}

#[test]
fn work_that_is_not_committed_is_not_mixed_with() {
    let app = App::copy();
    app.git(&["init", "--quiet"]);
    app.git(&["add", "."]);
    app.git(&["commit", "--quiet", "--message", "All"]);
    let routes = app.read("src/app.rs");
    app.write("src/app.rs", &format!("{routes}// mine\n"));
    let said = app.refusal(EDITION);
    assert!(
        said.contains("src/app.rs") && said.contains("--allow-dirty"),
        "{said}"
    );
    app.run(&[EDITION, &["--allow-dirty"]].concat());
    app.run(&["destroy", "scaffold", "edition"]);
    app.write("src/app.rs", &routes);
    // What the generators wrote is no such work, so one resource can follow another.
    app.run(EDITION);
    app.run(&["generate", "scaffold", "publisher", "name:string^"]);
    // Files that nothing is written into may be as they are.
    app.write("src/models/isbn.rs", "//! Mine.\n");
    app.run(&["generate", "task", "close_accounts"]);
}

#[test]
fn every_mistake_in_a_field_is_said_before_anything_is_written() {
    let app = App::copy();
    for (field, reason) in [
        ("type:string", "Rust's own"),
        ("id:int", "every resource has it"),
        ("2nd:string", "begin with a letter"),
        ("größe:int", "begin with a letter"),
        (":string", "begin with a letter"),
        ("title", "no type"),
        ("title:", "no type"),
        ("title:sting", "Did you mean `title:string`?"),
        ("title:String", "Did you mean `title:string`?"),
        ("title:string:0", "from 1 to"),
        ("title:string!?", "both"),
        ("price:decimal:2:9", "behind the point"),
        ("kind:enum", "enum"),
        ("kind:enum:one", "two choices"),
        ("kind:enum:a,A", "twice"),
        ("kind:enum:a,type", "Rust's own"),
        ("error:enum:a,b", "cannot be called"),
        ("cover:blob", "generate migration"),
        ("other:references:nothing_like_it", "There are:"),
        ("genre:many-to-many", "in the plural: genres"),
        ("genres:many-to-many!", "neither ! nor ^"),
        ("Name:text", "named twice"),
        ("name_id:int", "`name`"),
        (&format!("{}:int", "x".repeat(41)), "too long"),
    ] {
        let fields = ["review", "name:string!", field];
        if field == "name_id:int" {
            // A reference's column is a field of its own.
            let said = said(&app, &["review", "book:references", "book_id:int"]);
            assert!(said.contains("named twice"), "{said}");
            continue;
        }
        let said = said(&app, &fields);
        assert!(said.contains(reason), "{field}: {said}");
    }
}

#[test]
fn irregular_names_are_understood_or_asked_for() {
    let app = App::copy();
    for (name, said_of) in [
        ("people", "--plural"),
        ("criteria", "--plural"),
        ("categories", "`category`"),
        ("sheep", "--plural"),
        ("news", "--plural"),
        ("message/../x", "letters, digits"),
        ("", "letter"),
    ] {
        let refusal = said(&app, &[name, "title:string!"]);
        assert!(refusal.contains(said_of), "{name}: {refusal}");
    }
    let pretended = app.run(&[
        "generate",
        "scaffold",
        "person",
        "name:string!",
        "--pretend",
    ]);
    assert!(pretended.contains("src/models/people.rs"), "{pretended}");
}
