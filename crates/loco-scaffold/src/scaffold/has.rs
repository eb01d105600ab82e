//! What there is any of in a resource: which parts of the templates it needs.

use serde::Serialize;

use super::field::ToldField;

/// What there is any of.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Has {
    text: bool,
    dates: bool,
    /// Dates or moments: pages show a day.
    days: bool,
    /// Numbers that are not compared exactly, so that nothing with them is `Eq`.
    floats: bool,
    /// … and those of what it points to.
    inexact: bool,
    flags: bool,
    choices: bool,
    references: bool,
    many: bool,
    unique: bool,
    /// References or many-to-many: names of others are shown.
    links: bool,
    /// References, many-to-many or choices: the form offers something.
    offers: bool,
    /// Saving asks the database first.
    lookups: bool,
    /// The form itself finds mistakes that `validator` does not look for.
    reasons: bool,
    /// Typed text becomes numbers, times and the like.
    parsed: bool,
    /// … by functions of `forms::parsed`.
    parsers: bool,
    uuids: bool,
    /// Pages show people to those who may change it.
    people: bool,
    /// It points to itself, so that all of them form a tree.
    own: bool,
    /// How many of its fields point to others of its kind.
    alike: usize,
    /// Saving has to know which one is saved.
    own_id: bool,
    /// Something that a person has to type or choose.
    required_field: bool,
    /// The application has an admin.
    admin: bool,
    /// Columns that lists can be narrowed by.
    filters: bool,
    lines: bool,
    /// Many-to-many fields to people that `Related` knows the way of, and fields that it does not.
    related_people: bool,
    through: bool,
    decimals: bool,
    /// Numbers that each language writes in its own way.
    fractions: bool,
    /// Typed text is made comparable with what lists are ordered by.
    folding: bool,
    /// It is in the API, where its list has several orders.
    orders: bool,
    /// … and is narrowed by one thing at a time, by choices and through tables between two among them.
    filtered: bool,
    filtered_choices: bool,
    filtered_many: bool,
    /// Its list can be narrowed to what points to one thing, and the first of that is on the thing's page.
    narrowed: bool,
    shown_there: bool,
    /// … with UUIDs for keys.
    uuids_there: bool,
}

impl Has {
    /// Of a resource with keys of this type; in the API or not, in the admin or not.
    pub(super) fn of(fields: &[ToldField], id: &str, api: bool, admin: bool) -> Self {
        let any = |kinds: &[&str]| fields.iter().any(|field| kinds.contains(&field.kind));
        let offers = any(&["reference", "many", "choice"]);
        let links = any(&["reference", "many"]);
        let filtered = |kind: &str| {
            let mut filters = fields.iter().filter(|field| !field.filter.is_empty());
            filters.any(|field| field.kind == kind)
        };
        let unique = fields.iter().any(|field| field.unique);
        Self {
            text: any(&["line", "paragraphs"]),
            dates: any(&["date"]),
            days: any(&["date", "moment"]),
            floats: any(&["float"]),
            inexact: any(&["float"])
                || fields.iter().any(|field| {
                    let target = field.target.as_ref();
                    target.is_some_and(|target| !target.is_exact)
                }),
            flags: any(&["flag"]),
            choices: any(&["choice"]),
            references: any(&["reference"]),
            many: any(&["many"]),
            unique,
            links,
            offers,
            lookups: links || unique,
            reasons: any(&["choice"])
                || fields.iter().any(|field| {
                    !field.parse.is_empty() || (field.kind == "reference" && field.required)
                }),
            parsed: fields.iter().any(|field| !field.parse.is_empty()),
            parsers: fields
                .iter()
                .any(|field| field.parse.starts_with("parsed::")),
            people: fields.iter().any(|field| field.person),
            own: fields.iter().any(|field| field.own),
            alike: fields
                .iter()
                .filter(|field| field.target.as_ref().is_some_and(|target| target.is_self))
                .count(),
            own_id: unique || fields.iter().any(|field| field.own),
            admin,
            orders: api,
            filtered: fields.iter().any(|field| !field.filter.is_empty()),
            filtered_choices: filtered("choice"),
            filtered_many: filtered("many"),
            narrowed: fields.iter().any(|field| field.narrows),
            shown_there: fields.iter().any(|field| field.shown_there),
            uuids_there: fields.iter().any(|field| {
                let target = field.target.as_ref().filter(|_| field.shown_there);
                target.is_some_and(|target| target.key == "Uuid")
            }),
            filters: any(&["choice", "flag", "date", "reference"]),
            lines: any(&["line"]),
            through: fields
                .iter()
                .any(|field| field.kind == "many" && !field.related),
            related_people: fields.iter().any(|field| field.related && field.person),
            decimals: any(&["decimal"]),
            fractions: fields.iter().any(ToldField::has_fraction),
            uuids: id == "Uuid"
                || any(&["uuid"])
                || fields.iter().any(|field| {
                    let target = field.target.as_ref();
                    target.is_some_and(|target| target.key == "Uuid")
                }),
            required_field: fields
                .iter()
                .any(|field| field.required && field.kind != "choice"),
            folding: fields.iter().any(|field| {
                field.target.as_ref().is_some_and(|target| {
                    target.order != "Id" && target.fold.starts_with("folding")
                })
            }),
        }
    }

    /// Of a form that knows no table.
    pub(crate) fn of_form(fields: &[ToldField]) -> Self {
        let any = |kinds: &[&str]| fields.iter().any(|field| kinds.contains(&field.kind));
        Self {
            days: any(&["date"]),
            uuids: any(&["uuid"]),
            reasons: any(&["choice"]) || fields.iter().any(|field| !field.parse.is_empty()),
            parsers: fields.iter().any(ToldField::has_parser),
            fractions: fields.iter().any(ToldField::has_fraction),
            ..Self::default()
        }
    }

    /// The messages that resources share.
    pub(super) fn messages(&self) -> Vec<&'static str> {
        let all = [
            (self.links, "choice"),
            (self.references, "lookup"),
            (self.flags, "yes_no"),
            (self.own, "circle"),
            (self.narrowed, "related"),
        ];
        all.into_iter()
            .filter(|(any, _)| *any)
            .map(|(_, name)| name)
            .collect()
    }

    /// Whether names of others are shown.
    pub(super) const fn links(&self) -> bool {
        self.links
    }

    /// Whether it points to itself.
    pub(super) const fn is_tree(&self) -> bool {
        self.own
    }

    /// Whether its list can be narrowed to what points to one thing.
    pub(super) const fn narrowed(&self) -> bool {
        self.narrowed
    }

    /// Whether typed text becomes numbers, times and the like.
    pub(crate) const fn parses(&self) -> bool {
        self.parsers
    }
}

/// The files of messages that say what is wrong with numbers, times and the like.
pub(crate) fn refusals(fields: &[ToldField]) -> Vec<&'static str> {
    let all = [
        ("decimal", "decimal"),
        ("time", "time"),
        ("date-time", "date_time"),
        ("uuid", "uuid"),
        ("json", "json"),
    ];
    let is_needed = |code: &str| fields.iter().any(|field| field.refusal == code);
    all.into_iter()
        .filter(|(code, _)| is_needed(code))
        .map(|(_, file)| file)
        .collect()
}
