//! What the templates of a scaffold are told: every name and every piece of Rust that depends on a field's type.

use serde::Serialize;

use super::{field::ToldField, target::Target};
use crate::{
    command::ScaffoldArguments,
    error::{Error, Result},
    fields::{self, Field, Kind},
    naming::{self, Name},
    project::Project,
};

/// Everything about one resource.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    pub(super) library: String,
    pub(super) singular: String,
    pub(super) plural: String,
    pub(super) pascal: String,
    pub(super) kind: String,
    pub(super) kinds: String,
    /// The beginning of the messages' keys.
    pub(super) key: String,
    pub(super) keys: String,
    /// `reading list`
    human: String,
    humans: String,
    /// The entity's name among others.
    plural_pascal: String,
    /// `i32` or `Uuid`
    id: &'static str,
    /// `a` or `an`
    article: String,
    /// The builder of the tests.
    pub(super) builder: String,
    groups: String,
    /// Who may change it, of those that tests know: `librarian`, `editor` or `admin`, and the same with its article.
    caller: &'static str,
    caller_article: &'static str,
    librarians: bool,
    /// Readers may change it too.
    readers: bool,
    /// What the API needs to name.
    api_links: bool,
    api_numbered: bool,
    api_uuids: bool,
    /// What a page shows, and how one is found.
    row: &'static str,
    find: &'static str,
    /// The fields' names, for the first line of files.
    summary: String,
    /// The field that a thing is called by.
    label: Option<String>,
    label_pascal: Option<String>,
    /// The key of what stands above the names in a list.
    label_message: String,
    first_unique: Option<String>,
    fields: Vec<ToldField>,
    columns: Vec<Column>,
    /// What stands in a list beside the name.
    listed: Vec<ToldField>,
    /// On whose pages of the admin they stand too.
    inlines: Vec<Inlined>,
    /// The models that it points to, in the order of `use`; the second without its own.
    modules: Vec<String>,
    others: Vec<String>,
    relations: Vec<Relation>,
    builders: Vec<String>,
    pub(super) has: Has,
}

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
    /// It points to itself.
    own: bool,
    /// Saving has to know which one is saved.
    own_id: bool,
    /// Something that a person has to type or choose.
    required_field: bool,
    /// The application has an admin.
    admin: bool,
    /// Columns that lists can be narrowed by.
    filters: bool,
    lines: bool,
    /// Many-to-many fields that `Related` knows the way of, and those of them that are people.
    related: bool,
    related_people: bool,
    decimals: bool,
    /// Typed text is made comparable with what lists are ordered by.
    folding: bool,
}

/// A column of the entity.
#[derive(Debug, Serialize)]
struct Column {
    name: String,
    rust: String,
    attribute: String,
}

/// A foreign key of the entity.
#[derive(Debug, Serialize)]
struct Relation {
    variant: String,
    table: String,
    /// The path of the other entity, and of its columns.
    entity: String,
    columns: String,
    column: String,
    column_pascal: String,
    on_delete: String,
    /// Whether it is the only one to its table, so that `Related` can be implemented.
    only: bool,
}

impl Told {
    pub(super) fn new(
        project: &Project,
        name: &Name,
        fields: &[Field],
        groups: &[String],
        arguments: &ScaffoldArguments,
    ) -> Result<Self> {
        let label = fields::label(fields).map(|field| field.name.clone());
        let id = arguments.id.rust();
        let in_api = arguments.api && id == "i32";
        let mut told = Vec::new();
        for field in fields {
            let mut target = target(project, name, field, id, label.as_deref())?;
            if let Some(own) = target.as_mut().filter(|target| target.is_self && in_api) {
                own.api = Some(naming::dashed(&name.plural));
            }
            told.push(ToldField::new(name, field, target, &project.library));
        }
        mark_related(&mut told);
        let any = |kinds: &[&str]| told.iter().any(|field| kinds.contains(&field.kind));
        let offers = any(&["reference", "many", "choice"]);
        let links = any(&["reference", "many"]);
        let unique = told.iter().any(|field| field.unique);
        let has = Has {
            text: any(&["line", "paragraphs"]),
            dates: any(&["date"]),
            days: any(&["date", "moment"]),
            floats: any(&["float"]),
            inexact: any(&["float"])
                || told.iter().any(|field| {
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
                || told.iter().any(|field| {
                    !field.parse.is_empty() || (field.kind == "reference" && field.required)
                }),
            parsed: told.iter().any(|field| !field.parse.is_empty()),
            parsers: told.iter().any(|field| field.parse.starts_with("parsed::")),
            people: told.iter().any(|field| field.person),
            own: told.iter().any(|field| field.own),
            own_id: unique || told.iter().any(|field| field.own),
            admin: project.read("src/admin/mod.rs")?.is_some(),
            filters: any(&["choice", "flag", "date", "reference"]),
            lines: any(&["line"]),
            related: told.iter().any(|field| field.related),
            related_people: told.iter().any(|field| field.related && field.person),
            decimals: any(&["decimal"]),
            uuids: id == "Uuid"
                || any(&["uuid"])
                || told.iter().any(|field| {
                    let target = field.target.as_ref();
                    target.is_some_and(|target| target.key == "Uuid")
                }),
            required_field: told
                .iter()
                .any(|field| field.required && field.kind != "choice"),
            folding: told.iter().any(|field| {
                field
                    .target
                    .as_ref()
                    .is_some_and(|target| target.fold.starts_with("folding"))
            }),
        };
        let mut modules: Vec<String> = told
            .iter()
            .filter_map(|field| field.target.as_ref())
            .filter(|target| !target.is_person)
            .map(|target| target.module.clone())
            .collect();
        modules.sort();
        modules.dedup();
        let mut others = modules.clone();
        others.retain(|module| *module != name.plural);
        let mut builders: Vec<String> = told
            .iter()
            .filter_map(|field| field.target.as_ref()?.builder.clone())
            .collect();
        let builder = format!("{}_{}", naming::article(&name.singular), name.singular);
        builders.push(builder.clone());
        let has_group = |name: &str| groups.iter().any(|group| group == name);
        let librarians = has_group("Librarians");
        let (caller, caller_article) = match (librarians, has_group("Editors")) {
            (true, _) => ("librarian", "a_librarian"),
            // Whom applications have that are no library.
            (_, true) => ("editor", "an_editor"),
            _ => ("admin", "an_admin"),
        };
        builders.sort();
        builders.dedup();
        Ok(Self {
            library: project.library.clone(),
            singular: name.singular.clone(),
            plural: name.plural.clone(),
            pascal: name.pascal(),
            kind: name.kind(),
            kinds: name.kinds(),
            key: naming::dashed(&name.singular),
            keys: naming::dashed(&name.plural),
            human: name.singular.replace('_', " "),
            humans: name.plural.replace('_', " "),
            plural_pascal: naming::pascal(&name.plural),
            id,
            article: naming::article(&name.singular).to_owned(),
            builder,
            groups: super::sql_list(groups),
            caller,
            caller_article,
            librarians,
            api_links: told.iter().any(|field| field.api.has_links()),
            api_numbered: told.iter().any(|field| field.api.is_numbered()),
            api_uuids: id == "Uuid" || told.iter().any(|field| field.api.has_uuids()),
            row: if links { "Row" } else { "Model" },
            find: if links { "find_row" } else { "find" },
            readers: has_group("Readers"),
            summary: told
                .iter()
                .map(|field| field.human.to_lowercase())
                .collect::<Vec<_>>()
                .join(", "),
            columns: columns(&told, label.as_deref()),
            listed: told
                .iter()
                .filter(|field| {
                    Some(&field.name) != label.as_ref()
                        && !field.person
                        && !["paragraphs", "many", "json"].contains(&field.kind)
                })
                .take(4)
                .cloned()
                .collect(),
            relations: relations(&told),
            inlines: inlined(&told, &name.singular, &arguments.inline)?,
            label_message: format!(
                "{}-{}",
                naming::dashed(&name.singular),
                label
                    .as_deref()
                    .map_or_else(|| "number".to_owned(), naming::dashed)
            ),
            label_pascal: label.as_deref().map(naming::pascal),
            first_unique: told
                .iter()
                .find(|field| field.unique)
                .map(|field| field.name.clone()),
            label,
            fields: told,
            modules,
            others,
            builders,
            has,
        })
    }

    pub(super) fn fields(&self) -> &[ToldField] {
        &self.fields
    }

    /// On whose pages of the admin they stand too.
    pub(super) fn inlines(&self) -> &[Inlined] {
        &self.inlines
    }

    /// What it is, in a few words.
    pub(super) fn about(&self) -> String {
        format!("{}: {}", naming::sentence(&self.plural), self.summary)
    }

    /// Whether the form offers rows of other tables.
    pub(super) const fn offers_others(&self) -> bool {
        self.has.links
    }

    /// Whether it points to itself.
    pub(super) const fn is_tree(&self) -> bool {
        self.has.own
    }

    /// The messages that it shares with other resources.
    pub(super) fn shared_messages(&self) -> Vec<&'static str> {
        let Has {
            links,
            references,
            flags,
            own,
            ..
        } = self.has;
        let all = [
            (links, "choice"),
            (references, "lookup"),
            (flags, "yes_no"),
            (own, "circle"),
        ];
        let mut messages: Vec<_> = all
            .into_iter()
            .filter(|(any, _)| *any)
            .map(|(_, name)| name)
            .collect();
        messages.extend(refusals(&self.fields));
        messages
    }

    /// The tables of many-to-many fields.
    pub(super) fn join_tables(&self) -> impl Iterator<Item = &ToldField> {
        self.fields.iter().filter(|field| field.kind == "many")
    }
}

impl Has {
    /// Of a form that knows no table.
    pub(crate) fn of_form(fields: &[ToldField]) -> Self {
        let any = |kinds: &[&str]| fields.iter().any(|field| kinds.contains(&field.kind));
        Self {
            days: any(&["date"]),
            uuids: any(&["uuid"]),
            reasons: any(&["choice"]) || fields.iter().any(|field| !field.parse.is_empty()),
            parsers: fields.iter().any(ToldField::has_parser),
            ..Self::default()
        }
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

/// A resource on whose pages of the admin another is edited.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Inlined {
    pub(super) singular: String,
    pub(super) module: String,
    /// The column that points there, and its name in the entity.
    column: String,
    pub(super) key: String,
    required: bool,
}

fn inlined(fields: &[ToldField], of: &str, wanted: &[String]) -> Result<Vec<Inlined>> {
    let mut all = Vec::new();
    for name in wanted {
        let parent = naming::word("parent", name)?;
        let points = |field: &&ToldField| {
            let target = field.target.as_ref();
            field.kind == "reference"
                && target.is_some_and(|target| target.singular == parent && !target.is_person)
        };
        let mut keys = fields.iter().filter(points);
        let (Some(field), None) = (keys.next(), keys.next()) else {
            return Err(Error::usage(format!(
                "--inline {parent}: {of} has no single reference to {parent}, or several of them"
            )));
        };
        if let Some(target) = &field.target {
            all.push(Inlined {
                singular: target.singular.clone(),
                module: target.module.clone(),
                column: field.column.clone(),
                key: field.column_pascal.clone(),
                required: field.required,
            });
        }
    }
    Ok(all)
}

/// What a field points to.
fn target(
    project: &Project,
    of: &Name,
    field: &Field,
    id: &str,
    label: Option<&str>,
) -> Result<Option<Target>> {
    match &field.kind {
        Kind::Reference(target) if target.singular == of.singular => {
            if field.required {
                return Err(Error::refused(format!(
                    "`{0}` must point to another {1}, so there could never be a first one: write {0}:references?:{1}",
                    field.name, of.singular
                )));
            }
            Ok(Some(Target::itself(of, id, label)))
        }
        Kind::Many(target) if target.singular == of.singular => Err(Error::refused(format!(
            "a many-to-many field from {} to itself is not generated: its table would have two columns of one name",
            of.plural
        ))),
        Kind::Reference(target) | Kind::Many(target) => Target::find(project, target).map(Some),
        _ => Ok(None),
    }
}

fn mark_related(fields: &mut [ToldField]) {
    let tables: Vec<Option<String>> = fields
        .iter()
        .map(|field| field.target.as_ref().map(|target| target.table.clone()))
        .collect();
    for (field, table) in fields.iter_mut().zip(&tables) {
        let only = tables.iter().filter(|other| *other == table).count() == 1;
        field.related = field.kind == "many" && only;
    }
}

fn columns(fields: &[ToldField], label: Option<&str>) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in fields.iter().filter(|field| field.kind != "many") {
        columns.push(Column {
            name: field.column.clone(),
            rust: field.entity.clone(),
            attribute: field.attribute.clone(),
        });
        if Some(field.name.as_str()) == label {
            let name = format!("sort_{}", field.name);
            columns.push(Column {
                name,
                rust: "String".to_owned(),
                attribute: String::new(),
            });
        }
    }
    columns
}

fn relations(fields: &[ToldField]) -> Vec<Relation> {
    let references: Vec<(&ToldField, &Target)> = fields
        .iter()
        .filter(|field| field.kind == "reference")
        .filter_map(|field| Some((field, field.target.as_ref()?)))
        .collect();
    references
        .iter()
        .map(|(field, target)| {
            let same = references
                .iter()
                .filter(|(_, other)| other.table == target.table);
            let only = same.count() == 1 && !target.is_self;
            Relation {
                variant: if only {
                    target.pascal.clone()
                } else {
                    field.pascal.clone()
                },
                table: target.table.clone(),
                entity: target.entity.clone(),
                columns: target.columns.clone(),
                column: field.column.clone(),
                column_pascal: field.column_pascal.clone(),
                on_delete: if field.required {
                    "Restrict"
                } else {
                    "SetNull"
                }
                .to_owned(),
                only,
            }
        })
        .collect()
}
