//! The whole admin site of the application.
use crate::models::{shelves, tools};
use loco_admin::{AdminSite, Filter, Import, ModelAdmin, Options, Search};

pub struct ToolAdmin;

impl ModelAdmin for ToolAdmin {
    type Entity = tools::Entity;
    const APP: &'static str = "workshop";
    fn options() -> Options<tools::Entity> {
        Options::new()
            .search([Search::contains(tools::Column::Name)])
            .filters([Filter::field(tools::Column::ShelfId)])
            .import(Import::by(tools::Column::Name))
    }
}

pub struct ShelfAdmin;

impl ModelAdmin for ShelfAdmin {
    type Entity = shelves::Entity;
    const APP: &'static str = "workshop";
}

pub fn site() -> AdminSite {
    AdminSite::new().add::<ToolAdmin>().add::<ShelfAdmin>()
}
