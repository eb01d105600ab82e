//! What a reference points to: read from the entity, the model and the tests' builders of the application.

use serde::Serialize;

use crate::{
    error::{Error, Result},
    naming::{self, Name},
    project::Project,
};

const ENTITIES: &str = "src/models/_entities";
const BUILDERS: &str = "tests/support/builders.rs";

/// Another resource, as generated code has to speak of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Target {
    pub(super) singular: String,
    pub(super) table: String,
    /// The module of the model, and the path of the entity's from among the entities.
    pub(super) module: String,
    pub(super) entity: String,
    pub(super) columns: String,
    pub(super) pascal: String,
    /// `i32`, `i64` or `Uuid`
    pub(super) key: String,
    /// The column that its lists are ordered by.
    pub(super) order: String,
    /// The function that makes typed text comparable with that column.
    pub(super) fold: String,
    /// What a person calls a row, where the row is `«row»`.
    display: String,
    /// Whether it has a page.
    pub(super) has_page: bool,
    /// It is the resource itself that points there.
    pub(super) is_self: bool,
    /// It is somebody with an account.
    pub(super) is_person: bool,
    /// Two of them are equal or not: it has no numbers with a floating point.
    pub(super) is_exact: bool,
    /// What the API calls several of them, where they are in it.
    pub(super) api: Option<String>,
    /// The function of the tests that makes one, if it has to be named, and how it is called in two places.
    pub(super) builder: Option<String>,
    pub(super) built: String,
    pub(super) built_with_number: String,
}

impl Target {
    /// The resource that is being generated, which is to point to itself; `label` is what a row is called by.
    pub(super) fn itself(of: &Name, key: &str, label: Option<&str>) -> Self {
        let builder = format!(
            "{}_{}(app).await",
            naming::article(&of.singular),
            of.singular
        );
        Self {
            singular: of.singular.clone(),
            table: of.plural.clone(),
            module: of.plural.clone(),
            entity: "Entity".to_owned(),
            columns: "Column".to_owned(),
            pascal: naming::pascal(&of.plural),
            key: key.to_owned(),
            order: label.map_or_else(
                || "Id".to_owned(),
                |label| naming::pascal(&format!("sort_{label}")),
            ),
            fold: "folding::words".to_owned(),
            display: "«row».to_string()".to_owned(),
            has_page: true,
            is_self: true,
            is_person: false,
            is_exact: true,
            api: None,
            // It stands among those that are named already.
            builder: None,
            built: builder.clone(),
            built_with_number: builder,
        }
    }

    /// Somebody with an account.
    fn person(project: &Project) -> Result<Self> {
        if !project.read_needed("Cargo.toml")?.contains("loco-oidc") {
            return Err(Error::refused(
                "people are those of loco-oidc, on which the application does not depend",
            ));
        }
        Ok(Self {
            singular: "user".to_owned(),
            table: "auth_users".to_owned(),
            module: "users".to_owned(),
            entity: "loco_oidc::models::users::Entity".to_owned(),
            columns: "loco_oidc::models::users::Column".to_owned(),
            pascal: "AuthUsers".to_owned(),
            key: "i32".to_owned(),
            order: "Username".to_owned(),
            fold: "str::to_owned".to_owned(),
            display: "«row».username.clone()".to_owned(),
            has_page: false,
            is_self: false,
            is_person: true,
            is_exact: true,
            api: None,
            builder: None,
            built: "app.user(\"chosen\").await".to_owned(),
            built_with_number: "app.user(&format!(\"person{number}\")).await".to_owned(),
        })
    }

    /// Looks the resource up in the application.
    pub(super) fn find(project: &Project, name: &Name) -> Result<Self> {
        if name.singular == "user" {
            return Self::person(project);
        }
        let entity = project
            .read(&format!("{ENTITIES}/{}.rs", name.plural))?
            .ok_or_else(|| missing(project, name))?;
        let columns = columns(&entity);
        let key = columns
            .iter()
            .find(|(column, _)| column == "id")
            .map(|(_, rust)| rust.clone())
            .ok_or_else(|| {
                Error::refused(format!(
                    "the table {} has no column `id` that a reference could point to",
                    name.plural
                ))
            })?;
        if !["i32", "i64", "Uuid"].contains(&key.as_str()) {
            return Err(Error::refused(format!(
                "the keys of {} are of the type {key}, which no address here has",
                name.plural
            )));
        }
        let model = project.read_needed(&format!("src/models/{}.rs", name.plural))?;
        let text_column = |wanted: &dyn Fn(&str) -> bool| {
            columns
                .iter()
                .find(|(column, rust)| rust == "String" && wanted(column))
                .map(|(column, _)| column.clone())
        };
        let ordered = |column: &str| column.starts_with("sort_") || column.ends_with("_folded");
        let called = text_column(&|column| ["name", "title"].contains(&column))
            .or_else(|| text_column(&|column| !ordered(column) && column != "status"));
        let display = match &called {
            _ if model.contains("Display for Model") => "«row».to_string()".to_owned(),
            Some(column) => format!("«row».{column}.clone()"),
            None => "format!(\"#{}\", «row».id)".to_owned(),
        };
        let order = text_column(&|column| column.starts_with("sort_"))
            .or_else(|| text_column(&|column| column.ends_with("_folded")))
            .or(called)
            .unwrap_or_else(|| "id".to_owned());
        let fold = if order.starts_with("sort_") {
            "folding::words"
        } else if order.ends_with("_folded") {
            "folding::without_case"
        } else {
            "str::to_owned"
        };
        let builder = Builder::find(&project.read_needed(BUILDERS)?, &name.plural).ok_or_else(|| {
            Error::refused(format!(
                "{BUILDERS} has no function that makes one of {0}, and the generated tests need it: add `pub async fn \
                 {1}_{2}(app: &TestApp) -> {0}::Model`",
                name.plural,
                naming::article(&name.singular),
                name.singular
            ))
        })?;
        Ok(Self {
            built: builder.call(&format!(
                "\"One {}\"",
                naming::sentence(&name.singular).to_lowercase()
            )),
            built_with_number: builder.call(&format!(
                "&format!(\"{} {{number}}\")",
                naming::sentence(&name.singular)
            )),
            builder: Some(builder.name),
            is_self: false,
            is_person: false,
            is_exact: entity
                .lines()
                .any(|line| line.starts_with("#[derive(") && line.contains(" Eq")),
            api: project
                .read(&format!("src/controllers/api/{}.rs", name.plural))?
                .filter(|_| key == "i32")
                .map(|_| naming::dashed(&name.plural)),
            module: name.plural.clone(),
            entity: format!("super::{}::Entity", name.plural),
            columns: format!("super::{}::Column", name.plural),
            pascal: naming::pascal(&name.plural),
            singular: name.singular.clone(),
            table: name.plural.clone(),
            order: naming::pascal(&order),
            fold: fold.to_owned(),
            has_page: model.contains("pub fn url(&self)"),
            key,
            display,
        })
    }

    /// The expression for what a person calls the row in the variable `row`.
    pub(super) fn display(&self, row: &str) -> String {
        self.display.replace("«row»", row)
    }
}

fn missing(project: &Project, name: &Name) -> Error {
    let entities = project.entries(ENTITIES).unwrap_or_default();
    let known: Vec<&str> = entities
        .iter()
        .filter_map(|file| file.strip_suffix(".rs"))
        .filter(|table| !["mod", "prelude"].contains(table))
        .collect();
    let near = naming::nearest(&name.plural, known.iter().copied())
        .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
    Error::refused(format!(
        "there is no table {} ({ENTITIES}/{}.rs) to point to.{near} There are: {}",
        name.plural,
        name.plural,
        known.join(", ")
    ))
}

/// The columns of an entity with their types, as `sea-orm-codegen` writes them.
pub(crate) fn columns(entity: &str) -> Vec<(String, String)> {
    entity
        .lines()
        .skip_while(|line| !line.starts_with("pub struct Model"))
        .skip(1)
        .take_while(|line| !line.starts_with('}'))
        .filter_map(|line| {
            line.trim()
                .strip_prefix("pub ")?
                .strip_suffix(',')?
                .split_once(": ")
        })
        .map(|(column, rust)| (column.trim_start_matches("r#").to_owned(), rust.to_owned()))
        .collect()
}

/// A function of the tests that makes a row.
pub(crate) struct Builder {
    pub(crate) name: String,
    made_by: MadeBy,
}

enum MadeBy {
    Itself,
    Name,
    Saving,
}

impl Builder {
    pub(crate) fn find(text: &str, table: &str) -> Option<Self> {
        let returned = [
            format!("-> {table}::Model {{"),
            format!("models::{table}::Model {{"),
        ];
        let line = text.lines().find(|line| {
            returned.iter().any(|end| line.ends_with(end)) && line.contains("async fn")
        })?;
        let name = line.split_once("fn ")?.1.split_once('(')?.0.to_owned();
        if name != "save" {
            let made_by = if line.contains("name: &str") {
                MadeBy::Name
            } else {
                MadeBy::Itself
            };
            return Some(Self { name, made_by });
        }
        // `save` stands in the builder's own block, and a function without arguments begins the builder.
        let before = &text[..text.find(line)?];
        let builder = before
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("impl ")?.strip_suffix(" {"))?;
        let begun = text.lines().find(|line| {
            line.starts_with("pub fn ") && line.contains(&format!("() -> {builder} "))
        })?;
        let name = begun.split_once("fn ")?.1.split_once('(')?.0.to_owned();
        Some(Self {
            name,
            made_by: MadeBy::Saving,
        })
    }

    pub(crate) fn call(&self, name: &str) -> String {
        match self.made_by {
            MadeBy::Itself => format!("{}(app).await", self.name),
            MadeBy::Name => format!("{}(app, {name}).await", self.name),
            MadeBy::Saving => format!("{}().save(app).await", self.name),
        }
    }
}
