//! Copies: what librarians change about one, and what they do with many.

use loco_admin::{
    Action, ActionTx, Asc, Col, Filter, FormErrors, Import, ModelAdmin, Options, SaveCx, Search,
    SearchCx, Widget, row,
};
use sea_orm::{ActiveValue, ColumnTrait, Condition};
use uuid::Uuid;

use super::refusal::{beside_fields, reason, rules};
use crate::models::{
    among_books,
    book_instances::{self, ActiveModel, Column as C, Entity, MAX_IMPRINT, Model, Status, Values},
    books,
};

pub struct BookInstanceAdmin;

/// The permission to take copies back, from the catalogue's own pages.
pub const MARK_RETURNED: &str = "catalog.can_mark_returned";

impl ModelAdmin for BookInstanceAdmin {
    type Entity = Entity;
    const APP: &'static str = "catalog";

    fn options() -> Options<Entity> {
        let statuses =
            || Status::ALL.map(|status| (status.code(), format!("status-{}", status.name())));
        Options::new()
            .display(|copy: &Model| copy.imprint.clone())
            .list([
                Col::field(C::BookId).order_via(C::BookId, [books::Column::SortTitle]),
                Col::field(C::Status),
                Col::field(C::BorrowerId).order_of_few(),
                Col::field(C::DueBack),
                Col::field(C::Id),
            ])
            // Copies without a date come first, on both databases; the index is in this order.
            .order_by_name([("due_order", C::DueBack, Asc)])
            .stand_in(C::DueBack, "due_order", book_instances::NO_DAY)
            .search([Search::custom(found)])
            .search_help("copies-search")
            .filters([
                Filter::field(C::Status),
                Filter::field(C::DueBack),
                Filter::field(C::BorrowerId),
                Filter::operators(C::Imprint),
                Filter::operators(C::DueBack),
            ])
            .fieldset("", [row![C::BookId], row![C::Imprint], row![C::Id]])
            .fieldset(
                "admin-bookinstance-availability",
                [row![C::Status, C::DueBack], row![C::BorrowerId]],
            )
            .choices(C::Status, statuses())
            .widget(C::BookId, Widget::Autocomplete)
            .widget(C::BorrowerId, Widget::Autocomplete)
            .max_length(C::Imprint, MAX_IMPRINT as u32)
            .initial(C::Status, || Status::default().code().to_owned())
            .initial(C::Id, || Uuid::now_v7().to_string())
            .view_on_site(Model::url)
            .import(Import::new())
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
                Action::new("change_status", "admin-copies-change-status")
                    .asks("admin-copies-new-status", statuses())
                    .within(change_status),
            )
    }

    async fn before_save(cx: &SaveCx<'_>, copy: &mut ActiveModel) -> Result<(), FormErrors> {
        let rules = rules(cx.app).map_err(FormErrors::form)?;
        let values = values(copy, cx.before::<Model>());
        let checked = book_instances::check_save(cx.db, cx.before(), &values, cx.now, &rules).await;
        let checked = checked.map_err(beside_fields)?;
        copy.imprint = checked.imprint;
        copy.due_back = checked.due_back;
        copy.borrower_id = checked.borrower_id;
        copy.status = checked.status;
        Ok(())
    }

    async fn after_save(cx: &SaveCx<'_>, copy: &Model) -> Result<(), FormErrors> {
        let rules = rules(cx.app).map_err(FormErrors::form)?;
        book_instances::settle_save(cx.db, cx.before(), copy, cx.now, &rules)
            .await
            .map_err(beside_fields)
    }

    async fn before_delete(cx: &SaveCx<'_>, copy: &Model) -> Result<(), FormErrors> {
        copy.make_removable(cx.db).await.map_err(beside_fields)
    }
}

/// A copy by its number, or the copies of the books that the words find.
fn found(words: &[String], cx: &SearchCx) -> Condition {
    let typed = words.join(" ");
    match Uuid::parse_str(&typed) {
        Ok(id) => Condition::all().add(C::Id.eq(id)),
        Err(_) => among_books(C::BookId, &typed, cx.backend, cx.most),
    }
}

/// What the form says about a copy, over what it was.
fn values(copy: &ActiveModel, before: Option<&Model>) -> Values {
    fn of<T: Clone + Into<sea_orm::Value>>(new: &ActiveValue<T>, old: Option<T>, none: T) -> T {
        new.try_as_ref().cloned().or(old).unwrap_or(none)
    }
    let status = of(
        &copy.status,
        before.map(|copy| copy.status.clone()),
        Status::default().code().to_owned(),
    );
    Values {
        book_id: of(&copy.book_id, before.map(|copy| copy.book_id), 0),
        imprint: of(
            &copy.imprint,
            before.map(|copy| copy.imprint.clone()),
            String::new(),
        ),
        due_back: of(&copy.due_back, before.map(|copy| copy.due_back), None),
        borrower_id: of(&copy.borrower_id, before.map(|copy| copy.borrower_id), None),
        status: Status::from_code(&status).unwrap_or_default(),
    }
}

async fn give_back(cx: &ActionTx, copy: Model) -> Result<(), String> {
    let rules = rules(&cx.app)?;
    copy.give_back(&cx.db, cx.now, &rules)
        .await
        .map(drop)
        .map_err(reason)
}

/// The lending period on top, as far as a renewal may go.
async fn extend(cx: &ActionTx, copy: Model) -> Result<(), String> {
    let rules = rules(&cx.app)?;
    let from = copy.due_back.unwrap_or(cx.today).max(cx.today);
    let until = rules.due_on(from).min(rules.last_renewal_day(cx.today));
    copy.renew_until(&cx.db, until, cx.now, &rules)
        .await
        .map(drop)
        .map_err(reason)
}

async fn change_status(cx: &ActionTx, copy: Model) -> Result<(), String> {
    let rules = rules(&cx.app)?;
    let status = Status::from_code(&cx.answer).ok_or("admin-error-choice")?;
    let values = Values {
        status,
        ..copy.values()
    };
    copy.change(&cx.db, &values, Some(copy.version()), cx.now, &rules)
        .await
        .map(drop)
        .map_err(reason)
}
