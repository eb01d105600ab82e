//! `GET /oidc/frontchannel-logout/`: the provider's page loads it in a frame (OpenID Connect
//! Front-Channel Logout 1.0).
use crate::answer_query::AnswerQuery;
use crate::models::sessions;
use crate::parameters::{Parameters, bad_request};
use crate::{Oidc, Problem, metrics};
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use loco_rs::app::AppContext;
use sea_orm::{ColumnTrait, Condition};
use url::Url;

/// The longest `sid` that is kept.
const LONGEST_SID: usize = 255;

/// Ends the session that the provider knows by `sid`. No cookie is needed: browsers send none in a
/// frame of another site. Without `iss` and `sid` nothing is ended, or any page could do it.
pub(crate) async fn front_channel(
    State(ctx): State<AppContext>,
    oidc: Oidc,
    AnswerQuery(query): AnswerQuery,
) -> Result<Response, Problem> {
    let parameters = Parameters::parse(query.as_bytes())?;
    let issuer = oidc.settings().issuer();
    let (Some(iss), Some(sid)) = (parameters.get("iss"), parameters.get("sid")) else {
        return Err(bad_request());
    };
    // What no column could hold is no session's.
    let is_possible = sid.len() <= LONGEST_SID && !sid.chars().any(char::is_control);
    if iss != issuer || !is_possible {
        return Err(bad_request());
    }
    let known = Condition::all()
        .add(sessions::Column::Issuer.eq(issuer))
        .add(sessions::Column::Sid.eq(sid));
    let ended = oidc
        .sessions()
        .end_where(&ctx.db, known)
        .await
        .map_err(|error| Problem::storage(&error))?;
    metrics::logged_out("front_channel");
    tracing::info!(ended, "front-channel logout");
    let mut response = Html("<!doctype html><title>Signed out</title>").into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The provider alone may show this in a frame.
    let provider = Url::parse(issuer)
        .map(|url| url.origin().ascii_serialization())
        .unwrap_or_default();
    if let Ok(policy) =
        HeaderValue::try_from(format!("default-src 'none'; frame-ancestors {provider}"))
    {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}
