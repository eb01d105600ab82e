//! The description of the API for programs (OpenAPI 3.1), made from the code that answers.

use axum::{
    Json,
    http::header::CACHE_CONTROL,
    response::{IntoResponse, Response},
    routing::get,
};
use loco_oidc::Oidc;
use loco_rs::controller::Routes;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        self, Content, HeaderBuilder, HttpMethod, ObjectBuilder, PathItem, Ref, RefOr, Required,
        ResponseBuilder,
        path::{Operation, ParameterBuilder, ParameterIn},
        schema::Type,
        security::{OpenIdConnect, SecurityScheme},
        server::Server,
    },
};

use super::{
    authors, books, checkouts, copies, genres, languages, loans, me, problem::Problem, renewals,
    reservations, returns,
};

/// The library's catalogue and lending, as its pages have them. Reading the catalogue is free; everything else wants
/// an access token of the library's OpenID provider with the scope that is named, and an account with the permission
/// for it. Errors are problem documents (RFC 9457).
#[derive(OpenApi)]
#[openapi(
    info(title = "LocalLibrary API", version = "1"),
    paths(
        books::list, books::create, books::show, books::replace, books::change, books::delete,
        authors::list, authors::create, authors::show, authors::replace, authors::change, authors::delete,
        genres::list, genres::create, genres::show, genres::replace, genres::change, genres::delete,
        languages::list, languages::create, languages::show, languages::replace, languages::change,
        languages::delete,
        copies::list, copies::create, copies::show, copies::replace, copies::change, copies::delete,
        loans::list, loans::show, checkouts::create, returns::create, renewals::create,
        renewals::create_for_reader,
        reservations::list, reservations::show, reservations::create, reservations::cancel,
        me::show,
    ),
    components(schemas(Problem)),
    tags(
        (name = "books", description = "Titles, with author, genres and language"),
        (name = "authors", description = "Who wrote the books"),
        (name = "genres", description = "What kind of books there are"),
        (name = "languages", description = "What the books are written in"),
        (name = "copies", description = "What stands on the shelf, and what is on loan"),
        (name = "loans", description = "Borrowing, returning, renewing"),
        (name = "reservations", description = "The queue for a book"),
        (name = "me", description = "Who the token belongs to"),
    ),
    modifiers(&WhatAllShare),
)]
struct Described;

/// The description, for a library at this address with this provider.
#[must_use]
pub fn description(base_url: &str, issuer: &str) -> openapi::OpenApi {
    let mut description = Described::openapi();
    description.servers = Some(vec![Server::new(base_url.trim_end_matches('/'))]);
    let discovery = format!(
        "{}/.well-known/openid-configuration",
        issuer.trim_end_matches('/')
    );
    description
        .components
        .get_or_insert_default()
        .add_security_scheme(
            "oidc",
            SecurityScheme::OpenIdConnect(OpenIdConnect::new(discovery)),
        );
    description
}

/// What the answers of all operations, or of all of a kind, have in common.
struct WhatAllShare;

impl Modify for WhatAllShare {
    fn modify(&self, description: &mut openapi::OpenApi) {
        for item in description.paths.paths.values_mut() {
            for (method, operation) in operations(item) {
                complete(&method, operation);
            }
        }
    }
}

/// The operations of a path.
pub(super) fn operations(item: &mut PathItem) -> Vec<(HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Patch, &mut item.patch),
        (HttpMethod::Delete, &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
    .collect()
}

/// The problems that an operation can answer with, its tags and its preconditions.
fn complete(method: &HttpMethod, operation: &mut Operation) {
    let has_body = operation.request_body.is_some();
    let parameters = operation.parameters.get_or_insert_default();
    let is_in = |place: ParameterIn| {
        parameters
            .iter()
            .any(|known| matches!(known, RefOr::T(known) if known.parameter_in == place))
    };
    let (in_path, in_query) = (is_in(ParameterIn::Path), is_in(ParameterIn::Query));
    let makes_or_reads = matches!(method, HttpMethod::Get | HttpMethod::Post);
    let mut problems = vec![406];
    if in_query || has_body {
        problems.push(400);
    }
    if operation.security.is_some() {
        problems.extend([401, 403, 503]);
    }
    if in_path {
        problems.push(404);
    }
    if has_body {
        problems.extend([413, 415, 422]);
    }
    if *method != HttpMethod::Get {
        problems.push(409);
    }
    if makes_or_reads {
        if *method == HttpMethod::Get {
            parameters.push(
                header(
                    "If-None-Match",
                    "An `ETag`: 304 when it still is the one",
                    false,
                )
                .into(),
            );
            let unchanged = ResponseBuilder::new();
            operation
                .responses
                .responses
                .insert("304".into(), unchanged.build().into());
        }
    } else {
        parameters.push(
            header(
                "If-Match",
                "The `ETag` of what is to be changed, or `*`",
                true,
            )
            .into(),
        );
        problems.extend([412, 428]);
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else {
            continue;
        };
        if response.description.is_empty() {
            response.description = said(status).into();
        }
        if !response.content.is_empty() {
            let tag = HeaderBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                .description(Some("Changes with every byte of the answer"));
            response.headers.insert("ETag".into(), tag.build().into());
        }
    }
    for status in problems {
        let status = status.to_string();
        let content = Content::new(Some(Ref::from_schema_name("Problem")));
        let problem = ResponseBuilder::new()
            .description(said(&status))
            .content("application/problem+json", content);
        operation
            .responses
            .responses
            .insert(status, problem.build().into());
    }
}

fn header(name: &str, text: &str, required: bool) -> openapi::path::Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(text))
        .required(if required {
            Required::True
        } else {
            Required::False
        })
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// What a status means here.
fn said(status: &str) -> &'static str {
    match status {
        "200" => "As it is now",
        "201" => "It was made; `Location` is its address",
        "204" => "It is gone",
        "304" => "It has not changed",
        "400" => "The query or the body cannot be read",
        "401" => "The token is missing or not valid; `WWW-Authenticate` says why (RFC 6750)",
        "403" => "The token lacks the scope, or the account the permission",
        "404" => "There is nothing here for this caller",
        "406" => "The client takes no JSON",
        "409" => "A rule of the library forbids it now",
        "412" => "It has changed since the client has seen it",
        "413" => "The body is too large",
        "415" => "The body is of another type",
        "422" => "Members of the body have values that cannot be stored",
        "428" => "`If-Match` is missing",
        "503" => "The provider or the database cannot be reached",
        _ => "Something broke",
    }
}

async fn show(oidc: Oidc) -> Response {
    let settings = oidc.settings();
    let description = description(settings.base_url().as_str(), settings.issuer());
    ([(CACHE_CONTROL, "no-cache")], Json(description)).into_response()
}

pub fn routes() -> Routes {
    Routes::at("api").add("/openapi.json", get(show))
}
