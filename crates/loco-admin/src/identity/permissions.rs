//! Permissions: what groups and people can be given.
use loco_oidc::models::permissions::{Column as C, Entity, Model};

use crate::declare::{Asc, Col, ModelAdmin, Options, Search};

/// Permissions. The application declares them; they are given out on the pages of groups and people.
pub struct PermissionAdmin;

impl ModelAdmin for PermissionAdmin {
    type Entity = Entity;
    const APP: &'static str = "auth";
    const MODEL: &'static str = "permission";
    const SLUG: &'static str = "permissions";

    fn options() -> Options<Entity> {
        Options::new()
            .label("admin-identity-permission", "admin-identity-permissions")
            .display(|permission: &Model| permission.codename.clone())
            .list([Col::field(C::Codename), Col::field(C::Name)])
            .order([(C::Codename, Asc)])
            .search([Search::contains(C::Codename), Search::contains(C::Name)])
            .max_length(C::Name, 255)
            .readonly([C::Codename])
            .no_adding()
            .no_deleting()
    }
}
