//! The admin site of an application: its models, checked when the application starts.
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use loco_rs::app::AppContext;
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::dashboard::Card;
use crate::declare::FilterCx;
use crate::erased::Entry;
use crate::language::Texts;
use crate::render::Views;
use crate::{Language, ModelAdmin, Staff, jobs};

mod check;

/// The models of an admin site and how it presents itself. See the crate's first page for where it
/// goes.
pub struct AdminSite {
    entries: Vec<Entry>,
    title: String,
    zone: Tz,
    messages: PathBuf,
    templates: PathBuf,
    choices_at_most: u64,
    cards: Vec<Card>,
    jobs: bool,
}

impl Default for AdminSite {
    fn default() -> Self {
        Self::new()
    }
}

impl AdminSite {
    /// A site without models.
    #[must_use]
    pub fn new() -> Self {
        Self {
            entries: Vec::new(),
            title: "admin-title".to_owned(),
            zone: Tz::UTC,
            messages: PathBuf::from("assets/i18n"),
            templates: PathBuf::from("assets/admin"),
            choices_at_most: 200,
            cards: Vec::new(),
            jobs: false,
        }
    }

    /// Registers a model. Mistakes in its declaration stop the start of the application.
    #[must_use]
    #[allow(
        clippy::should_implement_trait,
        reason = "a model is added by its type, not by a value"
    )]
    pub fn add<T>(mut self) -> Self
    where
        T: ModelAdmin,
        <T::Entity as EntityTrait>::Model:
            IntoActiveModel<<T::Entity as EntityTrait>::ActiveModel> + Sync + 'static,
        <T::Entity as EntityTrait>::ActiveModel: Send + 'static,
    {
        self.entries.push(Entry::of::<T>());
        self
    }

    /// The site's name: a key of the application's messages, or the words themselves.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// The time zone in which instants are shown and typed (UTC).
    #[must_use]
    pub fn time_zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }

    /// The folder with the application's messages, `<language>/*.ftl` in it (`assets/i18n`).
    #[must_use]
    pub fn messages(mut self, folder: impl Into<PathBuf>) -> Self {
        self.messages = folder.into();
        self
    }

    /// The folder with templates that take the place of the crate's own of the same name, such as
    /// `list.html`, or of one model's, such as `books/list.html` (`assets/admin`).
    #[must_use]
    pub fn templates(mut self, folder: impl Into<PathBuf>) -> Self {
        self.templates = folder.into();
        self
    }

    /// Columns that point to a table with more rows than this are searched for instead of chosen
    /// from a list (200).
    #[must_use]
    pub fn choices_at_most(mut self, rows: u64) -> Self {
        self.choices_at_most = rows;
        self
    }

    /// A figure or a chart on the first page, in the order in which they are added.
    #[must_use]
    pub fn card(mut self, card: Card) -> Self {
        self.cards.push(card);
        self
    }

    /// A page with the background jobs that failed, for whoever has `loco.manage_jobs`: see why,
    /// and retry. It reads Loco's queue tables in SQLite and PostgreSQL.
    #[must_use]
    pub fn jobs(mut self) -> Self {
        self.jobs = true;
        self
    }

    /// What is wrong with the declarations: one sentence each, with the model, the field and the
    /// remedy. Empty when the site can start.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        check::problems(&self.entries)
    }

    /// The codenames of all permissions that the site asks for, with their names.
    #[must_use]
    pub fn permissions(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for entry in &self.entries {
            for op in ["view", "add", "change", "delete"] {
                all.push((
                    format!("{}.{op}_{}", entry.app, entry.model),
                    format!("Can {op} {}", entry.model),
                ));
            }
        }
        if self.jobs {
            all.push((
                jobs::PERMISSION.to_owned(),
                "Can manage background jobs".to_owned(),
            ));
        }
        all
    }

    /// The keys by which the site looks for what applications, models and fields are called, in the
    /// application's messages.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut all = Vec::new();
        for entry in &self.entries {
            let declared = &entry.declaration;
            let key = |rest: &str| format!("admin-{}{rest}", entry.model).replace('_', "-");
            all.push(format!("admin-app-{}", entry.app.replace('_', "-")));
            all.push(key(""));
            all.push(key("-several"));
            let fields = entry.fields.iter().map(|field| field.name);
            let many = declared.many.iter().map(|many| many.name);
            let columns = declared.columns.iter().chain(&declared.computed);
            let filters = declared.filters.iter().map(|filter| filter.name);
            let names = fields
                .chain(many)
                .chain(columns.map(|column| column.name))
                .chain(filters);
            for name in names {
                all.push(key(&format!("-{name}")));
                all.push(key(&format!("-{name}-help")));
            }
        }
        all.sort();
        all.dedup();
        all
    }

    pub(crate) fn open(self) -> Result<Site, String> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems.join("\n"));
        }
        let texts = Texts::read(&self.messages)?;
        let views = Views::load(&texts, &self.templates)?;
        Ok(Site(Arc::new(Open {
            entries: self.entries,
            title: self.title,
            zone: self.zone,
            choices_at_most: self.choices_at_most,
            cards: self.cards,
            jobs: self.jobs,
            texts,
            views,
        })))
    }
}

/// A site whose declarations were found in order.
#[derive(Clone)]
pub(crate) struct Site(Arc<Open>);

struct Open {
    entries: Vec<Entry>,
    title: String,
    zone: Tz,
    choices_at_most: u64,
    cards: Vec<Card>,
    jobs: bool,
    texts: Texts,
    views: Views,
}

impl Site {
    pub fn of(ctx: &AppContext) -> Option<Self> {
        ctx.shared_store.get::<Self>()
    }

    pub fn entries(&self) -> &[Entry] {
        &self.0.entries
    }

    pub fn by_slug(&self, slug: &str) -> Option<&Entry> {
        self.0.entries.iter().find(|entry| entry.slug == slug)
    }

    pub fn by_table(&self, table: &str) -> Option<&Entry> {
        self.0.entries.iter().find(|entry| entry.table == table)
    }

    /// The model of a table, for somebody who may look at it.
    pub fn visible(&self, staff: &Staff, table: &str) -> Option<&Entry> {
        self.by_table(table)
            .filter(|entry| entry.can(staff, crate::Op::View, None))
    }

    pub fn texts(&self) -> &Texts {
        &self.0.texts
    }

    pub fn views(&self) -> &Views {
        &self.0.views
    }

    pub fn cards(&self) -> &[Card] {
        &self.0.cards
    }

    pub fn has_jobs(&self) -> bool {
        self.0.jobs
    }

    pub fn zone(&self) -> Tz {
        self.0.zone
    }

    pub fn choices_at_most(&self) -> u64 {
        self.0.choices_at_most
    }

    pub fn title(&self, language: Language) -> String {
        self.0.texts.said(language, &self.0.title)
    }

    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.0.zone).date_naive()
    }

    pub fn filter_cx(&self, now: DateTime<Utc>) -> FilterCx {
        FilterCx {
            now,
            today: self.today(now),
        }
    }
}
