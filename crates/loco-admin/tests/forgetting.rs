//! What the history forgets, and when.
use std::collections::BTreeMap;

use crate::support::TestApp;
use chrono::TimeDelta;
use loco_admin::{PruneAdminLog, history};
use loco_rs::task::{Task, Vars};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

async fn entry(app: &TestApp, label: &str, days_ago: i64) {
    history::ActiveModel {
        at: Set(app.clock.now() - TimeDelta::days(days_ago)),
        user_id: Set(None),
        user_name: Set("ada".into()),
        app: Set("catalog".into()),
        model: Set("books".into()),
        object_key: Set("1".into()),
        object_label: Set(label.into()),
        action: Set("change".into()),
        changes: Set("{}".into()),
        ..Default::default()
    }
    .insert(&app.db)
    .await
    .unwrap();
}

async fn forget(app: &TestApp, arguments: &[(&str, &str)]) -> Result<(), String> {
    let cli: BTreeMap<String, String> = arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    PruneAdminLog
        .run(&app.ctx, &Vars { cli })
        .await
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_history_forgets_what_is_older_than_somebody_says_and_nothing_else() {
    let app = TestApp::start().await;
    for (label, days_ago) in [
        ("Old", 400),
        ("A year ago", 366),
        ("Lately", 364),
        ("Now", 0),
    ] {
        entry(&app, label, days_ago).await;
    }
    assert!(
        forget(&app, &[])
            .await
            .unwrap_err()
            .contains("needs `days:…`")
    );
    assert!(forget(&app, &[("days", "0")]).await.is_err());
    let left = async || -> Vec<String> {
        let rows = history::Entity::find().all(&app.db).await.unwrap();
        rows.into_iter().map(|row| row.object_label).collect()
    };
    assert_eq!(left().await.len(), 4, "nothing is deleted by a mistake");
    forget(&app, &[("days", "365")]).await.unwrap();
    assert_eq!(left().await, ["Lately", "Now"]);
    forget(&app, &[("days", "365")]).await.unwrap();
    assert_eq!(left().await.len(), 2);
}
