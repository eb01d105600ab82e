//! Tasks, workers, permissions and pages, one at a time.

use crate::support::App;

#[test]
fn each_part_is_taken_back_to_the_identical_tree() {
    for (kind, name, arguments) in [
        ("task", "close_accounts", &[][..]),
        ("worker", "reminder", &[]),
        (
            "permission",
            "catalog.can_export",
            &["--label", "Can export 'everything'"],
        ),
        ("view", "opening_hours", &[]),
        ("seed", "loan", &[]),
        (
            "form",
            "complaint",
            &["about:string!", "cost:decimal", "kind:enum:mild,serious!"],
        ),
        (
            "view",
            "statistics",
            &["--permission", "catalog.can_mark_returned"],
        ),
        ("mailer", "welcome", &[]),
        ("scheduler", "close_accounts", &[]),
        ("scheduler", "seed_catalog", &["--schedule", "0 0 6 * * *"]),
        ("admin-action", "book archive", &[]),
        ("admin-filter", "genre popular", &[]),
        ("admin-filter", "reservation recent", &[]),
        ("admin-inline", "language book", &[]),
    ] {
        let name: Vec<&str> = name.split(' ').collect();
        let app = App::copy();
        let before = app.tree();
        app.run(&[&["generate", kind], name.as_slice(), arguments].concat());
        assert!(before != app.tree(), "{kind}");
        app.run(&[&["destroy", kind], name.as_slice()].concat());
        assert!(before == app.tree(), "{kind} {name:?}");
    }
}

#[test]
fn a_task_is_registered_and_tested() {
    let app = App::copy();
    app.run(&["generate", "task", "CloseAccounts"]);
    assert!(
        app.read("src/tasks/mod.rs")
            .contains("    tasks.register(close_accounts::CloseAccounts);\n")
    );
    assert!(
        app.read("tests/tasks/mod.rs")
            .contains("mod close_accounts;\n")
    );
}

#[test]
fn a_worker_is_registered_in_lines_as_rustfmt_writes_them() {
    let app = App::copy();
    app.run(&["generate", "worker", "reminder"]);
    app.run(&["generate", "worker", "reminders"]);
    let workers = app.read("src/workers/mod.rs");
    assert!(workers.contains("    queue.register(reminder::ReminderWorker::build(ctx)).await?;\n"));
    assert!(workers.contains(
        "    queue\n        .register(reminders::RemindersWorker::build(ctx))\n        .await?;\n"
    ));
}

#[test]
fn a_permission_is_a_migration_and_its_text_cannot_leave_its_quotes() {
    let app = App::copy();
    app.run(&[
        "generate",
        "permission",
        "catalog.can_export",
        "--label",
        "It's \"new\"",
        "--groups",
        "Readers,O'Hara",
    ]);
    let migration = app
        .tree()
        .into_iter()
        .find(|(path, _)| {
            path.to_string_lossy()
                .ends_with("_permission_catalog_can_export.rs")
        })
        .expect("there is a migration")
        .1;
    assert!(
        migration.contains("('catalog.can_export', 'It''s new')"),
        "{migration}"
    );
    assert!(
        migration.contains("IN ('Readers', 'O''Hara')"),
        "{migration}"
    );
}

#[test]
fn a_group_that_nobody_is_in_is_said() {
    let app = App::copy();
    let groups = ["--groups", "Readers,Librarans"];
    let said = app.run(
        &[
            &["generate", "permission", "catalog.can_export"][..],
            &groups,
        ]
        .concat(),
    );
    assert!(said.contains("Did you mean Librarians?"), "{said}");
    assert!(!said.contains("the group Readers"), "{said}");
    let said = app.run(&["generate", "scaffold", "shelf", "name:string^"]);
    assert!(!said.contains("No migration makes"), "{said}");
}

#[test]
fn what_is_no_permission_is_refused() {
    let app = App::copy();
    for code in ["can_export", "Catalog.Export", "catalog.", "a.b.c"] {
        assert!(
            app.refusal(&["generate", "permission", code])
                .contains("catalog.can_export"),
            "{code}"
        );
        assert!(
            app.refusal(&["generate", "view", "x", "--permission", code])
                .contains("catalog.can_export"),
            "{code}"
        );
    }
}

/// An application whose admin has books alone.
fn with_an_admin() -> App {
    let app = App::copy();
    let index = "//! The admin.\n\nmod books;\n\npub fn site() -> AdminSite {\n    let site = \
                 AdminSite::new().add::<books::BookAdmin>();\n    // inject-above (do not remove this comment)\n    \
                 site\n}\n";
    app.write("src/admin/mod.rs", index);
    app.write(
        "src/admin/books.rs",
        "//! Books.\n\nuse crate::models::books::Entity;\n",
    );
    for others in [
        "authors",
        "book_instances",
        "genres",
        "languages",
        "loans",
        "reservations",
    ] {
        let _ = std::fs::remove_file(app.folder().join(format!("src/admin/{others}.rs")));
    }
    app
}

#[test]
fn an_entity_comes_into_the_admin_and_out_again() {
    let app = with_an_admin();
    let before = app.tree();
    app.run(&["generate", "admin", "notice"]);
    assert!(
        app.read("src/admin/mod.rs")
            .contains("    let site = site.add::<notices::NoticeAdmin>();\n")
    );
    assert!(
        app.read("src/admin/notices.rs")
            .contains("Filter::field(C::LoanId)")
    );
    let test = app.read("tests/admin/notices.rs");
    assert!(test.contains("\"/admin/notices/add/\""), "{test}");
    assert!(app.read("tests/admin/mod.rs").contains("mod notices;\n"));
    assert!(
        app.refusal(&["generate", "admin", "notce"])
            .contains("notices")
    );
    app.run(&["destroy", "admin", "notice"]);
    assert!(before == app.tree());
}

#[test]
fn what_is_in_the_admin_is_left_as_it_is() {
    let app = with_an_admin();
    let said = app.run(&["generate", "admin", "--all"]);
    assert!(
        app.has("src/admin/notices.rs") && app.has("src/admin/genres.rs"),
        "{said}"
    );
    assert!(!said.contains("src/admin/books.rs"), "{said}");
    assert!(
        !app.has("src/admin/book_genres.rs"),
        "a table between two others has no key of its own"
    );
}

#[test]
fn a_new_resource_comes_into_the_admin_where_there_is_one() {
    let app = with_an_admin();
    app.run(&["generate", "scaffold", "shelf", "name:string^"]);
    assert!(app.read("src/admin/mod.rs").contains("shelves::ShelfAdmin"));
    assert!(
        app.read("src/admin/shelves.rs")
            .contains("const MODEL: &'static str = \"shelf\";")
    );
}

#[test]
fn a_mailer_writes_in_both_languages_as_text_and_as_html() {
    let app = App::copy();
    app.run(&["generate", "mailer", "WelcomeBack"]);
    assert!(
        app.read("src/mailers/mod.rs")
            .contains("pub mod welcome_back;\n")
    );
    for (file, greeting) in [
        ("letter.en.txt", "Dear {{ name }},"),
        ("letter.de.txt", "Guten Tag {{ name }},"),
        ("letter.en.html", "<p>Dear {{ name }},</p>"),
        ("letter.de.html", "<p>Guten Tag {{ name }},</p>"),
    ] {
        let letter = app.read(&format!("src/mailers/welcome_back/{file}"));
        assert!(letter.contains(greeting), "{letter}");
    }
}

#[test]
fn a_mailer_wants_something_to_send_letters_with() {
    let app = App::copy();
    std::fs::remove_file(app.folder().join("src/mailers/outbox.rs")).expect("is there");
    let sentence = app.refusal(&["generate", "mailer", "welcome"]);
    assert!(sentence.contains("src/mailers/outbox.rs"), "{sentence}");
}

#[test]
fn a_schedule_brings_its_task_unless_that_is_there() {
    let app = App::copy();
    let said = app.run(&["generate", "scheduler", "close_accounts"]);
    assert!(app.has("src/tasks/close_accounts.rs"), "{said}");
    let said = app.run(&["generate", "scheduler", "seed_catalog"]);
    assert!(!said.contains("src/tasks/"), "{said}");
    let sentence = app.refusal(&["generate", "scheduler", "overdue_notices"]);
    assert!(sentence.contains("already"), "{sentence}");
    for environment in ["development", "production"] {
        let config = app.read(&format!("config/{environment}.yaml"));
        let entry =
            "    close accounts:\n      run: close_accounts\n      schedule: \"every 1 hour\"\n";
        assert!(config.contains(entry), "{config}");
    }
}

#[test]
fn a_schedule_that_would_break_the_configuration_is_refused() {
    let app = App::copy();
    for schedule in ["", "every \"hour\"", "<%= 1 %>", "a\nb"] {
        let arguments = ["generate", "scheduler", "report", "--schedule", schedule];
        assert!(app.refusal(&arguments).contains("every 15 minutes"));
    }
}

#[test]
fn parts_of_a_declaration_want_the_declaration_and_a_way_between_both() {
    let app = App::copy();
    let sentence = app.refusal(&["generate", "admin-action", "boook", "archive"]);
    assert!(sentence.contains("books"), "{sentence}");
    let sentence = app.refusal(&["generate", "admin-inline", "genre", "author"]);
    assert!(sentence.contains("do not point to genres"), "{sentence}");
    let sentence = app.refusal(&["generate", "admin-filter", "notice", "recent"]);
    assert!(sentence.contains("generate admin notice"), "{sentence}");
}

#[test]
fn an_inline_knows_the_column_that_points_to_its_page() {
    let app = App::copy();
    app.run(&["generate", "admin-inline", "language", "book"]);
    let declaration = app.read("src/admin/languages.rs");
    assert!(
        declaration.contains("_entities::books::Column::LanguageId"),
        "{declaration}"
    );
}

#[test]
fn a_seed_makes_first_what_others_point_to() {
    let app = App::copy();
    app.run(&["generate", "seed", "book_instance"]);
    let task = app.read("src/tasks/seed_book_instances.rs");
    let place = |text: &str| task.find(text).unwrap_or_else(|| panic!("{text}: {task}"));
    assert!(place("there.authors = ") < place("there.books = "));
    assert!(place("there.books = ") < place("add_book_instances(&transaction"));
    assert!(
        task.contains("Status::default().code()"),
        "what the others mean, only the model knows"
    );
    assert!(
        task.contains("isbn: Set(alone(13))"),
        "an ISBN is unlike all others"
    );
}

#[test]
fn a_seed_for_what_is_not_there_is_refused() {
    let app = App::copy();
    assert!(
        app.refusal(&["generate", "seed", "notce"])
            .contains("notices")
    );
    assert!(
        app.refusal(&["generate", "seed", "book_genre"])
            .contains("no column `id`")
    );
}

#[test]
fn a_form_alone_has_neither_references_nor_unique_fields() {
    let app = App::copy();
    for field in ["book:references", "genres:many-to-many", "code:string^"] {
        let said = app.refusal(&["generate", "form", "complaint", "about:string!", field]);
        assert!(said.contains("generate scaffold"), "{said}");
    }
    app.run(&["generate", "form", "complaint_form", "about:string!"]);
    assert!(
        app.read("src/forms/mod.rs")
            .contains("pub use complaint::ComplaintForm;\n")
    );
}
