//! `generate scaffold --api`: the resource in the JSON API, with its part of the description and its tests.

use serde::Serialize;

use super::{MODULES, field::ToldField, told::Told};
use crate::{
    error::{Error, Result},
    fields::{Field, Kind},
    plan::{Place, Plan},
    project::Project,
    templates::Templates,
};

const FOLDER: &str = "src/controllers/api";

/// What the API needs of a field, in Rust.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Api {
    /// The variant of `body::Kind`.
    kind: &'static str,
    /// The type in bodies, what its schema says, and the value that is there now.
    input: String,
    schema: String,
    current: String,
    /// The type in answers, which keep people to themselves, and the value.
    pub(super) output: String,
    answer: String,
    /// A value for the tests, one that is of another type, and the code of its refusal.
    sent: String,
    wrong: &'static str,
    code: &'static str,
}

impl Api {
    pub(super) fn of(told: &ToldField, singular: &str, field: &Field) -> Self {
        let (kind, wrong, code) = member(told);
        let stored = format!("{singular}.{}", told.column);
        let text = |change: &str| told.each(&stored, change);
        let (input, current) = match &field.kind {
            Kind::Line { .. } | Kind::Paragraphs { .. } | Kind::Choice(_) => {
                ("String", format!("{stored}.clone()"))
            }
            Kind::SmallNumber => ("i16", stored.clone()),
            Kind::Number => ("i64", stored.clone()),
            Kind::Float => ("f64", stored.clone()),
            Kind::Flag => ("bool", stored.clone()),
            Kind::Date => ("NaiveDate", stored.clone()),
            Kind::Uuid => ("Uuid", stored.clone()),
            Kind::Decimal { behind, .. } if field.required => {
                ("String", format!("format!(\"{{:.{behind}}}\", {stored})"))
            }
            Kind::Decimal { behind, .. } => {
                ("String", text(&format!("format!(\"{{one:.{behind}}}\")")))
            }
            Kind::Time => ("String", text("one.to_string()")),
            Kind::Moment => (
                "String",
                text("one.format(\"%Y-%m-%dT%H:%M:%S\").to_string()"),
            ),
            Kind::Json => ("serde_json::Value", format!("{stored}.clone()")),
            Kind::Reference(_) => (told.key(), stored.clone()),
            Kind::Many(_) => (
                told.key(),
                format!("row.{}.iter().map(|one| one.id).collect()", told.name),
            ),
        };
        let of_many = matches!(field.kind, Kind::Many(_));
        let typed = |base: &str| match field.kind {
            Kind::Many(_) => format!("Vec<{base}>"),
            Kind::Flag => base.to_owned(),
            _ if field.required => base.to_owned(),
            _ => format!("Option<{base}>"),
        };
        let links = told
            .target
            .as_ref()
            .and_then(|target| target.api.as_deref());
        let (output, answer) = match links {
            _ if told.person => (String::new(), String::new()),
            None => (typed(input), current.clone()),
            Some(resource) => {
                let link = format!("Link::new(\"{resource}\", one.id, {})", told.target_display);
                if of_many {
                    let each = format!("row.{}.iter().map(|one| {link}).collect()", told.name);
                    ("Vec<Link>".to_owned(), each)
                } else {
                    let one = format!("row.{}.as_ref().map(|one| {link})", told.name);
                    ("Option<Link>".to_owned(), one)
                }
            }
        };
        Self {
            kind,
            input: typed(input),
            schema: schema(told, field),
            current,
            output,
            answer,
            sent: sent(told, field),
            wrong,
            code,
        }
    }

    /// Whether tests send another value each time.
    pub(super) fn is_numbered(&self) -> bool {
        self.sent.contains("{number")
            || self.sent.contains("number)")
            || self.sent.ends_with("number")
    }

    pub(super) fn has_links(&self) -> bool {
        self.output.contains("Link")
    }

    pub(super) fn has_uuids(&self) -> bool {
        self.output.contains("Uuid") || self.input.contains("Uuid")
    }
}

impl ToldField {
    fn key(&self) -> &str {
        self.target
            .as_ref()
            .map_or("i32", |target| target.key.as_str())
    }
}

/// The kind of member, something that is none, and the code of its refusal.
fn member(told: &ToldField) -> (&'static str, &'static str, &'static str) {
    match told.kind {
        "number" | "float" => ("Number", "json!(\"x\")", "not-a-number"),
        "flag" => ("Flag", "json!(\"x\")", "not-a-flag"),
        "date" => ("Day", "json!(\"2026-02-30\")", "not-a-day"),
        "json" => ("Json", "", ""),
        "reference" if told.key() != "Uuid" => ("Key", "json!(\"x\")", "not-a-key"),
        "decimal" => ("Decimal", "json!(\"7,5\")", "not-a-decimal"),
        "many" if told.key() == "Uuid" => ("Uuids", "json!([1])", "not-uuids"),
        "many" => ("Keys", "json!(1)", "not-keys"),
        _ => ("Text", "json!(7)", "not-a-text"),
    }
}

fn schema(told: &ToldField, field: &Field) -> String {
    match field.kind {
        Kind::Line { max } | Kind::Paragraphs { max } if field.required => {
            format!("min_length = 1, max_length = {max}")
        }
        Kind::Line { max } | Kind::Paragraphs { max } => format!("max_length = {max}"),
        Kind::Decimal { .. } => format!("examples({})", told.typed.trim_end_matches(".to_owned()")),
        Kind::Time => "examples(\"14:30:00\")".to_owned(),
        Kind::Moment => "examples(\"2031-12-24T14:30:00\")".to_owned(),
        _ if told.kind == "many" || told.kind == "flag" => "required = false".to_owned(),
        _ => String::new(),
    }
}

/// A value that tests send; of what must be unique, another each time, from `number`.
fn sent(told: &ToldField, field: &Field) -> String {
    let other = |text: String| text.trim_end_matches(".to_owned()").to_owned();
    match &field.kind {
        Kind::Line { max } if field.unique && *max >= 60 => {
            format!("format!(\"Another {} {{number}}\")", told.human.to_lowercase())
        }
        Kind::Line { .. } if field.unique => "format!(\"z{number}\")".to_owned(),
        Kind::SmallNumber if field.unique => "31_000 + number".to_owned(),
        Kind::Number if field.unique => "1_000_000_000 + i64::from(number)".to_owned(),
        Kind::Decimal { digits, behind } if field.unique && digits == behind => {
            format!("format!(\"-0.{{number:0>{behind}}}\")")
        }
        Kind::Decimal { behind: 0, .. } if field.unique => "format!(\"-{number}\")".to_owned(),
        Kind::Decimal { behind, .. } if field.unique => {
            format!("format!(\"-{{number}}.{}\")", "0".repeat(*behind as usize))
        }
        Kind::Date if field.unique => "TestApp::today() + chrono::Days::new(number.into())".to_owned(),
        Kind::Time if field.unique => {
            "(chrono::NaiveTime::MIN - chrono::TimeDelta::seconds(number.into())).to_string()".to_owned()
        }
        Kind::Moment if field.unique => {
            "(TestApp::today().and_time(chrono::NaiveTime::MIN) + chrono::TimeDelta::minutes(number.into())).\
             format(\"%Y-%m-%dT%H:%M:%S\").to_string()"
                .to_owned()
        }
        Kind::Uuid if field.unique => "uuid::Uuid::new_v4()".to_owned(),
        Kind::SmallNumber => "31_000".to_owned(),
        Kind::Number => "1_234_567_890".to_owned(),
        Kind::Float => "0.25".to_owned(),
        Kind::Flag => "true".to_owned(),
        Kind::Json => "{ \"some\": [1, \"thing\"] }".to_owned(),
        Kind::Reference(_) => made(told),
        Kind::Many(_) => format!("[{}]", made(told)),
        _ => other(told.typed.clone()),
    }
}

/// The key of one that is made for the test, with a name of its own.
fn made(told: &ToldField) -> String {
    let target = told.target.as_ref();
    let built = target.map_or("", |target| target.built_with_number.as_str());
    format!("{}.id", built.replace("{number}", "another {number}"))
}

/// The resource's part of the API, where the application has one.
///
/// # Errors
/// When it has none, or has a type of this name already.
pub(super) fn add(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    let index = format!("{FOLDER}/mod.rs");
    if project.read(&index)?.is_none() {
        return Err(Error::refused(format!(
            "the application has no API of the catalogue's kind ({index} is not there): leave --api out"
        )));
    }
    for path in project.files_below(FOLDER, ".rs")? {
        let text = project.read_needed(&path)?;
        for name in [told.pascal.clone(), format!("{}Input", told.pascal)] {
            if text.contains(&format!("struct {name} "))
                || text.contains(&format!("struct {name}<"))
            {
                return Err(Error::refused(format!(
                    "{path} has a type `{name}` already, and the API's description needs names of its own: choose another \
                     name, or leave --api out"
                )));
            }
        }
    }
    let Told { plural, keys, .. } = told;
    let all = "One resource a file is declared there, with its routes.";
    plan.file(
        format!("{FOLDER}/{plural}.rs"),
        templates.render("api/controller.rs", told)?,
    );
    plan.edit(&index, MODULES, format!("mod {plural};\n"), all);
    plan.edit(
        &index,
        Place::Before("description::routes(),"),
        format!("        {plural}::routes(),\n"),
        all,
    );
    let description = format!("{FOLDER}/description.rs");
    let described = "Operations and tags are listed there: `paths(`, `tags(`.";
    let operation = |name: &str| format!("super::{plural}::{name}");
    plan.edit(
        &description,
        Place::After("paths("),
        format!(
            "        {}, {}, {},\n        {}, {}, {},\n",
            operation("list"),
            operation("create"),
            operation("show"),
            operation("replace"),
            operation("change"),
            operation("delete")
        ),
        described,
    );
    plan.edit(
        &description,
        Place::After("tags("),
        format!(
            "        (name = \"{keys}\", description = \"{}\"),\n",
            told.about()
        ),
        described,
    );
    add_kinds(project, templates, told, plan)?;
    plan.file(
        format!("tests/api/{plural}.rs"),
        templates.render("api/test.rs", told)?,
    );
    plan.edit(
        "tests/api/mod.rs",
        MODULES,
        format!("mod {plural};\n"),
        "Declare the tests there, one a line.",
    );
    plan.edit(
        "tests/api/description.rs",
        Place::Before("// inject-above"),
        format!("        \"{keys}\" => Some(super::{plural}::one_and_its_body(app).await),\n"),
        "`one_of` makes one of each resource there, above `// inject-above (do not remove this comment)`.",
    );
    Ok(())
}

/// Kinds of members that the catalogue's own bodies have not.
fn add_kinds(project: &Project, templates: &Templates, told: &Told, plan: &mut Plan) -> Result<()> {
    let body = format!("{FOLDER}/body.rs");
    for (kind, about, reading, message) in [
        (
            "Number",
            "A number.",
            "            Self::Number => match value {\n                Value::Number(number) => \
             Ok(Value::from(number.to_string())),\n                _ => Err(\"not-a-number\"),\n            },\n",
            Some("number"),
        ),
        (
            "Flag",
            "Yes or no.",
            "            Self::Flag => match value {\n                Value::Bool(true) => \
             Ok(Value::from(\"on\")),\n                Value::Bool(false) => Ok(Value::from(\"\")),\n                \
             _ => Err(\"not-a-flag\"),\n            },\n",
            Some("flag"),
        ),
        (
            "Decimal",
            "A number with a point, in quotes so that it stays exact.",
            "            Self::Decimal => match value.as_str() {\n                Some(text) if is_decimal(text) => \
             Ok(Value::from(text)),\n                _ => Err(\"not-a-decimal\"),\n            },\n",
            Some("decimal"),
        ),
        (
            "Uuids",
            "The UUIDs of others.",
            "            Self::Uuids => {\n                let keys = value.as_array().ok_or(\"not-uuids\")?;\n                \
             let keys: Option<Vec<&str>> = keys.iter().map(Value::as_str).collect();\n                \
             keys.map(Value::from).ok_or(\"not-uuids\")\n            }\n",
            Some("uuids"),
        ),
        (
            "Json",
            "Whatever it is.",
            "            Self::Json => Ok(Value::from(value.to_string())),\n",
            None,
        ),
    ] {
        if !told.fields().iter().any(|field| field.api.kind == kind) {
            continue;
        }
        let remedy = "The kinds of members stand there, and how each becomes the field of a form.";
        plan.shared_edit(
            &body,
            Place::After("Text,"),
            &format!("    /// {about}\n    {kind},\n"),
            remedy,
        );
        plan.shared_edit(&body, Place::Before("Self::Word(code) =>"), reading, remedy);
        if kind == "Decimal" {
            plan.shared_edit(
                &body,
                Place::End,
                "\n/// Digits, with a point among them or without; no language has its own mark here.\nfn is_decimal(text: &str) \
                 -> bool {\n    let unsigned = text.strip_prefix('-').unwrap_or(text);\n    let (before, after) = \
                 unsigned.split_once('.').unwrap_or((unsigned, \"0\"));\n    [before, after]\n        .iter()\n        \
                 .all(|part| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit()))\n}\n",
                remedy,
            );
        }
        let Some(message) = message else { continue };
        for language in project.languages()? {
            let known = super::known_language(&language);
            plan.shared_file(
                format!("assets/i18n/{language}/api_{message}.ftl"),
                templates.render(&format!("api/i18n/{known}/{message}.ftl"), told)?,
            );
        }
    }
    Ok(())
}
