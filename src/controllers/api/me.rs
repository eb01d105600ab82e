//! Who the token belongs to, and what they may do with it.

use axum::{response::Response, routing::get};
use loco_oidc::bearer_protected;
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;

use super::{PREFIX, caller::Caller, etag, problem::Result};

/// Every permission that the API asks for.
const PERMISSIONS: [&str; 16] = [
    "catalog.add_author",
    "catalog.add_book",
    "catalog.add_bookinstance",
    "catalog.add_genre",
    "catalog.add_language",
    "catalog.can_mark_returned",
    "catalog.change_author",
    "catalog.change_book",
    "catalog.change_bookinstance",
    "catalog.change_genre",
    "catalog.change_language",
    "catalog.delete_author",
    "catalog.delete_book",
    "catalog.delete_bookinstance",
    "catalog.delete_genre",
    "catalog.delete_language",
];

/// Somebody with a token.
#[derive(Debug, Serialize, ToSchema)]
struct Me {
    username: String,
    name: String,
    email: String,
    /// The roles that the token carries.
    roles: Vec<String>,
    /// The scopes of the token.
    scopes: Vec<String>,
    /// What the account may do here, where the token has the scope for it.
    permissions: Vec<&'static str>,
    /// The most loans at a time.
    max_loans: u32,
    /// How often a loan can be renewed.
    max_renewals: u32,
}

/// Who the token belongs to
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me", operation_id = "get_me",
    responses((status = 200, body = Me)),
    security(("oidc" = [])),
)]
async fn show(caller: Caller) -> Result<Response> {
    let account = caller.account().await?;
    let token = caller.token()?;
    let me = Me {
        username: account.username.clone(),
        name: account.display_name(),
        email: account.email.clone(),
        roles: token.roles().to_vec(),
        scopes: token.scopes().map(str::to_owned).collect(),
        permissions: PERMISSIONS
            .into_iter()
            .filter(|permission| account.can(permission))
            .collect(),
        max_loans: caller.rules().max_loans,
        max_renewals: caller.rules().max_renewals,
    };
    etag::shown(&caller, &me)
}

pub fn routes() -> Routes {
    Routes::at(PREFIX).add("/me", get(show).route_layer(bearer_protected()))
}
