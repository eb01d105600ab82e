//! `/oidc/authenticate/`: where signing in begins.
use crate::attempt::{self, Attempt};
use crate::parameters::{Parameters, bad_request};
use crate::provider::Client;
use crate::{Oidc, Problem, next, sign_in_link};
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use http::{HeaderMap, HeaderValue, StatusCode};

/// What a link to sign-in may ask the provider for (OpenID Connect Core section 3.1.2.1, and
/// Keycloak's `kc_idp_hint`).
const PASSED_ON: [&str; 6] = [
    "prompt",
    "login_hint",
    "ui_locales",
    "acr_values",
    "max_age",
    "kc_idp_hint",
];
/// Longer values come from nobody's page.
const LONGEST: usize = 512;

/// Sends the browser to the provider.
///
/// Query: `next` (where to go afterwards), the parameters in [`PASSED_ON`], `acr` (kinds of sign-in of which
/// one is wanted, not only wished for), and for sign-in that the provider starts (OpenID Connect
/// Core section 4) `iss` and `target_link_uri`.
pub(crate) async fn from_query(
    oidc: Oidc,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    begin(oidc, &headers, query.unwrap_or_default().as_bytes()).await
}

/// The same in a form, which a provider that starts a sign-in may post (OpenID Connect Core
/// section 4). Nothing comes of it but a way to the provider, as of a link on any page.
pub(crate) async fn from_form(
    oidc: Oidc,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Problem> {
    begin(oidc, &headers, &form).await
}

async fn begin(oidc: Oidc, headers: &HeaderMap, sent: &[u8]) -> Result<Response, Problem> {
    let parameters = Parameters::parse(sent)?;
    let settings = oidc.settings();
    if parameters
        .get("iss")
        .is_some_and(|iss| iss != settings.issuer())
    {
        tracing::warn!("refused a sign-in that another provider wanted to start");
        return Err(bad_request());
    }
    let target = parameters
        .get("next")
        .or_else(|| parameters.get("target_link_uri"));
    let mut attempt = Attempt::begin(next::or_default(target, settings), oidc.clock().now());
    let passed_on = passed_on(&parameters, &oidc, &mut attempt)?;

    let retry = sign_in_link::link(Some(&attempt.next), &[]);
    let unavailable = |error| Problem::from(error).retry_at(retry.clone());
    let client = Client::of(oidc.provider()).await.map_err(unavailable)?;
    let token_endpoint = &client.metadata.token;
    let reach = oidc.provider().check_reach(token_endpoint).await;
    reach.map_err(unavailable)?;
    let secrets = (
        attempt.state.as_str(),
        attempt.nonce.as_str(),
        attempt.verifier.as_str(),
    );
    let url = client
        .authorization_url(secrets, &passed_on)
        .map_err(unavailable)?;

    let mut cookies = CookieJar::new();
    for cookie in attempt::make_room(&oidc, headers) {
        cookies = cookies.add(cookie);
    }
    if let Some(cookie) = attempt.cookie(&oidc) {
        cookies = cookies.add(cookie);
    }
    Ok((cookies, found(url.as_str())).into_response())
}

/// A redirect that nothing keeps.
pub(crate) fn found(to: &str) -> Response {
    use http::header::{CACHE_CONTROL, LOCATION};
    let to = HeaderValue::from_str(to).unwrap_or_else(|_| HeaderValue::from_static("/"));
    let no_store = HeaderValue::from_static("no-store");
    (
        StatusCode::FOUND,
        [(LOCATION, to), (CACHE_CONTROL, no_store)],
    )
        .into_response()
}

fn passed_on(
    parameters: &Parameters,
    oidc: &Oidc,
    attempt: &mut Attempt,
) -> Result<Vec<(String, String)>, Problem> {
    let mut passed_on = oidc.settings().extra_params.clone();
    let plain = |name: &str| match parameters.get(name) {
        Some(value) if value.len() > LONGEST || value.chars().any(char::is_control) => {
            Err(bad_request())
        }
        value => Ok(value),
    };
    for name in PASSED_ON {
        if let Some(value) = plain(name)? {
            passed_on.insert(name.to_owned(), value.to_owned());
        }
    }
    if let Some(acr) = plain("acr")? {
        passed_on.insert("acr_values".to_owned(), acr.to_owned());
        attempt.acr = Some(acr.to_owned());
    }
    if let Some(max_age) = passed_on.get("max_age") {
        attempt.max_age = Some(max_age.parse::<u32>().map_err(|_| bad_request())?.into());
    }
    Ok(passed_on.into_iter().collect())
}
