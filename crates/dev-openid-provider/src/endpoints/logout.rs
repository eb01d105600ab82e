//! RP-initiated logout (OpenID Connect RP-Initiated Logout, section 2).
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use url::Url;

use crate::endpoints::sign_in::is_cross_site;
use crate::jwt::Parsed;
use crate::keys::Algorithm;
use crate::language::Language;
use crate::pages::{self, Problem};
use crate::parameters::{Parameters, QueryParameters};
use crate::{DevProvider, backchannel, browser_session};

/// `GET /protocol/openid-connect/logout`
pub(crate) async fn show(
    State(provider): State<DevProvider>,
    QueryParameters(parameters): QueryParameters,
    headers: HeaderMap,
    jar: CookieJar,
) -> Response {
    log_out(&provider, &parameters, &headers, &jar, false).await
}

/// `POST /protocol/openid-connect/logout`: the same, or the answer of the confirmation page.
pub(crate) async fn submit(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    jar: CookieJar,
    body: Bytes,
) -> Response {
    let parameters = Parameters::parse(&body);
    let confirmed = parameters.get("confirmed").is_some() && !is_cross_site(&headers);
    log_out(&provider, &parameters, &headers, &jar, confirmed).await
}

async fn log_out(
    provider: &DevProvider,
    parameters: &Parameters,
    headers: &HeaderMap,
    jar: &CookieJar,
    confirmed: bool,
) -> Response {
    let language = Language::of(parameters, headers);
    let hint = parameters
        .get("id_token_hint")
        .and_then(|token| verified_hint(provider, token));
    let way_back = match way_back(provider, parameters, hint.as_ref()) {
        Ok(way_back) => way_back,
        Err(problem) => return pages::problem(provider, language, problem),
    };
    let in_browser = browser_session::of(provider, jar);
    let hinted = hint.as_ref().and_then(|hint| hint.text("sid"));
    // The hint says who signs out. Without one, or when somebody else sits here by now, anybody's
    // link could sign a person out: they are asked (section 2).
    let certain = match (&in_browser, hinted) {
        (None, _) => true,
        (Some(session), Some(sid)) => session.id == sid,
        (Some(session), None) => hint
            .as_ref()
            .is_some_and(|hint| hint.text("sub") == Some(&session.user_id)),
    };
    if !certain && !confirmed {
        let kept = parameters.without(&["confirmed"]);
        return pages::sign_out(provider, language, &kept);
    }
    for sid in in_browser
        .as_ref()
        .map(|session| session.id.as_str())
        .into_iter()
        .chain(hinted)
    {
        backchannel::end_session(provider, sid).await;
    }
    let jar = CookieJar::new().add(browser_session::no_cookie(provider));
    match way_back.and_then(|url| HeaderValue::from_str(url.as_str()).ok()) {
        Some(location) => {
            (StatusCode::SEE_OTHER, jar, [(header::LOCATION, location)]).into_response()
        }
        None => (jar, pages::signed_out(provider, language)).into_response(),
    }
}

/// An ID token of this provider; an expired one will do (section 2).
fn verified_hint(provider: &DevProvider, token: &str) -> Option<Parsed> {
    let token = Parsed::from_compact(token)?;
    let algorithm = Algorithm::from_name(token.header.get("alg")?.as_str()?)?;
    let genuine = token.text("iss") == Some(provider.issuer())
        && token.text("typ") == Some("ID")
        && provider
            .keys()
            .verifies(algorithm, token.input.as_bytes(), &token.signature);
    genuine.then_some(token)
}

/// Where to go afterwards: only to an address that the client registered (section 3).
fn way_back(
    provider: &DevProvider,
    parameters: &Parameters,
    hint: Option<&Parsed>,
) -> Result<Option<Url>, Problem> {
    let named = parameters.get("client_id");
    let hinted = hint.and_then(|hint| hint.text("azp").or_else(|| hint.text("aud")));
    if let (Some(named), Some(hinted)) = (named, hinted)
        && named != hinted
    {
        return Err(Problem::WrongLogoutRedirect);
    }
    let Some(uri) = parameters.get("post_logout_redirect_uri") else {
        return Ok(None);
    };
    let realm = provider.realm();
    let registered = named
        .or(hinted)
        .and_then(|id| realm.clients.get(id))
        .is_some_and(|client| client.may_return_from_logout_to(uri));
    let mut url = Url::parse(uri)
        .ok()
        .filter(|_| registered)
        .ok_or(Problem::WrongLogoutRedirect)?;
    if let Some(state) = parameters.get("state") {
        url.query_pairs_mut().append_pair("state", state);
    }
    Ok(Some(url))
}
