//! How many people have signed in, on the admin's first page.

use loco_admin::Card;
use loco_oidc::models::users;
use sea_orm::{EntityTrait, PaginatorTrait};

pub fn figure() -> Card {
    Card::figure("admin-people", |cx| async move {
        let people = users::Entity::find().count(&cx.app.db).await?;
        Ok(i64::try_from(people).unwrap_or(i64::MAX))
    })
    .link("/admin/users/")
}
