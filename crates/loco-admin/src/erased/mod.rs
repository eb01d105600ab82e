//! Registered models without their types: what the generic pages work on.

mod entry;
mod names;
mod reflect;
mod typed;

use async_trait::async_trait;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{Condition, DbErr, Value};

use crate::declare::{FormErrors, SaveCx};
use crate::object::Object;
use crate::{Db, Op, Staff};

pub(crate) use entry::Entry;
pub(crate) use names::{humanized, model_name, spoken};
pub(crate) use typed::Typed;

/// What only a model's own types can do.
#[async_trait]
pub(crate) trait ErasedAdmin: Send + Sync {
    fn can(&self, staff: &Staff, op: Op, object: Option<&Object>) -> bool;

    /// The rows that this person sees, without columns and order yet.
    fn scope(&self, staff: &Staff) -> SelectStatement;

    /// The rows within the scope that meet the condition, in the order of their key.
    async fn load(
        &self,
        db: &Db<'_>,
        staff: &Staff,
        condition: Condition,
        limit: u64,
        lock: bool,
    ) -> Result<Vec<Object>, DbErr>;

    /// Writes these values (by the field's place) into a new row, or into `before`.
    async fn write(
        &self,
        cx: &SaveCx<'_>,
        before: Option<&Object>,
        changes: &[(usize, Value)],
    ) -> Result<Object, FormErrors>;

    /// Tells the declaration that the save is complete.
    async fn after_write(&self, cx: &SaveCx<'_>, object: &Object) -> Result<(), FormErrors>;

    /// Deletes a row.
    async fn remove(&self, cx: &SaveCx<'_>, object: &Object) -> Result<(), FormErrors>;
}
