//! Reservations: who waits for what. They are looked at and cancelled, never edited.

use loco_admin::{Action, ActionTx, Col, Desc, Filter, ModelAdmin, Options, Search, row};
use loco_oidc::models::users;
use sea_orm::{ColumnTrait, Condition, EntityTrait};

use super::{
    book_instances::MARK_RETURNED,
    readers_called,
    refusal::{reason, rules},
};
use crate::models::{
    among_books, books,
    reservations::{Column as C, Entity, Model, outcome},
};

pub struct ReservationAdmin;

impl ModelAdmin for ReservationAdmin {
    type Entity = Entity;
    const APP: &'static str = "catalog";

    fn options() -> Options<Entity> {
        Options::new()
            .list([
                Col::field(C::CreatedAt).link(),
                Col::field(C::BookId).order_via(C::BookId, [books::Column::SortTitle]),
                Col::field(C::UserId)
                    .order_via(C::UserId, [users::Column::Username])
                    .order_of_few(),
                Col::field(C::Outcome),
                Col::field(C::ReadyUntil).order_of_few(),
            ])
            .order([(C::CreatedAt, Desc)])
            .search([Search::custom(|words, cx| {
                let typed = words.join(" ");
                Condition::any()
                    .add(C::UserId.in_subquery(readers_called(&typed, cx.most)))
                    .add(among_books(C::BookId, &typed, cx.backend, cx.most))
            })])
            .search_help("admin-lending-search")
            .filters([
                Filter::field(C::Outcome),
                Filter::field(C::ReadyUntil),
                Filter::field(C::UserId),
            ])
            .choices(
                C::Outcome,
                [
                    outcome::WAITING,
                    outcome::READY,
                    outcome::COLLECTED,
                    outcome::CANCELLED,
                    outcome::EXPIRED,
                ]
                .map(|outcome| (outcome, format!("admin-reservation-{outcome}"))),
            )
            .fieldset(
                "",
                [
                    row![C::BookId, C::UserId],
                    row![C::Outcome, C::CopyId],
                    row![C::CreatedAt, C::ReadyUntil, C::ClosedAt],
                ],
            )
            .readonly([
                C::BookId,
                C::UserId,
                C::Outcome,
                C::CopyId,
                C::CreatedAt,
                C::ReadyUntil,
                C::ClosedAt,
            ])
            .no_adding()
            .no_deleting()
            .action(
                Action::new("cancel", "admin-reservation-cancel")
                    .needs(MARK_RETURNED)
                    .within(cancel),
            )
    }
}

async fn cancel(cx: &ActionTx, reservation: Model) -> Result<(), String> {
    let rules = rules(&cx.app)?;
    let reader = match reservation.user_id {
        Some(id) => users::Entity::find_by_id(id)
            .one(&cx.db)
            .await
            .map_err(|error| reason(error.into()))?,
        None => None,
    };
    let reader = reader.ok_or("conflict-reservation-closed-title")?;
    reservation
        .cancel(&cx.db, &reader, cx.now, &rules)
        .await
        .map(drop)
        .map_err(reason)
}
