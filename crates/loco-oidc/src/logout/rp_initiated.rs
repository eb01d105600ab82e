//! `/oidc/logout/`: out of this application first, then of the provider (OpenID Connect
//! RP-Initiated Logout 1.0).
use crate::answer_query::AnswerQuery;
use crate::authenticate::found;
use crate::models::sessions;
use crate::parameters::Parameters;
use crate::session::{SessionHandle, clear_session_cookie, read_cookie};
use crate::{Oidc, Problem, ProblemCode, Settings, metrics, routes, secrets};
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use cookie::{Cookie, SameSite, time::Duration};
use http::{HeaderMap, StatusCode};
use loco_rs::app::AppContext;
use sea_orm::EntityTrait;
use url::Url;

/// How long the provider may take.
const WAITING_MINUTES: i64 = 10;

/// Ends the session here, and sends the browser to the provider to end that one too.
pub(crate) async fn sign_out(
    State(ctx): State<AppContext>,
    oidc: Oidc,
    Extension(handle): Extension<SessionHandle>,
) -> Result<Response, Problem> {
    let settings = oidc.settings();
    let cookies = CookieJar::new().add(clear_session_cookie(settings));
    let home = settings.redirects.after_sign_out.clone();
    let Some(loaded) = handle.load().await? else {
        return Ok((cookies, found(&home)).into_response());
    };
    let storage = |error| Problem::storage(&error);
    let row = sessions::Entity::find_by_id(loaded.session.id)
        .one(&ctx.db)
        .await
        .map_err(storage)?;
    let hint = row
        .and_then(|row| oidc.sessions().tokens(&row))
        .and_then(|tokens| tokens.id);
    oidc.sessions()
        .end(&ctx.db, loaded.session.id)
        .await
        .map_err(storage)?;
    metrics::logged_out("rp_initiated");
    tracing::info!(
        user = loaded.user.id,
        session = loaded.session.id,
        "signed out"
    );

    // From here on nothing can keep the person signed in here, whatever the provider says.
    let state = secrets::random_token();
    let provider = oidc.provider();
    let within_reach = match provider.metadata().await {
        Ok(metadata) => provider
            .check_reach(&metadata.token)
            .await
            .map(|()| metadata),
        Err(error) => Err(error),
    };
    match within_reach {
        Ok(metadata) => match &metadata.end_session {
            Some(endpoint) => {
                let to = end_session_url(&oidc, endpoint.clone(), hint.as_deref(), &state);
                Ok((cookies.add(waiting(&oidc, state)), found(to.as_str())).into_response())
            }
            None => Ok((cookies, found(&home)).into_response()),
        },
        Err(error) => {
            tracing::warn!(%error, "signed out here alone");
            Ok((cookies, signed_out_here(home)).into_response())
        }
    }
}

/// Where the provider sends the browser back to. With the state of the sign-out that it waits for,
/// all is done; with another or none, nobody knows, and the page says so.
pub(crate) async fn signed_out(
    oidc: Oidc,
    Extension(handle): Extension<SessionHandle>,
    headers: HeaderMap,
    AnswerQuery(query): AnswerQuery,
) -> Result<Response, Problem> {
    let home = oidc.settings().redirects.after_sign_out.clone();
    let parameters = Parameters::parse(query.as_bytes())?;
    if handle.load().await?.is_some() {
        // Somebody opened the address by hand, or has signed in again: a link signs nobody out.
        return Ok(found(&home));
    }
    let mut waited_for = waiting(&oidc, String::new());
    waited_for.make_removal();
    let cookies = CookieJar::new().add(waited_for);
    let waiting_for = read_cookie(&headers, waiting_name(oidc.settings()));
    let is_ours = match (parameters.get("state"), waiting_for) {
        (Some(state), Some(waiting)) => secrets::sha256_hex(state) == waiting,
        _ => false,
    };
    if is_ours {
        return Ok((cookies, found(&home)).into_response());
    }
    Ok((cookies, signed_out_here(home)).into_response())
}

fn signed_out_here(home: String) -> Problem {
    Problem::new(StatusCode::OK, ProblemCode::SignedOutHere).retry_at(home)
}

fn end_session_url(oidc: &Oidc, mut endpoint: Url, hint: Option<&str>, state: &str) -> Url {
    let settings = oidc.settings();
    {
        let mut query = endpoint.query_pairs_mut();
        query.append_pair("client_id", settings.client_id());
        query.append_pair(
            "post_logout_redirect_uri",
            &settings.absolute(routes::LOGOUT),
        );
        query.append_pair("state", state);
        if let Some(hint) = hint {
            query.append_pair("id_token_hint", hint);
        }
    }
    endpoint
}

/// The cookie that remembers which sign-out this browser waits for. Its name must not be one that
/// a sign-in attempt may have, or the next one would clear it away.
fn waiting_name(settings: &Settings) -> &'static str {
    if settings.is_https() {
        "__Host-oidc-signing-out"
    } else {
        "oidc-signing-out"
    }
}

/// Keeps the hash of the state: whoever reads the cookie cannot make the answer.
fn waiting(oidc: &Oidc, state: String) -> Cookie<'static> {
    Cookie::build((waiting_name(oidc.settings()), secrets::sha256_hex(&state)))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(oidc.settings().is_https())
        .max_age(Duration::minutes(WAITING_MINUTES))
        .build()
}
