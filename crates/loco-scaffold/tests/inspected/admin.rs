//! Rows of tables that were there before the application, in the admin.

use sea_orm::ConnectionTrait;

use crate::support::{TestApp, builders::a_book};

/// Opens the list, and the page of its only row, which is then saved as it is.
async fn open(app: &TestApp, table: &str, said: &str, names: &[&str]) {
    let admin = app.admin().await;
    let list = admin
        .get(&format!("/admin/{table}/"))
        .await
        .expect_status(200);
    assert_eq!(list.all("tbody tr").len(), 1, "{}", list.text());
    assert!(list.text().contains(said), "{}", list.text());
    let path = format!("/admin/{table}/1/change/");
    let page = admin.get(&path).await.expect_status(200);
    let fields: Vec<(&str, String)> = ["_version", "_base"]
        .iter()
        .chain(names)
        .flat_map(|name| page.filled_in(name).into_iter().map(|value| (*name, value)))
        .collect();
    let sent: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let saved = admin.post(&path, &sent).await;
    assert_eq!(saved.status(), 303, "{}", saved.text());
}

#[tokio::test]
async fn orders_and_parts_are_seen_and_saved() {
    let app = TestApp::boot().await;
    let book = a_book().save(&app).await;
    for row in [
        format!(
            "INSERT INTO old_orders (number, book_id, paid, total, ordered_on) \
             VALUES ('A-1', {}, true, 12.50, '2026-03-01')",
            book.id
        ),
        "INSERT INTO old_parts (code, order_id, price, opens, sold) \
         VALUES ('P-1', 1, 7.25, '09:30:00', false)"
            .to_owned(),
    ] {
        app.db().execute_unprepared(&row).await.expect("valid");
    }
    let names = [
        "number",
        "book_id",
        "remarks",
        "paid",
        "total",
        "weight",
        "ordered_on",
        "ordered_at",
    ];
    open(&app, "old_orders", "A-1", &names).await;
    let names = [
        "code", "order_id", "serial", "price", "details", "opens", "made", "weight", "shelf",
        "sold",
    ];
    open(&app, "old_parts", "P-1", &names).await;
}
