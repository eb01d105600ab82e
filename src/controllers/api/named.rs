//! What has nothing but a name: a genre or a language.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    body::{Kind, Member, Members},
    list::Parameters,
};

/// The parameters of a list of names.
pub const PARAMETERS: Parameters = Parameters {
    filters: &[],
    orders: &["name", "-name"],
    alone: &[],
};

/// The members of a name's body.
pub static MEMBERS: Members = Members(&[Member {
    name: "name",
    field: "name",
    kind: Kind::Text,
}]);

/// What a genre or a language is to be called.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Name {
    /// Unique without regard to case.
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
}

/// A genre or a language.
#[derive(Debug, Serialize, ToSchema)]
pub struct Named {
    pub id: i32,
    /// Its address in the API.
    pub url: String,
    /// Its page for people.
    pub page: String,
    pub name: String,
}
