//! Whether a client can read what the API answers with (RFC 9110, section 12.5.1).

use axum::http::{HeaderMap, header::ACCEPT};

/// Without an `Accept` header a client takes everything; a header that is no text asks for nothing that there is.
pub fn takes_json(headers: &HeaderMap) -> bool {
    let mut asked = headers.get_all(ACCEPT).iter().peekable();
    asked.peek().is_none()
        || asked.any(|header| {
            header
                .to_str()
                .is_ok_and(|ranges| ranges.split(',').any(includes_json))
        })
}

fn includes_json(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let named = matches!(
        parts.next().map(str::to_ascii_lowercase).as_deref(),
        Some("application/json" | "application/*" | "*/*" | "application/problem+json")
    );
    let refused = parts.any(|parameter| {
        parameter
            .strip_prefix("q=")
            .is_some_and(|weight| weight.parse() == Ok(0.0))
    });
    named && !refused
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(accept: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, axum::http::HeaderValue::from_static(accept));
        takes_json(&headers)
    }

    #[test]
    fn json_is_sent_to_whoever_takes_it() {
        assert!(takes_json(&HeaderMap::new()));
        for accept in [
            "application/json",
            "*/*",
            "text/html, application/*;q=0.5",
            "text/html,application/xhtml+xml,*/*;q=0.8",
            "Application/JSON; charset=utf-8",
        ] {
            assert!(taken(accept), "{accept}");
        }
    }

    #[test]
    fn whoever_takes_something_else_alone_is_told_so() {
        for accept in [
            "text/html",
            "application/xml",
            "application/json;q=0",
            "",
            "json",
        ] {
            assert!(!taken(accept), "{accept}");
        }
    }
}
