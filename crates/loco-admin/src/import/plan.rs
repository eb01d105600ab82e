//! Which column of a file goes into which field.
use serde::Serialize;

use crate::Op;
use crate::declare::DeclaredImport;
use crate::erased::Entry;
use crate::form::fields;
use crate::spreadsheet;
use crate::visit::Visit;

/// One column of the file, as the page shows it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Mapped {
    pub header: String,
    /// The field that it goes into; `None`: it is left out.
    pub field: Option<String>,
    /// It only finds the row.
    pub finds: bool,
}

/// What is done with the columns of a file.
pub(super) struct Plan {
    pub columns: Vec<Mapped>,
    /// The field of each column.
    pub fields: Vec<Option<&'static str>>,
    /// The column that finds rows: its place in the file, and its field.
    pub by: Option<(usize, &'static str)>,
    /// The fields of a new row, and of one that is there, that this person fills in.
    pub new: Vec<&'static str>,
    pub old: Vec<&'static str>,
}

/// The fields that a form of this person has.
pub(super) fn fillable(visit: &Visit, entry: &Entry, is_new: bool) -> Vec<&'static str> {
    let parts = fields::parts(visit, entry, is_new);
    let names = parts
        .iter()
        .flat_map(|part| part.lines.iter().flatten().copied());
    fields::editable(visit, entry, names, None)
        .into_iter()
        .filter(|name| {
            entry
                .field(name)
                .is_some_and(|field| !field.is_key || is_new)
        })
        .collect()
}

/// The field by which lines find rows.
pub(super) fn finder(entry: &Entry, import: DeclaredImport) -> Option<&'static str> {
    import.by.or(match entry.keys[..] {
        [place] => Some(entry.fields[place].name),
        _ => None,
    })
}

impl Plan {
    /// Finds a field for each header: by its name, or by what the person's pages call it. `Err`
    /// says what is wrong with the first line.
    pub fn of(
        visit: &Visit,
        entry: &Entry,
        import: DeclaredImport,
        headers: &[String],
    ) -> Result<Self, String> {
        let mut new = fillable(visit, entry, true);
        let old = fillable(visit, entry, false);
        let finder = finder(entry, import);
        let mut columns = Vec::new();
        let mut named: Vec<Option<&'static str>> = Vec::new();
        for header in headers {
            let header = spreadsheet::unescape(header.trim());
            let same = |text: &str| text.to_lowercase() == header.to_lowercase();
            let field = entry
                .fields
                .iter()
                .find(|field| same(field.name))
                .or_else(|| {
                    entry
                        .fields
                        .iter()
                        .find(|field| same(&fields::label(visit, entry, field.name)))
                })
                .filter(|field| !header.is_empty() && !field.is_kept())
                .map(|field| field.name);
            let finds = field.is_some() && field == finder;
            let field = field.filter(|name| finds || new.contains(name) || old.contains(name));
            if let Some(name) = field
                && named.contains(&Some(name))
            {
                let label = fields::label(visit, entry, name);
                return Err(visit.text_with("admin-import-twice", &[("field", label.into())]));
            }
            columns.push(Mapped {
                header: header.to_owned(),
                field: field.map(|name| fields::label(visit, entry, name)),
                finds: finds && field.is_some_and(|name| !old.contains(&name)),
            });
            named.push(field);
        }
        let by = finder.and_then(|finder| {
            named
                .iter()
                .position(|name| *name == Some(finder))
                .map(|place| (place, finder))
        });
        if let (Some(column), None) = (import.by, by) {
            let label = fields::label(visit, entry, column);
            return Err(visit.text_with("admin-import-no-finder", &[("field", label.into())]));
        }
        if named.iter().flatten().count() == 0 {
            return Err(visit.text("admin-import-no-columns"));
        }
        // A new row takes the key that the file gives it, whether the form shows the key or not.
        if let Some((_, name)) = by
            && entry.field(name).is_some_and(|field| !field.is_readonly())
            && !new.contains(&name)
            && entry.can(&visit.staff, Op::Add, None)
        {
            new.push(name);
        }
        Ok(Self {
            columns,
            fields: named,
            by,
            new,
            old,
        })
    }
}
