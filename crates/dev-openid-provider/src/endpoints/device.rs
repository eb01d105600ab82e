//! The page where somebody allows a device (RFC 8628, section 3.3).
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;

use crate::endpoints::sign_in::is_cross_site;
use crate::language::Language;
use crate::pages::{self, DeviceForm, Outcome, Problem};
use crate::parameters::{Parameters, QueryParameters};
use crate::store::Decision;
use crate::{DevProvider, browser_session};

/// `GET /device`, with `user_code` where the device made a link of it.
pub(crate) async fn show(
    State(provider): State<DevProvider>,
    QueryParameters(parameters): QueryParameters,
    headers: HeaderMap,
    jar: CookieJar,
) -> Response {
    let language = Language::of(&parameters, &headers);
    let form = form(&provider, &parameters, &jar);
    pages::device(&provider, language, &form)
}

/// `POST /device`: the code, name and password where nobody is signed in, and the decision.
pub(crate) async fn update(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    jar: CookieJar,
    body: Bytes,
) -> Response {
    let parameters = Parameters::parse(&body);
    let language = Language::of(&parameters, &headers);
    if is_cross_site(&headers) {
        return pages::problem(&provider, language, Problem::CrossSite);
    }
    let user_code = parameters.get("user_code").unwrap_or_default();
    let now = provider.now();
    let mut form = form(&provider, &parameters, &jar);
    if provider.store().waiting_device(user_code, now).is_none() {
        form.unknown_code = true;
        return pages::device(&provider, language, &form);
    }
    let session = match browser_session::of(&provider, &jar) {
        Some(session) => session,
        None => {
            let user = provider
                .realm()
                .user_by_login(&form.username)
                .filter(|user| user.has_password(parameters.get("password").unwrap_or_default()))
                .cloned();
            let Some(user) = user else {
                form.wrong = true;
                return pages::device(&provider, language, &form);
            };
            browser_session::open(&provider, &user, "1".to_owned())
        }
    };
    let allowed = parameters.get("decision") == Some("allow");
    if let Some(device) = provider.store().waiting_device(user_code, now) {
        device.decision = if allowed {
            Decision::Allowed(session.clone())
        } else {
            Decision::Refused
        };
    }
    let jar = CookieJar::new().add(browser_session::cookie(&provider, &session));
    let outcome = if allowed {
        Outcome::Allowed
    } else {
        Outcome::Refused
    };
    (jar, pages::device_decided(&provider, language, outcome)).into_response()
}

fn form(provider: &DevProvider, parameters: &Parameters, jar: &CookieJar) -> DeviceForm {
    let user_code = parameters.owned("user_code").unwrap_or_default();
    let client_id = provider
        .store()
        .waiting_device(&user_code, provider.now())
        .map(|device| device.client_id.clone());
    let session = browser_session::of(provider, jar);
    let realm = provider.realm();
    DeviceForm {
        client: client_id
            .and_then(|id| realm.clients.get(&id))
            .map(|client| client.name.clone()),
        signed_in_as: session
            .and_then(|session| realm.user_by_id(&session.user_id))
            .map(|user| user.username.clone()),
        user_code,
        username: parameters.owned("username").unwrap_or_default(),
        ..DeviceForm::default()
    }
}
