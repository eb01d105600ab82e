//! Languages: their names, unique without regard to case.

use loco_admin::{Asc, Col, Import, ModelAdmin, Options, Search, row};

use crate::models::languages::{Column as C, Entity, Model};

pub struct LanguageAdmin;

impl ModelAdmin for LanguageAdmin {
    type Entity = Entity;
    const APP: &'static str = "catalog";

    fn options() -> Options<Entity> {
        Options::new()
            .list([Col::field(C::Name).order_by([C::NameFolded])])
            .order([(C::NameFolded, Asc)])
            .search([Search::contains(C::Name)])
            .fieldset("", [row![C::Name]])
            .follows(C::NameFolded, C::Name)
            .max_length(C::Name, 200)
            .view_on_site(Model::url)
            .import(Import::new())
    }
}
