//! What the test application declares beside its library: fields of every kind that few models need.
use super::models::{offices, publishers};
use loco_admin::{
    Action, Asc, Col, Filter, Import, Inline, ModelAdmin, Options, Search, Widget, row,
};
use offices::Column as O;
use publishers::Column as P;

pub struct PublisherAdmin;

impl ModelAdmin for PublisherAdmin {
    type Entity = publishers::Entity;
    const APP: &'static str = "trade";
    fn options() -> Options<publishers::Entity> {
        Options::new()
            .list([
                Col::field(P::Name).link(),
                Col::field(P::Rating),
                Col::computed("initial", "Initial", |one: &publishers::Model| {
                    one.name.chars().take(1).collect::<String>()
                })
                .order_by([P::Rating]),
            ])
            .order([(P::Rating, Asc)])
            .search([Search::contains(P::Name), Search::exact(P::Rating)])
            .filters([Filter::empty(P::Rating)])
            .fieldset("", [row![P::Name, P::Slug], row![P::Pin, P::ContactId]])
            .fieldset("Opinion", [row![P::Rating]])
            .prepopulated(P::Slug, [P::Name])
            .secret([P::Pin])
            .optional([P::Pin])
            .needs_to_view(P::Rating, "trade.see_rating")
            .widget(P::ContactId, Widget::Key)
            .view_on_site(|one: &publishers::Model| format!("/publishers/{}/", one.slug))
            .save_on_top()
            .inline(Inline::stacked(O::PublisherId).extra(1).max(5))
            .import(Import::new())
            .fresh_sign_in_to_delete(10)
            .action(
                Action::new("praise", "Praise")
                    .fresh_sign_in(5)
                    .each(|_, _: publishers::Model| async { Ok(()) }),
            )
    }
}

/// Whoever changes one of these has signed in lately.
pub struct OfficeAdmin;

impl ModelAdmin for OfficeAdmin {
    type Entity = offices::Entity;
    const APP: &'static str = "trade";
    fn options() -> Options<offices::Entity> {
        Options::new()
            .display(|office: &offices::Model| office.city.clone())
            .list([
                Col::field(O::City).link(),
                Col::field(O::PublisherId),
                Col::field(O::Rent).editable(),
                Col::field(O::Area),
            ])
            .bulk_edit([O::City])
            .needs_to_view(O::Rent, "trade.see_rent")
            .search([
                Search::contains(O::City),
                Search::via(O::PublisherId, [P::Rating]),
            ])
            .fresh_sign_in(30)
    }
}
