//! Who is signed in: what the provider says of them, and where else they are signed in.

use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use loco_oidc::{CurrentUser, Oidc, OidcUser, oidc_protected};
use loco_rs::{
    app::AppContext,
    controller::Routes,
    prelude::{get, post},
};
use serde::Serialize;

use crate::{
    errors::{Error, Result},
    views::{Message, Page, device},
};

const URL: &str = "/accounts/profile/";

/// To a browser without a session it says that it is signed out here.
const SIGNED_OUT: &str = "/oidc/logout/";

#[derive(Serialize)]
struct ProfileView {
    username: String,
    name: String,
    email: String,
    email_verified: bool,
    groups: Vec<String>,
    issuer: String,
    subject: String,
    claims: Vec<Claim>,
    sessions: Vec<SessionView>,
    has_others: bool,
}

#[derive(Serialize)]
struct Claim {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct SessionView {
    id: i64,
    device: String,
    ip: String,
    provider: String,
    since: DateTime<Utc>,
    last_seen: DateTime<Utc>,
    current: bool,
}

/// A claim's value as a person reads it: text without its quotes, anything else as JSON.
fn readable(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), ToString::to_string)
}

fn claims(userinfo: &serde_json::Value) -> Vec<Claim> {
    let mut claims: Vec<Claim> = userinfo
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| Claim {
            name: name.clone(),
            value: readable(value),
        })
        .collect();
    claims.sort_by(|one, other| one.name.cmp(&other.name));
    claims
}

async fn show(
    page: Page,
    user: CurrentUser,
    oidc_user: OidcUser,
    State(ctx): State<AppContext>,
) -> Result<Response> {
    let oidc = Oidc::of(&ctx).map_err(loco_rs::Error::from)?;
    let sessions: Vec<SessionView> = oidc
        .sessions()
        .of_user(&ctx.db, user.id)
        .await?
        .into_iter()
        .map(|session| SessionView {
            id: session.id,
            current: session.id == user.session_id(),
            device: device::name(&session.user_agent, page.language),
            ip: session.ip,
            provider: session.issuer,
            since: session.created_at,
            last_seen: session.last_seen_at,
        })
        .collect();
    let view = ProfileView {
        username: user.username.clone(),
        name: user.display_name(),
        email: user.email.clone(),
        email_verified: user.email_verified,
        groups: oidc_user.roles().to_vec(),
        issuer: oidc_user.issuer.clone(),
        subject: oidc_user.subject.clone(),
        claims: claims(&oidc_user.userinfo),
        has_others: sessions.len() > 1,
        sessions,
    };
    page.render("accounts/profile.html", &view)
}

/// Ends one of the reader's own sessions; one of somebody else is not there for them.
async fn end_session(
    page: Page,
    user: CurrentUser,
    State(ctx): State<AppContext>,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: i64 = id.parse().map_err(|_| Error::NotFound)?;
    let oidc = Oidc::of(&ctx).map_err(loco_rs::Error::from)?;
    if !oidc.sessions().end_own(&ctx.db, user.id, id).await? {
        return Err(Error::NotFound);
    }
    let message = page.language.text("profile-session-ended");
    Ok(page.redirect_with(Message::success(message), URL))
}

/// Ends every session of the reader but this one.
async fn end_other_sessions(
    page: Page,
    user: CurrentUser,
    State(ctx): State<AppContext>,
) -> Result<Response> {
    let oidc = Oidc::of(&ctx).map_err(loco_rs::Error::from)?;
    oidc.sessions()
        .end_others_of(&ctx.db, user.id, user.session_id())
        .await?;
    let message = page.language.text("profile-others-ended");
    Ok(page.redirect_with(Message::success(message), URL))
}

/// Ends every session of the reader, this one too. The page that follows says that the provider was not asked.
async fn end_all_sessions(
    page: Page,
    user: CurrentUser,
    State(ctx): State<AppContext>,
) -> Result<Response> {
    let oidc = Oidc::of(&ctx).map_err(loco_rs::Error::from)?;
    oidc.sessions().end_all_of(&ctx.db, user.id).await?;
    Ok(page.redirect(SIGNED_OUT))
}

pub fn routes() -> Routes {
    Routes::at("accounts")
        .add("/profile/", get(show).route_layer(oidc_protected()))
        .add(
            "/sessions/{id}/end/",
            post(end_session).route_layer(oidc_protected()),
        )
        .add(
            "/sessions/end-others/",
            post(end_other_sessions).route_layer(oidc_protected()),
        )
        .add(
            "/sessions/end-all/",
            post(end_all_sessions).route_layer(oidc_protected()),
        )
}
