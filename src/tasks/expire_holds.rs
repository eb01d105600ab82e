//! `cargo loco task expire_holds`: passes copies on that nobody came for.

use async_trait::async_trait;
use loco_oidc::Clock;
use loco_rs::{
    Error, Result,
    app::AppContext,
    task::{Task, TaskInfo, Vars},
};

use super::arguments::Arguments;
use crate::models::{LibrarySettings, reservations};

/// Ends the reservations whose copy was not collected in time; the copy goes to the next reader, or to the shelf.
pub struct ExpireHolds;

#[async_trait]
impl Task for ExpireHolds {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "expire_holds".to_string(),
            detail: "Passes reserved copies on that were not collected in time".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        Arguments::of("expire_holds", vars, &[])?;
        let rules = LibrarySettings::of(ctx)?;
        let expired = reservations::pass_on_expired(&ctx.db, Clock::of(ctx).now(), &rules)
            .await
            .map_err(Error::wrap)?;
        println!("Reservations that were not collected in time: {expired}.");
        Ok(())
    }
}
