//! The admin site of an application: its models, checked when the application starts.
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use loco_rs::app::AppContext;
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::dashboard::Card;
use crate::declare::{Count, FilterCx, MOST_COUNTED};
use crate::erased::Entry;
use crate::language::{Texts, is_own};
use crate::render::Views;
use crate::{Language, ModelAdmin, Staff, identity, jobs};

mod check;
mod seen;

use seen::{Entries, Seen};

/// The models of an admin site and how it presents itself. See the crate's first page for where it
/// goes.
pub struct AdminSite {
    entries: Vec<Entry>,
    title: String,
    zone: Tz,
    messages: PathBuf,
    templates: PathBuf,
    choices_at_most: u64,
    count_up_to: u64,
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
            count_up_to: MOST_COUNTED,
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

    /// How far lists count their rows (10 000), where their declarations say nothing else. A list of more rows is not
    /// sorted by what no index has in order: see [`Col::order_of_few`](crate::Col::order_of_few).
    #[must_use]
    pub fn count_up_to(mut self, rows: u64) -> Self {
        self.count_up_to = rows;
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
        let mut all = check::problems(&self.entries);
        all.extend(self.clashes());
        all
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
        for entry in &self.entries {
            for field in &entry.fields {
                let tweak = &field.tweak;
                for (permission, may) in [(tweak.needs, "change"), (tweak.needs_to_view, "see")] {
                    let known = |codename: &str| all.iter().any(|(one, _)| one == codename);
                    if let Some(permission) = permission.filter(|codename| !known(codename)) {
                        let name = format!("Can {may} {} of {}", field.name, entry.model);
                        all.push((permission.to_owned(), name));
                    }
                }
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
        Self::names_of(self.entries.iter())
    }

    fn names_of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Vec<String> {
        let mut all = Vec::new();
        for entry in entries {
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

    /// Models whose names would be looked up among the site's own words: `admin-save` is a button.
    fn clashes(&self) -> Vec<String> {
        // Of those the crate's own words are the names.
        let entries = self.entries.iter();
        let foreign = entries.filter(|entry| !identity::names(entry.table));
        Self::names_of(foreign)
            .into_iter()
            .filter(|key| is_own(key))
            .map(|key| {
                format!(
                    "admin: the message {key} is the site's own, and would name a model or a field; give the model \
                     another MODEL, or the field another name."
                )
            })
            .collect()
    }

    pub(crate) fn open(self) -> Result<Site, String> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems.join("\n"));
        }
        let texts = Texts::read(&self.messages)?;
        let views = Views::load(&texts, &self.templates)?;
        let counted = Count::Capped(self.count_up_to);
        let entries: Entries = self
            .entries
            .into_iter()
            .map(|mut entry| {
                entry.declaration.count.get_or_insert(counted);
                Arc::new(entry)
            })
            .collect();
        let open = Open {
            seen: Seen::default(),
            title: self.title,
            zone: self.zone,
            choices_at_most: self.choices_at_most,
            cards: self.cards,
            jobs: self.jobs,
            texts,
            views,
        };
        Ok(Site {
            open: Arc::new(open),
            entries,
        })
    }
}

/// A site whose declarations were found in order.
#[derive(Clone)]
pub(crate) struct Site {
    open: Arc<Open>,
    /// The models; within a request, as the person sees them.
    entries: Entries,
}

struct Open {
    seen: Seen,
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

    /// The site as this person sees it: without the fields that are kept from them.
    pub fn seen_by(self, staff: &Staff) -> Self {
        Self {
            entries: self.open.seen.by(staff, &self.entries),
            ..self
        }
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|entry| &**entry)
    }

    pub fn by_slug(&self, slug: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.slug == slug)
    }

    pub fn by_table(&self, table: &str) -> Option<&Entry> {
        self.entries().find(|entry| entry.table == table)
    }

    /// The model of a table, for somebody who may look at it.
    pub fn visible(&self, staff: &Staff, table: &str) -> Option<&Entry> {
        self.by_table(table)
            .filter(|entry| entry.can(staff, crate::Op::View, None))
    }

    pub fn texts(&self) -> &Texts {
        &self.open.texts
    }

    pub fn views(&self) -> &Views {
        &self.open.views
    }

    pub fn cards(&self) -> &[Card] {
        &self.open.cards
    }

    pub fn has_jobs(&self) -> bool {
        self.open.jobs
    }

    pub fn zone(&self) -> Tz {
        self.open.zone
    }

    pub fn choices_at_most(&self) -> u64 {
        self.open.choices_at_most
    }

    pub fn title(&self, language: Language) -> String {
        self.open.texts.said(language, &self.open.title)
    }

    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.open.zone).date_naive()
    }

    pub fn filter_cx(&self, now: DateTime<Utc>) -> FilterCx {
        FilterCx {
            now,
            today: self.today(now),
        }
    }
}
