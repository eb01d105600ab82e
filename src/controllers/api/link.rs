//! How something refers to something else.

use serde::Serialize;
use utoipa::ToSchema;

/// Something else, by its key and its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct Link {
    /// Its key.
    id: i32,
    /// Its name, or its title.
    name: String,
    /// Its address in the API.
    url: String,
}

impl Link {
    #[must_use]
    pub fn new(resource: &str, id: i32, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            url: super::url(resource, id),
        }
    }
}
