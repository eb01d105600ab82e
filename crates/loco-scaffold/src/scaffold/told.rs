//! What the templates of a scaffold are told: every name and every piece of Rust that depends on a field's type.

use cruet::Inflector as _;
use serde::Serialize;

use super::target::Target;
use crate::{
    error::Result,
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
    /// `a` or `an`
    article: String,
    /// The builder of the tests.
    pub(super) builder: String,
    groups: String,
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
    /// In the order of `use`.
    modules: Vec<String>,
    relations: Vec<Relation>,
    builders: Vec<String>,
    has: Has,
}

/// What there is any of.
#[derive(Debug, Serialize)]
struct Has {
    text: bool,
    dates: bool,
    numbers: bool,
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
    parsed: bool,
    uuids: bool,
    /// Something that a person has to type or choose.
    required_field: bool,
    /// Columns that lists can be narrowed by.
    filters: bool,
    lines: bool,
    /// Many-to-many fields that `Related` knows the way of.
    related: bool,
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
    column: String,
    column_pascal: String,
    on_delete: String,
    /// Whether it is the only one to its table, so that `Related` can be implemented.
    only: bool,
}

/// A field, with the Rust that its type wants.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ToldField {
    name: String,
    pascal: String,
    /// `line`, `paragraphs`, `number`, `flag`, `date`, `choice`, `reference` or `many`
    kind: &'static str,
    required: bool,
    unique: bool,
    max: u32,
    column: String,
    column_pascal: String,
    /// The column in the migration.
    migration: String,
    /// The type in the entity.
    entity: String,
    /// The field of `Values`, and its type.
    value: String,
    value_type: String,
    constant: String,
    /// The key of its label.
    message: String,
    human: String,
    number: &'static str,
    choice_type: String,
    choices: Vec<ToldChoice>,
    longest_choice: usize,
    pub(super) target: Option<Target>,
    /// What a person calls the target in the variable `one`, and the address of its page.
    target_display: String,
    link: &'static str,
    pub(super) join_table: String,
    pub(super) join_pascal: String,
    /// It is the only field to its table, so that `Related` can say how to get there.
    related: bool,
    /// A value in the tests' builder, in Rust.
    built: String,
    /// A value in the tests' form, in Rust.
    typed: String,
}

#[derive(Clone, Debug, Serialize)]
struct ToldChoice {
    /// In the database and in forms.
    code: String,
    variant: String,
    /// In keys of messages.
    name: String,
    human: String,
}

impl Told {
    pub(super) fn new(
        project: &Project,
        name: &Name,
        fields: &[Field],
        groups: &[String],
    ) -> Result<Self> {
        let label = fields::label(fields).map(|field| field.name.clone());
        let mut told: Vec<ToldField> = fields
            .iter()
            .map(|field| ToldField::new(project, name, field))
            .collect::<Result<_>>()?;
        mark_related(&mut told);
        let any = |kinds: &[&str]| told.iter().any(|field| kinds.contains(&field.kind));
        let offers = any(&["reference", "many", "choice"]);
        let links = any(&["reference", "many"]);
        let unique = told.iter().any(|field| field.unique);
        let has = Has {
            text: any(&["line", "paragraphs"]),
            dates: any(&["date"]),
            numbers: any(&["number"]),
            flags: any(&["flag"]),
            choices: any(&["choice"]),
            references: any(&["reference"]),
            many: any(&["many"]),
            unique,
            links,
            offers,
            lookups: links || unique,
            parsed: any(&["date", "number", "choice"])
                || told
                    .iter()
                    .any(|field| field.kind == "reference" && field.required),
            filters: any(&["choice", "flag", "date", "reference"]),
            lines: any(&["line"]),
            related: told.iter().any(|field| field.related),
            uuids: told.iter().any(|field| {
                field
                    .target
                    .as_ref()
                    .is_some_and(|target| target.key == "Uuid")
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
            .filter_map(|field| Some(field.target.as_ref()?.table.clone()))
            .collect();
        modules.sort();
        modules.dedup();
        let mut builders: Vec<String> = told
            .iter()
            .filter_map(|field| Some(field.target.as_ref()?.builder.clone()))
            .collect();
        let builder = format!("{}_{}", naming::article(&name.singular), name.singular);
        builders.push(builder.clone());
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
            article: naming::article(&name.singular).to_owned(),
            builder,
            groups: super::sql_list(groups),
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
                        && !["paragraphs", "many"].contains(&field.kind)
                })
                .take(4)
                .cloned()
                .collect(),
            relations: relations(&told),
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
            builders,
            has,
        })
    }

    /// Whether the form offers rows of other tables.
    pub(super) const fn offers_others(&self) -> bool {
        self.has.links
    }

    /// The messages that it shares with other resources.
    pub(super) fn shared_messages(&self) -> Vec<&'static str> {
        let Has {
            links,
            references,
            flags,
            ..
        } = self.has;
        let all = [(links, "choice"), (references, "lookup"), (flags, "yes_no")];
        all.into_iter()
            .filter(|(any, _)| *any)
            .map(|(_, name)| name)
            .collect()
    }

    /// The tables of many-to-many fields.
    pub(super) fn join_tables(&self) -> impl Iterator<Item = &ToldField> {
        self.fields.iter().filter(|field| field.kind == "many")
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
            attribute: if field.unique {
                "#[sea_orm(unique)]".to_owned()
            } else {
                String::new()
            },
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
            let only = references
                .iter()
                .filter(|(_, other)| other.table == target.table)
                .count()
                == 1;
            Relation {
                variant: if only {
                    target.pascal.clone()
                } else {
                    field.pascal.clone()
                },
                table: target.table.clone(),
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

impl ToldField {
    fn new(project: &Project, of: &Name, field: &Field) -> Result<Self> {
        let target = match &field.kind {
            Kind::Reference(target) | Kind::Many(target) => {
                Some(Target::find(project, &of.singular, target)?)
            }
            _ => None,
        };
        let column = field.column();
        let message = format!(
            "{}-{}",
            naming::dashed(&of.singular),
            naming::dashed(&field.name)
        );
        let message = match field.name.as_str() {
            // Keys of the resource's own messages.
            "edit" | "delete" | "created" | "updated" | "deleted" => format!("{message}-field"),
            _ => message,
        };
        let choices = match &field.kind {
            Kind::Choice(words) => words.iter().map(|word| ToldChoice::new(word)).collect(),
            _ => Vec::new(),
        };
        let join_table = match &target {
            // Both ends of the name are known words, and a second field to the same table has a name of its own.
            Some(_) => format!("{}_{}", of.singular, field.name),
            None => String::new(),
        };
        let mut told = Self {
            pascal: naming::pascal(&field.name),
            kind: kind(&field.kind),
            required: field.required,
            unique: field.unique,
            max: match field.kind {
                Kind::Line { max } | Kind::Paragraphs { max } => max,
                _ => 0,
            },
            column_pascal: naming::pascal(&column),
            value: match field.kind {
                Kind::Many(_) => format!("{}_ids", field.name.to_singular()),
                _ => column.clone(),
            },
            constant: format!("MAX_{}", field.name.to_uppercase()),
            human: naming::sentence(&field.name),
            number: if field.kind == Kind::SmallNumber {
                "i16"
            } else {
                "i64"
            },
            choice_type: naming::pascal(&field.name),
            longest_choice: choices
                .iter()
                .map(|choice: &ToldChoice| choice.code.len())
                .max()
                .unwrap_or_default(),
            target_display: target
                .as_ref()
                .map(|target| target.display("one"))
                .unwrap_or_default(),
            link: if target.as_ref().is_some_and(|target| target.has_page) {
                "one.url()"
            } else {
                "String::new()"
            },
            join_pascal: naming::pascal(&join_table),
            related: false,
            name: field.name.clone(),
            message,
            column,
            choices,
            target,
            join_table,
            migration: String::new(),
            entity: String::new(),
            value_type: String::new(),
            built: String::new(),
            typed: String::new(),
        };
        told.add_types(field);
        told.add_samples(field);
        if let (Kind::Choice(_), Some(first)) = (&field.kind, told.choices.first()) {
            let first = format!(
                "{}::models::{}::{}::{}",
                project.library, of.plural, told.choice_type, first.variant
            );
            told.built = if field.required {
                first
            } else {
                format!("Some({first})")
            };
        }
        Ok(told)
    }

    fn add_types(&mut self, field: &Field) {
        let key = self
            .target
            .as_ref()
            .map_or("i32", |target| target.key.as_str());
        let (base, stored) = match field.kind {
            Kind::Line { .. } | Kind::Paragraphs { .. } => ("String", "String"),
            Kind::SmallNumber => ("i16", "i16"),
            Kind::Number => ("i64", "i64"),
            Kind::Flag => ("bool", "bool"),
            Kind::Date => ("NaiveDate", "Date"),
            Kind::Choice(_) => (self.choice_type.as_str(), "String"),
            Kind::Reference(_) | Kind::Many(_) => (key, key),
        };
        let optional = !field.required && field.kind != Kind::Flag;
        self.value_type = match field.kind {
            Kind::Many(_) => format!("Vec<{base}>"),
            _ if optional => format!("Option<{base}>"),
            _ => base.to_owned(),
        };
        self.entity = if optional {
            format!("Option<{stored}>")
        } else {
            stored.to_owned()
        };
        let suffix = match (field.unique, optional) {
            (true, _) => "_uniq",
            (_, true) => "_null",
            _ => "",
        };
        let name = &self.column;
        self.migration = match field.kind {
            Kind::Line { max } | Kind::Paragraphs { max } => {
                format!("string_len{suffix}(\"{name}\", {max})")
            }
            Kind::SmallNumber => format!("small_integer{suffix}(\"{name}\")"),
            Kind::Number => format!("big_integer{suffix}(\"{name}\")"),
            Kind::Flag => format!("boolean(\"{name}\").default(false)"),
            Kind::Date => format!("date{suffix}(\"{name}\")"),
            Kind::Choice(_) => {
                let codes: Vec<String> = self
                    .choices
                    .iter()
                    .map(|choice| format!("\"{}\"", choice.code))
                    .collect();
                format!(
                    "string_len{suffix}(\"{name}\", {}).check(Expr::col(\"{name}\").is_in([{}]))",
                    self.longest_choice,
                    codes.join(", ")
                )
            }
            Kind::Reference(_) if key == "Uuid" => format!("uuid{suffix}(\"{name}\")"),
            Kind::Reference(_) if key == "i64" => format!("big_integer{suffix}(\"{name}\")"),
            Kind::Reference(_) => format!("integer{suffix}(\"{name}\")"),
            Kind::Many(_) => String::new(),
        };
    }

    fn add_samples(&mut self, field: &Field) {
        let some = |value: String| {
            if field.required {
                value
            } else {
                format!("Some({value})")
            }
        };
        let target = self.target.clone();
        (self.built, self.typed) = match &field.kind {
            Kind::Line { max } | Kind::Paragraphs { max } if *max >= 60 => (
                some(format!("format!(\"{} {{number}}\")", self.human)),
                format!("\"Another {}\".to_owned()", self.human.to_lowercase()),
            ),
            Kind::Line { max } | Kind::Paragraphs { max } if field.unique || *max >= 4 => {
                let other = "zzzz".get(..(*max as usize).min(4)).unwrap_or("z");
                (
                    some("number.to_string()".to_owned()),
                    format!("\"{other}\".to_owned()"),
                )
            }
            Kind::Line { .. } | Kind::Paragraphs { .. } => (
                some("\"x\".to_owned()".to_owned()),
                "\"y\".to_owned()".to_owned(),
            ),
            Kind::SmallNumber => (
                some("i16::try_from(number % 30_000).unwrap_or_default()".to_owned()),
                "\"31000\".to_owned()".to_owned(),
            ),
            Kind::Number => (
                some("i64::from(number)".to_owned()),
                "\"1234567890\".to_owned()".to_owned(),
            ),
            Kind::Flag => ("true".to_owned(), "\"on\".to_owned()".to_owned()),
            Kind::Date => (
                some("TestApp::today() - chrono::Days::new(number.into())".to_owned()),
                "\"2031-12-24\".to_owned()".to_owned(),
            ),
            Kind::Choice(_) => (
                String::new(),
                format!(
                    "\"{}\".to_owned()",
                    self.choices
                        .last()
                        .map_or("", |choice| choice.code.as_str())
                ),
            ),
            Kind::Reference(_) => {
                let target = target.as_ref();
                (
                    some(format!(
                        "{}.id",
                        target.map_or("", |target| target.built_with_number.as_str())
                    )),
                    format!(
                        "{}.id.to_string()",
                        target.map_or("", |target| target.built.as_str())
                    ),
                )
            }
            Kind::Many(_) => {
                let target = target.as_ref();
                (
                    format!(
                        "vec![{}.id]",
                        target.map_or("", |target| target.built_with_number.as_str())
                    ),
                    format!(
                        "{}.id.to_string()",
                        target.map_or("", |target| target.built.as_str())
                    ),
                )
            }
        };
    }
}

impl ToldChoice {
    fn new(word: &str) -> Self {
        Self {
            code: word.to_owned(),
            variant: naming::pascal(word),
            name: naming::dashed(word),
            human: naming::sentence(word),
        }
    }
}

const fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Line { .. } => "line",
        Kind::Paragraphs { .. } => "paragraphs",
        Kind::SmallNumber | Kind::Number => "number",
        Kind::Flag => "flag",
        Kind::Date => "date",
        Kind::Choice(_) => "choice",
        Kind::Reference(_) => "reference",
        Kind::Many(_) => "many",
    }
}
