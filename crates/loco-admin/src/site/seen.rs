//! The site as somebody sees it: without the fields that are kept from them. What is taken out of a declaration here is
//! in no list, form, filter, search, order, export, import and history, without any of them knowing of it.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use crate::Staff;
use crate::declare::{DeclaredSearch, Source};
use crate::erased::Entry;

pub(super) type Entries = Arc<[Arc<Entry>]>;

/// The models by what somebody lacks, made once for each set of permissions.
#[derive(Default)]
pub(super) struct Seen(Mutex<BTreeMap<BTreeSet<&'static str>, Entries>>);

impl Seen {
    pub fn by(&self, staff: &Staff, all: &Entries) -> Entries {
        let lacking: BTreeSet<&'static str> = all
            .iter()
            .flat_map(|entry| &entry.fields)
            .filter_map(|field| field.tweak.needs_to_view)
            .filter(|permission| !staff.can(permission))
            .collect();
        if lacking.is_empty() {
            return Arc::clone(all);
        }
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = made
            .entry(lacking)
            .or_insert_with_key(|lacking| without(all, lacking));
        Arc::clone(seen)
    }
}

/// Column by table.
type Hidden = BTreeSet<(String, &'static str)>;

fn without(all: &Entries, lacking: &BTreeSet<&'static str>) -> Entries {
    let mut hidden = Hidden::new();
    for entry in all.iter() {
        for field in &entry.fields {
            let needs = field.tweak.needs_to_view;
            if needs.is_some_and(|permission| lacking.contains(permission)) {
                hidden.insert((entry.table.to_owned(), field.name));
            }
        }
    }
    // The history of everything has the values of all fields in one text.
    hidden.insert(("admin_log".to_owned(), "changes"));
    all.iter()
        .map(|entry| Arc::new(reduced(entry, &hidden)))
        .collect()
}

fn reduced(entry: &Entry, hidden: &Hidden) -> Entry {
    let mut entry = entry.clone();
    let pointers: BTreeMap<&str, String> = entry
        .fields
        .iter()
        .filter_map(|field| Some((field.name, field.points_to.as_ref()?.table.clone())))
        .collect();
    let table = entry.table.to_owned();
    let own = |column: &'static str| hidden.contains(&(table.clone(), column));
    let kept = |via: Option<&'static str>, column: &'static str| match via {
        None => own(column),
        Some(via) => {
            own(via)
                || pointers
                    .get(via)
                    .is_some_and(|table| hidden.contains(&(table.clone(), column)))
        }
    };
    let declared = &mut entry.declaration;
    declared
        .columns
        .retain(|column| !matches!(column.source, Source::Field(name) if own(name)));
    for column in &mut declared.columns {
        let by = column.order.as_ref();
        if by.is_some_and(|by| by.iter().any(|by| kept(by.via, by.column))) {
            column.order = None;
        }
    }
    declared
        .order
        .retain(|by| !kept(by.via, by.like.unwrap_or(by.column)));
    declared.stand_ins.retain(|one| !own(one.like));
    declared.search.retain(
        |place| !matches!(place, DeclaredSearch::Column { via, column, .. } if kept(*via, column)),
    );
    declared.filters.retain(|filter| !own(filter.name));
    declared.period = declared.period.filter(|column| !own(column));
    declared.export.retain(|column| !own(column));
    declared.import = declared
        .import
        .filter(|import| import.by.is_none_or(|column| !own(column)));
    for line in declared.fieldsets.iter_mut().flat_map(|set| &mut set.lines) {
        line.retain(|field| !own(field.0));
    }
    for inline in &mut declared.inlines {
        let table = inline.table.clone();
        inline
            .columns
            .retain(|column| !hidden.contains(&(table.clone(), *column)));
    }
    for field in &mut entry.fields {
        field.tweak.made_from.retain(|column| !own(column));
        field.tweak.hidden = own(field.name);
    }
    entry
}
