//! What an application says about a card.
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use loco_rs::app::AppContext;
use sea_orm::DbErr;

use crate::{Language, Staff, show, value};

/// What a card knows about the request it is shown for.
#[derive(Clone)]
pub struct CardCx {
    /// The application: database, settings.
    pub app: AppContext,
    /// Who looks at it.
    pub staff: Staff,
    /// The instant.
    pub now: DateTime<Utc>,
    /// The day in the site's time zone.
    pub today: NaiveDate,
    /// The language in which it is shown.
    pub language: Language,
    pub(crate) zone: Tz,
}

impl CardCx {
    /// The instant at which a day begins in the site's time zone.
    #[must_use]
    pub fn beginning_of(&self, day: NaiveDate) -> DateTime<Utc> {
        value::beginning_of(day, self.zone)
    }

    /// A day as the person's language writes it, for the name of a value.
    #[must_use]
    pub fn day(&self, day: NaiveDate) -> String {
        show::day(day, self.language)
    }
}

/// A number that a card shows. Every whole number is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    pub(crate) value: i64,
    pub(crate) more: bool,
}

impl Figure {
    /// What was counted up to `most`; beyond it the card says "more than".
    #[must_use]
    pub fn capped(counted: u64, most: u64) -> Self {
        Self {
            more: counted > most,
            ..counted.min(most).into()
        }
    }
}

impl From<i64> for Figure {
    fn from(value: i64) -> Self {
        Self { value, more: false }
    }
}

impl From<u64> for Figure {
    fn from(value: u64) -> Self {
        i64::try_from(value).unwrap_or(i64::MAX).into()
    }
}

pub(crate) enum Content {
    Figure(Figure),
    Bars(Vec<(String, i64)>),
    Line(Vec<(String, i64)>),
}

type Answer = Pin<Box<dyn Future<Output = Result<Content, DbErr>> + Send>>;

/// A figure or a chart on the first page. Each is asked for whenever the page is opened: let it
/// count what an index can count.
///
/// ```
/// # mod books {
/// #     use sea_orm::entity::prelude::*;
/// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
/// #     #[sea_orm(table_name = "books")]
/// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32 }
/// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
/// #     pub enum Relation {}
/// #     impl ActiveModelBehavior for ActiveModel {}
/// # }
/// use loco_admin::{AdminSite, Card};
/// use sea_orm::{EntityTrait, PaginatorTrait};
///
/// let site = AdminSite::new().card(
///     Card::figure("Books", async |cx| books::Entity::find().count(&cx.app.db).await)
///     .needs("catalog.view_book")
///     .link("/admin/books/"),
/// );
/// ```
pub struct Card {
    pub(crate) label: String,
    pub(crate) needs: Option<&'static str>,
    pub(crate) link: Option<&'static str>,
    pub(crate) load: Arc<dyn Fn(CardCx) -> Answer + Send + Sync>,
}

impl Card {
    fn new<F, A, V>(
        label: &str,
        load: F,
        content: impl Fn(V) -> Content + Copy + Send + Sync + 'static,
    ) -> Self
    where
        F: Fn(CardCx) -> A + Send + Sync + 'static,
        A: Future<Output = Result<V, DbErr>> + Send + 'static,
        V: 'static,
    {
        let load = Arc::new(load);
        Self {
            label: label.to_owned(),
            needs: None,
            link: None,
            load: Arc::new(move |cx| {
                let answer = load(cx);
                Box::pin(async move { answer.await.map(content) })
            }),
        }
    }

    /// One number: what can be counted cheaply, or counted up to a limit with [`Figure::capped`].
    #[must_use]
    pub fn figure<F, A, V>(label: &str, load: F) -> Self
    where
        F: Fn(CardCx) -> A + Send + Sync + 'static,
        A: Future<Output = Result<V, DbErr>> + Send + 'static,
        V: Into<Figure> + 'static,
    {
        Self::new(label, load, |value: V| Content::Figure(value.into()))
    }

    /// A bar for each of a few things, with what it is called. Values below zero count as zero.
    #[must_use]
    pub fn bars<F, A>(label: &str, load: F) -> Self
    where
        F: Fn(CardCx) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Vec<(String, i64)>, DbErr>> + Send + 'static,
    {
        Self::new(label, load, Content::Bars)
    }

    /// A line over time: a value for each day, week or month, with what it is called.
    #[must_use]
    pub fn line<F, A>(label: &str, load: F) -> Self
    where
        F: Fn(CardCx) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Vec<(String, i64)>, DbErr>> + Send + 'static,
    {
        Self::new(label, load, Content::Line)
    }

    /// The permission that it takes to see it.
    #[must_use]
    pub fn needs(mut self, permission: &'static str) -> Self {
        self.needs = Some(permission);
        self
    }

    /// The page of the admin site with more about it.
    #[must_use]
    pub fn link(mut self, path: &'static str) -> Self {
        self.link = Some(path);
        self
    }
}
