//! Full-text search: SQLite's FTS5 and PostgreSQL's text search, asked the same question.
//!
//! A query becomes folded words; each must be in the row, or begin a word that is. Nothing a person types is left in it
//! that either language could take for an operator. At most 1 001 rows are taken before they are sorted.

use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbBackend, DbErr, FromQueryResult, QueryResult,
    Statement, TryGetable, Value,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use super::{
    Error, Page, PageLink, PageRequest, Pager, Result, Total, folding, isbn, paging::COUNT_LIMIT,
};

/// More words do not make a search better.
const MOST_WORDS: usize = 12;
/// The longest part of a query that is looked at, in characters.
const LONGEST_QUERY: usize = 200;

/// A table that can be searched.
struct Searched {
    table: &'static str,
    /// The column that says which row of the index a row belongs to.
    column: &'static str,
    index: &'static str,
    key: &'static str,
    order: &'static str,
}

const BOOKS: Searched = Searched {
    table: "books",
    column: "id",
    index: "book_search",
    key: "book_id",
    order: "sort_title, author_id, id",
};

const AUTHORS: Searched = Searched {
    table: "authors",
    column: "id",
    index: "author_search",
    key: "author_id",
    order: "sort_name, id",
};

/// Copies are found by their books.
const COPIES: Searched = Searched {
    table: "book_instances",
    column: "book_id",
    index: "book_search",
    key: "book_id",
    order: "due_order, id",
};

/// The keys of one page of what was found.
pub(super) struct Found<I = i32> {
    pub(super) keys: Vec<I>,
    page: Page<()>,
}

impl<I> Found<I> {
    pub(super) fn into_page<T>(self, items: Vec<T>) -> Page<T> {
        self.page.with(items)
    }
}

struct Hit<I> {
    id: I,
    candidates: i64,
}

impl<I: TryGetable> FromQueryResult for Hit<I> {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self {
            id: row.try_get("", "id")?,
            candidates: row.try_get("", "candidates")?,
        })
    }
}

/// The books that a query finds, by title. One query.
pub(super) async fn books(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Found> {
    run(db, pager, &BOOKS, &words_of_books(query), wanted).await
}

/// The authors that a query finds, by name. One query.
pub(super) async fn authors(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Found> {
    run(db, pager, &AUTHORS, &words(query), wanted).await
}

/// The copies of the books that a query finds, by due date. One query.
pub(super) async fn copies(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Found<Uuid>> {
    run(db, pager, &COPIES, &words_of_books(query), wanted).await
}

/// The condition that books (or what points to them) are among those that a query finds, for lists that are made
/// elsewhere. `most`: no more books than this are taken.
pub fn among_books(
    column: impl ColumnTrait,
    query: &str,
    backend: DbBackend,
    most: Option<u64>,
) -> Condition {
    among(&BOOKS, column, &words_of_books(query), backend, most)
}

/// As [`among_books`], for authors.
pub fn among_authors(
    column: impl ColumnTrait,
    query: &str,
    backend: DbBackend,
    most: Option<u64>,
) -> Condition {
    among(&AUTHORS, column, &words(query), backend, most)
}

fn among(
    searched: &Searched,
    column: impl ColumnTrait,
    words: &[String],
    backend: DbBackend,
    most: Option<u64>,
) -> Condition {
    if words.is_empty() {
        return Condition::all().add(Expr::cust("1 = 0"));
    }
    let Searched { index, key, .. } = *searched;
    let terms = [terms(backend, words)];
    let mut found = Query::select();
    found.from(index);
    match backend {
        DbBackend::Postgres => found.column(key).and_where(Expr::cust_with_values(
            "document @@ CAST($1 AS tsquery)",
            terms,
        )),
        _ => found
            .column("rowid")
            .and_where(Expr::cust_with_values(format!("{index} MATCH ?"), terms)),
    };
    if let Some(most) = most {
        found.limit(most);
    }
    Condition::all().add(column.in_subquery(found))
}

async fn run<I: TryGetable>(
    db: &DatabaseConnection,
    pager: &Pager,
    searched: &Searched,
    words: &[String],
    wanted: &PageRequest,
) -> Result<Found<I>> {
    let number = wanted.wanted_number();
    let size = pager.page_size();
    let offset = number.saturating_sub(1).saturating_mul(size);
    let mut hits = Vec::new();
    if !words.is_empty() && offset < COUNT_LIMIT {
        let limit = (COUNT_LIMIT - offset).min(size);
        let statement = statement(db.get_database_backend(), searched, words, offset, limit);
        hits = Hit::<I>::find_by_statement(statement).all(db).await?;
    }
    if hits.is_empty() && number > 1 {
        return Err(Error::NotFound);
    }
    let candidates = hits.first().map_or(0, |hit| hit.candidates);
    let total = Total::capped(u64::try_from(candidates).unwrap_or_default());
    let link = |number| PageLink {
        number,
        query: format!("page={number}"),
    };
    Ok(Found {
        page: Page {
            items: Vec::new(),
            number,
            size,
            total,
            previous: (number > 1).then(|| link(number - 1)),
            next: (offset + (hits.len() as u64) < total.value).then(|| link(number + 1)),
        },
        keys: hits.into_iter().map(|hit| hit.id).collect(),
    })
}

/// Candidates first, from the full-text index; `CROSS JOIN` keeps SQLite from reading the table in its order instead.
fn statement(
    backend: DbBackend,
    searched: &Searched,
    words: &[String],
    offset: u64,
    limit: u64,
) -> Statement {
    let Searched {
        table,
        column,
        index,
        key,
        order,
    } = searched;
    let candidates = match backend {
        DbBackend::Postgres => {
            format!("SELECT {key} AS found FROM {index} WHERE document @@ CAST($1 AS tsquery)")
        }
        _ => format!("SELECT rowid AS found FROM {index} WHERE {index} MATCH $1"),
    };
    let sql = format!(
        "SELECT id, COUNT(*) OVER () AS candidates \
         FROM ({candidates} LIMIT {}) AS candidates CROSS JOIN {table} WHERE {column} = found \
         ORDER BY {order} LIMIT {limit} OFFSET {offset}",
        COUNT_LIMIT + 1
    );
    Statement::from_sql_and_values(backend, sql, [Value::from(terms(backend, words))])
}

/// All words, in the database's language.
fn terms(backend: DbBackend, words: &[String]) -> String {
    let (term, and): (fn(&str) -> String, _) = match backend {
        DbBackend::Postgres => (tsquery_term, " & "),
        _ => (fts5_term, " "),
    };
    let terms: Vec<String> = words.iter().map(|word| term(word)).collect();
    terms.join(and)
}

/// A word in quotes is never an operator. A single letter is a word of its own: half of all words begin with it.
fn fts5_term(word: &str) -> String {
    if word.len() == 1 {
        format!("\"{word}\"")
    } else {
        format!("\"{word}\"*")
    }
}

fn tsquery_term(word: &str) -> String {
    if word.len() == 1 {
        word.to_owned()
    } else {
        format!("{word}:*")
    }
}

fn words(query: &str) -> Vec<String> {
    let query: String = query.chars().take(LONGEST_QUERY).collect();
    folding::words(&query)
        .split_whitespace()
        .take(MOST_WORDS)
        .map(str::to_owned)
        .collect()
}

/// An ISBN is one word, however it is written.
fn words_of_books(query: &str) -> Vec<String> {
    if let Ok(isbn) = isbn::parse(query) {
        return vec![isbn];
    }
    query
        .split_whitespace()
        .flat_map(|word| match part_of_isbn(word) {
            Some(digits) => vec![digits],
            None => words(word),
        })
        .take(MOST_WORDS)
        .collect()
}

/// A word that is an ISBN, or that begins one as they are printed: `978-0-306`.
fn part_of_isbn(word: &str) -> Option<String> {
    if let Ok(isbn) = isbn::parse(word) {
        return Some(isbn);
    }
    let digits = isbn::compact(word);
    let begins = digits.starts_with("978") || digits.starts_with("979");
    (begins && digits.len() <= 13 && digits.bytes().all(|digit| digit.is_ascii_digit()))
        .then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_becomes_folded_words() {
        assert_eq!(
            words_of_books("  L'Étranger  CAMUS "),
            ["l", "etranger", "camus"]
        );
        assert_eq!(
            words_of_books("\"NOT\" (a* OR b) : -x ^y"),
            ["not", "a", "or", "b", "x", "y"]
        );
        assert_eq!(words_of_books("\u{0}\u{1b}&|!<->"), Vec::<String>::new());
        assert_eq!(words_of_books(&"word ".repeat(1_000)).len(), MOST_WORDS);
    }

    #[test]
    fn an_isbn_is_one_word_however_it_is_written() {
        for query in [
            "9780306406157",
            "978-0-306-40615-7",
            "978 0 306 40615 7",
            "0-306-40615-2",
        ] {
            assert_eq!(words_of_books(query), ["9780306406157"], "{query}");
        }
        assert_eq!(words_of_books("camus 978-0-306"), ["camus", "9780306"]);
        assert_eq!(words_of_books("1914-1918"), ["1914", "1918"]);
    }
}
