//! The pages of the device flow.
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::page;
use crate::DevProvider;
use crate::language::Language;

/// What the device page shows.
#[derive(Clone, Debug, Default)]
pub(crate) struct DeviceForm {
    pub user_code: String,
    /// The client whose device it is, where the code is known already.
    pub client: Option<String>,
    pub signed_in_as: Option<String>,
    pub username: String,
    pub unknown_code: bool,
    /// Name and password did not fit.
    pub wrong: bool,
}

/// What was decided.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    Allowed,
    Refused,
}

/// The page that asks for the device's code.
pub(crate) fn device(provider: &DevProvider, language: Language, form: &DeviceForm) -> Response {
    let data = json!({
        "action": provider.path("device"),
        "user_code": form.user_code,
        "client": form.client,
        "signed_in_as": form.signed_in_as,
        "username": form.username,
        "unknown_code": form.unknown_code,
        "wrong": form.wrong,
    });
    page(provider, language, StatusCode::OK, "device.html", data, "")
}

/// The page after it.
pub(crate) fn device_decided(
    provider: &DevProvider,
    language: Language,
    outcome: Outcome,
) -> Response {
    let key = match outcome {
        Outcome::Allowed => "device-allowed",
        Outcome::Refused => "device-refused",
    };
    let data = json!({
        "title": language.text(&format!("{key}-title")),
        "sentence": language.text(&format!("{key}-text")),
    });
    page(provider, language, StatusCode::OK, "notice.html", data, "")
}
