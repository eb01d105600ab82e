//! What a scaffold writes.

use crate::support::{App, EDITION};

#[test]
fn a_resource_has_all_its_parts() {
    let app = App::copy();
    app.run(EDITION);
    for path in [
        "src/models/_entities/editions.rs",
        "src/models/_entities/edition_languages.rs",
        "src/models/editions.rs",
        "src/forms/edition.rs",
        "src/views/editions.rs",
        "src/controllers/editions.rs",
        "src/controllers/choice.rs",
        "assets/views/catalog/edition_list.html",
        "assets/views/catalog/edition_detail.html",
        "assets/views/catalog/edition_form.html",
        "assets/views/catalog/edition_confirm_delete.html",
        "assets/i18n/en/editions.ftl",
        "assets/i18n/de/editions.ftl",
        "tests/requests/editions.rs",
    ] {
        assert!(app.has(path), "{path}");
    }
    assert!(
        app.read("src/app.rs")
            .contains("            .add_route(controllers::editions::routes())\n")
    );
    assert!(
        app.read("src/forms/mod.rs")
            .contains("pub use edition::EditionForm;")
    );
    assert!(
        app.read("tests/support/builders.rs")
            .contains("pub async fn an_edition(app: &TestApp)")
    );
}

#[test]
fn generated_rust_is_formatted_and_has_no_gaps_of_its_template() {
    let app = App::copy();
    app.run(EDITION);
    for (path, text) in app.tree() {
        let Some(extension) = path.extension() else {
            continue;
        };
        // The configuration is a template of Loco's.
        assert!(
            !text.contains('«') && (extension == "yaml" || !text.contains("<%")),
            "{}",
            path.display()
        );
        if extension == "rs" && path.to_string_lossy().contains("edition") {
            let formatted = std::process::Command::new("rustfmt")
                .args(["--edition", "2024", "--check", "--quiet"])
                .arg(&path)
                .status()
                .expect("rustfmt runs");
            assert!(formatted.success(), "{}", path.display());
        }
    }
}

#[test]
fn every_language_has_the_same_messages() {
    let app = App::copy();
    app.run(EDITION);
    let keys = |language: &str| -> Vec<String> {
        app.read(&format!("assets/i18n/{language}/editions.ftl"))
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
            .collect()
    };
    assert_eq!(keys("en"), keys("de"));
    assert!(keys("en").contains(&"edition-format-hardback".to_owned()));
}

#[test]
fn a_language_that_nobody_knows_gets_english_messages_and_a_note() {
    let app = App::copy();
    app.write("assets/i18n/fr/site.ftl", "site-name = Bibliothèque\n");
    let said = app.run(EDITION);
    assert!(
        said.contains("assets/i18n/fr/editions.ftl has the names as you typed them"),
        "{said}"
    );
    assert_eq!(
        app.read("assets/i18n/fr/editions.ftl"),
        app.read("assets/i18n/en/editions.ftl")
    );
}

#[test]
fn pretending_says_everything_and_writes_nothing() {
    let app = App::copy();
    let before = app.tree();
    let said = app.run(&[EDITION, &["--pretend"]].concat());
    assert!(said.contains("create  src/models/editions.rs"), "{said}");
    assert!(
        said.contains("| ") && said.contains("Nothing was written"),
        "{said}"
    );
    assert!(before == app.tree());
}

#[test]
fn programs_get_json() {
    let app = App::copy();
    let said = app.run(&[EDITION, &["--json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let created = report["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|change| change["action"] == "create");
    assert!(created.count() >= 14, "{said}");
}

#[test]
fn components_are_given_only_what_they_take() {
    let app = App::copy();
    app.run(EDITION);
    let tree = app.tree();
    let texts = |folder: &str| -> String {
        let inside = tree
            .iter()
            .filter(|(path, _)| path.to_string_lossy().contains(folder));
        inside.map(|(_, text)| text.as_str()).collect()
    };
    let components = texts("assets/views/components/");
    let mut given = 0;
    for call in texts("assets/views/catalog/edition_")
        .split("{ <")
        .skip(1)
        .filter_map(|rest| rest.split_once("/>").map(|(call, _)| call))
    {
        let name = call.split_whitespace().next().expect("a name");
        let takes = components
            .split(&format!("component {name}("))
            .nth(1)
            .and_then(|rest| rest.split_once("%}"))
            .unwrap_or_else(|| panic!("there is no component {name}"))
            .0;
        let arguments = call
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
            .map(|(argument, _)| argument)
            .filter(|argument| argument.chars().all(|c| c.is_alphanumeric() || c == '_'));
        for argument in arguments {
            let mut taken = takes
                .split(',')
                .filter_map(|one| one.split([':', ')']).next());
            assert!(
                taken.any(|one| one.trim() == argument),
                "{name} takes no {argument}: {call}"
            );
            given += 1;
        }
    }
    assert!(given > 20, "{given}");
}

/// What would take long is what it does not need: a build, a database, a network.
#[test]
fn it_needs_no_program_but_rustfmt_and_git() {
    let app = App::copy();
    let programs = tempfile::tempdir().expect("there is room");
    let search = std::env::var_os("PATH").expect("there is a search path");
    for name in ["rustfmt", "git"] {
        let program = std::env::split_paths(&search)
            .map(|folder| folder.join(name))
            .find(|program| program.is_file())
            .expect("it is installed");
        std::os::unix::fs::symlink(program, programs.path().join(name)).expect("can be linked");
    }
    let generated = std::process::Command::new(env!("CARGO_BIN_EXE_loco-scaffold"))
        .args(EDITION)
        .current_dir(app.folder())
        .env("PATH", programs.path())
        // Whatever would be asked for is not there.
        .env("DATABASE_URL", "postgres://127.0.0.1:1/nothing")
        .output()
        .expect("the generators are built");
    let said = String::from_utf8_lossy(&generated.stderr);
    assert!(generated.status.success(), "{said}");
    assert!(app.has("src/models/editions.rs"));
    assert!(!app.has("target"));
}

#[test]
fn a_later_migration_has_a_later_name() {
    let app = App::copy();
    app.run(EDITION);
    app.run(&["generate", "scaffold", "publisher", "name:string^"]);
    let lib = app.read("migration/src/lib.rs");
    let modules: Vec<&str> = lib
        .lines()
        .filter(|line| line.starts_with("mod m"))
        .collect();
    let mut sorted = modules.clone();
    sorted.sort_unstable();
    assert_eq!(
        modules, sorted,
        "migrations run in the order in which they were generated"
    );
}

/// A tree with UUIDs for keys, people and every other type, in the API too.
const FOLDER: &[&str] = &[
    "generate",
    "scaffold",
    "folder",
    "name:string^",
    "parent:references?:folder",
    "keeper:references?:user",
    "siblings:many-to-many:folder",
    "limit:decimal:8:3!",
    "weight:float",
    "open:bool",
    "closes:time",
    "made:date_time!",
    "labels:json!",
    "serial:uuid^",
    "--id",
    "uuid",
    "--api",
];

#[test]
fn keys_can_be_uuids_and_a_resource_can_point_to_itself_and_to_people() {
    let app = App::copy();
    app.run(FOLDER);
    let entity = app.read("src/models/_entities/folders.rs");
    for line in [
        "    #[sea_orm(primary_key, auto_increment = false)]\n    pub id: Uuid,\n",
        "    pub parent_id: Option<Uuid>,\n",
        "        belongs_to = \"Entity\",\n",
        "        belongs_to = \"loco_oidc::models::users::Entity\",\n",
    ] {
        assert!(entity.contains(line), "{line}: {entity}");
    }
    assert!(app.read("src/models/error.rs").contains("    Circle,\n"));
    let page = app.read("assets/views/catalog/folder_detail.html");
    assert!(
        page.contains("{%- if folder.keeper and may.change %}"),
        "people are not for everybody to see: {page}"
    );
    assert!(
        !app.read("src/controllers/api/folders.rs")
            .contains("    keeper: Option<Link>")
    );
}

#[test]
fn the_api_gets_operations_their_description_and_tests_and_loses_them_again() {
    let app = App::copy();
    let before = app.tree();
    app.run(&[EDITION, &["--api"]].concat());
    app.run(FOLDER);
    let description = app.read("src/controllers/api/description.rs");
    assert!(description.contains("super::editions::list, super::editions::create"));
    assert!(description.contains("(name = \"folders\", description = "));
    let bodies = app.read("src/controllers/api/body.rs");
    for kind in ["Number", "Flag", "Json"] {
        assert_eq!(
            bodies.matches(&format!("    {kind},\n")).count(),
            1,
            "{kind}"
        );
    }
    assert!(app.has("tests/api/editions.rs") && app.has("tests/api/folders.rs"));
    app.run(&["check"]);
    app.run(&["destroy", "scaffold", "edition"]);
    assert!(
        app.read("src/controllers/api/body.rs")
            .contains("    Number,\n")
    );
    app.run(&["destroy", "scaffold", "folder"]);
    assert!(before == app.tree(), "the tree is not as it was");
}

#[test]
fn names_that_the_api_has_already_are_refused() {
    let app = App::copy();
    let said = app.refusal(&["generate", "scaffold", "problem", "name:string!", "--api"]);
    assert!(said.contains("a type `Problem` already"), "{said}");
}

#[test]
fn a_resource_is_edited_on_the_admins_page_of_what_it_points_to() {
    let app = App::copy();
    let before = app.tree();
    app.run(&[EDITION, &["--inline", "book"]].concat());
    let books = app.read("src/admin/books.rs");
    assert!(
        books.contains("            .inline(editions_inline())\n"),
        "{books}"
    );
    assert!(books.contains("editions::Column::BookId"), "{books}");
    app.run(&["destroy", "scaffold", "edition"]);
    assert!(before == app.tree());
    for parent in ["genre", "nobody"] {
        let said = app.refusal(&[EDITION, &["--inline", parent]].concat());
        assert!(said.contains("no single reference"), "{said}");
    }
}

const BESIDE: &str =
    "    let view = super::editions::beside_book(&ctx.db, &page, id, view).await?;\n";

#[test]
fn the_first_of_them_are_on_the_page_of_what_they_point_to() {
    let app = App::copy();
    let before = app.tree();
    app.run(EDITION);
    for (controller, page, field) in [
        ("books", "book", "book"),
        ("authors", "author", "editor"),
        ("languages", "language", "language"),
    ] {
        let text = app.read(&format!("src/controllers/{controller}.rs"));
        let line = BESIDE.replace("beside_book", &format!("beside_{field}"));
        let answer = format!("    page.render(\"catalog/{page}_detail.html\", &view)\n");
        assert!(text.contains(&format!("{line}{answer}")), "{text}");
        let text = app.read(&format!("assets/views/catalog/{page}_detail.html"));
        let section = format!("related={{editions_of_{field}}}");
        assert!(
            text.ends_with("{% endblock %}\n") && text.contains(&section),
            "{text}"
        );
    }
    // A second resource stands behind the first, and stays when that goes.
    app.run(&["generate", "scaffold", "review", "book:references"]);
    let both = app.read("src/controllers/books.rs");
    let line = BESIDE.replace("editions", "reviews");
    assert!(both.contains(&format!("{BESIDE}{line}")), "{both}");
    app.run(&["destroy", "scaffold", "edition"]);
    assert!(app.has("src/views/related.rs") && app.has("src/controllers/narrowed.rs"));
    assert!(app.read("src/controllers/books.rs").contains(&line));
    app.run(&["destroy", "scaffold", "review"]);
    assert!(before == app.tree(), "the tree is not as it was");
}

#[test]
fn nobody_learns_who_has_something_from_a_list() {
    let app = App::copy();
    app.run(FOLDER);
    for path in [
        "src/models/folders.rs",
        "src/controllers/folders.rs",
        "src/controllers/api/folders.rs",
    ] {
        let text = app.read(path);
        assert!(text.contains("of_parent"), "{path}");
        assert!(!text.contains("of_keeper"), "{path}");
    }
}

#[test]
fn pages_of_others_are_left_alone_where_that_is_wanted() {
    let app = App::copy();
    let books = app.read("src/controllers/books.rs");
    app.run(&[EDITION, &["--no-related"]].concat());
    assert_eq!(books, app.read("src/controllers/books.rs"));
}

#[test]
fn a_page_without_a_place_for_them_is_named_before_anything_is_written() {
    let app = App::copy();
    let controller = "src/controllers/books.rs";
    let text = app.read(controller);
    app.write(
        controller,
        &text.replace("detail.html\", &view)", "detail.html\", &seen)"),
    );
    let said = app.refusal(EDITION);
    assert!(
        said.contains("page.render(\"catalog/book_detail.html\", &view)")
            && said.contains("--no-related"),
        "{said}"
    );
    app.write(controller, &text);
    let page = "assets/views/catalog/book_detail.html";
    app.write(page, "nothing but this\n");
    let said = app.refusal(EDITION);
    assert!(
        said.contains(page) && said.contains("{% endblock %}"),
        "{said}"
    );
}

#[test]
fn several_ways_to_the_same_table_are_all_in_the_admin() {
    let app = App::copy();
    app.run(&[EDITION, &["translators:many-to-many:author"]].concat());
    let declaration = app.read("src/admin/editions.rs");
    for line in [
        "Many::to(\"languages\", languages::Entity)",
        "Many::through(\n",
        "&edition_translators::Relation::Editions.def(),",
        "&edition_translators::Relation::Authors.def(),",
        "row![named(\"translators\")],",
    ] {
        assert!(declaration.contains(line), "{line}: {declaration}");
    }
    app.run(&[
        "generate",
        "scaffold",
        "topic",
        "topics:many-to-many",
        "parent:references?:topic",
    ]);
    let pairs = app.read("src/models/_entities/topic_topics.rs");
    assert!(
        pairs.contains("pub topic_id: i32,") && pairs.contains("pub other_topic_id: i32,"),
        "{pairs}"
    );
    assert!(
        app.read("src/admin/topics.rs")
            .contains("topics::stands_below_itself_by_parent(cx.db, *own, *above)")
    );
}
