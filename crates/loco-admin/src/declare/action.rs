//! Things to do with rows.
use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::app::AppContext;
use sea_orm::{DatabaseTransaction, EntityTrait};

use crate::object::Object;
use crate::{Language, Staff};

/// Whether somebody is asked before an action happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirm {
    /// A page says what will happen to which rows.
    Page,
    /// It happens at once.
    No,
}

/// What actions know about the request they come with.
#[derive(Clone)]
pub struct ActionCx {
    /// The application: database, queue, mailer, settings.
    pub app: AppContext,
    /// Who does it.
    pub staff: Staff,
    /// The instant.
    pub now: DateTime<Utc>,
    /// The day in the site's time zone.
    pub today: NaiveDate,
    /// The language of messages.
    pub language: Language,
    /// What was chosen on the confirmation page of an action that asks, or empty.
    pub answer: String,
}

/// What became of each row. Every message is a key of the application's messages, or the words
/// themselves.
///
/// ```
/// use loco_admin::ActionReport;
///
/// let report = ActionReport::default().done("1").failed("2", "Already returned.");
/// ```
#[derive(Clone, Debug, Default)]
pub struct ActionReport {
    pub(crate) done: Vec<String>,
    pub(crate) failed: Vec<(String, String)>,
}

impl ActionReport {
    /// It happened to this row.
    #[must_use]
    pub fn done(mut self, row: impl Into<String>) -> Self {
        self.done.push(row.into());
        self
    }

    /// It did not happen to this row, and why.
    #[must_use]
    pub fn failed(mut self, row: impl Into<String>, why: impl Into<String>) -> Self {
        self.failed.push((row.into(), why.into()));
        self
    }
}

/// What actions know that write in the admin's own transaction. Dereferences to [`ActionCx`].
pub struct ActionTx {
    /// The transaction: everything goes through it, or is not undone with it. A model's function
    /// that begins a transaction of its own gets a part of this one, where it takes any
    /// `TransactionTrait`.
    pub db: DatabaseTransaction,
    pub(crate) cx: ActionCx,
    pub(crate) afterwards: Mutex<Vec<Afterwards>>,
}

pub(crate) type Afterwards = Pin<Box<dyn Future<Output = ()> + Send>>;

impl ActionTx {
    /// Has this done once the transaction is in the database, and not at all if it is not: to wake a worker, say. A
    /// process that dies in between does not do it. Let the transaction write a row of what is to be done, therefore,
    /// and something else look for such rows from time to time.
    ///
    /// ```
    /// # use loco_admin::ActionTx;
    /// # async fn write_a_row(_cx: &ActionTx) -> i32 { 7 }
    /// # async fn wake_the_worker(_app: loco_rs::app::AppContext, _row: i32) {}
    /// async fn send(cx: &ActionTx) -> Result<(), String> {
    ///     let row = write_a_row(cx).await;
    ///     cx.after_commit(wake_the_worker(cx.app.clone(), row));
    ///     Ok(())
    /// }
    /// ```
    pub fn after_commit(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut afterwards = self
            .afterwards
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        afterwards.push(Box::pin(work));
    }
}

impl Deref for ActionTx {
    type Target = ActionCx;
    fn deref(&self) -> &ActionCx {
        &self.cx
    }
}

/// An `async fn(&ActionTx, Model) -> Result<(), String>`, for [`Action::within`].
pub trait Within<'a, M>: Send + Sync {
    /// What it returns.
    type Answer: Future<Output = Result<(), String>> + Send + 'a;

    /// Does it with one row.
    fn call(&self, cx: &'a ActionTx, row: M) -> Self::Answer;
}

impl<'a, F, M, Answer> Within<'a, M> for F
where
    F: Fn(&'a ActionTx, M) -> Answer + Send + Sync,
    Answer: Future<Output = Result<(), String>> + Send + 'a,
{
    type Answer = Answer;
    fn call(&self, cx: &'a ActionTx, row: M) -> Answer {
        self(cx, row)
    }
}

pub(crate) type Outcome<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>>;
pub(crate) type Alone = Arc<dyn Fn(ActionCx, Object) -> Outcome<'static> + Send + Sync>;
pub(crate) type Together = Arc<dyn for<'a> Fn(&'a ActionTx, Object) -> Outcome<'a> + Send + Sync>;

/// What an action does with one row.
#[derive(Clone)]
pub(crate) enum Run {
    /// By itself, whatever transactions it has.
    Alone(Alone),
    /// In one transaction with its history.
    Together(Together),
}

#[derive(Clone)]
pub(crate) struct DeclaredAction {
    pub name: &'static str,
    pub label: String,
    pub needs: Option<&'static str>,
    pub confirm: Confirm,
    pub danger: bool,
    /// How old a sign-in may be, in minutes.
    pub fresh: Option<u32>,
    /// A field that the confirmation page asks for: its label and its choices.
    pub asks: Option<(String, Vec<super::Choice>)>,
    pub run: Option<Run>,
}

/// Something to do with rows, one after the other: each either happens or says why not, and what
/// happened is in the history.
pub struct Action<E> {
    pub(crate) declared: DeclaredAction,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Action<E> {
    /// An action with the words on its button. What it does is said with
    /// [`Action::within`] or [`Action::each`].
    #[must_use]
    pub fn new(name: &'static str, label: &str) -> Self {
        Self {
            declared: DeclaredAction {
                name,
                label: label.to_owned(),
                needs: None,
                confirm: Confirm::Page,
                danger: false,
                fresh: None,
                asks: None,
                run: None,
            },
            entity: PhantomData,
        }
    }

    /// The permission that it takes. Without one: that of changing rows.
    #[must_use]
    pub fn needs(mut self, permission: &'static str) -> Self {
        self.declared.needs = Some(permission);
        self
    }

    /// Whether somebody is asked first (they are).
    #[must_use]
    pub fn confirm(mut self, confirm: Confirm) -> Self {
        self.declared.confirm = confirm;
        self
    }

    /// It cannot be undone: its button says so by its colour.
    #[must_use]
    pub fn danger(mut self) -> Self {
        self.declared.danger = true;
        self
    }

    /// Whoever does it must have signed in at most so many minutes ago. Others go to the provider first and come back
    /// to what they wanted.
    #[must_use]
    pub fn fresh_sign_in(mut self, minutes: u32) -> Self {
        self.declared.fresh = Some(minutes);
        self
    }

    /// Asks for one of these values first: label of the field, and (value, label) each.
    #[must_use]
    pub fn asks<V: Into<String>, L: Into<String>>(
        mut self,
        label: &str,
        choices: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        let choices = choices.into_iter().map(|(value, label)| super::Choice {
            value: value.into(),
            label: label.into(),
        });
        self.declared.asks = Some((label.to_owned(), choices.collect()));
        self
    }

    /// What it does with one row, in one transaction with what the history says of it: `Err` with
    /// the reason when it cannot be, and nothing has happened. Take it for everything that writes to
    /// the database, with an `async fn(&ActionTx, Model) -> Result<(), String>`. The row is as it is
    /// now; what decides is for the function to lock.
    ///
    /// ```
    /// # mod books {
    /// #     use sea_orm::entity::prelude::*;
    /// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    /// #     #[sea_orm(table_name = "books")]
    /// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub title: String, pub lost: bool }
    /// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    /// #     pub enum Relation {}
    /// #     impl ActiveModelBehavior for ActiveModel {}
    /// # }
    /// use loco_admin::{Action, ActionTx};
    /// use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
    ///
    /// async fn lose(cx: &ActionTx, book: books::Model) -> Result<(), String> {
    ///     let mut book = book.into_active_model();
    ///     book.lost = Set(true);
    ///     book.update(&cx.db).await.map(drop).map_err(|error| error.to_string())
    /// }
    ///
    /// let action: Action<books::Entity> = Action::new("lose", "Mark as lost").within(lose);
    /// ```
    #[must_use]
    pub fn within<F>(mut self, run: F) -> Self
    where
        E::Model: Sync + 'static,
        F: for<'a> Within<'a, E::Model> + 'static,
    {
        self.declared.run = Some(Run::Together(Arc::new(move |cx, object| {
            match object.model::<E::Model>() {
                Some(model) => Box::pin(run.call(cx, model.clone())),
                None => Box::pin(async { Err("admin-action-unknown-row".to_owned()) }),
            }
        })));
        self
    }

    /// What it does with one row where that cannot be in a transaction, such as a call to another
    /// system: `Err` with the reason when it cannot be. What the history says of it is written right
    /// after it, and not if the process dies in between; [`Action::within`] with
    /// [`ActionTx::after_commit`] has no such gap.
    #[must_use]
    pub fn each<F, Answer>(mut self, run: F) -> Self
    where
        E::Model: Sync + 'static,
        F: Fn(ActionCx, E::Model) -> Answer + Send + Sync + 'static,
        Answer: Future<Output = Result<(), String>> + Send + 'static,
    {
        self.declared.run = Some(Run::Alone(Arc::new(move |cx, object| {
            match object.model::<E::Model>() {
                Some(model) => Box::pin(run(cx, model.clone())),
                None => Box::pin(async { Err("admin-action-unknown-row".to_owned()) }),
            }
        })));
        self
    }
}
