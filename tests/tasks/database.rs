//! What `db` does to the library: each command is a process of its own, with its own connections.

use locallibrary::{
    database,
    models::{books, counts::Counts},
};
use locallibrary_migration::Migrator;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use sea_orm_migration::MigratorTrait;

use crate::support::{TestApp, builders::a_book};

async fn a_command(app: &TestApp) -> DatabaseConnection {
    database::connect(&app.ctx.config.database)
        .await
        .expect("the database opens")
}

async fn assert_empty(app: &TestApp) {
    let db = a_command(app).await;
    assert_eq!(books::Entity::find().count(&db).await, Ok(0));
    let counts = Counts::read(&db).await.expect("the counts");
    assert_eq!((counts.books, counts.authors), (0, 0));
}

#[tokio::test]
async fn a_reset_leaves_the_tables_as_a_first_start_makes_them() {
    let app = TestApp::boot().await;
    a_book().save(&app).await;
    // What SQLite is told on one connection of several is not true on the others: once might be luck.
    for _ in 0..4 {
        Migrator::fresh(&a_command(&app).await)
            .await
            .expect("the tables are made again");
        assert_empty(&app).await;
    }
}

#[tokio::test]
async fn all_migrations_are_taken_back_and_applied_again() {
    let app = TestApp::boot().await;
    a_book().save(&app).await;
    Migrator::refresh(&a_command(&app).await)
        .await
        .expect("every migration has its way back");
    assert_empty(&app).await;
}
