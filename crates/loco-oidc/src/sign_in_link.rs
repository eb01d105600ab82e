//! Sending somebody to sign in: a redirect for a document, 401 for everything else.
use crate::{Problem, ProblemCode};
use http::header::ACCEPT;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, Uri};
use url::form_urlencoded;

/// The path at which signing in begins.
pub(crate) const AUTHENTICATE: &str = "/oidc/authenticate/";

/// The refusal for a request that somebody must be signed in for.
pub(crate) fn sign_in_first(parts: &Parts) -> Problem {
    sign_in(
        &parts.method,
        original_uri(parts),
        &parts.headers,
        &[],
        ProblemCode::SignInRequired,
    )
}

/// The refusal for a request that wants a fresher or stronger sign-in.
pub(crate) fn sign_in_again(parts: &Parts, parameters: &[(&str, String)]) -> Problem {
    sign_in(
        &parts.method,
        original_uri(parts),
        &parts.headers,
        parameters,
        ProblemCode::StepUpRequired,
    )
}

/// The refusal that sends somebody to sign in with further parameters, and back here.
fn sign_in(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    parameters: &[(&str, String)],
    code: ProblemCode,
) -> Problem {
    let is_document = method == Method::GET && wants_document(headers);
    let next = if is_document {
        uri.path_and_query().map(|path| path.as_str())
    } else {
        None
    };
    let link = link(next, parameters);
    if is_document {
        return Problem::new(StatusCode::FOUND, code).retry_at(link);
    }
    Problem::new(StatusCode::UNAUTHORIZED, code).retry_at(link)
}

/// The address at which somebody signs in and comes back to `next`.
pub(crate) fn link(next: Option<&str>, parameters: &[(&str, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(next.map(|next| ("next", next)));
    query.extend_pairs(parameters);
    let query = query.finish();
    if query.is_empty() {
        AUTHENTICATE.to_owned()
    } else {
        format!("{AUTHENTICATE}?{query}")
    }
}

/// Whether somebody looks at the answer in a window of their own: only then can they sign in.
/// Browsers say so; clients that say nothing are taken for a person's.
fn wants_document(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(mode) = text("sec-fetch-mode") {
        return mode == "navigate";
    }
    let accepts = text(ACCEPT.as_str())
        .is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"));
    accepts && !headers.contains_key("x-requested-with")
}

/// The address as the browser asked for it, also inside nested routers.
fn original_uri(parts: &Parts) -> &Uri {
    parts
        .extensions
        .get::<axum::extract::OriginalUri>()
        .map_or(&parts.uri, |original| &original.0)
}
