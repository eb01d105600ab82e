//! JSON bodies: read member by member into the form that the page has for the same thing, so that both have one set
//! of rules.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, Method, StatusCode, header::CONTENT_TYPE},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::problem::{ApiError, Fault, Result};
use crate::{
    forms::{FieldErrors, Reason, text},
    models,
};

/// A JSON object.
pub struct JsonBody(Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        if !is_json(request.headers(), request.method()) {
            return Err(ApiError::UnsupportedMediaType);
        }
        let bytes =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
                    _ => ApiError::BadJson(String::new()),
                })?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| ApiError::BadJson(format!("{}:{}", error.line(), error.column())))
    }
}

/// `PATCH` takes a merge patch (RFC 7396) under its own name as well.
fn is_json(headers: &HeaderMap, method: &Method) -> bool {
    let named = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = named.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || (*method == Method::PATCH
            && essence.eq_ignore_ascii_case("application/merge-patch+json"))
}

/// A member of a body.
pub struct Member {
    /// Its name in JSON.
    pub name: &'static str,
    /// The field of the form that it fills.
    pub field: &'static str,
    pub kind: Kind,
}

/// What a member holds. `null` is the same as leaving it out.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// `2026-11-24`.
    Day,
    /// The number of something else.
    Key,
    Keys,
    /// One of these words; the form has a code of its own for each.
    Word(fn(&str) -> Option<&'static str>),
}

/// The members that a body may have.
pub struct Members(pub &'static [Member]);

/// A form that has been filled from a body.
pub struct Filled<F> {
    pub form: F,
    faults: Vec<Fault>,
    members: &'static Members,
}

impl JsonBody {
    /// The body with everything that it leaves out taken from `current`, as a merge patch (RFC 7396) says. A member
    /// that is `null` is emptied.
    ///
    /// # Errors
    /// 500 when `current` is no object.
    pub fn onto(self, current: &impl Serialize) -> Result<Self> {
        let current = serde_json::to_value(current).map_err(loco_rs::Error::from)?;
        let Value::Object(mut whole) = current else {
            return Err(loco_rs::Error::string("only objects can be patched").into());
        };
        whole.extend(self.0);
        Ok(Self(whole))
    }
}

impl Members {
    /// Fills the form of the page.
    pub fn fill<F: DeserializeOwned + Default>(&'static self, body: &JsonBody) -> Filled<F> {
        let mut faults = Vec::new();
        let mut fields = Map::new();
        for (name, value) in &body.0 {
            let Some(member) = self.0.iter().find(|member| member.name == name) else {
                let known: Vec<&str> = self.0.iter().map(|member| member.name).collect();
                let reason = Reason::new("unknown-member").with_text("known", &known.join(", "));
                faults.push(Fault::in_member(name, reason));
                continue;
            };
            if value.is_null() {
                continue;
            }
            match member.kind.field(value) {
                Ok(field) => {
                    fields.insert(member.field.to_owned(), field);
                }
                Err(code) => faults.push(Fault::in_member(name, Reason::new(code))),
            }
        }
        let form = serde_json::from_value(Value::Object(fields)).unwrap_or_else(|error| {
            tracing::error!(%error, "the members of the API do not fit the form of the page");
            F::default()
        });
        Filled {
            form,
            faults,
            members: self,
        }
    }

    /// What the form or the model found wrong, at the members that filled the fields.
    fn faults(&self, errors: &FieldErrors) -> Vec<Fault> {
        errors
            .iter()
            .map(|(field, reason)| {
                let member = self.0.iter().find(|member| member.field == field);
                Fault::in_member(member.map_or(field, |member| member.name), reason.clone())
            })
            .collect()
    }

    /// The model's answer, with what it rejects at the members of the body.
    ///
    /// # Errors
    /// As the model's.
    pub fn placed<T>(&self, result: models::Result<T>) -> Result<T> {
        result.map_err(|error| match error {
            models::Error::Invalid(rejected) => ApiError::Invalid(self.faults(&rejected.into())),
            other => other.into(),
        })
    }
}

impl<F> Filled<F> {
    /// What the form made of the body, unless something in it was wrong already.
    ///
    /// # Errors
    /// 422, with everything that is wrong.
    pub fn values<T>(self, read: impl FnOnce(&F) -> Result<T, FieldErrors>) -> Result<T> {
        let mut faults = self.faults;
        match read(&self.form) {
            Ok(values) if faults.is_empty() => Ok(values),
            Ok(_) => Err(ApiError::Invalid(faults)),
            Err(errors) => {
                // A member of the wrong type is empty for the form; the type is what was wrong with it.
                for fault in self.members.faults(&errors) {
                    if !faults.iter().any(|known| known.at == fault.at) {
                        faults.push(fault);
                    }
                }
                Err(ApiError::Invalid(faults))
            }
        }
    }
}

impl Kind {
    /// The value as a form has it, or the code of what is wrong with it.
    fn field(self, value: &Value) -> Result<Value, &'static str> {
        let key = |value: &Value| value.as_i64().map(|number| number.to_string());
        match self {
            Self::Text => match value {
                Value::String(text) => Ok(Value::from(text.as_str())),
                _ => Err("not-a-text"),
            },
            Self::Day => match value.as_str() {
                Some(text) if is_day(text) => Ok(Value::from(text)),
                _ => Err("not-a-day"),
            },
            Self::Key => key(value).map(Value::from).ok_or("not-a-key"),
            Self::Keys => {
                let keys = value.as_array().ok_or("not-keys")?;
                let keys: Option<Vec<String>> = keys.iter().map(key).collect();
                keys.map(Value::from).ok_or("not-keys")
            }
            Self::Word(code) => match value.as_str() {
                // What is no word of ours is no code either.
                Some(word) => Ok(Value::from(code(word).unwrap_or_default())),
                None => Err("not-a-text"),
            },
        }
    }
}

/// Of the ways in which people write dates, only the one of ISO 8601.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.as_bytes().get(4) == Some(&b'-') && text::date(text).is_some()
}
