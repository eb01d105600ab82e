//! The history of the whole site, to look at.
use crate::declare::{Col, Desc, Filter, ModelAdmin, Options, Search};
use crate::history::{Column as C, Entity, Model};
use crate::{Op, Staff};

/// What everybody did. It is only looked at.
pub struct LogAdmin;

impl ModelAdmin for LogAdmin {
    type Entity = Entity;
    const APP: &'static str = "auth";
    const MODEL: &'static str = "log";
    const SLUG: &'static str = "log";

    fn options() -> Options<Entity> {
        Options::new()
            .label("admin-identity-log", "admin-identity-logs")
            .display(|entry: &Model| entry.object_label.clone())
            .list([
                Col::field(C::At).link(),
                Col::field(C::UserName),
                Col::field(C::Action),
                Col::field(C::Model),
                Col::computed("object", "admin-identity-object", |entry: &Model| {
                    crate::Cell::Link {
                        text: entry.object_label.clone(),
                        url: format!("/admin/{}/{}/history/", entry.model, entry.object_key),
                    }
                }),
            ])
            .order([(C::At, Desc)])
            .search([
                Search::contains(C::ObjectLabel),
                Search::contains(C::UserName),
                Search::exact(C::ObjectKey),
            ])
            .filters([Filter::field(C::At), Filter::field(C::UserId)])
            .date_hierarchy(C::At)
            .readonly([
                C::At,
                C::UserId,
                C::UserName,
                C::App,
                C::Model,
                C::ObjectKey,
                C::ObjectLabel,
                C::Action,
                C::Changes,
            ])
            .no_adding()
            .no_deleting()
    }

    fn can(staff: &Staff, op: Op, _: Option<&Model>) -> bool {
        op == Op::View && staff.has(Op::View, "auth", "log")
    }
}
