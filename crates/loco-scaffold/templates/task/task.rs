//! `cargo loco task «name»`: what it does, in one line.

use async_trait::async_trait;
use loco_rs::{
    Result,
    app::AppContext,
    task::{Task, TaskInfo, Vars},
};

use super::arguments::Arguments;

/// What it does, and for whom.
pub struct «pascal»;

#[async_trait]
impl Task for «pascal» {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "«name»".to_string(),
            detail: "«sentence»".to_string(),
        }
    }

    async fn run(&self, _ctx: &AppContext, vars: &Vars) -> Result<()> {
        // The arguments that it takes, as `name:value`; any other is refused.
        Arguments::of("«name»", vars, &[])?;
        println!("«sentence»: done.");
        Ok(())
    }
}
