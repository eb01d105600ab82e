//! «humans | capitalize», from a table that was there before.

use sea_orm::ActiveModelBehavior;
<% if key %>use sea_orm::{ConnectionTrait, EntityTrait};
<% endif %>
pub use super::_entities::«table»::{ActiveModel, Column, Entity, Model};
<% if key %>use super::{Error, Result};
<% endif %>
impl ActiveModelBehavior for ActiveModel {}
<% if key %>
/// The «human» with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: <% if key == "Uuid" %>uuid::Uuid<% else %>«key»<% endif %>) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}
<% endif %>
