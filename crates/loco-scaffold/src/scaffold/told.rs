//! What the templates of a scaffold are told: every name and every piece of Rust that depends on a field's type.

use serde::Serialize;

use super::{
    field::ToldField,
    has::{Has, refusals},
    related,
    relations::{Column, Inlined, Relation, columns, inlined, mark_related, relations, target},
};
use crate::{
    command::ScaffoldArguments,
    error::Result,
    fields::{self, Field},
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
    /// What a page shows, how one is found, and how the list `listing` becomes a page.
    row: &'static str,
    find: &'static str,
    page_of: &'static str,
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
        related::mark(&mut told, project, arguments.api, !arguments.no_related)?;
        let links = told
            .iter()
            .any(|field| matches!(field.kind, "reference" | "many"));
        let has = Has::of(
            &told,
            id,
            arguments.api,
            project.read("src/admin/mod.rs")?.is_some(),
        );
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
            page_of: if links {
                "page_of(&listing, db, pager, wanted).await"
            } else {
                "listing.page(db, pager, wanted).await"
            },
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
        self.has.links()
    }

    /// Whether it points to itself.
    pub(super) const fn is_tree(&self) -> bool {
        self.has.is_tree()
    }

    /// The messages that it shares with other resources.
    pub(super) fn shared_messages(&self) -> Vec<&'static str> {
        let mut messages = self.has.messages();
        messages.extend(refusals(&self.fields));
        messages
    }

    /// The tables of many-to-many fields.
    pub(super) fn join_tables(&self) -> impl Iterator<Item = &ToldField> {
        self.fields.iter().filter(|field| field.kind == "many")
    }
}
