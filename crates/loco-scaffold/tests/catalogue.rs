//! The catalogue's own five resources, from the command lines of docs/generators.md.

use crate::support::App;

const TABLES: [&str; 6] = [
    "authors",
    "book_genres",
    "book_instances",
    "books",
    "genres",
    "languages",
];

/// The commands of the page, each in its words.
fn commands() -> Vec<Vec<String>> {
    let page = include_str!("../../../docs/generators.md");
    let chapter = page
        .split("## The catalogue from its command lines")
        .nth(1)
        .and_then(|rest| rest.split("```sh\n").nth(1)?.split("```").next())
        .expect("the chapter has a block of commands");
    chapter
        .replace("\\\n", " ")
        .lines()
        .map(|line| {
            let words = line.split_whitespace().skip(1);
            words
                .map(|word| word.trim_matches('\'').to_owned())
                .collect()
        })
        .collect()
}

/// The library without its catalogue, as far as generators look at it.
fn bare() -> App {
    let app = App::copy();
    let paths: Vec<String> = app
        .tree()
        .into_keys()
        .filter_map(|path| Some(path.strip_prefix(app.folder()).ok()?.to_str()?.to_owned()))
        .collect();
    for path in &paths {
        let name = path.rsplit('/').next().unwrap_or_default();
        let of_catalogue = TABLES.iter().any(|table| name == format!("{table}.rs"))
            || [
                "author.rs",
                "book.rs",
                "copies.rs",
                "catalog.ftl",
                "admin.ftl",
            ]
            .contains(&name)
            || path.starts_with("src/controllers/api")
            || path.contains("views/catalog/")
            || path.ends_with("components/books.html");
        if of_catalogue && app.folder().join(path).is_file() {
            app.remove(path);
        }
    }
    for folder in [
        "src/models/books",
        "src/models/book_instances",
        "src/controllers/api",
        "assets/views/catalog",
    ] {
        std::fs::remove_dir_all(app.folder().join(folder)).expect("is there");
    }
    let names = |line: &str| {
        let line = line.trim();
        TABLES.iter().chain(&["author", "book"]).any(|name| {
            [
                format!("mod {name};"),
                format!("pub mod {name};"),
                format!("\"{name}\","),
                format!(".add_route(controllers::{name}::routes())"),
            ]
            .contains(&line.to_owned())
                || line.starts_with(&format!("pub use super::{name}::"))
                || line.starts_with(&format!("pub use {name}::"))
                || line.ends_with(&format!("=> \"{name}\","))
        })
    };
    for path in [
        "src/models/mod.rs",
        "src/models/_entities/mod.rs",
        "src/models/_entities/prelude.rs",
        "src/controllers/mod.rs",
        "src/views/mod.rs",
        "src/views/section.rs",
        "src/forms/mod.rs",
        "src/admin/mod.rs",
        "src/app.rs",
        "tests/requests/mod.rs",
    ] {
        let text = app.read(path);
        let kept: Vec<&str> = text.lines().filter(|line| !names(line)).collect();
        app.write(path, &(kept.join("\n") + "\n"));
    }
    for language in ["en", "de"] {
        let path = format!("assets/i18n/{language}/site.ftl");
        app.write(&path, &app.read(&path).replace("\ncount-", "\nall-"));
    }
    app.write(
        "tests/support/builders.rs",
        "//! What is there before a test begins.\n",
    );
    app
}

#[test]
fn all_five_are_generated_and_taken_back() {
    let app = bare();
    let before = app.tree();
    let commands = commands();
    assert_eq!(commands.len(), 5);
    for command in &commands {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        app.run(&words);
    }
    let copies = app.read("src/models/_entities/book_instances.rs");
    for line in [
        "    pub id: Uuid,\n",
        "    pub book_id: i32,\n",
        "    pub imprint: String,\n",
        "    pub due_back: Option<Date>,\n",
        "    pub borrower_id: Option<i32>,\n",
        "    pub status: String,\n",
    ] {
        assert!(copies.contains(line), "{line}: {copies}");
    }
    assert!(app.has("src/models/_entities/book_genres.rs"));
    assert!(
        app.read("src/admin/authors.rs")
            .contains(".inline(books_inline())")
    );
    assert!(
        app.read("src/admin/books.rs")
            .contains(".inline(book_instances_inline())")
    );
    for command in commands.iter().rev() {
        app.run(&["destroy", "scaffold", &command[2]]);
    }
    assert!(before == app.tree(), "the tree is not as it was");
}
