//! A sign-in attempt: everything about it is in an encrypted cookie of its own, so that many tabs
//! work side by side and nobody can fill a table.
use crate::{Oidc, ResponseMode, Settings, secrets};
use chrono::{DateTime, TimeDelta, Utc};
use cookie::{Cookie, SameSite};
use http::HeaderMap;
use http::header::COOKIE;
use serde::{Deserialize, Serialize};

/// How long somebody may take to sign in.
const OPEN_FOR: TimeDelta = TimeDelta::minutes(10);
/// A browser keeps at most so many attempts: servers take only so much of cookies.
const MOST_OPEN: usize = 8;
/// How many characters of the state name the cookie.
const NAMED_BY: usize = 8;

/// What the callback must fit to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
    /// Where the person wanted to go.
    pub(crate) next: String,
    started_at: DateTime<Utc>,
    /// The sign-in may be at most this old, in seconds.
    pub(crate) max_age: Option<i64>,
    /// The sign-in must be one of these kinds, separated by spaces.
    pub(crate) acr: Option<String>,
    /// Somebody signed in with it: only `next` is still of use.
    #[serde(default)]
    pub(crate) is_finished: bool,
}

impl Attempt {
    pub(crate) fn begin(next: String, now: DateTime<Utc>) -> Self {
        Self {
            state: secrets::random_token(),
            nonce: secrets::random_token(),
            verifier: secrets::random_token(),
            next,
            started_at: now,
            max_age: None,
            acr: None,
            is_finished: false,
        }
    }

    /// The attempt of this browser that a callback with this `state` belongs to.
    pub(crate) fn find(oidc: &Oidc, headers: &HeaderMap, state: &str) -> Option<Self> {
        let name = cookie_name(oidc.settings(), state)?;
        let sealed = crate::session::read_cookie(headers, &name)?;
        let attempt = open(oidc, &name, sealed)?;
        // The state is compared as a hash, so that the time it takes tells nothing.
        (secrets::sha256_hex(&attempt.state) == secrets::sha256_hex(state)).then_some(attempt)
    }

    fn is_open(&self, now: DateTime<Utc>) -> bool {
        (now - self.started_at).abs() < OPEN_FOR
    }

    /// The cookie that keeps this attempt for as long as it is open. `None` when there is no key.
    pub(crate) fn cookie(&self, oidc: &Oidc) -> Option<Cookie<'static>> {
        let name = cookie_name(oidc.settings(), &self.state)?;
        let text = serde_json::to_vec(self).ok()?;
        let sealed = oidc.keys().seal(&name, &text)?;
        let mut cookie = bare_cookie(oidc.settings(), name, sealed);
        let left = OPEN_FOR - (oidc.clock().now() - self.started_at);
        cookie.set_max_age(cookie::time::Duration::seconds(left.num_seconds().max(1)));
        Some(cookie)
    }

    /// What remains after signing in: where to go when the person comes back to the callback.
    pub(crate) fn finished(&self) -> Self {
        Self {
            nonce: String::new(),
            verifier: String::new(),
            is_finished: true,
            ..self.clone()
        }
    }

    /// The cookie, taken back.
    pub(crate) fn removal(&self, settings: &Settings) -> Option<Cookie<'static>> {
        cookie_name(settings, &self.state).map(|name| removal(settings, name))
    }
}

/// Cookies to take back so that one more attempt fits: those that are over, then the oldest.
pub(crate) fn make_room(oidc: &Oidc, headers: &HeaderMap) -> Vec<Cookie<'static>> {
    let mut open_ones = Vec::new();
    let mut gone = Vec::new();
    for (name, sealed) in attempt_cookies(oidc.settings(), headers) {
        match open(oidc, name, sealed) {
            Some(attempt) => open_ones.push((attempt.is_finished, attempt.started_at, name)),
            None => gone.push(name),
        }
    }
    // Finished ones go first, then the oldest.
    open_ones.sort_by_key(|(is_finished, started_at, _)| (!is_finished, *started_at));
    let too_many = (open_ones.len() + 1).saturating_sub(MOST_OPEN);
    gone.extend(open_ones.iter().take(too_many).map(|(_, _, name)| *name));
    gone.truncate(64);
    gone.into_iter()
        .map(|name| removal(oidc.settings(), name.to_owned()))
        .collect()
}

/// What the names of the cookies begin with, before the first characters of the state. Over https
/// no other host can put such a cookie here (RFC 6265bis section 4.1.3.2).
fn prefix(settings: &Settings) -> &'static str {
    if settings.is_https() {
        "__Host-oidc-"
    } else {
        "oidc-"
    }
}

fn attempt_cookies<'h>(
    settings: &Settings,
    headers: &'h HeaderMap,
) -> impl Iterator<Item = (&'h str, &'h str)> {
    let prefix = prefix(settings);
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(name, _)| {
            name.strip_prefix(prefix)
                .is_some_and(|rest| rest.len() == NAMED_BY)
        })
}

fn open(oidc: &Oidc, name: &str, sealed: &str) -> Option<Attempt> {
    let text = oidc.keys().open(name, sealed)?;
    let attempt: Attempt = serde_json::from_slice(&text).ok()?;
    attempt.is_open(oidc.clock().now()).then_some(attempt)
}

fn cookie_name(settings: &Settings, state: &str) -> Option<String> {
    let start = state.get(..NAMED_BY)?;
    let is_plain = start
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    is_plain.then(|| format!("{}{start}", prefix(settings)))
}

fn bare_cookie(settings: &Settings, name: String, value: String) -> Cookie<'static> {
    // A form that the provider's page posts here brings only cookies that any site may send.
    let (same_site, secure) = match settings.response_mode {
        ResponseMode::Query => (SameSite::Lax, settings.is_https()),
        ResponseMode::FormPost => (SameSite::None, true),
    };
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(same_site)
        .secure(secure)
        .build()
}

fn removal(settings: &Settings, name: String) -> Cookie<'static> {
    let mut cookie = bare_cookie(settings, name, String::new());
    cookie.make_removal();
    cookie
}

#[cfg(test)]
mod tests {
    use super::Attempt;
    use chrono::Utc;

    #[test]
    fn what_remains_of_an_attempt_cannot_be_used_to_sign_in() {
        let attempt = Attempt::begin("/shelf".into(), Utc::now());
        let finished = attempt.finished();
        assert!(finished.is_finished && finished.nonce.is_empty() && finished.verifier.is_empty());
        assert_eq!(
            (finished.state, finished.next),
            (attempt.state, attempt.next)
        );
    }
}
