//! Tables that were there before the application.

use sea_orm::{ConnectionTrait, Database};

use crate::support::App;

/// A copy of the library beside a database with these tables; its address, and the folder that it is in.
fn beside(tables: &str) -> (App, String, tempfile::TempDir) {
    let app = App::copy();
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let file = folder.path().join("old.sqlite");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    tokio::runtime::Runtime::new()
        .expect("a runtime")
        .block_on(async {
            let db = Database::connect(&url).await.expect("a new file opens");
            db.execute_unprepared(tables).await.expect("valid");
            db.close().await.expect("closes");
        });
    (app, url, folder)
}

const ORDERS: &str = "CREATE TABLE orders (id integer PRIMARY KEY AUTOINCREMENT, number varchar(20) NOT NULL UNIQUE, \
                      book_id integer NOT NULL REFERENCES books (id) ON DELETE CASCADE, remarks text, \
                      paid boolean NOT NULL, ordered_at timestamp_with_timezone_text NOT NULL, weight double);
                      CREATE TABLE kinds (id integer PRIMARY KEY, type text);
                      CREATE TABLE prices (amount money_text);
                      CREATE TABLE pairs (a integer, b integer, PRIMARY KEY (a, b));";

fn inspect<'a>(table: &'a str, url: &'a str) -> [&'a str; 5] {
    ["generate", "inspect", table, "--database", url]
}

#[test]
fn a_table_becomes_entity_model_and_declaration_and_goes_again() {
    let (app, url, _folder) = beside(ORDERS);
    let before = app.tree();
    app.run(&inspect("orders", &url));
    let entity = app.read("src/models/_entities/orders.rs");
    for line in [
        "    #[sea_orm(primary_key)]\n    pub id: i32,",
        "    #[sea_orm(unique)]\n    pub number: String,",
        "    pub book_id: i32,",
        "    #[sea_orm(column_type = \"Text\", nullable)]\n    pub remarks: Option<String>,",
        "    pub paid: bool,",
        "    pub ordered_at: DateTimeUtc,",
        "    pub weight: Option<f64>,",
        "        belongs_to = \"super::books::Entity\",",
        "        on_delete = \"Cascade\"",
    ] {
        assert!(entity.contains(line), "{line}: {entity}");
    }
    assert!(!entity.contains("DeriveEntityModel, Eq"), "{entity}");
    let declaration = app.read("src/admin/orders.rs");
    assert!(
        declaration.contains("Filter::field(C::Paid)"),
        "{declaration}"
    );
    assert!(app.has("tests/models/orders.rs"));
    app.run(&["destroy", "inspect", "orders"]);
    assert!(before == app.tree());
}

#[test]
fn a_table_without_a_key_of_its_own_is_not_in_the_admin() {
    let (app, url, _folder) = beside(ORDERS);
    let said = app.run(&inspect("pairs", &url));
    assert!(said.contains("no column `id`"), "{said}");
    assert!(!app.has("src/admin/pairs.rs") && app.has("src/models/pairs.rs"));
}

#[test]
fn what_is_not_there_is_said() {
    let (app, url, _folder) = beside(ORDERS);
    let sentence = app.refusal(&inspect("ordres", &url));
    assert!(sentence.contains("Did you mean orders?"), "{sentence}");
    let sentence = app.refusal(&inspect("prices", &url));
    assert!(
        sentence.contains("amount") && sentence.contains("money_text"),
        "{sentence}"
    );
    let sentence = app.refusal(&inspect("kinds", &url));
    assert!(
        sentence.contains("the column type") && sentence.contains("db entities"),
        "{sentence}"
    );
    let sentence = app.refusal(&inspect("books", &url));
    assert!(sentence.contains("generate admin book"), "{sentence}");
    let sentence = app.refusal(&inspect("orders", "sqlite:///nowhere/x.sqlite?mode=rwc"));
    assert!(sentence.contains("/nowhere/x.sqlite"), "{sentence}");
    app.write("config/development.yaml", "database:\n  uri: x\n");
    let sentence = app.refusal(&["generate", "inspect", "orders"]);
    assert!(sentence.contains("--database"), "{sentence}");
}
