//! The pages that people see.
mod device;
mod templates;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde_json::{Value, json};

use crate::DevProvider;
use crate::authorization_request::AuthorizationRequest;
use crate::authorization_response::AuthorizationResponse;
use crate::language::Language;
use crate::parameters::Parameters;

pub(crate) use device::{DeviceForm, Outcome, device, device_decided};

/// Something that ends at this provider, because there is nowhere safe to send the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    UnknownClient,
    WrongRedirectUri,
    WrongLogoutRedirect,
    CrossSite,
}

impl Problem {
    fn key(self) -> &'static str {
        match self {
            Self::UnknownClient => "problem-unknown-client",
            Self::WrongRedirectUri => "problem-wrong-redirect-uri",
            Self::WrongLogoutRedirect => "problem-wrong-logout-redirect",
            Self::CrossSite => "problem-cross-site",
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::CrossSite => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

/// What the sign-in form shows when it comes (back).
#[derive(Clone, Debug, Default)]
pub(crate) struct SignInForm {
    pub username: String,
    /// Name and password did not fit.
    pub wrong: bool,
    /// Somebody is signed in, and is asked to prove it again.
    pub again: bool,
}

/// The sign-in page. After a wrong password it is the answer to a POST, with status 401's
/// meaning but 200's number, as no HTTP authentication is asked for.
pub(crate) fn sign_in(
    provider: &DevProvider,
    language: Language,
    request: &AuthorizationRequest,
    parameters: &Parameters,
    form: &SignInForm,
) -> Response {
    let accounts: Vec<Value> = {
        let realm = provider.realm();
        realm
            .users
            .iter()
            .filter(|user| user.enabled && user.service_account_of.is_none())
            .filter(|user| user.password.as_deref() == Some(&user.username))
            .map(|user| json!({ "username": user.username, "name": user.full_name() }))
            .collect()
    };
    let action = format!(
        "{}?{}",
        provider.path("login-actions/authenticate"),
        parameters.to_query()
    );
    let data = json!({
        "client": request.client.name,
        "realm": provider.realm().display_name,
        "action": action,
        "username": form.username,
        "wrong": form.wrong,
        "again": form.again && !form.wrong,
        "accounts": accounts,
    });
    page(
        provider,
        language,
        StatusCode::OK,
        "sign_in.html",
        data,
        &request.origin(),
    )
}

/// The page whose form carries an authorization response (Form Post Response Mode, section 2).
pub(crate) fn form_post(
    provider: &DevProvider,
    language: Language,
    response: &AuthorizationResponse,
) -> Response {
    let fields: Vec<Value> = response
        .parameters()
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let origin = url::Url::parse(response.redirect_uri())
        .map(|uri| uri.origin().ascii_serialization())
        .unwrap_or_default();
    let data = json!({
        "action": response.redirect_uri(),
        "fields": fields,
        "script": provider.path("resources/form_post.js"),
    });
    page(
        provider,
        language,
        StatusCode::OK,
        "form_post.html",
        data,
        &origin,
    )
}

/// The page that asks before it signs out.
pub(crate) fn sign_out(
    provider: &DevProvider,
    language: Language,
    parameters: &Parameters,
) -> Response {
    let fields: Vec<Value> = parameters
        .pairs()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    let data = json!({
        "action": provider.path("protocol/openid-connect/logout"),
        "fields": fields,
    });
    // The redirect after the form goes to the client, which was checked before.
    let origin = parameters
        .get("post_logout_redirect_uri")
        .and_then(|uri| url::Url::parse(uri).ok())
        .map(|uri| uri.origin().ascii_serialization())
        .unwrap_or_default();
    page(
        provider,
        language,
        StatusCode::OK,
        "sign_out.html",
        data,
        &origin,
    )
}

/// The end of a logout that leads nowhere else.
pub(crate) fn signed_out(provider: &DevProvider, language: Language) -> Response {
    page(
        provider,
        language,
        StatusCode::OK,
        "notice.html",
        json!({
            "title": language.text("signed-out-title"),
            "sentence": language.text("signed-out-text"),
        }),
        "",
    )
}

/// A problem that the person is told of, with a hint for the application's developer.
pub(crate) fn problem(provider: &DevProvider, language: Language, problem: Problem) -> Response {
    let data = json!({
        "sentence": language.text(problem.key()),
        "hint": language.text(&format!("{}-hint", problem.key())),
    });
    page(
        provider,
        language,
        problem.status(),
        "problem.html",
        data,
        "",
    )
}

fn page(
    provider: &DevProvider,
    language: Language,
    status: StatusCode,
    template: &str,
    mut data: Value,
    form_origin: &str,
) -> Response {
    data["stylesheet"] = json!(provider.path("resources/provider.css"));
    data["language"] = json!(language.tag());
    let html = match templates::render(template, &data) {
        Ok(html) => html,
        Err(error) => {
            tracing::error!(%error, template, "a page of the development provider");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    // Browsers apply form-action to the redirect after the form, too.
    let policy = format!(
        "default-src 'self'; form-action 'self' {form_origin}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    let policy = HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'self'; form-action 'self'"));
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("same-origin"),
        ),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    ];
    (status, headers, Html(html)).into_response()
}
