//! The history of the whole site, to look at.
use serde_json::Value as Json;

use crate::declare::{Col, Desc, Filter, ModelAdmin, Options, Search};
use crate::erased::humanized;
use crate::history::{Column as C, Entity, Model};
use crate::{Op, Staff, row};

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
                Col::field(C::UserName).order_of_few(),
                Col::field(C::Action).order_of_few(),
                Col::field(C::Model).order_of_few(),
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
            .searched_alone()
            .filters([
                Filter::field(C::At),
                Filter::field(C::Action),
                Filter::field(C::UserId),
            ])
            .date_hierarchy(C::At)
            .choices(
                C::Action,
                [
                    ("add", "admin-history-add"),
                    ("change", "admin-history-change"),
                    ("delete", "admin-history-delete"),
                    ("export", "admin-export"),
                ],
            )
            .reads(C::Changes, told)
            .fieldset(
                "",
                [
                    row![C::At, C::UserId, C::UserName],
                    row![C::Action, C::Model],
                    row![C::ObjectLabel, C::ObjectKey],
                    row![C::Changes],
                ],
            )
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

/// What changed, a line for each field.
fn told(changes: &str) -> String {
    let changes: serde_json::Map<String, Json> = serde_json::from_str(changes).unwrap_or_default();
    let text = |value: &Json| match value {
        Json::String(text) if !text.is_empty() => text.clone(),
        _ => "–".to_owned(),
    };
    let lines: Vec<String> = changes
        .iter()
        .map(|(name, change)| {
            let name = humanized(name.trim_start_matches('+'));
            if change.get("secret").is_some() {
                return format!("{name}: ••••••");
            }
            format!(
                "{name}: {} → {}",
                text(&change["old"]),
                text(&change["new"])
            )
        })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_told_a_line_for_each_field() {
        let changes = r#"{"due_back":{"old":null,"new":"2026-03-31"},"pin":{"secret":true}}"#;
        assert_eq!(told(changes), "Due back: – → 2026-03-31\nPin: ••••••");
        assert_eq!(told("nonsense"), "");
    }
}
