//! Groups: sets of people that share permissions.
use loco_oidc::models::groups::{Column as C, Entity, Model};
use loco_oidc::models::permissions;

use crate::declare::{Asc, Col, Filter, Many, ModelAdmin, Options, Search, named};
use crate::row;

/// Groups of people.
pub struct GroupAdmin;

impl ModelAdmin for GroupAdmin {
    type Entity = Entity;
    const APP: &'static str = "auth";
    const MODEL: &'static str = "group";
    const SLUG: &'static str = "groups";

    fn options() -> Options<Entity> {
        Options::new()
            .label("admin-identity-group", "admin-identity-groups")
            .display(|group: &Model| group.name.clone())
            .list([Col::field(C::Name)])
            .order([(C::Name, Asc)])
            .search([Search::contains(C::Name)])
            .filters([
                Filter::many("permission", permissions::Entity).label("admin-identity-permission")
            ])
            .fresh_sign_in(super::FRESH)
            .max_length(C::Name, 150)
            .fieldset("", [row![C::Name], row![named("permissions")]])
            .many(
                Many::to("permissions", permissions::Entity)
                    .label("admin-identity-permissions")
                    .two_lists(),
            )
    }
}
