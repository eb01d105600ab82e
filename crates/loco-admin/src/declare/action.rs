//! Things to do with rows.
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::app::AppContext;
use sea_orm::EntityTrait;

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

pub(crate) type Outcome = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
pub(crate) type Run = Arc<dyn Fn(ActionCx, Object) -> Outcome + Send + Sync>;

#[derive(Clone)]
pub(crate) struct DeclaredAction {
    pub name: &'static str,
    pub label: String,
    pub needs: Option<&'static str>,
    pub confirm: Confirm,
    pub danger: bool,
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
    /// An action with the words on its button. What it does is said with [`Action::each`].
    #[must_use]
    pub fn new(name: &'static str, label: &str) -> Self {
        Self {
            declared: DeclaredAction {
                name,
                label: label.to_owned(),
                needs: None,
                confirm: Confirm::Page,
                danger: false,
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

    /// What it does with one row: `Err` with the reason when it cannot be. Use the model's own
    /// functions, which know the rules.
    #[must_use]
    pub fn each<F, Answer>(mut self, run: F) -> Self
    where
        E::Model: Sync + 'static,
        F: Fn(ActionCx, E::Model) -> Answer + Send + Sync + 'static,
        Answer: Future<Output = Result<(), String>> + Send + 'static,
    {
        self.declared.run = Some(Arc::new(move |cx, object| {
            match object.model::<E::Model>() {
                Some(model) => Box::pin(run(cx, model.clone())),
                None => Box::pin(async { Err("admin-action-unknown-row".to_owned()) }),
            }
        }));
        self
    }
}
