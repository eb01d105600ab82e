//! Letters about overdue loans.

use chrono::TimeDelta;
use locallibrary::{
    models::{_entities::notices, notices as rules},
    tasks::seed_catalog,
    workers::overdue_notice::{OverdueNotice, OverdueNoticeWorker},
};
use loco_rs::bgworker::BackgroundWorker;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::run;
use crate::support::TestApp;

/// A library with overdue loans whose letters are written into a folder.
async fn library(folder: &tempfile::TempDir) -> TestApp {
    let mut app = TestApp::boot().await;
    let settings = app
        .ctx
        .config
        .settings
        .as_mut()
        .expect("config/test.yaml has settings");
    settings["mail"]["folder"] = json!(folder.path().to_string_lossy());
    seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    app
}

/// The letters in the folder, decoded as far as the tests look at them.
fn letters(folder: &tempfile::TempDir) -> Vec<String> {
    let files = std::fs::read_dir(folder.path()).expect("the folder is there");
    files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "eml"))
        .map(|path| {
            String::from_utf8_lossy(&std::fs::read(path).expect("a letter")).replace("=\r\n", "")
        })
        .collect()
}

#[tokio::test]
async fn each_reader_gets_one_letter_for_each_overdue_loan() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = library(&folder).await;
    run(&app, "overdue_notices", &[])
        .await
        .expect("letters are sent");
    let sent = letters(&folder);
    assert_eq!(
        sent.len(),
        5,
        "one for each overdue loan of the sample catalogue"
    );
    let to_reader: Vec<_> = sent
        .iter()
        .filter(|letter| letter.contains("reader@library.example"))
        .collect();
    assert_eq!(to_reader.len(), 1);
    assert!(
        to_reader[0].contains("Il nome della rosa") && to_reader[0].contains("/catalog/mybooks/")
    );

    run(&app, "overdue_notices", &[])
        .await
        .expect("a second run");
    app.clock.advance(TimeDelta::hours(5));
    run(&app, "overdue_notices", &[])
        .await
        .expect("a third run, hours later");
    assert_eq!(letters(&folder).len(), 5, "nobody is written to twice");
}

#[tokio::test]
async fn a_german_reader_is_written_to_in_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = library(&folder).await;
    run(&app, "overdue_notices", &[])
        .await
        .expect("letters are sent");
    let sent = letters(&folder);
    let to_anna = sent
        .iter()
        .find(|letter| letter.contains("anna.winter@library.example"))
        .expect("a letter to Anna");
    assert!(
        to_anna.contains("Guten Tag Anna Winter") && to_anna.contains("Der Zauberberg"),
        "{to_anna}"
    );
    let to_ewa = sent
        .iter()
        .find(|letter| letter.contains("ewa.zielinska@library.example"))
        .expect("a letter to Ewa");
    assert!(to_ewa.contains("With kind regards"), "{to_ewa}");
}

#[tokio::test]
async fn two_workers_send_a_letter_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = library(&folder).await;
    rules::find_overdue(app.db(), TestApp::today(), app.clock.now())
        .await
        .expect("notices are made");
    let notice = notices::Entity::find()
        .one(app.db())
        .await
        .expect("notices")
        .expect("a notice");
    let (one, other) = (
        OverdueNoticeWorker::build(&app.ctx),
        OverdueNoticeWorker::build(&app.ctx),
    );
    let job = OverdueNotice { notice: notice.id };
    let (first, second) = tokio::join!(one.perform(job), other.perform(job));
    first.expect("a worker that is too late is content");
    second.expect("a worker that is too late is content");
    one.perform(job)
        .await
        .expect("a job that is run again after a restart is content too");
    assert_eq!(letters(&folder).len(), 1);
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_is_noted_and_tried_again_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = library(&folder).await;
    let blocked = folder.path().join("a-file-where-the-folder-should-be");
    std::fs::write(&blocked, "").expect("a file");
    let settings = app.ctx.config.settings.as_mut().expect("settings");
    settings["mail"]["folder"] = json!(blocked.to_string_lossy());
    run(&app, "overdue_notices", &[])
        .await
        .expect("the task goes on");
    let failed = notices::Entity::find()
        .all(app.db())
        .await
        .expect("notices");
    assert!(
        failed
            .iter()
            .all(|notice| notice.sent_at.is_none() && notice.error.is_some()),
        "{failed:?}"
    );

    let settings = app.ctx.config.settings.as_mut().expect("settings");
    settings["mail"]["folder"] = json!(folder.path().to_string_lossy());
    app.clock.advance(TimeDelta::minutes(20));
    run(&app, "overdue_notices", &[])
        .await
        .expect("letters are sent");
    assert_eq!(letters(&folder).len(), 5);
}

#[tokio::test]
async fn readers_without_an_address_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut app = TestApp::boot().await;
    let settings = app.ctx.config.settings.as_mut().expect("settings");
    settings["mail"]["folder"] = json!(folder.path().to_string_lossy());
    run(&app, "seed_catalog", &[("books", "100")])
        .await
        .expect("books are made");
    run(&app, "overdue_notices", &[])
        .await
        .expect("the task runs");
    assert_eq!(
        notices::Entity::find()
            .count(app.db())
            .await
            .expect("notices"),
        0
    );
}
