//! The session cookie: its name, its attributes, and reading it back.
use crate::Settings;
use cookie::{Cookie, SameSite};
use http::HeaderMap;
use http::header::COOKIE;

/// A token is 32 random bytes in URL-safe base64.
const TOKEN_LENGTH: usize = 43;

/// The name of the session cookie. The prefix `__Host-` makes browsers refuse it from other hosts
/// and without `Secure` (RFC 6265bis section 4.1.3.2); it wants https.
pub(crate) const fn name(https: bool) -> &'static str {
    if https { "__Host-session" } else { "session" }
}

/// The token in the request's session cookie. What cannot be a token costs no query.
pub(crate) fn token(headers: &HeaderMap, https: bool) -> Option<&str> {
    read(headers, name(https)).filter(|value| {
        value.len() == TOKEN_LENGTH
            && value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    })
}

/// The value of a cookie in the request.
pub(crate) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A cookie that no script reads and no other site sends along, for as long as the browser runs.
pub(crate) fn session_cookie(settings: &Settings, token: String) -> Cookie<'static> {
    Cookie::build((name(settings.is_https()), token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(settings.is_https())
        .build()
}

/// The same cookie, taken back.
pub(crate) fn clear_session_cookie(settings: &Settings) -> Cookie<'static> {
    let mut cookie = session_cookie(settings, String::new());
    cookie.make_removal();
    cookie
}
