//! Loans: who had which copy. They are looked at, ended, extended and reminded of, never edited.

use std::collections::HashMap;

use loco_admin::{
    Action, ActionTx, Cell, Col, Desc, Filter, ModelAdmin, Options, Search, SearchCx, row,
};
use loco_oidc::models::users;
use loco_rs::bgworker::BackgroundWorker;
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, QueryFilter, sea_query::Query,
};
use uuid::Uuid;

use super::{
    book_instances::MARK_RETURNED,
    readers_called,
    refusal::{reason, rules},
};
use crate::{
    models::{
        among_books, book_instances, books,
        loans::{Column as C, Entity, Model},
        notices,
    },
    workers::overdue_notice::{OverdueNotice, OverdueNoticeWorker},
};

pub struct LoanAdmin;

impl ModelAdmin for LoanAdmin {
    type Entity = Entity;
    const APP: &'static str = "catalog";

    fn options() -> Options<Entity> {
        Options::new()
            .display(|loan: &Model| format!("{} · {}", loan.id, loan.due_on))
            .list([
                Col::field(C::BorrowedAt).link(),
                Col::batch("book", "admin-loan-book", books_of),
                Col::related(
                    "imprint",
                    "admin-loan-copy-id",
                    |copy: &book_instances::Model| Cell::Link {
                        text: copy.imprint.clone(),
                        url: format!("/admin/book_instances/{}/change/", copy.id),
                    },
                ),
                Col::field(C::UserId)
                    .order_via(C::UserId, [users::Column::Username])
                    .order_of_few(),
                Col::field(C::DueOn).order_of_few(),
                Col::field(C::ReturnedAt).order_of_few(),
                Col::field(C::Renewals).order_of_few(),
            ])
            .order([(C::BorrowedAt, Desc)])
            .search([Search::custom(found)])
            .search_help("admin-lending-search")
            .filters([
                Filter::custom(
                    "state",
                    "admin-loan-state",
                    [
                        ("open", "admin-loan-open"),
                        ("overdue", "admin-loan-overdue"),
                        ("returned", "admin-loan-returned"),
                    ],
                    |state, cx| match state {
                        "open" => Condition::all().add(C::ReturnedAt.is_null()),
                        "overdue" => Condition::all()
                            .add(C::ReturnedAt.is_null())
                            .add(C::DueOn.lt(cx.today)),
                        _ => Condition::all().add(C::ReturnedAt.is_not_null()),
                    },
                ),
                Filter::field(C::DueOn),
                Filter::field(C::UserId),
                Filter::operators(C::Renewals),
            ])
            .date_hierarchy(C::BorrowedAt)
            .fieldset(
                "",
                [
                    row![C::CopyId, C::UserId],
                    row![C::BorrowedAt, C::DueOn],
                    row![C::ReturnedAt, C::Renewals],
                ],
            )
            .readonly([
                C::CopyId,
                C::UserId,
                C::BorrowedAt,
                C::DueOn,
                C::ReturnedAt,
                C::Renewals,
            ])
            .no_adding()
            .no_deleting()
            .action(
                Action::new("mark_returned", "admin-copies-mark-returned")
                    .needs(MARK_RETURNED)
                    .within(give_back),
            )
            .action(
                Action::new("extend_loan", "admin-copies-extend")
                    .needs(MARK_RETURNED)
                    .within(extend),
            )
            .action(
                Action::new("send_notice", "admin-loan-send-notice")
                    .needs(MARK_RETURNED)
                    .within(send_notice),
            )
    }
}

async fn give_back(cx: &ActionTx, loan: Model) -> Result<(), String> {
    let rules = rules(&cx.app)?;
    loan.give_back(&cx.db, cx.now, &rules)
        .await
        .map(drop)
        .map_err(reason)
}

async fn extend(cx: &ActionTx, loan: Model) -> Result<(), String> {
    let rules = rules(&cx.app)?;
    if loan.returned_at.is_some() {
        return Err("conflict-not-on-loan-title".to_owned());
    }
    let copy = book_instances::find(&cx.db, loan.copy_id)
        .await
        .map_err(reason)?;
    let until = loan.renewed_due_on(cx.today, &rules);
    copy.renew_until(&cx.db, until, cx.now, &rules)
        .await
        .map(drop)
        .map_err(reason)
}

/// Writes to the reader of an overdue loan, once for each due date. The notice is a row of the transaction: where the
/// worker does not hear of it, the next run of `overdue_notices` finds it.
async fn send_notice(cx: &ActionTx, loan: Model) -> Result<(), String> {
    if !loan.is_overdue(cx.today) {
        return Err("admin-loan-not-overdue".to_owned());
    }
    let notice = notices::of_loan(&cx.db, &loan, cx.now)
        .await
        .map_err(reason)?
        .ok_or("admin-loan-no-notice")?;
    let app = cx.app.clone();
    cx.after_commit(async move {
        if let Err(error) = OverdueNoticeWorker::perform_later(&app, OverdueNotice { notice }).await
        {
            tracing::warn!(notice, %error, "a notice waits for the next run of overdue_notices");
        }
    });
    Ok(())
}

/// The loans of a reader, or of copies of the books that the words find.
fn found(words: &[String], cx: &SearchCx) -> Condition {
    let typed = words.join(" ");
    let books = among_books(book_instances::Column::BookId, &typed, cx.backend, cx.most);
    let copies = Query::select()
        .column(book_instances::Column::Id)
        .from(book_instances::Entity)
        .cond_where(books)
        .take();
    Condition::any()
        .add(C::UserId.in_subquery(readers_called(&typed, cx.most)))
        .add(C::CopyId.in_subquery(copies))
}

/// The book of each loan, in one query.
async fn books_of(loans: Vec<Model>, db: DatabaseConnection) -> Result<Vec<Cell>, DbErr> {
    let copies = loans.iter().map(|loan| loan.copy_id);
    let found: HashMap<Uuid, books::Model> = book_instances::Entity::find()
        .filter(book_instances::Column::Id.is_in(copies))
        .find_also_related(books::Entity)
        .all(&db)
        .await?
        .into_iter()
        .filter_map(|(copy, book)| Some((copy.id, book?)))
        .collect();
    let cell = |loan: &Model| match found.get(&loan.copy_id) {
        Some(book) => Cell::Link {
            text: book.title.clone(),
            url: format!("/admin/books/{}/change/", book.id),
        },
        None => Cell::Empty,
    };
    Ok(loans.iter().map(cell).collect())
}
