//! Reads templates, messages and static files before the first request, so that a mistake stops the start.

use async_trait::async_trait;
use loco_rs::{
    Result,
    app::{AppContext, Initializer},
};

use crate::views::Site;

pub struct ViewEngine {
    /// Where the admin is mounted, for the account menu of those who work here; `None` while there is none.
    pub admin: Option<&'static str>,
}

#[async_trait]
impl Initializer for ViewEngine {
    fn name(&self) -> String {
        "view-engine".to_owned()
    }

    async fn before_run(&self, ctx: &AppContext) -> Result<()> {
        ctx.shared_store.insert(Site::load(ctx, self.admin)?);
        Ok(())
    }
}
