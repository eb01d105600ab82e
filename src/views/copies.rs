//! Copies and loans as their pages show them.

use chrono::{DateTime, NaiveDate, Utc};
use loco_oidc::CurrentUser;
use serde::Serialize;
use uuid::Uuid;

use super::{Choice, FormView, Link, May, lookup::Lookup};
use crate::models::{
    book_instances::{self, Status},
    loans,
};

/// Who looks at a copy, and when: borrowers are named to the library's people alone.
#[derive(Clone, Copy)]
pub struct Viewer<'a> {
    pub user: Option<&'a CurrentUser>,
    pub today: NaiveDate,
}

impl Viewer<'_> {
    fn is(&self, reader_id: Option<i32>) -> bool {
        self.user.is_some_and(|user| Some(user.id) == reader_id)
    }

    fn lends(&self) -> bool {
        self.user
            .is_some_and(|user| user.can("catalog.can_mark_returned"))
    }
}

/// A copy on its book's page.
#[derive(Serialize)]
pub struct CopyOfBook {
    id: Uuid,
    url: String,
    imprint: String,
    status: &'static str,
    due_back: Option<NaiveDate>,
    overdue: bool,
    /// The reader who looks has it.
    mine: bool,
    /// It can be taken by the reader who looks.
    takeable: bool,
}

impl CopyOfBook {
    /// `held` is the copy that is put aside for the one who looks.
    #[must_use]
    pub fn new(copy: &book_instances::Model, viewer: Viewer<'_>, held: Option<Uuid>) -> Self {
        let state = copy.state();
        let for_anybody = state == Status::Available;
        let for_reader = state == Status::Reserved && held == Some(copy.id);
        Self {
            id: copy.id,
            url: copy.url(),
            imprint: copy.imprint.clone(),
            status: state.name(),
            due_back: copy.due_back.filter(|_| state == Status::OnLoan),
            overdue: state == Status::OnLoan && copy.is_overdue(viewer.today),
            mine: state == Status::OnLoan && viewer.is(copy.borrower_id),
            takeable: for_anybody || for_reader,
        }
    }
}

/// A copy in lists and on its own page.
#[derive(Serialize)]
pub struct CopyRow {
    id: Uuid,
    url: String,
    book: Link,
    imprint: String,
    status: &'static str,
    due_back: Option<NaiveDate>,
    overdue: bool,
    borrower: Option<String>,
    mine: bool,
    loan: Option<i32>,
    renewals: i32,
}

impl CopyRow {
    #[must_use]
    pub fn new(copy: &book_instances::Line, viewer: Viewer<'_>) -> Self {
        Self {
            id: copy.id,
            url: copy.url(),
            book: Link::new(&copy.title, copy.book_url()),
            imprint: copy.imprint.clone(),
            status: copy.state().name(),
            due_back: copy.due_back,
            overdue: copy.is_overdue(viewer.today),
            borrower: copy.borrower().filter(|_| viewer.lends()),
            mine: copy.state() == Status::OnLoan && viewer.is(copy.borrower_id),
            loan: copy.loan_id,
            renewals: copy.renewals(),
        }
    }
}

/// What `catalog/bookinstance_form.html` gets.
#[derive(Serialize)]
pub struct CopyFormPage<'a> {
    pub form: FormView<'a>,
    /// The copy that is changed; a new one has no page yet.
    pub copy: Option<Link>,
    pub books: Lookup,
    pub statuses: Vec<Choice>,
}

/// What `catalog/bookinstance_detail.html` gets.
#[derive(Serialize)]
pub struct CopyDetail {
    pub copy: CopyRow,
    pub takeable: bool,
    pub may: May,
    pub may_mark_returned: bool,
}

/// A loan in a history.
#[derive(Serialize)]
pub struct LoanRow {
    book: Link,
    imprint: String,
    copy_url: String,
    reader: Option<String>,
    borrowed_at: DateTime<Utc>,
    due_on: NaiveDate,
    returned_at: Option<DateTime<Utc>>,
    renewals: i32,
    overdue: bool,
}

impl LoanRow {
    #[must_use]
    pub fn new(row: &loans::Row, today: NaiveDate) -> Self {
        Self {
            book: Link::new(&row.book.title, row.book.url()),
            imprint: row.copy.imprint.clone(),
            copy_url: row.copy.url(),
            reader: row.reader.as_ref().map(|reader| reader.display_name()),
            borrowed_at: row.loan.borrowed_at,
            due_on: row.loan.due_on,
            returned_at: row.loan.returned_at,
            renewals: row.loan.renewals,
            overdue: row.loan.is_overdue(today),
        }
    }
}
