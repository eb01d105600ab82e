//! Unsafe requests must come from this site: what browsers say about themselves is asked, so that
//! no form needs a hidden token.
use crate::{Problem, ProblemCode, Settings, routes, sign_in_link};
use http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use http::{HeaderMap, Method, StatusCode, Uri};
use url::Url;

/// `Ok` for a request that may change something.
///
/// A browser always sends `Sec-Fetch-Site` or `Origin` with an unsafe request. A request with
/// neither, and with no cookie, has nothing that another site could misuse; and another site cannot
/// set `Authorization` without asking first (CORS preflight).
pub(crate) fn check(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    settings: &Settings,
) -> Result<(), Problem> {
    if method.is_safe()
        || headers.contains_key(AUTHORIZATION)
        || takes_posts_from_the_provider(uri.path())
    {
        return Ok(());
    }
    let is_ours = match (headers.get("sec-fetch-site"), headers.get(ORIGIN)) {
        (Some(site), _) => site.as_bytes() == b"same-origin",
        (None, Some(origin)) => origin
            .to_str()
            .is_ok_and(|origin| is_this_site(origin, headers, settings)),
        (None, None) => !headers.contains_key(COOKIE),
    };
    if is_ours {
        return Ok(());
    }
    tracing::warn!(%method, path = uri.path(), "refused a request that another site sent");
    Err(Problem::new(StatusCode::FORBIDDEN, ProblemCode::CrossSite))
}

/// The provider posts there: what it posts is verified by itself, or only begins a sign-in.
fn takes_posts_from_the_provider(path: &str) -> bool {
    let is = |route: &str| path.trim_end_matches('/') == route.trim_end_matches('/');
    is(routes::CALLBACK) || is(routes::BACK_CHANNEL) || is(sign_in_link::AUTHENTICATE)
}

/// `Origin` is the configured address, or the host that the browser asked for.
fn is_this_site(origin: &str, headers: &HeaderMap, settings: &Settings) -> bool {
    if origin == settings.base_url().origin().ascii_serialization() {
        return true;
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let origin_host = Url::parse(origin).ok().and_then(|url| {
        let port = url
            .port()
            .map(|port| format!(":{port}"))
            .unwrap_or_default();
        Some(format!("{}{port}", url.host_str()?))
    });
    host.is_some() && host.map(str::to_owned) == origin_host
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::{Config, Settings};
    use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

    fn allowed(method: Method, headers: &[(&'static str, &'static str)]) -> bool {
        let config = Config {
            issuer: "https://login.example.org".into(),
            client_id: "library".into(),
            ..Config::default()
        };
        let settings = Settings::check(config, "https://library.example.org", false).unwrap();
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        check(
            &method,
            &Uri::from_static("/catalog/book/create/"),
            &headers,
            &settings,
        )
        .is_ok()
    }

    #[test]
    fn a_form_of_this_site_is_taken() {
        assert!(allowed(
            Method::POST,
            &[("sec-fetch-site", "same-origin"), ("cookie", "a=b")]
        ));
        assert!(allowed(
            Method::POST,
            &[("origin", "https://library.example.org"), ("cookie", "a=b")]
        ));
        assert!(allowed(
            Method::POST,
            &[
                ("origin", "http://localhost:5150"),
                ("host", "localhost:5150"),
                ("cookie", "a=b")
            ]
        ));
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(
                !allowed(
                    Method::POST,
                    &[
                        ("sec-fetch-site", site),
                        ("origin", "https://library.example.org")
                    ]
                ),
                "{site}"
            );
        }
        for origin in [
            "https://evil.example",
            "null",
            "",
            "http://library.example.org",
            "https://library.example.org.evil.example",
        ] {
            assert!(
                !allowed(
                    Method::POST,
                    &[("origin", origin), ("host", "library.example.org:444")]
                ),
                "{origin}"
            );
        }
        for method in [Method::PUT, Method::PATCH, Method::DELETE] {
            assert!(!allowed(method, &[("sec-fetch-site", "cross-site")]));
        }
    }

    #[test]
    fn a_request_that_no_browser_sent_is_taken_only_without_cookies() {
        assert!(allowed(Method::POST, &[]));
        assert!(allowed(Method::POST, &[("authorization", "Bearer x")]));
        assert!(!allowed(Method::POST, &[("cookie", "session=x")]));
    }

    #[test]
    fn reading_is_always_allowed() {
        assert!(allowed(
            Method::GET,
            &[("sec-fetch-site", "cross-site"), ("cookie", "a=b")]
        ));
        assert!(allowed(Method::HEAD, &[("origin", "https://evil.example")]));
    }
}
