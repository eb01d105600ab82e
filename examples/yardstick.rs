//! What bin/bench measures the library against: a bare axum handler a page, with the same tables and the same number
//! of rows, and nothing around it. It finds the session and the user, asks for the page's rows through SeaORM, and
//! renders a Tera page; no permissions, translations, sign-in, headers or error pages.
//!
//! `yardstick DATABASE_URL PORT`, on a database that the library has made.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header::COOKIE},
    response::Html,
    routing::get,
};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, FromQueryResult, Statement, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tera::{Context, Tera};

/// As long as the library's pages: the same masthead, navigation and foot, in one language.
const PAGE: &str = r##"<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{{ title }} · LocalLibrary</title>
  <meta name="description" content="The catalogue of LocalLibrary: look for books, borrow, renew and reserve.">
  <link rel="icon" href="/static/mark.svg?v=0123456789ab" type="image/svg+xml">
  <link rel="stylesheet" href="/static/css/tokens.css?v=0123456789ab">
  <link rel="stylesheet" href="/static/css/base.css?v=0123456789ab">
  <link rel="stylesheet" href="/static/css/layout.css?v=0123456789ab">
  <link rel="stylesheet" href="/static/css/components.css?v=0123456789ab">
  <link rel="stylesheet" href="/static/css/print.css?v=0123456789ab" media="print">
  <script type="module" src="/static/js/library.js?v=0123456789ab"></script>
</head>
<body>
  <a class="skip" href="#content">Skip to the content</a>
  <header class="masthead">
    <div class="wrap">
      <a class="brand" href="/catalog/"><svg aria-hidden="true" focusable="false"><use href="/static/icons.svg?v=0123456789ab#mark"/></svg><span>LocalLibrary</span></a>
      <form class="masthead-search" action="/catalog/books/" method="get" role="search">
        <label class="visually-hidden" for="masthead-q">Search the catalogue</label>
        <input id="masthead-q" type="search" name="q" maxlength="200" placeholder="Title, author or ISBN" value="">
        <button type="submit"><svg aria-hidden="true" focusable="false"><use href="/static/icons.svg?v=0123456789ab#search"/></svg><span class="visually-hidden">Search</span></button>
      </form>
      <details class="account">
        <summary><svg aria-hidden="true" focusable="false"><use href="/static/icons.svg?v=0123456789ab#person"/></svg><span class="account-name">{{ user }}</span><svg aria-hidden="true" focusable="false" class="chevron"><use href="/static/icons.svg?v=0123456789ab#chevron"/></svg></summary>
        <ul class="account-menu">
          {%- for entry in ["mybooks", "mybooks/history", "profile", "borrowed", "admin"] %}
          <li><a href="/catalog/{{ entry }}/">{{ entry }}</a></li>
          {%- endfor %}
          <li class="apart"><form action="/oidc/logout/" method="post"><button type="submit">Sign out</button></form></li>
        </ul>
      </details>
    </div>
  </header>
  <nav class="nav" aria-label="The library">
    <ul class="wrap">
      {%- for section in ["books", "authors", "genres", "languages", "bookinstances", "mybooks", "borrowed"] %}
      <li><a href="/catalog/{{ section }}/"{% if section == here %} aria-current="page"{% endif %}>{{ section }}</a></li>
      {%- endfor %}
    </ul>
  </nav>
  <main id="content" class="wrap" tabindex="-1">
    <nav class="breadcrumbs" aria-label="Where you are"><ol><li><a href="/catalog/">Home</a></li><li aria-current="page">{{ title }}</li></ol></nav>
    <div class="page-head"><div><h1>{{ title }}</h1><p>{{ total }} in all</p></div></div>
    <form class="search" action="/catalog/books/" method="get" role="search">
      <label class="visually-hidden" for="q">Search</label>
      <input id="q" type="search" name="q" maxlength="200" placeholder="Search" value="">
      <button class="button" type="submit">Search</button>
    </form>
    {%- if rows %}
    <table class="table books">
      <thead><tr><th scope="col">Title</th><th scope="col">Author</th><th scope="col">More</th></tr></thead>
      <tbody>
        {%- for row in rows %}
        <tr>
          <td class="title"><span class="spine bound-1" aria-hidden="true"></span><a href="/catalog/book/{{ row.id }}">{{ row.label }}</a></td>
          <td data-label="Author"><a href="/catalog/author/{{ row.id }}">{{ row.detail }}</a></td>
          <td data-label="More">{{ row.more }}</td>
          <td class="row-actions"><a class="button small" href="/catalog/book/{{ row.id }}/renew/">Renew</a></td>
        </tr>
        {%- endfor %}
      </tbody>
    </table>
    {%- endif %}
    <nav class="pagination" aria-label="Pages">
      <ul>
        {%- for number in [1, 2, 3, 4, 5, 6, 7] %}
        <li><a href="/catalog/books/?page={{ number }}" aria-label="Page {{ number }}">{{ number }}</a></li>
        {%- endfor %}
      </ul>
    </nav>
  </main>
  <footer class="colophon">
    <div class="wrap">
      <p>LocalLibrary · A library of one's own</p>
      <form class="preferences" action="/preferences/" method="post">
        <input type="hidden" name="next" value="/catalog/">
        <fieldset><legend>Language</legend>
          <button name="language" value="en" lang="en" aria-pressed="true">English</button>
          <button name="language" value="de" lang="de" aria-pressed="false">Deutsch</button>
        </fieldset>
        <fieldset><legend>Appearance</legend>
          <button name="theme" value="auto" aria-pressed="true">Automatic</button>
          <button name="theme" value="light" aria-pressed="false">Light</button>
          <button name="theme" value="dark" aria-pressed="false">Dark</button>
        </fieldset>
      </form>
    </div>
  </footer>
</body>
</html>"##;

const SESSION: &str = "SELECT u.id, u.username AS label, s.expires_at AS detail, u.last_name AS more \
    FROM auth_sessions s JOIN auth_users u ON u.id = s.user_id WHERE s.token_hash = $1";
const COUNT: &str = "SELECT 0 AS id, CAST(value AS TEXT) AS label, '' AS detail, '' AS more \
    FROM catalog_counts WHERE name = $1";
const LATEST: &str = "SELECT b.id, b.title AS label, a.last_name AS detail, '' AS more \
    FROM books b JOIN authors a ON a.id = b.author_id ORDER BY b.id DESC LIMIT $1";
const BOOKS: &str = "SELECT b.id, b.title AS label, a.last_name AS detail, l.name AS more \
    FROM (SELECT id FROM books ORDER BY sort_title, author_id, id LIMIT 10 OFFSET $1) k \
    JOIN books b ON b.id = k.id JOIN authors a ON a.id = b.author_id LEFT JOIN languages l ON l.id = b.language_id \
    ORDER BY b.sort_title, b.author_id, b.id";
const FOUND: &str = "SELECT b.id, b.title AS label, a.last_name AS detail, b.isbn AS more \
    FROM (SELECT rowid AS id FROM book_search WHERE book_search MATCH $1 LIMIT 1001) f \
    CROSS JOIN books b ON b.id = f.id JOIN authors a ON a.id = b.author_id ORDER BY b.sort_title, b.author_id LIMIT 10";
const BOOK: &str = "SELECT b.id, b.title AS label, a.last_name AS detail, b.summary AS more \
    FROM books b JOIN authors a ON a.id = b.author_id WHERE b.id = $1";
const COPIES: &str = "SELECT book_id AS id, imprint AS label, status AS detail, COALESCE(due_back, '') AS more \
    FROM book_instances WHERE book_id = $1";
const GENRES: &str = "SELECT bg.book_id AS id, g.name AS label, '' AS detail, '' AS more \
    FROM book_genres bg JOIN genres g ON g.id = bg.genre_id WHERE bg.book_id = $1";
const LOANS: &str = "SELECT b.id, b.title AS label, COALESCE(u.username, '') AS detail, c.due_back AS more \
    FROM (SELECT id FROM book_instances WHERE status = 'o' ORDER BY due_back, id LIMIT 10) k \
    JOIN book_instances c ON c.id = k.id JOIN books b ON b.id = c.book_id \
    LEFT JOIN auth_users u ON u.id = c.borrower_id ORDER BY c.due_back, c.id";

const ALL_COPIES: &str = "SELECT b.id, b.title AS label, c.imprint AS detail, COALESCE(c.due_back, '') AS more \
    FROM (SELECT id, due_order FROM book_instances ORDER BY due_order, id LIMIT 10 OFFSET $1) k \
    JOIN book_instances c ON c.id = k.id JOIN books b ON b.id = c.book_id ORDER BY k.due_order, k.id";

struct Bare {
    db: DatabaseConnection,
    tera: Tera,
}

/// Every query here answers with the same four columns, which one table shows.
#[derive(Debug, Serialize, FromQueryResult)]
struct Row {
    id: i32,
    label: String,
    detail: Option<String>,
    more: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    page: Option<i64>,
    q: Option<String>,
}

type Answer = Result<Html<String>, (StatusCode, String)>;

fn failed(error: impl std::fmt::Display) -> (StatusCode, String) {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
}

impl Bare {
    async fn rows(
        &self,
        sql: &str,
        value: impl Into<Value>,
    ) -> Result<Vec<Row>, (StatusCode, String)> {
        let statement =
            Statement::from_sql_and_values(self.db.get_database_backend(), sql, [value.into()]);
        Row::find_by_statement(statement)
            .all(&self.db)
            .await
            .map_err(failed)
    }

    async fn user(&self, headers: &HeaderMap) -> Result<String, (StatusCode, String)> {
        let cookies = headers
            .get(COOKIE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let token = cookies
            .split("; ")
            .find_map(|cookie| cookie.strip_prefix("session="))
            .unwrap_or_default();
        let hash = Sha256::digest(token)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>();
        let found = self.rows(SESSION, hash).await?.pop();
        found
            .map(|user| user.label)
            .ok_or((StatusCode::UNAUTHORIZED, "no session".to_string()))
    }

    async fn page(&self, title: &str, user: &str, counted: &str, rows: &[Row]) -> Answer {
        let total = self
            .rows(COUNT, counted)
            .await?
            .pop()
            .map(|count| count.label);
        let mut context = Context::new();
        context.insert("title", title);
        context.insert("here", title);
        context.insert("user", user);
        context.insert("total", &total);
        context.insert("rows", rows);
        self.tera
            .render("page.html", &context)
            .map(Html)
            .map_err(failed)
    }
}

async fn home(State(bare): State<Arc<Bare>>, headers: HeaderMap) -> Answer {
    let user = bare.user(&headers).await?;
    let latest = bare.rows(LATEST, 6).await?;
    bare.page("Home", &user, "books", &latest).await
}

async fn books(
    State(bare): State<Arc<Bare>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let user = bare.user(&headers).await?;
    let mut rows = match &asked.q {
        Some(query) => {
            bare.rows(FOUND, format!("\"{}\"*", query.replace('"', "")))
                .await?
        }
        None => bare.rows(BOOKS, (asked.page.unwrap_or(1) - 1) * 10).await?,
    };
    // The genres of the page's books, in one query, as the library does it.
    let ids: Vec<String> = rows.iter().map(|row| row.id.to_string()).collect();
    let genres = GENRES.replace("= $1", &format!("IN ({}) AND $1 = $1", ids.join(",")));
    for genre in bare.rows(&genres, 1).await? {
        if let Some(row) = rows.iter_mut().find(|row| row.id == genre.id) {
            row.more = Some(format!(
                "{} {}",
                row.more.take().unwrap_or_default(),
                genre.label
            ));
        }
    }
    bare.page("Books", &user, "books", &rows).await
}

async fn book(State(bare): State<Arc<Bare>>, Path(id): Path<i32>, headers: HeaderMap) -> Answer {
    let user = bare.user(&headers).await?;
    let mut rows = bare.rows(BOOK, id).await?;
    rows.extend(bare.rows(GENRES, id).await?);
    rows.extend(bare.rows(COPIES, id).await?);
    bare.page("Book", &user, "copies", &rows).await
}

async fn loans(State(bare): State<Arc<Bare>>, headers: HeaderMap) -> Answer {
    let user = bare.user(&headers).await?;
    let rows = bare.rows(LOANS, 0).await?;
    bare.page("All loans", &user, "copies_on_loan", &rows).await
}

async fn copies(
    State(bare): State<Arc<Bare>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let user = bare.user(&headers).await?;
    let rows = bare
        .rows(ALL_COPIES, (asked.page.unwrap_or(1) - 1) * 10)
        .await?;
    bare.page("Copies", &user, "copies", &rows).await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(url), Some(port)) = (arguments.next(), arguments.next()) else {
        return Err("usage: yardstick DATABASE_URL PORT".into());
    };
    // The connections are set as the library sets its own (src/database.rs).
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(8)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .busy_timeout(Duration::from_secs(10))
                .pragma("journal_mode", "WAL")
                .pragma("cache_size", "-16000")
                .pragma("mmap_size", "268435456")
                .pragma("temp_store", "MEMORY")
                .statement_cache_capacity(256)
        });
    let mut tera = Tera::new();
    tera.add_raw_templates([("page.html", PAGE)])?;
    let bare = Arc::new(Bare {
        db: Database::connect(options).await?,
        tera,
    });
    let router = Router::new()
        .route("/catalog/", get(home))
        .route("/catalog/books/", get(books))
        .route("/catalog/book/{id}", get(book))
        .route("/catalog/borrowed/", get(loans))
        .route("/catalog/bookinstances/", get(copies))
        .with_state(bare);
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    Ok(axum::serve(listener, router).await?)
}
