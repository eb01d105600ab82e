//! The provider's own single sign-on session in the browser.
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::DevProvider;
use crate::realm::User;
use crate::store::{Session, random_token};

/// Not Keycloak's names, so that both can live on one host.
const COOKIE: &str = "dev-openid-session";

/// The live session of this browser.
pub(crate) fn of(provider: &DevProvider, jar: &CookieJar) -> Option<Session> {
    let life = provider.realm().life;
    let cookie = jar.get(COOKIE)?;
    provider
        .store()
        .session_of_cookie(cookie.value(), provider.now(), &life)
}

/// Opens a session for a user who has just signed in.
pub(crate) fn open(provider: &DevProvider, user: &User, acr: String) -> Session {
    let now = provider.now();
    let session = Session {
        id: random_token(),
        user_id: user.id.clone(),
        auth_time: now,
        last_used: now,
        acr,
        clients: std::collections::BTreeSet::default(),
    };
    provider
        .store()
        .sessions
        .insert(session.id.clone(), session.clone());
    session
}

/// The same session, with the sign-in repeated now.
pub(crate) fn renew(provider: &DevProvider, session: Session, acr: String) -> Session {
    let now = provider.now();
    let session = Session {
        auth_time: now,
        last_used: now,
        acr,
        ..session
    };
    provider
        .store()
        .sessions
        .insert(session.id.clone(), session.clone());
    session
}

/// A new cookie for a session; its value says nothing and is not the `sid` of tokens.
pub(crate) fn cookie(provider: &DevProvider, session: &Session) -> Cookie<'static> {
    let value = random_token();
    let mut store = provider.store();
    store.cookies.retain(|_, of| *of != session.id);
    store.cookies.insert(value.clone(), session.id.clone());
    drop(store);
    built(provider, value)
}

/// The cookie that takes a session's cookie away.
pub(crate) fn no_cookie(provider: &DevProvider) -> Cookie<'static> {
    let mut cookie = built(provider, String::new());
    cookie.make_removal();
    cookie
}

fn built(provider: &DevProvider, value: String) -> Cookie<'static> {
    Cookie::build((COOKIE, value))
        .path(provider.path(""))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(provider.issuer().starts_with("https:"))
        .build()
}
