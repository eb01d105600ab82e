//! Loans for longer: by the reader, as the rules allow, or by a librarian, up to a day of her choice.

use axum::{extract::State, response::Response};
use loco_oidc::{CurrentUser, oidc_protected};
use loco_rs::{
    app::AppContext,
    controller::Routes,
    prelude::{get, post},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::id::Id;
use crate::{
    errors::{Error, Result},
    forms::{FieldErrors, RenewalForm, Submitted, text},
    models::{
        self, Conflict, LibrarySettings, book_instances, book_instances::Status, books, loans,
    },
    views::{
        FormView, Message, Page,
        copies::{CopyRow, Viewer},
    },
};

const ALL_LOANS: &str = "/catalog/borrowed/";

/// What `catalog/book_renew_librarian.html` gets.
#[derive(Serialize)]
struct RenewalPage<'a> {
    form: FormView<'a>,
    copy: CopyRow,
    first_day: String,
    last_day: String,
    /// The longest and the usual renewal: in weeks where they are whole ones.
    weeks: bool,
    longest: u32,
    usual: u32,
}

impl<'a> RenewalPage<'a> {
    fn new(form: FormView<'a>, row: &book_instances::Row, page: &Page) -> Self {
        let LibrarySettings {
            max_renewal_days: longest,
            loan_days: usual,
            ..
        } = page.site.library;
        let weeks = longest.is_multiple_of(7) && usual.is_multiple_of(7);
        let unit = if weeks { 7 } else { 1 };
        let today = page.today();
        Self {
            form,
            copy: CopyRow::new(
                &row.into(),
                Viewer {
                    user: page.user.as_ref(),
                    today,
                },
            ),
            first_day: today.to_string(),
            last_day: page.site.library.last_renewal_day(today).to_string(),
            weeks,
            longest: longest / unit,
            usual: usual / unit,
        }
    }
}

/// A librarian's form for one copy.
async fn edit(State(ctx): State<AppContext>, Id(id): Id<Uuid>, page: Page) -> Result<Response> {
    let row = on_loan(&ctx, id).await?;
    let form = RenewalForm::initial(page.today(), &page.site.library);
    let view = RenewalPage::new(FormView::fresh(&form), &row, &page);
    page.render("catalog/book_renew_librarian.html", &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id<Uuid>,
    page: Page,
    Submitted(form): Submitted<RenewalForm>,
) -> Result<Response> {
    let row = on_loan(&ctx, id).await?;
    let renewed = match form.renewal_date(page.today(), &page.site.library) {
        Ok(day) => {
            row.copy
                .renew_until(&ctx.db, day, page.now(), &page.site.library)
                .await
        }
        Err(errors) => return refuse(page, &form, &errors, &row),
    };
    match renewed {
        Ok(copy) => {
            let due_back = copy
                .due_back
                .map(|day| page.site.views.calendar.day(day, page.language));
            let message = renewed_message(&page, &row.book.title, &due_back.unwrap_or_default());
            Ok(page.redirect_with(message, ALL_LOANS))
        }
        Err(models::Error::Invalid(rejected)) => refuse(page, &form, &rejected.into(), &row),
        Err(error) => Err(Error::from(error).leading_back_to(row.copy.url())),
    }
}

async fn on_loan(ctx: &AppContext, id: Uuid) -> Result<book_instances::Row> {
    let row = book_instances::find_row(&ctx.db, id).await?;
    if row.copy.state() == Status::OnLoan {
        Ok(row)
    } else {
        Err(Error::from(models::Error::from(Conflict::NotOnLoan)).leading_back_to(row.copy.url()))
    }
}

/// The form again, as it was typed, with what is wrong.
fn refuse(
    page: Page,
    form: &RenewalForm,
    errors: &FieldErrors,
    row: &book_instances::Row,
) -> Result<Response> {
    let view = RenewalPage::new(FormView::refused(form, errors, page.language), row, &page);
    page.render("catalog/book_renew_librarian.html", &view)
}

/// What a reader's button sends: the due date that stood beside it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Renewal {
    due_on: String,
}

/// A reader keeps a copy for longer. Whoever pressed twice has renewed once.
async fn create(
    State(ctx): State<AppContext>,
    user: CurrentUser,
    Id(id): Id,
    page: Page,
    Submitted(form): Submitted<Renewal>,
) -> Result<Response> {
    let mut loan = loans::find(&ctx.db, id).await?;
    let seen = text::date(&form.due_on).unwrap_or(loan.due_on);
    loan.due_on = seen;
    let renewed = match loan
        .renew(&ctx.db, &user, page.now(), &page.site.library)
        .await
    {
        Err(models::Error::Conflict(Conflict::Stale)) => loans::find(&ctx.db, id).await,
        renewed => renewed,
    };
    let loan = renewed.map_err(|error| Error::from(error).leading_back_to("/catalog/mybooks/"))?;
    let copy = book_instances::find(&ctx.db, loan.copy_id).await?;
    let book = books::find(&ctx.db, copy.book_id).await?;
    let due_on = page.site.views.calendar.day(loan.due_on, page.language);
    let message = renewed_message(&page, &book.title, &due_on);
    Ok(page.redirect_with(message, "/catalog/mybooks/"))
}

fn renewed_message(page: &Page, title: &str, day: &str) -> Message {
    Message::success(page.text_with_both("loan-renewed", ("title", title), ("day", day)))
}

pub fn routes() -> Routes {
    let lends = oidc_protected().permission("catalog.can_mark_returned");
    Routes::at("catalog")
        .add(
            "/book/{id}/renew/",
            get(edit).post(update).route_layer(lends),
        )
        .add("/loan/{id}/renewal/", post(create))
}
