//! Whether somebody has to sign in again, and keeping what they sent until they have.
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use url::form_urlencoded;
use uuid::Uuid;

use super::table;
use crate::error::{Error, Result};
use crate::visit::Visit;

/// Nobody waits longer for a form of theirs, in minutes.
pub(super) const KEPT: i64 = 60;

/// Whether the last sign-in is older than this many minutes.
pub(crate) fn is_stale(visit: &Visit, minutes: Option<u32>) -> bool {
    minutes.is_some_and(|minutes| {
        let age = visit.now - visit.staff.signed_in_at();
        age > TimeDelta::minutes(i64::from(minutes))
    })
}

/// Lets somebody pass who has signed in within so many minutes. Others are sent to the provider, and what they sent
/// waits for them.
pub(crate) async fn ask(visit: &Visit, minutes: Option<u32>, body: &[u8]) -> Result<()> {
    let Some(minutes) = minutes.filter(|_| is_stale(visit, minutes)) else {
        return Ok(());
    };
    let body = std::str::from_utf8(body)
        .ok()
        // PostgreSQL keeps no text with this sign in it, and no form of ours sends it unescaped.
        .filter(|body| !body.contains('\0'))
        .ok_or_else(|| Error::BadRequest(visit.text("admin-problem-bad-request-text")))?;
    let id = keep(visit, body).await?;
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("next", &format!("/admin/kept/{id}/"))
        .append_pair("max_age", &(u64::from(minutes) * 60).to_string())
        .finish();
    tracing::info!(
        user = visit.staff.id,
        path = visit.here(),
        "asked to sign in again"
    );
    Err(Error::SignInAgain(format!("/oidc/authenticate/?{query}")))
}

async fn keep(visit: &Visit, body: &str) -> Result<Uuid> {
    let id = Uuid::new_v4();
    let old = Condition::any()
        .add(table::Column::At.lt(visit.now - TimeDelta::minutes(KEPT)))
        // One at a time: the form that somebody left behind is not what they want now.
        .add(table::Column::UserId.eq(visit.staff.id));
    table::Entity::delete_many()
        .filter(old)
        .exec(&visit.app.db)
        .await?;
    table::ActiveModel {
        id: Set(id),
        user_id: Set(visit.staff.id),
        address: Set(visit.here().to_owned()),
        body: Set(body.to_owned()),
        at: Set(visit.now),
    }
    .insert(&visit.app.db)
    .await?;
    Ok(id)
}
