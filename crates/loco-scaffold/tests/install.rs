//! The parts in an application that is shaped as `loco new` shapes it.

use crate::support::App;

/// The lines of `loco new` that the parts go by, and nothing else of it.
const FILES: [(&str, &str); 24] = [
    (
        "Cargo.toml",
        "[workspace]\n\n[package]\nname = \"my-shop\"\nedition = \"2021\"\n\n[workspace.dependencies]\n\
         loco-rs = { version = \"1.2\" }\n\n[dependencies]\nloco-rs = { workspace = true }\n\n[dev-dependencies]\n",
    ),
    (".rustfmt.toml", "max_width = 100\n"),
    ("migration/Cargo.toml", "[dependencies]\n"),
    (
        "migration/src/lib.rs",
        "mod m20220101_000001_users;\n\n        vec![\n            \
         Box::new(m20220101_000001_users::Migration),\n            // inject-above (do not remove this comment)\n        ]\n",
    ),
    (
        "src/app.rs",
        "    async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {\n        Ok(vec![])\n    }\n\n        \
         AppRoutes::with_default_routes() // controller routes below\n            \
         .add_route(controllers::auth::routes())\n    async fn connect_workers(ctx: &AppContext, queue: &Queue) -> Result<()> \
         {\n        // tasks-inject (do not remove)\n    async fn truncate(ctx: &AppContext) -> Result<()> {\n",
    ),
    (
        "src/bin/main.rs",
        "use loco_rs::cli;\n\n#[tokio::main]\nasync fn main() -> loco_rs::Result<()> {\n    cli::main::<App, \
         Migrator>().await\n}\n",
    ),
    (
        "src/lib.rs",
        "pub mod app;\npub mod controllers;\npub mod models;\n",
    ),
    ("src/controllers/mod.rs", "pub mod auth;\n"),
    ("src/initializers/mod.rs", "\n"),
    ("src/mailers/mod.rs", "pub mod auth;\n"),
    ("src/models/mod.rs", "pub mod _entities;\npub mod users;\n"),
    (
        "src/models/_entities/mod.rs",
        "pub mod prelude;\npub mod users;\n",
    ),
    (
        "src/models/_entities/prelude.rs",
        "pub use super::users::Entity as Users;\n",
    ),
    ("src/tasks/mod.rs", "pub mod user_create;\n"),
    ("src/views/mod.rs", "pub mod auth;\n"),
    ("src/workers/mod.rs", "pub mod downloader;\n"),
    (
        "tests/mod.rs",
        "mod models;\nmod requests;\nmod tasks;\nmod workers;\n",
    ),
    ("tests/requests/mod.rs", "mod auth;\nmod prepare_data;\n"),
    ("tests/tasks/mod.rs", "pub mod user_create;\n"),
    ("tests/models/mod.rs", "mod users;\n"),
    ("config/development.yaml", CONFIGURATION),
    ("config/test.yaml", CONFIGURATION),
    ("config/production.yaml", CONFIGURATION),
    ("src/data/mod.rs", "\n"),
];

const CONFIGURATION: &str = "server:\n  middlewares:\n\ndatabase:\n  max_connections: <%= \
                             get_env(name=\"DB_MAX_CONNECTIONS\", default=\"1\") %>\n";

fn plain() -> App {
    let app = App::empty();
    for (path, text) in FILES {
        app.write(path, text);
    }
    app
}

fn with_sign_in() -> App {
    let app = plain();
    app.run(&["install", "oidc"]);
    app
}

#[test]
fn both_parts_come_and_go_and_leave_the_identical_tree() {
    let app = plain();
    let before = app.tree();
    app.run(&["install", "oidc"]);
    let between = app.tree();
    app.run(&["install", "admin"]);
    assert!(app.read("src/app.rs").contains("loco_admin::initializer("));
    app.run(&["destroy", "install", "admin"]);
    assert!(between == app.tree());
    app.run(&["destroy", "install", "oidc"]);
    assert!(before == app.tree());
}

#[test]
fn what_another_part_needs_is_not_taken_away_beneath_it() {
    let app = with_sign_in();
    app.run(&["install", "admin"]);
    let sentence = app.refusal(&["destroy", "install", "oidc"]);
    assert!(sentence.contains("src/app.rs"), "{sentence}");
}

#[test]
fn pretending_says_everything_and_writes_nothing() {
    let app = plain();
    let before = app.tree();
    let said = app.run(&["install", "oidc", "--pretend"]);
    assert!(before == app.tree());
    for path in ["src/views/page.rs", "config/realm.json", "Cargo.toml"] {
        assert!(said.contains(path), "{said}");
    }
}

#[test]
fn nothing_of_the_library_is_left_in_it() {
    let app = with_sign_in();
    app.run(&["install", "admin"]);
    for (path, text) in app.tree() {
        if path.ends_with(".loco-generated.json") {
            continue;
        }
        // Where the crates are is not what they are about.
        let text = text.replace(
            env!("CARGO_MANIFEST_DIR").trim_end_matches("loco-scaffold"),
            "",
        );
        for word in [
            "LocalLibrary",
            "locallibrary",
            "librarian",
            "Librarian",
            "isbn",
            "«",
        ] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_application_is_called_by_its_own_name() {
    let app = with_sign_in();
    assert!(
        app.read("assets/i18n/en/app.ftl")
            .contains("site-name = My shop\n")
    );
    assert!(
        app.read("config/realm.json")
            .contains("\"realm\": \"my-shop\"")
    );
    assert!(
        app.read("tests/requests/sign_in.rs")
            .contains("use my_shop::app::App;")
    );
}

#[test]
fn resources_are_generated_from_then_on_and_editors_change_them() {
    let app = with_sign_in();
    app.run(&["install", "admin"]);
    app.run(&[
        "generate",
        "scaffold",
        "shelf",
        "name:string^",
        "bought_on:date",
    ]);
    app.run(&[
        "generate",
        "scaffold",
        "tool",
        "name:string!",
        "shelf:references",
        "others:many-to-many:shelf",
    ]);
    assert!(app.read("src/admin/mod.rs").contains("tools::ToolAdmin"));
    assert!(app.run(&["check"]).contains("Everything"));
    let test = app.read("tests/requests/tools.rs");
    assert!(test.contains("app.editor().await"), "{test}");
    let tree = app.tree();
    let migration = tree
        .iter()
        .find(|(path, _)| path.to_string_lossy().ends_with("_tools.rs"))
        .expect("there is a migration")
        .1;
    assert!(
        migration.contains("IN ('Editors', 'Administrators')"),
        "{migration}"
    );
    for kind in [
        ["task", "close_accounts"],
        ["worker", "reminder"],
        ["mailer", "welcome"],
        ["scheduler", "report"],
        ["view", "opening_hours"],
        ["permission", "my_shop.can_export"],
    ] {
        app.run(&["generate", kind[0], kind[1]]);
    }
    app.run(&["generate", "admin-action", "tool", "lend"]);
    let mailer = app.read("src/mailers/welcome.rs");
    assert!(mailer.contains("settings.site.name"), "{mailer}");
}

#[test]
fn addresses_and_permissions_begin_with_the_packages_name_or_another_word() {
    for (arguments, app_word) in [(&[][..], "my_shop"), (&["--app", "Counter"], "counter")] {
        let app = plain();
        app.run(&[&["install", "oidc"], arguments].concat());
        app.run(&["install", "admin"]);
        app.run(&["generate", "scaffold", "tool", "name:string!"]);
        app.run(&["generate", "view", "opening_hours"]);
        app.run(&["generate", "override", "library/scaffold/list.html"]);
        assert!(app.has(&format!("assets/views/{app_word}/tool_list.html")));
        let routes = app.read("src/controllers/tools.rs");
        assert!(
            routes.contains(&format!("Routes::at(\"{app_word}\")")),
            "{routes}"
        );
        let declaration = app.read("src/admin/tools.rs");
        assert!(
            declaration.contains(&format!("APP: &'static str = \"{app_word}\"")),
            "{declaration}"
        );
        for (path, text) in app.tree() {
            // Tables are called as they are called everywhere.
            let text = text.replace("catalogue", "").replace("catalog_counts", "");
            assert!(!text.contains("catalog"), "{}", path.display());
        }
    }
}

#[test]
fn words_that_addresses_begin_with_already_are_refused() {
    let app = plain();
    for word in ["admin", "api", "oidc", "Accounts"] {
        let sentence = app.refusal(&["install", "oidc", "--app", word]);
        assert!(sentence.contains("--app"), "{sentence}");
    }
    let sentence = app.refusal(&["install", "oidc", "--app", "my shop"]);
    assert!(sentence.contains("letters, digits"), "{sentence}");
    app.write(
        "Cargo.toml",
        &app.read("Cargo.toml").replace("my-shop", "api"),
    );
    let sentence = app.refusal(&["install", "oidc"]);
    assert!(sentence.contains("--app api_site"), "{sentence}");
    app.run(&["install", "oidc", "--app", "shop"]);
}

#[test]
fn the_crates_can_be_named() {
    let app = plain();
    let sentence = app.refusal(&["install", "oidc", "--from", "nowhere"]);
    assert!(sentence.contains("crates/loco-oidc"), "{sentence}");
    let repository = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    app.run(&["install", "oidc", "--from", repository]);
    let line = format!("loco-oidc = {{ path = \"{repository}/crates/loco-oidc\" }}");
    assert!(app.read("Cargo.toml").contains(&line));
}

#[test]
fn what_is_no_application_for_the_parts_is_refused_with_the_remedy() {
    let sentence = |change: &dyn Fn(&App)| {
        let app = plain();
        change(&app);
        app.refusal(&["install", "oidc"])
    };
    for (change, said) in [
        (
            &(|app: &App| {
                let manifest = app.read("Cargo.toml").replace("\"1.2\"", "\"0.16\"");
                app.write("Cargo.toml", &manifest);
            }) as &dyn Fn(&App),
            "Loco 0.16",
        ),
        (
            &|app: &App| app.write("Cargo.toml", "[package]\nname = \"x\"\n"),
            "no application of Loco's",
        ),
        (
            &|app: &App| app.remove("migration/src/lib.rs"),
            "loco new --db sqlite",
        ),
        (
            &|app: &App| app.write("assets/views/home/hello.html", "hello"),
            "--assets none",
        ),
        (
            &|app: &App| app.write("config/development.yaml", "settings:\n  x: 1\n"),
            "`settings:` already",
        ),
        (
            &|app: &App| app.write("src/bin/main.rs", "fn main() {}\n"),
            "src/bin/main.rs: there is no line",
        ),
    ] {
        let sentence = sentence(change);
        assert!(sentence.contains(said), "{sentence}");
    }
    assert!(
        plain()
            .refusal(&["install", "admin"])
            .contains("install oidc")
    );
    let app = with_sign_in();
    assert!(app.refusal(&["install", "oidc"]).contains("already"));
    app.remove("src/app.rs");
    assert!(
        app.refusal(&["install", "admin"])
            .contains("no Loco application")
    );
}

#[test]
fn one_follows_another_without_a_commit_between_them() {
    let app = plain();
    app.git(&["init", "--quiet"]);
    app.git(&["add", "."]);
    app.git(&["commit", "--quiet", "--message", "All"]);
    app.run(&["install", "oidc"]);
    app.run(&["install", "admin"]);
    app.run(&["generate", "scaffold", "tool", "name:string!"]);
    app.run(&["generate", "worker", "reminder"]);
    let manifest = app.read("Cargo.toml");
    app.write("Cargo.toml", &format!("{manifest}# mine\n"));
    app.run(&["destroy", "worker", "reminder"]);
    app.run(&["destroy", "scaffold", "tool"]);
    app.run(&["destroy", "install", "admin"]);
    let sentence = app.refusal(&["install", "admin"]);
    assert!(sentence.contains("Cargo.toml"), "{sentence}");
}

#[test]
fn nothing_is_generated_before_there_are_pages_and_sign_in() {
    let app = plain();
    for command in [
        &["generate", "scaffold", "tool", "name:string!"][..],
        &["generate", "view", "opening_hours"],
        &["generate", "permission", "shop.can_export"],
        &["generate", "task", "close_accounts"],
        &["generate", "form", "complaint", "about:string!"],
    ] {
        let sentence = app.refusal(command);
        assert!(
            sentence.contains("`loco-scaffold install oidc` first"),
            "{sentence}"
        );
    }
}

#[test]
fn an_application_without_tests_gets_them() {
    let app = plain();
    std::fs::remove_dir_all(app.folder().join("tests")).expect("is there");
    let before = app.tree();
    app.run(&["install", "oidc"]);
    app.run(&["install", "admin"]);
    let tests = app.read("tests/mod.rs");
    assert_eq!(
        tests,
        "mod admin;\nmod requests;\nmod support;\nmod tasks;\n"
    );
    app.run(&["generate", "scaffold", "tool", "name:string!"]);
    app.run(&["generate", "task", "close_accounts"]);
    assert!(app.read("tests/requests/mod.rs").contains("mod tools;\n"));
    for written in [
        ["scaffold", "tool"],
        ["task", "close_accounts"],
        ["install", "admin"],
        ["install", "oidc"],
    ] {
        app.run(&["destroy", written[0], written[1]]);
    }
    assert!(before == app.tree());
}

#[test]
fn code_of_ones_own_stands_beside_or_is_named_with_what_to_do() {
    let app = plain();
    for (path, line, own) in [
        (
            "src/app.rs",
            "            .add_route(controllers::auth::routes())\n",
            "            .add_route(controllers::shelves::routes())\n",
        ),
        (
            "migration/src/lib.rs",
            "            Box::new(m20220101_000001_users::Migration),\n",
            "            Box::new(m20220101_000002_shelves::Migration),\n",
        ),
        ("tests/requests/mod.rs", "mod auth;\n", "mod shelves;\n"),
    ] {
        let text = app.read(path);
        assert!(text.contains(line), "{text}");
        app.write(path, &text.replace(line, &format!("{line}{own}")));
    }
    let before = app.tree();
    app.run(&["install", "oidc"]);
    app.run(&["destroy", "install", "oidc"]);
    assert!(before == app.tree());
    let own = app
        .read("src/app.rs")
        .replace("Ok(vec![])", "Ok(vec![Box::new(Shelves)])");
    app.write("src/app.rs", &own);
    let sentence = app.refusal(&["install", "oidc"]);
    assert!(
        sentence.contains("src/app.rs") && sentence.contains("put yours"),
        "{sentence}"
    );
}

#[test]
fn the_library_has_both_already() {
    let app = App::copy();
    assert!(app.refusal(&["generate", "oidc"]).contains("already"));
}
