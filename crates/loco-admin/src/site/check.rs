//! What can be wrong with declarations, found before the first request.
use std::collections::BTreeSet;

use crate::declare::{DeclaredMany, DeclaredSearch, FilterKind, Source, Widget};
use crate::erased::Entry;
use crate::value::Kind;

/// Names of parameters in the addresses of lists.
const TAKEN: [&str; 9] = [
    "q", "o", "page", "after", "before", "per_page", "period", "facets", "view",
];

pub(super) fn problems(entries: &[Entry]) -> Vec<String> {
    let mut all = Vec::new();
    let mut slugs = BTreeSet::new();
    let mut tables = BTreeSet::new();
    for entry in entries {
        if !slugs.insert(entry.slug) {
            all.push(format!(
                "admin {}: another model has this address; give one of them another SLUG.",
                entry.slug
            ));
        }
        if [
            "static",
            "add",
            "preferences",
            "search",
            "history",
            "jobs",
            "kept",
        ]
        .contains(&entry.slug)
        {
            all.push(format!(
                "admin {}: the site needs this address for itself; give the model another SLUG.",
                entry.slug
            ));
        }
        if !tables.insert(entry.table) {
            all.push(format!(
                "admin {}: the table {} is registered twice; remove one of the two.",
                entry.slug, entry.table
            ));
        }
        Check {
            entry,
            entries,
            all: &mut all,
        }
        .run();
    }
    all
}

struct Check<'a> {
    entry: &'a Entry,
    entries: &'a [Entry],
    all: &'a mut Vec<String>,
}

impl Check<'_> {
    fn say(&mut self, field: &str, what: &str) {
        self.all
            .push(format!("admin {}: {field}: {what}", self.entry.slug));
    }

    fn is_registered(&self, table: &str) -> bool {
        self.entries.iter().any(|entry| entry.table == table)
    }

    fn run(&mut self) {
        self.keys();
        self.columns();
        self.filters();
        self.fields();
        self.fieldsets();
        self.many();
        self.inlines();
        self.actions();
    }

    fn keys(&mut self) {
        let entry = self.entry;
        for place in &entry.keys {
            let field = &entry.fields[*place];
            if !matches!(
                field.kind,
                Kind::Integer | Kind::Uuid | Kind::Text | Kind::Day
            ) {
                self.say(
                    field.name,
                    "a key of this type has no address; use a number, a UUID or text as the primary key.",
                );
            }
        }
        if entry.keys.is_empty() {
            self.say("Entity", "the table has no primary key; add one.");
        }
        if entry.declaration.per_page == 0 || entry.declaration.per_page > 1000 {
            self.say("per_page", "give a number from 1 to 1000.");
        }
    }

    fn columns(&mut self) {
        let entry = self.entry;
        let mut seen = BTreeSet::new();
        for column in &entry.declaration.columns {
            if !seen.insert(column.name) {
                self.say(
                    column.name,
                    "the list has this column twice; give one another name.",
                );
            }
            if column.editable
                && !matches!(column.source, Source::Field(name) if entry.field(name).is_some_and(|field| !field.is_readonly() && !field.is_key))
            {
                self.say(
                    column.name,
                    "only a column of the table that is not read-only can be edited in the list; take .editable() away.",
                );
            }
            if column.editable && column.link {
                self.say(
                    column.name,
                    "a cell cannot be a link and a field at once; link another column.",
                );
            }
            for by in column.order.iter().flatten() {
                self.via(column.name, by.via);
            }
        }
        for place in &entry.declaration.search {
            if let DeclaredSearch::Column { via, .. } = place {
                self.via("search", *via);
            }
        }
        if let Some(period) = entry.declaration.period
            && entry
                .field(period)
                .is_none_or(|field| !matches!(field.kind, Kind::Day | Kind::Instant))
        {
            self.say(period, "date_hierarchy wants a date or an instant.");
        }
    }

    fn via(&mut self, name: &str, via: Option<&'static str>) {
        if let Some(via) = via
            && self
                .entry
                .field(via)
                .is_none_or(|field| field.points_to.is_none())
        {
            self.say(
                name,
                &format!(
                    "{via} points to no other table; give the entity a belongs_to relation from it."
                ),
            );
        }
    }

    fn filters(&mut self) {
        let entry = self.entry;
        let mut seen = BTreeSet::new();
        for filter in &entry.declaration.filters {
            if TAKEN.contains(&filter.name) {
                self.say(
                    filter.name,
                    "the list needs this name itself; call the filter otherwise.",
                );
            }
            // Of one column: what it offers, and conditions.
            let other = matches!(filter.kind, FilterKind::Empty | FilterKind::Operators);
            if !seen.insert((filter.name, other)) {
                self.say(
                    filter.name,
                    "there are two filters of this name; remove one.",
                );
            }
            match &filter.kind {
                FilterKind::Field => {
                    let usable = entry.field(filter.name).is_some_and(|field| {
                        field.points_to.is_some()
                            || !field.choices.is_empty()
                            || matches!(field.kind, Kind::Flag | Kind::Day | Kind::Instant)
                    });
                    if !usable {
                        self.say(
                            filter.name,
                            "a filter cannot tell which values to offer; give the field .choices(…), or use Filter::empty or Filter::custom.",
                        );
                    }
                }
                FilterKind::Operators => {
                    let field = entry.field(filter.name);
                    if !field.is_some_and(|field| {
                        field.points_to.is_none()
                            && !field.tweak.secret
                            && crate::list::can_be_compared(field)
                    }) {
                        self.say(
                            filter.name,
                            "Filter::operators compares texts, numbers, days, choices and yes/no that are not secret; use Filter::field or Filter::custom.",
                        );
                    }
                }
                FilterKind::Many(many) => self.one_many(many),
                FilterKind::Empty | FilterKind::Custom(..) => {}
            }
        }
    }

    fn fields(&mut self) {
        let entry = self.entry;
        for field in &entry.fields {
            if matches!(field.tweak.widget, Some(Widget::Autocomplete | Widget::Key)) {
                match &field.points_to {
                    None => self.say(
                        field.name,
                        "Widget::Autocomplete and Widget::Key are for columns that point to another table.",
                    ),
                    Some(to) => {
                        let target = self.entries.iter().find(|entry| entry.table == to.table);
                        match target {
                            None => self.say(
                                field.name,
                                &format!("register the model of {} as well, so that it can be searched.", to.table),
                            ),
                            Some(target) if target.declaration.search.is_empty() => {
                                let to = to.table.clone();
                                self.say(
                                    field.name,
                                    &format!("give the model of {to} .search([…]), or there is nothing to search in."),
                                );
                            }
                            Some(_) => {}
                        }
                    }
                }
            }
            if matches!(field.tweak.widget, Some(Widget::Radio)) && field.choices.is_empty() {
                self.say(field.name, "Widget::Radio wants .choices(…).");
            }
        }
    }

    fn fieldsets(&mut self) {
        let entry = self.entry;
        let mut seen = BTreeSet::new();
        let names = entry
            .declaration
            .fieldsets
            .iter()
            .flat_map(|set| set.lines.iter().flatten());
        for name in names {
            if !seen.insert(name.0) {
                self.say(name.0, "the form has this field twice; take one out.");
            }
            let known = entry.field(name.0).is_some()
                || entry.many(name.0).is_some()
                || entry
                    .declaration
                    .computed
                    .iter()
                    .any(|one| one.name == name.0);
            if !known {
                self.say(
                    name.0,
                    "the form names a field that is not there; declare it with .many(…) or .computed(…).",
                );
            }
        }
        if entry.declaration.fieldsets.is_empty() || !entry.declaration.adds {
            return;
        }
        for field in &entry.fields {
            let filled = seen.contains(field.name)
                || field.null
                || field.has_default
                || field.generated
                || field.tweak.initial.is_some()
                || field.tweak.optional
                || field.is_timestamp();
            // A hook may fill it; where none does, the database says so beside the form.
            if !filled && !field.is_text {
                tracing::debug!(
                    model = entry.slug,
                    field = field.name,
                    "is not in the form and has no default; before_save has to set it"
                );
            }
        }
    }

    fn many(&mut self) {
        let entry = self.entry;
        for many in &entry.declaration.many {
            self.one_many(many);
            if entry.keys.len() != 1 {
                self.say(
                    many.name,
                    "a choice of many wants a primary key of one column.",
                );
            }
        }
    }

    fn one_many(&mut self, many: &DeclaredMany) {
        if many.through.is_empty() {
            self.say(
                many.name,
                "the relation has no table of pairs; give Related a via(), or use an inline.",
            );
        }
        if !self.is_registered(&many.target) {
            self.say(
                many.name,
                &format!("register the model of {} as well, .hidden() if it needs no place on the index.", many.target),
            );
        }
    }

    fn inlines(&mut self) {
        let entry = self.entry;
        for inline in &entry.declaration.inlines {
            let Some(child) = self
                .entries
                .iter()
                .find(|other| other.table == inline.table)
            else {
                self.say(
                    &format!("inline {}", inline.table),
                    "register its model as well, .hidden() if it needs no place on the index.",
                );
                continue;
            };
            let points_here = child
                .field(inline.key)
                .and_then(|field| field.points_to.as_ref())
                .is_some_and(|to| to.table == entry.table);
            if !points_here {
                self.say(
                    &format!("inline {}", inline.table),
                    &format!(
                        "{} does not point to {}; name the column that does.",
                        inline.key, entry.table
                    ),
                );
            }
        }
    }

    fn actions(&mut self) {
        let entry = self.entry;
        for name in &entry.declaration.bulk {
            if entry
                .field(name)
                .is_none_or(|field| field.is_readonly() || field.is_key)
            {
                self.say(
                    name,
                    "only a column of the table that is not read-only can be changed over several rows; take it out of .bulk_edit(…).",
                );
            }
        }
        let mut seen = BTreeSet::new();
        for action in &entry.declaration.actions {
            if action.run.is_none() {
                self.say(
                    action.name,
                    "the action does nothing; give it .within(…) or .each(…).",
                );
            }
            if !seen.insert(action.name) || ["delete", "change_field"].contains(&action.name) {
                self.say(action.name, "another action has this name; rename one.");
            }
        }
    }
}
