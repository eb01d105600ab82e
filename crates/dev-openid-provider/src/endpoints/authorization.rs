//! The authorization endpoint (OpenID Connect Core, section 3.1.2).
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use axum_extra::extract::CookieJar;

use crate::DevProvider;
use crate::authorization_request::{AuthorizationRequest, Refusal, Step};
use crate::browser_session;
use crate::language::Language;
use crate::pages;
use crate::parameters::{Parameters, QueryParameters};

/// `GET /protocol/openid-connect/auth`
pub(crate) async fn show(
    State(provider): State<DevProvider>,
    QueryParameters(parameters): QueryParameters,
    headers: HeaderMap,
    jar: CookieJar,
) -> Response {
    authorize(&provider, &parameters, &headers, &jar)
}

/// `POST /protocol/openid-connect/auth`: the same, with the parameters in the body.
pub(crate) async fn submit(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    jar: CookieJar,
    body: Bytes,
) -> Response {
    authorize(&provider, &Parameters::parse(&body), &headers, &jar)
}

fn authorize(
    provider: &DevProvider,
    parameters: &Parameters,
    headers: &HeaderMap,
    jar: &CookieJar,
) -> Response {
    let language = Language::of(parameters, headers);
    let request = match AuthorizationRequest::parse(provider, parameters) {
        Ok(request) => request,
        Err(refusal) => return refused(provider, language, refusal),
    };
    let session = browser_session::of(provider, jar);
    match (request.next_step(session.as_ref(), provider.now()), session) {
        (Step::Grant, Some(session)) => request
            .grant(provider, &session)
            .into_response(provider, language),
        (Step::LoginRequired, _) => request
            .refusal(
                provider,
                "login_required",
                "nobody is signed in, and prompt=none",
            )
            .into_response(provider, language),
        (Step::Grant | Step::SignIn, session) => {
            let known = session.and_then(|session| {
                let realm = provider.realm();
                realm
                    .user_by_id(&session.user_id)
                    .map(|user| user.username.clone())
            });
            let form = pages::SignInForm {
                again: known.is_some(),
                username: request.login_hint.clone().or(known).unwrap_or_default(),
                ..pages::SignInForm::default()
            };
            pages::sign_in(provider, language, &request, parameters, &form)
        }
    }
}

/// Tells the person or the client why a request is refused.
pub(crate) fn refused(provider: &DevProvider, language: Language, refusal: Refusal) -> Response {
    match refusal {
        Refusal::Page(problem) => pages::problem(provider, language, problem),
        Refusal::Redirect(response) => response.into_response(provider, language),
    }
}
