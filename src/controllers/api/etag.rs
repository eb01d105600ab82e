//! Entity tags: what a client has seen of something (RFC 9110, sections 8.8.3 and 13.1).

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION, VARY},
    },
    response::{IntoResponse, Response},
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    caller::Caller,
    problem::{ApiError, Result},
};

/// Something as this caller sees it, in JSON, with its tag: the tag changes with every byte.
struct Representation {
    json: Vec<u8>,
    tag: String,
}

impl Representation {
    fn of(value: &impl Serialize) -> Result<Self> {
        let json = serde_json::to_vec(value).map_err(loco_rs::Error::from)?;
        let digest = Sha256::digest(&json);
        let hex: String = digest[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Ok(Self {
            json,
            tag: format!("\"{hex}\""),
        })
    }

    fn response(self, status: StatusCode) -> Response {
        let mut response = (status, Body::from(self.json)).into_response();
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        describe_caching(response.headers_mut(), &self.tag);
        response
    }
}

/// Nobody else's cache keeps it, and one's own asks again each time.
fn describe_caching(headers: &mut HeaderMap, tag: &str) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("Authorization"));
}

/// What was asked for; 304 when the client has it already.
///
/// # Errors
/// 500 when it cannot be written as JSON.
pub fn shown(caller: &Caller, value: &impl Serialize) -> Result<Response> {
    let representation = Representation::of(value)?;
    if names(
        &caller.headers,
        &IF_NONE_MATCH,
        &representation.tag,
        Weak::Matches,
    ) == Some(true)
    {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        describe_caching(response.headers_mut(), &representation.tag);
        return Ok(response);
    }
    Ok(representation.response(StatusCode::OK))
}

/// What was changed, as it is now.
///
/// # Errors
/// As [`shown`].
pub fn saved(value: &impl Serialize) -> Result<Response> {
    Ok(Representation::of(value)?.response(StatusCode::OK))
}

/// What was made, with its address.
///
/// # Errors
/// As [`shown`].
pub fn created(value: &impl Serialize, url: &str) -> Result<Response> {
    let mut response = Representation::of(value)?.response(StatusCode::CREATED);
    if let Ok(url) = HeaderValue::from_str(url) {
        response.headers_mut().insert(LOCATION, url);
    }
    Ok(response)
}

/// Whether the client knows what it is about to change or delete.
///
/// # Errors
/// 428 when it does not say what it has seen, 412 when that is not how things are.
pub fn check_if_match(caller: &Caller, current: &impl Serialize) -> Result<()> {
    let tag = Representation::of(current)?.tag;
    match names(&caller.headers, &IF_MATCH, &tag, Weak::Differs) {
        None => Err(ApiError::PreconditionRequired),
        Some(false) => Err(ApiError::Stale),
        Some(true) => Ok(()),
    }
}

/// How `W/"…"` compares with `"…"`: a weak tag is good enough to spare a transfer, not to overwrite something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weak {
    Matches,
    Differs,
}

/// Whether a header names this tag; `None` without the header.
fn names(headers: &HeaderMap, header: &HeaderName, tag: &str, weak: Weak) -> Option<bool> {
    let mut lines = headers.get_all(header).iter().peekable();
    lines.peek()?;
    // Our tags have no commas, so a tag with one is none of ours.
    let listed = |named: &str| {
        let named = named.trim();
        named == "*"
            || named == tag
            || (weak == Weak::Matches && named.strip_prefix("W/") == Some(tag))
    };
    Some(lines.any(|line| line.to_str().is_ok_and(|line| line.split(',').any(listed))))
}
