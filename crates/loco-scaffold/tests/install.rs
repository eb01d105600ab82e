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
        ["permission", "catalog.can_export"],
    ] {
        app.run(&["generate", kind[0], kind[1]]);
    }
    app.run(&["generate", "admin-action", "tool", "lend"]);
    let mailer = app.read("src/mailers/welcome.rs");
    assert!(mailer.contains("settings.site.name"), "{mailer}");
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
fn the_library_has_both_already() {
    let app = App::copy();
    assert!(app.refusal(&["generate", "oidc"]).contains("already"));
}
