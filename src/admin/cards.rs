//! The figures and charts on the first page. Each costs one query, however large the library is.

use chrono::Days;
use loco_admin::{AdminSite, Card, CardCx, Figure};
use sea_orm::DbErr;

use crate::models::{counts::Counts, figures};

/// How far the chart of loans goes back.
const DAYS: u64 = 28;

/// Puts the library's cards on the first page.
pub fn register(site: AdminSite) -> AdminSite {
    site.card(
        Card::figure("admin-figure-books", async |cx| {
            Ok(Counts::read(&cx.app.db).await?.books)
        })
        .needs("catalog.view_book")
        .link("/admin/books/"),
    )
    .card(
        Card::figure("admin-figure-on-loan", async |cx| {
            Ok(Counts::read(&cx.app.db).await?.copies_on_loan)
        })
        .needs("catalog.view_bookinstance")
        .link("/admin/book_instances/?status=o"),
    )
    .card(
        Card::figure("admin-figure-overdue", async |cx| {
            let overdue = figures::overdue(&cx.app.db, cx.today).await?;
            Ok(Figure::capped(overdue, figures::MOST))
        })
        .needs("catalog.view_loan")
        .link("/admin/loans/?state=overdue"),
    )
    .card(
        Card::figure("admin-figure-reserved", async |cx| {
            let reserved = figures::reserved(&cx.app.db).await?;
            Ok(Figure::capped(reserved, figures::MOST))
        })
        .needs("catalog.view_reservation")
        .link("/admin/reservations/"),
    )
    .card(
        Card::line("admin-figure-loans", loans_a_day)
            .needs("catalog.view_loan")
            .link("/admin/loans/"),
    )
    .card(
        Card::bars("admin-figure-copies", copies_by_state)
            .needs("catalog.view_bookinstance")
            .link("/admin/book_instances/"),
    )
}

/// The loans that began on each of the last days.
async fn loans_a_day(cx: CardCx) -> Result<Vec<(String, i64)>, DbErr> {
    let days: Vec<_> = (0..DAYS)
        .rev()
        .filter_map(|ago| cx.today.checked_sub_days(Days::new(ago)))
        .collect();
    let instants: Vec<_> = days
        .iter()
        .copied()
        .chain(cx.today.succ_opt())
        .map(|day| cx.beginning_of(day))
        .collect();
    let counts = figures::loans_between(&cx.app.db, &instants).await?;
    Ok(days
        .into_iter()
        .zip(counts)
        .map(|(day, count)| (cx.day(day), number(count)))
        .collect())
}

/// Where the copies are.
async fn copies_by_state(cx: CardCx) -> Result<Vec<(String, i64)>, DbErr> {
    let counts = Counts::read(&cx.app.db).await?;
    let elsewhere = counts
        .copies
        .saturating_sub(counts.copies_available)
        .saturating_sub(counts.copies_on_loan);
    Ok([
        ("status-available", counts.copies_available),
        ("status-on-loan", counts.copies_on_loan),
        ("admin-figure-elsewhere", elsewhere),
    ]
    .map(|(name, count)| (name.to_owned(), number(count)))
    .to_vec())
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
