//! The problem document (RFC 9457): its members, and its words in the client's language.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    http::{
        HeaderValue, Method, StatusCode,
        header::{
            ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH,
            CONTENT_TYPE, ETAG, VARY,
        },
        request::Parts,
    },
    response::Response,
};
use fluent_templates::fluent_bundle::FluentValue;
use serde::Serialize;
use utoipa::ToSchema;

use super::{At, Fault};
use crate::{
    models::{Blocked, Conflict},
    views::Language,
};

/// The documentation explains each code; a problem's type points there.
const EXPLAINED_AT: &str = "/api/docs/#problem-";
/// More than any refusal of a token has.
const LONGEST_REFUSAL: usize = 16 * 1024;

/// A problem document.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// Where the code is explained.
    #[serde(rename = "type")]
    #[schema(format = "uri-reference", examples("/api/docs/#problem-invalid"))]
    kind: String,
    /// What happened, in the language that `Accept-Language` asks for.
    title: String,
    /// The status of the response.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    status: u16,
    /// What can be done.
    detail: String,
    /// A word for what happened that never changes.
    #[schema(examples("invalid"))]
    code: Cow<'static, str>,
    /// What is wrong with each value of the request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<ValueError>,
    /// What still points to something that was to be deleted; ten at most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    blocked_by: Vec<BlockedBy>,
}

/// What is wrong with one value.
#[derive(Debug, Serialize, ToSchema)]
struct ValueError {
    /// Where it stands in the body, as a JSON pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("/title"))]
    pointer: Option<String>,
    /// The parameter of the query that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// A word for what is wrong that never changes.
    #[schema(examples("too-long"))]
    code: String,
    /// The same for people.
    detail: String,
}

/// Something that points to what was to be deleted.
#[derive(Debug, Serialize, ToSchema)]
struct BlockedBy {
    title: String,
    /// Its page.
    page: String,
}

/// What is put into a message.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    Number(u64),
    Text(String),
}

/// What a problem document is made of once the language is known. It travels in the response's extensions.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Messages are `<words>-title` and `<words>-text`.
    words: String,
    code: Cow<'static, str>,
    pub(super) arguments: Vec<(&'static str, Argument)>,
    pub(super) faults: Vec<Fault>,
    pub(super) blocked: Option<Blocked>,
}

impl Told {
    pub(super) fn of(code: &'static str) -> Self {
        Self {
            words: format!("api-problem-{code}"),
            code: code.into(),
            ..Self::default()
        }
    }

    pub(super) fn of_conflict(conflict: Conflict) -> Self {
        let mut told = Self {
            words: format!("conflict-{}", conflict.code()),
            code: conflict.code().into(),
            ..Self::default()
        };
        if let Conflict::TooManyLoans { max } | Conflict::NoRenewalsLeft { max } = conflict {
            told.arguments.push(("max", Argument::Number(max.into())));
        }
        told
    }

    /// A refusal of the sign-in or of a token, in its own words.
    pub(super) fn of_token(code: &str) -> Self {
        Self {
            words: format!("oidc-problem-{code}"),
            code: code.to_owned().into(),
            ..Self::default()
        }
    }

    pub(super) fn of_status(status: StatusCode) -> Self {
        Self::of(match status {
            StatusCode::NOT_FOUND => "not-found",
            StatusCode::METHOD_NOT_ALLOWED => "method-not-allowed",
            StatusCode::NOT_ACCEPTABLE => "not-acceptable",
            StatusCode::PRECONDITION_FAILED => "stale",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported-media-type",
            StatusCode::PRECONDITION_REQUIRED => "precondition-required",
            StatusCode::SERVICE_UNAVAILABLE => "unavailable",
            status if status.is_server_error() => "internal",
            _ => "bad-request",
        })
    }

    fn text(&self, language: Language, part: &str) -> String {
        let key = format!("{}-{part}", self.words);
        if language.has_text(&key) {
            return language.text(&key).into_owned();
        }
        let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> = self
            .arguments
            .iter()
            .map(|(name, argument)| {
                let value = match argument {
                    Argument::Number(number) => FluentValue::from(*number),
                    Argument::Text(text) => FluentValue::from(text.as_str()),
                };
                (Cow::Borrowed(*name), value)
            })
            .collect();
        language.text_with(&key, &arguments).into_owned()
    }

    fn document(&self, status: StatusCode, language: Language) -> Problem {
        Problem {
            kind: format!("{EXPLAINED_AT}{}", self.code),
            title: self.text(language, "title"),
            status: status.as_u16(),
            detail: self.text(language, "text"),
            code: self.code.clone(),
            errors: self
                .faults
                .iter()
                .map(|fault| ValueError::of(fault, language))
                .collect(),
            blocked_by: self
                .blocked
                .iter()
                .flat_map(|blocked| &blocked.by)
                .map(|pointer| BlockedBy {
                    title: pointer.title.clone(),
                    page: pointer.url.clone(),
                })
                .collect(),
        }
    }
}

impl ValueError {
    fn of(fault: &Fault, language: Language) -> Self {
        let (pointer, parameter) = match &fault.at {
            At::Pointer(pointer) => (Some(pointer.clone()), None),
            At::Parameter(parameter) => (None, Some(parameter.clone())),
        };
        Self {
            pointer,
            parameter,
            code: fault.reason.code().to_owned(),
            detail: fault.reason.text(language).into_owned(),
        }
    }
}

/// The problem document for a response that is an error, whoever refused the request.
pub async fn describe(asked: &Parts, response: Response) -> Response {
    let (mut kept, body) = response.into_parts();
    let told = match kept.extensions.get::<Arc<Told>>() {
        Some(told) => told.clone(),
        None => Arc::new(match kept.extensions.get::<loco_oidc::Problem>() {
            Some(problem) => Told::of_token(problem.code.as_str()),
            // A token's guard has written a document of its own, in English.
            None => match code_in(body).await {
                Some(code) => Told::of_token(&code),
                None => Told::of_status(kept.status),
            },
        }),
    };
    let language = asked
        .headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map(Language::negotiate)
        .unwrap_or_default();
    let document = told.document(kept.status, language);
    // `Allow`, `Retry-After`, `WWW-Authenticate` and the like still hold; what described the old body does not.
    for name in [CONTENT_LENGTH, CONTENT_ENCODING, ETAG] {
        kept.headers.remove(name);
    }
    for (name, value) in [
        (CONTENT_TYPE, "application/problem+json"),
        (CONTENT_LANGUAGE, language.code()),
        (CACHE_CONTROL, "no-store"),
        (VARY, "Authorization, Accept-Language"),
    ] {
        kept.headers.insert(name, HeaderValue::from_static(value));
    }
    let body = match serde_json::to_vec(&document) {
        Ok(_) if asked.method == Method::HEAD => Body::empty(),
        Ok(json) => Body::from(json),
        Err(error) => {
            tracing::error!(%error, "a problem cannot be written as JSON");
            Body::empty()
        }
    };
    Response::from_parts(kept, body)
}

async fn code_in(body: Body) -> Option<String> {
    let bytes = to_bytes(body, LONGEST_REFUSAL).await.ok()?;
    let document: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
    let code = document.get("code")?.as_str()?;
    let known = loco_oidc::ProblemCode::ALL
        .iter()
        .any(|known| known.as_str() == code);
    known.then(|| code.to_owned())
}
