//! The library's refusals as the admin site says them: keys of the messages that the catalogue's own pages use.

use loco_admin::FormErrors;
use loco_rs::app::AppContext;

use crate::models::{Error, LibrarySettings, Problem};

/// The rules of the house, for a hook or an action.
pub fn rules(ctx: &AppContext) -> Result<LibrarySettings, String> {
    LibrarySettings::of(ctx).map_err(|_| FAILED.to_owned())
}

const FAILED: &str = "admin-problem-failed-text";

/// Why something could not be done with one row.
pub fn reason(error: Error) -> String {
    match error {
        Error::Conflict(conflict) => format!("conflict-{}-title", conflict.code()),
        Error::Invalid(rejected) => rejected
            .first()
            .map_or_else(|| FAILED.to_owned(), |one| message(one.problem)),
        Error::NotFound => "admin-error-gone".to_owned(),
        Error::Blocked(_) => "admin-delete-still-used".to_owned(),
        Error::Database(error) => {
            tracing::error!(%error, "an action of the admin site failed");
            FAILED.to_owned()
        }
    }
}

/// The message of a problem with a field.
pub fn message(problem: Problem) -> String {
    match problem {
        Problem::Empty => "admin-error-required".to_owned(),
        Problem::TooLong { .. } | Problem::ControlCharacters => "admin-error-value".to_owned(),
        other => format!("invalid-{}", other.code()),
    }
}

/// The refusals beside the fields of a form.
pub fn beside_fields(error: Error) -> FormErrors {
    match error {
        Error::Invalid(rejected) => rejected.iter().fold(FormErrors::default(), |errors, one| {
            let column = match one.field {
                "book" => "book_id",
                "borrower" => "borrower_id",
                field => field,
            };
            errors.and_field(column, message(one.problem))
        }),
        Error::Database(error) => error.into(),
        other => FormErrors::form(reason(other)),
    }
}
