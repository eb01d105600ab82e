//! The extractor for forms: a body that is no form is refused with the status that says why.

use axum::extract::{FromRequest, Request};
use axum_extra::extract::Form;
use serde::de::DeserializeOwned;

use crate::errors::Error;

/// A form that a browser sent. Fields that it lacks are empty; fields that nobody asked for are ignored.
#[derive(Clone, Debug)]
pub struct Submitted<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Submitted<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        Form::from_request(request, state)
            .await
            .map(|Form(form)| Self(form))
            .map_err(|rejection| Error::BadRequest(rejection.status()))
    }
}
