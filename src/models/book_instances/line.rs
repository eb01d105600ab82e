//! A copy as pages show it: one query for a page, with what is shown and nothing else.

use chrono::NaiveDate;
use loco_oidc::models::users;
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryResult, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{Expr, ExprTrait, IntoCondition, SelectStatement},
};
use uuid::Uuid;

use super::{Column, Entity, Row, Status, url};
use crate::models::{
    _entities::book_instances::Relation,
    Page, PageRequest, Pager, Result, books, loans,
    paging::{self, Joined, Key, Listing, Shown},
};

/// One copy in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Line {
    /// Its key.
    pub id: Uuid,
    book_id: i32,
    /// What it is a copy of.
    pub title: String,
    /// Who printed it, and when.
    pub imprint: String,
    status: String,
    /// When it is to come back.
    pub due_back: Option<NaiveDate>,
    /// Who has it.
    pub borrower_id: Option<i32>,
    username: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    /// The loan that has not ended.
    pub loan_id: Option<i32>,
    renewals: Option<i32>,
}

impl Line {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        url(self.id)
    }

    /// The page of its book.
    #[must_use]
    pub fn book_url(&self) -> String {
        books::url(self.book_id)
    }

    /// What can be done with it now.
    #[must_use]
    pub fn state(&self) -> Status {
        Status::from_code(&self.status).unwrap_or_default()
    }

    /// Whether somebody has it who should have brought it back before today.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state() == Status::OnLoan && self.due_back.is_some_and(|due_back| today > due_back)
    }

    /// The name of who has it.
    #[must_use]
    pub fn borrower(&self) -> Option<String> {
        let (username, first, last) = (
            self.username.as_deref()?,
            self.first_name.as_deref(),
            self.last_name.as_deref(),
        );
        Some(users::display_name(
            username,
            first.unwrap_or_default(),
            last.unwrap_or_default(),
        ))
    }

    /// How often the loan has been renewed.
    #[must_use]
    pub fn renewals(&self) -> i32 {
        self.renewals.unwrap_or_default()
    }
}

impl From<&Row> for Line {
    fn from(row: &Row) -> Self {
        let Row {
            copy,
            book,
            borrower,
            loan,
        } = row;
        let of_borrower = |text: fn(&users::Model) -> &String| borrower.as_ref().map(text).cloned();
        Self {
            id: copy.id,
            book_id: book.id,
            title: book.title.clone(),
            imprint: copy.imprint.clone(),
            status: copy.status.clone(),
            due_back: copy.due_back,
            borrower_id: copy.borrower_id,
            username: of_borrower(|user| &user.username),
            first_name: of_borrower(|user| &user.first_name),
            last_name: of_borrower(|user| &user.last_name),
            loan_id: loan.as_ref().map(|loan| loan.id),
            renewals: loan.as_ref().map(|loan| loan.renewals),
        }
    }
}

impl Line {
    fn select() -> Select<Entity> {
        let open_loans = Relation::Loans.def().on_condition(|_, loan| {
            Expr::col((loan, loans::Column::ReturnedAt))
                .is_null()
                .into_condition()
        });
        Entity::find()
            .select_only()
            .columns([
                Column::Id,
                Column::BookId,
                Column::Imprint,
                Column::Status,
                Column::DueBack,
                Column::BorrowerId,
            ])
            .column(books::Column::Title)
            .columns([
                users::Column::Username,
                users::Column::FirstName,
                users::Column::LastName,
            ])
            .column_as(loans::Column::Id, "loan_id")
            .column(loans::Column::Renewals)
            .join(JoinType::InnerJoin, Relation::Books.def())
            .join(JoinType::LeftJoin, Relation::AuthUsers.def())
            .join(JoinType::LeftJoin, open_loans)
    }
}

impl Joined for Line {
    fn table() -> &'static str {
        "book_instances"
    }

    fn select() -> SelectStatement {
        Self::select().into_query()
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Self::from_query_result(row, "")
    }
}

impl Shown for Line {
    type Id = Uuid;

    async fn page<K: Key<Id = Uuid>>(
        listing: &Listing<K>,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> Result<Page<Self>> {
        listing.page(db, pager, wanted).await
    }

    async fn of_keys(db: &DatabaseConnection, ids: &[Uuid]) -> Result<Vec<Self>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let lines = Self::select()
            .filter(Column::Id.is_in(ids.iter().copied()))
            .into_model()
            .all(db)
            .await?;
        Ok(paging::in_order(ids, lines, |line: &Self| line.id))
    }
}
