//! «humans | capitalize» in the admin.

use loco_admin::{Asc, Col, <% if filters %>Filter, <% endif %>ModelAdmin, Options<% if searched %>, Search<% endif %>};

use crate::models::_entities::«table»::{Column as C, Entity};

pub struct «pascal»Admin;

impl ModelAdmin for «pascal»Admin {
    type Entity = Entity;
    const APP: &'static str = "«app»";
    const MODEL: &'static str = "«kind»";

    fn options() -> Options<Entity> {
        Options::new()
<%- if not translated %>
            .label("«human»", "«humans»")
<%- endif %>
            .list([
<%- for column in listed %>
                Col::field(C::«column»)<% if loop.first %>.link()<% endif %>,
<%- endfor %>
            ])
            .order([(C::«order», Asc)])
<%- if searched %>
            .search([
<%- for column in searched %>
                Search::contains(C::«column»),
<%- endfor %>
            ])
<%- endif %>
<%- if filters %>
            .filters([
<%- for column in filters %>
                Filter::field(C::«column»),
<%- endfor %>
            ])
<%- endif %>
    }
}
