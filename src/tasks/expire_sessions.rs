//! `cargo loco task expire_sessions`: deletes the sessions that ended by themselves.

use async_trait::async_trait;
use loco_oidc::Oidc;
use loco_rs::{
    Result,
    app::AppContext,
    task::{Task, TaskInfo, Vars},
};

use super::arguments::Arguments;

/// Deletes sessions that are past their idle or their absolute limit. They open nothing any more; this saves the room.
pub struct ExpireSessions;

#[async_trait]
impl Task for ExpireSessions {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "expire_sessions".to_string(),
            detail: "Deletes the sessions that ended by themselves".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        Arguments::of("expire_sessions", vars, &[])?;
        let oidc = Oidc::of(ctx)?;
        let deleted = oidc
            .sessions()
            .delete_expired(&ctx.db, oidc.clock().now())
            .await?;
        println!(
            "Deleted {deleted} expired session{}.",
            if deleted == 1 { "" } else { "s" }
        );
        Ok(())
    }
}
