//! Wrong answers of whole endpoints: slow, cut off, huge, not JSON, redirects and errors.
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};

use super::Endpoint;
use crate::DevProvider;

/// What an endpoint answers instead of its own answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnswerFault {
    /// The right answer, after this long.
    Slow(Duration),
    /// Status 200 and the beginning of a JSON object; then the connection breaks.
    CutOff,
    /// Status 200 and this many bytes of JSON.
    Huge(usize),
    /// Status 200 and a page of HTML.
    NotJson,
    /// Status 200, `application/json`, and something that is no JSON.
    BrokenJson,
    /// A redirect (302) to this address.
    Redirect(String),
    /// This status with a short text.
    Status(u16),
    /// This status with an OAuth error body (RFC 6749, section 5.2).
    OAuthError(u16, String),
    /// Status 200 with this content type and text, for example a signed userinfo answer.
    Body(&'static str, String),
}

/// Counts the request, then answers rightly or as a fault says.
pub(crate) async fn misbehave(
    State((provider, endpoint)): State<(DevProvider, Endpoint)>,
    request: Request,
    next: Next,
) -> Response {
    provider.records().count(endpoint);
    let (fault, offline) = {
        let switched = provider.faults().switched();
        (switched.answers.get(&endpoint).cloned(), switched.offline)
    };
    if offline {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    match fault {
        None => next.run(request).await,
        Some(AnswerFault::Slow(wait)) => {
            tokio::time::sleep(wait).await;
            next.run(request).await
        }
        Some(fault) => wrong_answer(fault),
    }
}

fn wrong_answer(fault: AnswerFault) -> Response {
    let json = (header::CONTENT_TYPE, "application/json");
    match fault {
        AnswerFault::Slow(_) => StatusCode::OK.into_response(),
        AnswerFault::CutOff => {
            let parts: [Result<Bytes, std::io::Error>; 2] = [
                Ok(Bytes::from_static(b"{\"issuer\": \"http")),
                Err(std::io::ErrorKind::ConnectionReset.into()),
            ];
            // The pause lets the server send the beginning before it finds out about the end.
            let body = stream::iter(parts).then(|part| async {
                tokio::task::yield_now().await;
                part
            });
            ([json], Body::from_stream(body)).into_response()
        }
        AnswerFault::Huge(size) => {
            const CHUNK: usize = 64 * 1024;
            let start = stream::iter([Bytes::from_static(b"{\"padding\": \"")]);
            let filler = Bytes::from(vec![b'x'; CHUNK]);
            let middle = stream::iter(0..size.div_ceil(CHUNK)).map(move |_| filler.clone());
            let end = stream::iter([Bytes::from_static(b"\"}")]);
            let body = start.chain(middle).chain(end).map(Ok::<_, std::io::Error>);
            ([json], Body::from_stream(body)).into_response()
        }
        AnswerFault::NotJson => (
            [(header::CONTENT_TYPE, "text/html")],
            "<!doctype html><title>Welcome</title><p>This is not what you asked for.",
        )
            .into_response(),
        AnswerFault::BrokenJson => ([json], "{\"issuer\": ").into_response(),
        AnswerFault::Redirect(location) => match HeaderValue::from_str(&location) {
            Ok(location) => (StatusCode::FOUND, [(header::LOCATION, location)]).into_response(),
            Err(_) => StatusCode::FOUND.into_response(),
        },
        AnswerFault::Status(status) => (
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            "a fault that a test switched on",
        )
            .into_response(),
        AnswerFault::Body(kind, text) => ([(header::CONTENT_TYPE, kind)], text).into_response(),
        AnswerFault::OAuthError(status, error) => (
            StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST),
            axum::Json(serde_json::json!({
                "error": error,
                "error_description": "a fault that a test switched on",
            })),
        )
            .into_response(),
    }
}
