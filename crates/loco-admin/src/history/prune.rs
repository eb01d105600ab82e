//! `cargo loco task prune_admin_log days:365`: the history forgets what is older.
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use loco_oidc::Clock;
use loco_rs::app::AppContext;
use loco_rs::task::{Task, TaskInfo, Vars};
use loco_rs::{Error, Result};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DatabaseConnection, DbErr, EntityTrait, QueryFilter};

use super::log;

const NAME: &str = "prune_admin_log";
/// More than this is no time to keep anything, and no instant.
const MOST_DAYS: u32 = 36_500;
/// So many entries are deleted at once, so that nobody waits long for their turn to write.
const SOME: u64 = 2_000;

/// A task that deletes entries of the history (`admin_log`) that are older than so many days:
/// `cargo loco task prune_admin_log days:365`. How long must be said each time; nothing is deleted
/// without it.
///
/// ```
/// use loco_rs::task::Tasks;
///
/// fn register_tasks(tasks: &mut Tasks) {
///     tasks.register(loco_admin::PruneAdminLog);
/// }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct PruneAdminLog;

#[async_trait]
impl Task for PruneAdminLog {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: NAME.to_owned(),
            detail: "Deletes entries of the admin's history that are older than days:N".to_owned(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        let days = days(vars).map_err(Error::Message)?;
        let before = Clock::of(ctx).now() - TimeDelta::days(days.into());
        let deleted = prune(&ctx.db, before).await?;
        println!(
            "Deleted {deleted} {} of the admin's history from before {}.",
            if deleted == 1 { "entry" } else { "entries" },
            before.date_naive()
        );
        Ok(())
    }
}

fn days(vars: &Vars) -> std::result::Result<u32, String> {
    if let Some(name) = vars.cli.keys().find(|name| *name != "days") {
        return Err(format!(
            "the task {NAME} has no argument `{name}`: it takes days:…"
        ));
    }
    let wanted = format!("how many days of history are kept, from 1 to {MOST_DAYS}");
    let Some(text) = vars.cli.get("days") else {
        return Err(format!("the task {NAME} needs `days:…`, {wanted}"));
    };
    text.trim()
        .parse()
        .ok()
        .filter(|days| (1..=MOST_DAYS).contains(days))
        .ok_or_else(|| format!("`days:{text}` cannot be used with the task {NAME}: give {wanted}"))
}

/// Deletes what happened before an instant, some entries at a time.
async fn prune(db: &DatabaseConnection, before: DateTime<Utc>) -> std::result::Result<u64, DbErr> {
    let mut deleted = 0;
    loop {
        let some = Query::select()
            .column(log::Column::Id)
            .from(log::Entity)
            .and_where(log::Column::At.lt(before))
            .limit(SOME)
            .to_owned();
        let gone = log::Entity::delete_many()
            .filter(log::Column::Id.in_subquery(some))
            .exec(db)
            .await?
            .rows_affected;
        deleted += gone;
        if gone < SOME {
            return Ok(deleted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[(&str, &str)]) -> std::result::Result<u32, String> {
        days(&Vars {
            cli: arguments
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        })
    }

    #[test]
    fn how_long_must_be_said_and_make_sense() {
        assert_eq!(read(&[("days", "365")]), Ok(365));
        assert!(read(&[]).unwrap_err().contains("needs `days:…`"));
        for wrong in ["0", "-1", "a year", "99999999999"] {
            assert!(read(&[("days", wrong)]).unwrap_err().contains("from 1 to"));
        }
        let other = read(&[("days", "1"), ("hours", "2")]).unwrap_err();
        assert!(other.contains("no argument `hours`"));
    }
}
