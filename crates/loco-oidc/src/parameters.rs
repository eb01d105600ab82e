//! The parameters of a request, from its query or its form: each at most once (RFC 6749 section 3.1).
use crate::{Problem, ProblemCode};
use http::StatusCode;
use std::collections::BTreeMap;
use url::form_urlencoded;

/// More parameters than any of the protocols has.
const MOST: usize = 32;

/// Parameters by name.
pub(crate) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Reads a query or a form. Repeated parameters are refused, because two programs that read the
    /// same request could take different ones.
    pub(crate) fn parse(text: &[u8]) -> Result<Self, Problem> {
        let mut parameters = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(text) {
            let is_new = parameters
                .insert(name.into_owned(), value.into_owned())
                .is_none();
            if !is_new || parameters.len() > MOST {
                return Err(bad_request());
            }
        }
        Ok(Self(parameters))
    }

    /// A parameter that is there and not empty.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }
}

/// Parameters that make no sense: 400.
pub(crate) fn bad_request() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, ProblemCode::BadRequest).retry_at("/")
}
