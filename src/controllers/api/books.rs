//! Books in the API.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use chrono::{DateTime, Utc};
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    PREFIX,
    body::{JsonBody, Kind, Member, Members},
    caller::Caller,
    etag,
    link::Link,
    list::{List, Paging, Parameters, Query},
    problem::Result,
    writes,
};
use crate::{
    controllers::id::Id,
    forms::BookForm,
    models::books::{self, Order},
};

const PARAMETERS: Parameters = Parameters {
    filters: &["q", "author", "genre", "language"],
    orders: &["title", "-title", "id", "-id"],
    alone: &["q", "author", "genre", "language", "order"],
};

static MEMBERS: Members = Members(&[
    Member {
        name: "title",
        field: "title",
        kind: Kind::Text,
    },
    Member {
        name: "author",
        field: "author",
        kind: Kind::Key,
    },
    Member {
        name: "summary",
        field: "summary",
        kind: Kind::Text,
    },
    Member {
        name: "isbn",
        field: "isbn",
        kind: Kind::Text,
    },
    Member {
        name: "genres",
        field: "genre",
        kind: Kind::Keys,
    },
    Member {
        name: "language",
        field: "language",
        kind: Kind::Key,
    },
]);

/// A book.
#[derive(Debug, Serialize, ToSchema)]
struct Book {
    id: i32,
    /// The book's address in the API.
    url: String,
    /// The book's page for people.
    page: String,
    title: String,
    author: Link,
    summary: String,
    /// 13 digits.
    isbn: String,
    /// By name.
    genres: Vec<Link>,
    language: Option<Link>,
    updated_at: DateTime<Utc>,
}

impl From<&books::Row> for Book {
    fn from(row: &books::Row) -> Self {
        let books::Row {
            book,
            author,
            genres,
            language,
        } = row;
        Self {
            id: book.id,
            url: super::url("books", book.id),
            page: book.url(),
            title: book.title.clone(),
            author: Link::new("authors", author.id, author.to_string()),
            summary: book.summary.clone(),
            isbn: book.isbn.clone(),
            genres: genres
                .iter()
                .map(|genre| Link::new("genres", genre.id, &genre.name))
                .collect(),
            language: language
                .as_ref()
                .map(|language| Link::new("languages", language.id, &language.name)),
            updated_at: book.updated_at,
        }
    }
}

/// What is to be known of a book.
#[derive(Debug, Serialize, ToSchema)]
struct BookInput {
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// The author's `id`.
    author: i32,
    #[schema(min_length = 1, max_length = 1000)]
    summary: String,
    /// 10 or 13 digits, with or without hyphens, that no other book has.
    #[schema(min_length = 10, max_length = 40, examples("978-0-306-40615-7"))]
    isbn: String,
    /// The `id` of each genre.
    #[schema(required = false)]
    genres: Vec<i32>,
    /// The language's `id`.
    language: Option<i32>,
}

impl From<&books::Row> for BookInput {
    fn from(row: &books::Row) -> Self {
        Self {
            title: row.book.title.clone(),
            author: row.author.id,
            summary: row.book.summary.clone(),
            isbn: row.book.isbn.clone(),
            genres: row.genres.iter().map(|genre| genre.id).collect(),
            language: row.book.language_id,
        }
    }
}

/// All books, or those of an author, of a genre, in a language, or that a search finds
///
/// By title and author, those of a genre or in a language with the latest first. Of a search's finds, a thousand at
/// most are shown.
#[utoipa::path(
    get, path = "/api/v1/books", tag = "books", operation_id = "list_books",
    params(
        Paging,
        ("q" = Option<String>, Query,
            description = "Words that title, author or ISBN have, or that begin words of them"),
        ("author" = Option<i32>, Query, description = "The author's `id`"),
        ("genre" = Option<i32>, Query, description = "The genre's `id`"),
        ("language" = Option<i32>, Query, description = "The language's `id`"),
        ("order" = Option<String>, Query, description =
            "`title`, `-title`, `id` or `-id`. One of `q`, `author`, `genre`, `language` and `order` at a time"),
    ),
    responses((status = 200, body = List<Book>)),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let (db, pager, page) = (caller.db(), wanted.pager(&caller), &wanted.page);
    let found = if let Some(query) = wanted.search() {
        books::search(db, &pager, query, page).await?
    } else if let Some(author) = wanted.parsed("author")? {
        books::of_author(db, &pager, author, page).await?
    } else if let Some(genre) = wanted.parsed("genre")? {
        books::of_genre(db, &pager, genre, page).await?
    } else if let Some(language) = wanted.parsed("language")? {
        books::of_language(db, &pager, language, page).await?
    } else {
        let order = match wanted.order {
            "id" | "-id" => Order::Added,
            _ => Order::Title,
        };
        books::list_in(db, &pager, page, order, wanted.is_descending()).await?
    };
    wanted.answer(&caller, found, |row| Book::from(row))
}

/// One book
#[utoipa::path(
    get, path = "/api/v1/books/{id}", tag = "books", operation_id = "get_book",
    params(("id" = i32, Path)),
    responses((status = 200, body = Book)),
)]
async fn show(caller: Caller, Id(id): Id) -> Result<Response> {
    let row = books::find_row(caller.db(), id).await?;
    etag::shown(&caller, &Book::from(&row))
}

/// Adds a book
#[utoipa::path(
    post, path = "/api/v1/books", tag = "books", operation_id = "create_book",
    request_body = BookInput,
    responses((status = 201, body = Book)),
    security(("oidc" = ["catalog:write"])),
)]
async fn create(caller: Caller, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.add_book").await?;
    let values = values(&body)?;
    let book = MEMBERS.placed(books::create(caller.db(), &values, caller.now()).await)?;
    let book = Book::from(&books::find_row(caller.db(), book.id).await?);
    etag::created(&book, &book.url)
}

/// Replaces what is known of a book
#[utoipa::path(
    put, path = "/api/v1/books/{id}", tag = "books", operation_id = "replace_book",
    params(("id" = i32, Path)),
    request_body = BookInput,
    responses((status = 200, body = Book)),
    security(("oidc" = ["catalog:write"])),
)]
async fn replace(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let row = changeable(&caller, id).await?;
    save(&caller, &row, body).await
}

/// Changes some of what is known of a book
#[utoipa::path(
    patch, path = "/api/v1/books/{id}", tag = "books", operation_id = "change_book",
    params(("id" = i32, Path)),
    request_body(content = BookInput, content_type = "application/merge-patch+json"),
    responses((status = 200, body = Book)),
    security(("oidc" = ["catalog:write"])),
)]
async fn change(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let row = changeable(&caller, id).await?;
    let body = body.onto(&BookInput::from(&row))?;
    save(&caller, &row, body).await
}

/// The book as the client has seen it.
async fn changeable(caller: &Caller, id: i32) -> Result<books::Row> {
    caller.permitted("catalog.change_book").await?;
    let row = books::find_row(caller.db(), id).await?;
    etag::check_if_match(caller, &Book::from(&row))?;
    Ok(row)
}

async fn save(caller: &Caller, row: &books::Row, body: JsonBody) -> Result<Response> {
    let values = values(&body)?;
    let seen = Some(row.book.version());
    let changed = row.book.change(caller.db(), &values, seen, caller.now());
    let book = MEMBERS.placed(changed.await)?;
    etag::saved(&Book::from(&books::find_row(caller.db(), book.id).await?))
}

/// Deletes a book without copies
#[utoipa::path(
    delete, path = "/api/v1/books/{id}", tag = "books", operation_id = "delete_book",
    params(("id" = i32, Path)),
    responses((status = 204)),
    security(("oidc" = ["catalog:write"])),
)]
async fn delete(caller: Caller, Id(id): Id) -> Result<Response> {
    caller.permitted("catalog.delete_book").await?;
    let row = books::find_row(caller.db(), id).await?;
    etag::check_if_match(&caller, &Book::from(&row))?;
    row.book.remove(caller.db()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn values(body: &JsonBody) -> Result<books::Values> {
    MEMBERS.fill(body).values(BookForm::values)
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add(
            "/books",
            get(list).merge(post(create).route_layer(writes())),
        )
        .add(
            "/books/{id}",
            get(show).merge(
                put(replace)
                    .patch(change)
                    .delete(delete)
                    .route_layer(writes()),
            ),
        )
}
