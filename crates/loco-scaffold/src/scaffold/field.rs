//! What the templates of a scaffold are told of one field.

use cruet::Inflector as _;
use serde::Serialize;

use super::{api::Api, rust, target::Target};
use crate::{
    fields::{Field, Kind},
    naming::{self, Name},
};

/// A field, with the Rust that its type wants.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ToldField {
    pub(super) name: String,
    pub(super) pascal: String,
    /// `line`, `paragraphs`, `number`, `decimal`, `float`, `flag`, `date`, `time`, `moment`, `uuid`, `json`, `choice`,
    /// `reference` or `many`
    pub(crate) kind: &'static str,
    pub(crate) required: bool,
    pub(super) unique: bool,
    pub(super) max: u32,
    pub(super) column: String,
    pub(super) column_pascal: String,
    /// The column in the migration.
    pub(super) migration: String,
    /// The type in the entity, and what stands above it.
    pub(super) entity: String,
    pub(super) attribute: String,
    /// The field of `Values`, and its type.
    pub(super) value: String,
    pub(super) value_type: String,
    pub(super) constant: String,
    /// The key of its label.
    pub(super) message: String,
    pub(super) human: String,
    pub(super) choice_type: String,
    pub(super) choices: Vec<ToldChoice>,
    pub(super) longest_choice: usize,
    pub(super) target: Option<Target>,
    /// What a person calls the target in the variable `one`, and the address of its page.
    pub(super) target_display: String,
    pub(super) link: &'static str,
    pub(super) join_table: String,
    pub(super) join_pascal: String,
    /// It is the only field to its table, so that `Related` can say how to get there.
    pub(super) related: bool,
    /// What lists are narrowed to by it: the name in addresses, and that in functions and keys of messages; empty where
    /// they are not.
    pub(super) filter: String,
    pub(super) filter_name: String,
    filter_pascal: String,
    pub(super) filter_key: String,
    /// Its target with an article.
    one: String,
    /// It narrows the list in pages, and on the page of what it points to stands what points there.
    pub(super) narrows: bool,
    pub(super) shown_there: bool,
    /// One of them for tests, in Rust.
    there: String,
    /// What points to one is on its own page, because both are the same resource.
    here: bool,
    /// The column of the table between two that points to the other, and the relations of both columns.
    join_column: String,
    join_column_pascal: String,
    join_own: String,
    join_other: String,
    /// It points to the resource itself, so that all of them form a tree.
    pub(super) own: bool,
    /// It points to people, whom only those who may change the resource see.
    pub(super) person: bool,
    /// What is typed is read into another type by the form: the expression, and the code of the refusal.
    pub(crate) parse: String,
    pub(crate) refusal: &'static str,
    /// A value in the form's text.
    pub(super) text: String,
    /// A value as pages have it, and its type there.
    pub(super) shown: String,
    pub(super) shown_type: String,
    /// What a number with a point is in tests; empty for others.
    fraction: String,
    /// A number's digits, and those behind the point.
    pub(super) digits: u32,
    pub(super) behind: u32,
    /// A value in the tests' builder, in Rust.
    pub(super) built: String,
    /// A value in the tests' form, in Rust, and the same as a literal where it needs nothing else.
    pub(super) typed: String,
    pub(super) written: String,
    /// In the API.
    pub(super) api: Api,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ToldChoice {
    /// In the database and in forms.
    pub(super) code: String,
    pub(super) variant: String,
    /// In keys of messages.
    pub(super) name: String,
    pub(super) human: String,
}

impl ToldField {
    pub(crate) fn new(of: &Name, field: &Field, target: Option<Target>, library: &str) -> Self {
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
        let choices: Vec<ToldChoice> = match &field.kind {
            Kind::Choice(words) => words.iter().map(|word| ToldChoice::new(word)).collect(),
            _ => Vec::new(),
        };
        let join_table = match &target {
            // Both ends of the name are known words, and a second field to the same table has a name of its own.
            Some(_) => format!("{}_{}", of.singular, field.name),
            None => String::new(),
        };
        let is_many = matches!(field.kind, Kind::Many(_));
        let join_column = match &target {
            Some(target) if target.is_self => other_column(&field.name, &of.singular),
            Some(target) => format!("{}_id", target.singular),
            None => String::new(),
        };
        let (digits, behind) = match field.kind {
            Kind::Decimal { digits, behind } => (digits, behind),
            _ => (0, 0),
        };
        let has_page = target.as_ref().is_some_and(|target| target.has_page);
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
            choice_type: naming::pascal(&field.name),
            longest_choice: choices
                .iter()
                .map(|choice| choice.code.len())
                .max()
                .unwrap_or_default(),
            target_display: target
                .as_ref()
                .map(|target| target.display("one"))
                .unwrap_or_default(),
            link: if has_page {
                "one.url()"
            } else {
                "String::new()"
            },
            join_pascal: naming::pascal(&join_table),
            related: false,
            filter: String::new(),
            filter_name: String::new(),
            filter_pascal: String::new(),
            filter_key: String::new(),
            one: String::new(),
            narrows: false,
            shown_there: false,
            there: target
                .as_ref()
                .map(|target| {
                    target
                        .built
                        .replace("(app)", "(&app)")
                        .replace("(app, ", "(&app, ")
                })
                .unwrap_or_default(),
            own: !is_many && target.as_ref().is_some_and(|target| target.is_self),
            here: false,
            join_column_pascal: naming::pascal(&join_column),
            join_own: naming::pascal(&of.plural),
            join_other: match &target {
                Some(target) if target.is_self && field.name == of.plural => "Others".to_owned(),
                Some(target) if target.is_self => naming::pascal(&field.name),
                Some(target) => target.pascal.clone(),
                None => String::new(),
            },
            join_column,
            person: target.as_ref().is_some_and(|target| target.is_person),
            name: field.name.clone(),
            message,
            column,
            choices,
            target,
            join_table,
            digits,
            behind,
            parse: String::new(),
            fraction: String::new(),
            refusal: "",
            text: String::new(),
            shown: String::new(),
            shown_type: String::new(),
            migration: String::new(),
            entity: String::new(),
            attribute: String::new(),
            value_type: String::new(),
            built: String::new(),
            typed: String::new(),
            written: String::new(),
            api: Api::default(),
        };
        rust::complete(&mut told, of, field, library);
        told.written = told.typed.trim_end_matches(".to_owned()").to_owned();
        if told.has_fraction() {
            told.fraction = told.written.trim_matches('"').to_owned();
        }
        told
    }

    /// Lists are narrowed by it.
    pub(super) fn narrowed_by(&mut self, name: &str, parameter: String, shown: bool) {
        self.filter = parameter;
        self.filter_pascal = naming::pascal(name);
        self.filter_key = naming::dashed(name);
        self.one = format!("{} {}", naming::article(name), name.replace('_', " "));
        self.narrows = self.target.is_some();
        self.shown_there = shown;
        self.here = shown && self.target.as_ref().is_some_and(|target| target.is_self);
        self.filter_name = name.to_owned();
    }

    /// Whether it is a number that each language writes in its own way.
    pub(crate) fn has_fraction(&self) -> bool {
        matches!(self.kind, "decimal" | "float")
    }

    /// Whether a function of `forms::parsed` reads it.
    pub(crate) fn has_parser(&self) -> bool {
        self.parse.starts_with("parsed::")
    }

    /// The optional value `value` turned by `change` of `one`, or the value itself.
    pub(super) fn each(&self, value: &str, change: &str) -> String {
        if self.required {
            change.replace("one", value)
        } else {
            let by_reference = if self.kind == "json" { ".as_ref()" } else { "" };
            format!("{value}{by_reference}.map(|one| {change})")
        }
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

/// The second of two columns that point to the same table.
fn other_column(field: &str, own: &str) -> String {
    let one = field.to_singular();
    if one == own {
        format!("other_{one}_id")
    } else {
        format!("{one}_id")
    }
}

const fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Line { .. } => "line",
        Kind::Paragraphs { .. } => "paragraphs",
        Kind::SmallNumber | Kind::Number => "number",
        Kind::Decimal { .. } => "decimal",
        Kind::Float => "float",
        Kind::Flag => "flag",
        Kind::Date => "date",
        Kind::Time => "time",
        Kind::Moment => "moment",
        Kind::Uuid => "uuid",
        Kind::Json => "json",
        Kind::Choice(_) => "choice",
        Kind::Reference(_) => "reference",
        Kind::Many(_) => "many",
    }
}
