//! What the sign-in page's form does.
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;

use crate::authorization_request::AuthorizationRequest;
use crate::endpoints::authorization::refused;
use crate::language::Language;
use crate::pages::{self, Problem};
use crate::parameters::{Parameters, QueryParameters};
use crate::{DevProvider, backchannel, browser_session};

/// `POST /login-actions/authenticate`: the authorization request in the query, name and
/// password in the body. Nothing is kept between page and form, so many tabs can be open.
pub(crate) async fn create(
    State(provider): State<DevProvider>,
    QueryParameters(parameters): QueryParameters,
    headers: HeaderMap,
    jar: CookieJar,
    body: Bytes,
) -> Response {
    let language = Language::of(&parameters, &headers);
    // Otherwise another site could sign somebody in as somebody else.
    if is_cross_site(&headers) {
        return pages::problem(&provider, language, Problem::CrossSite);
    }
    let request = match AuthorizationRequest::parse(&provider, &parameters) {
        Ok(request) => request,
        Err(refusal) => return refused(&provider, language, refusal),
    };
    let form = Parameters::parse(&body);
    let username = form.get("username").unwrap_or_default();
    let password = form.get("password").unwrap_or_default();
    let user = provider
        .realm()
        .user_by_login(username)
        .filter(|user| user.has_password(password))
        .cloned();
    let Some(user) = user else {
        let form = pages::SignInForm {
            username: username.to_owned(),
            wrong: true,
            again: false,
        };
        return pages::sign_in(&provider, language, &request, &parameters, &form);
    };
    let acr = request.acr_of_sign_in();
    let session = match browser_session::of(&provider, &jar) {
        Some(session) if session.user_id == user.id => {
            browser_session::renew(&provider, session, acr)
        }
        Some(somebody_else) => {
            backchannel::end_session(&provider, &somebody_else.id).await;
            browser_session::open(&provider, &user, acr)
        }
        None => browser_session::open(&provider, &user, acr),
    };
    let jar = CookieJar::new().add(browser_session::cookie(&provider, &session));
    let response = request
        .grant(&provider, &session)
        .into_response(&provider, language);
    (jar, response).into_response()
}

/// What a browser says of a form that another site sent (Fetch Metadata).
pub(crate) fn is_cross_site(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site == "cross-site")
}
