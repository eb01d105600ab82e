//! What an application says about a card.
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::app::AppContext;
use sea_orm::DbErr;

use crate::Staff;

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
}

pub(crate) enum Content {
    Figure(i64),
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
///     Card::figure("Books", async |cx| {
///         let count = books::Entity::find().count(&cx.app.db).await?;
///         Ok(i64::try_from(count).unwrap_or(i64::MAX))
///     })
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
    fn new<F, A, V>(label: &str, load: F, content: fn(V) -> Content) -> Self
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

    /// One number.
    #[must_use]
    pub fn figure<F, A>(label: &str, load: F) -> Self
    where
        F: Fn(CardCx) -> A + Send + Sync + 'static,
        A: Future<Output = Result<i64, DbErr>> + Send + 'static,
    {
        Self::new(label, load, Content::Figure)
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
