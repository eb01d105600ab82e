//! What can go wrong in the API, and the problem document (RFC 9457) that the client gets for it.

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
    response::{IntoResponse, Response},
};
use fluent_templates::fluent_bundle::FluentValue;
use sea_orm::DbErr;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    forms::Reason,
    models::{self, Blocked, Conflict},
    views::Language,
};

pub type Result<T, E = ApiError> = std::result::Result<T, E>;

/// The documentation explains each code; a problem's type points there.
const EXPLAINED_AT: &str = "/api/docs/#problem-";
/// More than any refusal of a token has.
const LONGEST_REFUSAL: usize = 16 * 1024;

/// Every code that a problem has, with its status and the beginning of its messages' keys.
pub const CODES: [(&str, u16, &str); 37] = [
    ("bad-json", 400, "api-problem-"),
    ("bad-parameters", 400, "api-problem-"),
    ("bad-request", 400, "api-problem-"),
    ("invalid-token", 401, "oidc-problem-"),
    ("cross-site", 403, "oidc-problem-"),
    ("forbidden", 403, "api-problem-"),
    ("insufficient-scope", 403, "oidc-problem-"),
    ("user-conflict", 403, "oidc-problem-"),
    ("user-inactive", 403, "oidc-problem-"),
    ("user-unknown", 403, "oidc-problem-"),
    ("not-found", 404, "api-problem-"),
    ("method-not-allowed", 405, "api-problem-"),
    ("not-acceptable", 406, "api-problem-"),
    ("already-borrowed", 409, "conflict-"),
    ("already-reserved", 409, "conflict-"),
    ("blocked", 409, "api-problem-"),
    ("copy-available", 409, "conflict-"),
    ("held-for-another", 409, "conflict-"),
    ("in-use", 409, "conflict-"),
    ("no-copies", 409, "conflict-"),
    ("no-renewals-left", 409, "conflict-"),
    ("not-available", 409, "conflict-"),
    ("not-on-loan", 409, "conflict-"),
    ("renewed-too-early", 409, "conflict-"),
    ("reservation-closed", 409, "conflict-"),
    ("somebody-waits", 409, "conflict-"),
    ("too-many-loans", 409, "conflict-"),
    ("stale", 412, "api-problem-"),
    ("too-large", 413, "api-problem-"),
    ("unsupported-media-type", 415, "api-problem-"),
    ("invalid", 422, "api-problem-"),
    ("precondition-required", 428, "api-problem-"),
    ("internal", 500, "api-problem-"),
    ("provider-misbehaves", 503, "oidc-problem-"),
    ("provider-unavailable", 503, "oidc-problem-"),
    ("storage-unavailable", 503, "oidc-problem-"),
    ("unavailable", 503, "api-problem-"),
];

/// Each variant says what the client gets.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// 404: there is nothing at this address, or nothing for this caller.
    #[error("not found")]
    NotFound,
    /// 400: the body is no JSON object. The detail says where it stops to be.
    #[error("no JSON: {0}")]
    BadJson(String),
    /// 400: a parameter of the query is unknown, or has a value that it does not take.
    #[error("bad parameters")]
    BadParameters(Vec<Fault>),
    /// 422: the body is JSON, but its members cannot be stored.
    #[error("invalid members")]
    Invalid(Vec<Fault>),
    /// 403: the account lacks a permission.
    #[error("{permission} is missing")]
    Forbidden { permission: &'static str },
    /// 406: the client takes no JSON.
    #[error("not acceptable")]
    NotAcceptable,
    /// 409: it is not possible (any more), by a rule of the library.
    #[error("conflict: {}", .0.code())]
    Conflict(Conflict),
    /// 409: others still point to what was to be deleted.
    #[error("blocked")]
    Blocked(Blocked),
    /// 412: it has changed since the client has seen it.
    #[error("stale")]
    Stale,
    /// 413: the body is too large.
    #[error("too large")]
    TooLarge,
    /// 415: the body is of another type.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 428: a change wants `If-Match`.
    #[error("precondition required")]
    PreconditionRequired,
    /// 400, 401, 403 or 503: what is wrong with the token, as RFC 6750 says it.
    #[error("{}", .0.code)]
    Oidc(loco_oidc::Problem),
    /// 503 while the database has no connection free, otherwise 500.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// 500: the framework failed.
    #[error(transparent)]
    Framework(#[from] loco_rs::Error),
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: At,
    pub reason: Reason,
}

/// Where a value stands in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A JSON pointer (RFC 6901) into the body.
    Pointer(String),
    /// A parameter of the query.
    Parameter(String),
}

impl Fault {
    /// In a member of the body.
    #[must_use]
    pub fn in_member(name: &str, reason: Reason) -> Self {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        Self {
            at: At::Pointer(format!("/{escaped}")),
            reason,
        }
    }

    /// In a parameter of the query.
    #[must_use]
    pub fn in_parameter(name: &str, reason: Reason) -> Self {
        Self {
            at: At::Parameter(name.to_owned()),
            reason,
        }
    }
}

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
enum Argument {
    Number(u64),
    Text(String),
}

/// What a problem document is made of once the language is known. It travels in the response's extensions.
#[derive(Clone, Debug, Default)]
struct Told {
    /// Messages are `<words>-title` and `<words>-text`.
    words: String,
    code: Cow<'static, str>,
    arguments: Vec<(&'static str, Argument)>,
    faults: Vec<Fault>,
    blocked: Option<Blocked>,
}

impl ApiError {
    #[must_use]
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadJson(_) | Self::BadParameters(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Conflict(_) | Self::Blocked(_) => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::Oidc(problem) => problem.status,
            Self::Database(DbErr::ConnectionAcquire(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(_) | Self::Framework(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn told(self) -> Told {
        let code = match &self {
            Self::BadJson(_) => "bad-json",
            Self::BadParameters(_) => "bad-parameters",
            Self::Invalid(_) => "invalid",
            Self::Forbidden { .. } => "forbidden",
            Self::Blocked(_) => "blocked",
            Self::Conflict(conflict) => return Told::of_conflict(*conflict),
            Self::Oidc(problem) => return Told::of_token(problem.code.as_str()),
            // Everything else is told by its status.
            _ => return Told::of_status(self.status()),
        };
        let mut told = Told::of(code);
        match self {
            Self::BadJson(place) => told.arguments.push(("place", Argument::Text(place))),
            Self::Forbidden { permission } => {
                let permission = Argument::Text(permission.to_owned());
                told.arguments.push(("permission", permission));
            }
            Self::BadParameters(faults) | Self::Invalid(faults) => told.faults = faults,
            Self::Blocked(blocked) => {
                told.arguments
                    .push(("count", Argument::Number(blocked.total.value)));
                told.blocked = Some(blocked);
            }
            _ => {}
        }
        told
    }
}

impl Told {
    fn of(code: &'static str) -> Self {
        Self {
            words: format!("api-problem-{code}"),
            code: code.into(),
            ..Self::default()
        }
    }

    fn of_conflict(conflict: Conflict) -> Self {
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
    fn of_token(code: &str) -> Self {
        Self {
            words: format!("oidc-problem-{code}"),
            code: code.to_owned().into(),
            ..Self::default()
        }
    }

    fn of_status(status: StatusCode) -> Self {
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

impl From<models::Error> for ApiError {
    fn from(error: models::Error) -> Self {
        match error {
            models::Error::NotFound => Self::NotFound,
            models::Error::Conflict(Conflict::Stale) => Self::Stale,
            models::Error::Conflict(conflict) => Self::Conflict(conflict),
            models::Error::Blocked(blocked) => Self::Blocked(blocked),
            models::Error::Database(error) => Self::Database(error),
            models::Error::Invalid(rejected) => Self::Invalid(
                rejected
                    .into_iter()
                    .map(|rejected| Fault::in_member(rejected.field, rejected.problem.into()))
                    .collect(),
            ),
        }
    }
}

impl From<loco_oidc::Problem> for ApiError {
    fn from(problem: loco_oidc::Problem) -> Self {
        Self::Oidc(problem)
    }
}

impl IntoResponse for ApiError {
    /// The status and the headers; [`describe`] makes the document, in the client's language.
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a request of the API failed");
        }
        let mut response = match &self {
            Self::Oidc(problem) => problem.clone().into_response(),
            _ => status.into_response(),
        };
        response.extensions_mut().insert(Arc::new(self.told()));
        response
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
