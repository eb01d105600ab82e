//! What the search box understands: words that must all be found, quotes around words that belong
//! together, and before a word `^` (begins with), `=` (is exactly) or `@` (as a whole word).
use std::collections::BTreeMap;

use sea_orm::sea_query::extension::postgres::PgExpr;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, LikeExpr, Query};
use sea_orm::{Condition, ConnectionTrait, DbBackend, DbErr};

use super::Rows;
use crate::declare::{DeclaredSearch, Match, SearchCx};
use crate::erased::Entry;
use crate::value;
use crate::visit::Visit;

/// More words than this are left out: each costs the database a look.
const MOST_WORDS: usize = 10;

/// Where only the first few of what is found are wanted, an index need not look further.
pub(crate) const CANDIDATES: u64 = 1_000;

/// One word, or several in quotes, and how it has to match where the sign before it says so.
#[derive(Debug, PartialEq, Eq)]
struct Word {
    text: String,
    how: Option<Match>,
}

fn words(typed: &str) -> Vec<Word> {
    let mut words = Vec::new();
    // PostgreSQL takes no NUL.
    let typed = typed.replace('\0', " ");
    let mut rest = typed.trim_start();
    while !rest.is_empty() && words.len() < MOST_WORDS {
        let how = match rest.chars().next() {
            Some('^') => Some(Match::StartsWith),
            Some('=') => Some(Match::Exact),
            Some('@') => Some(Match::Word),
            _ => None,
        };
        if how.is_some() {
            rest = &rest[1..];
        }
        let text;
        if let Some(quoted) = rest.strip_prefix('"') {
            (text, rest) = quoted.split_once('"').unwrap_or((quoted, ""));
        } else {
            (text, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        }
        if !text.trim().is_empty() {
            words.push(Word {
                text: text.trim().to_owned(),
                how,
            });
        }
        rest = rest.trim_start();
    }
    words
}

/// Narrows the rows to those in which every word is found. `most`: no more of them are wanted.
pub(crate) fn matching(rows: &mut Rows<'_>, typed: &str, most: Option<u64>) {
    let entry = rows.entry;
    let words = words(typed);
    if words.is_empty() {
        return;
    }
    let backend = rows.visit.db().get_database_backend();
    let cx = SearchCx { backend, most };
    let texts: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
    let mut either = Condition::any();
    let mut columns = false;
    for place in &entry.declaration.search {
        match place {
            DeclaredSearch::Custom(find) => either = either.add(find(&texts, &cx)),
            DeclaredSearch::Column { .. } => columns = true,
        }
    }
    if columns {
        let each = words.iter().fold(Condition::all(), |all, word| {
            all.add(somewhere(rows, word, backend))
        });
        either = either.add(each);
    }
    rows.narrow(either);
}

/// Whether a search in an index of its own found more than these, of which the list has only the first: whether one more
/// would bring a row that these do not.
pub(crate) async fn stopped(
    visit: &Visit,
    entry: &Entry,
    typed: &str,
    most: u64,
) -> Result<bool, DbErr> {
    let texts: Vec<String> = words(typed).into_iter().map(|word| word.text).collect();
    if texts.is_empty() {
        return Ok(false);
    }
    let backend = visit.db().get_database_backend();
    for place in &entry.declaration.search {
        let DeclaredSearch::Custom(find) = place else {
            continue;
        };
        let found = |most| {
            find(
                &texts,
                &SearchCx {
                    backend,
                    most: Some(most),
                },
            )
        };
        let mut rows = Rows::of(visit, entry);
        rows.narrow(found(most + 1));
        rows.narrow(found(most).not());
        if !rows.keys(0, 1).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Rows in which a word is found in one of the columns. What other tables have is looked for there first, once, and not
/// beside each row.
fn somewhere(rows: &mut Rows<'_>, word: &Word, backend: DbBackend) -> Condition {
    let (entry, visit) = (rows.entry, rows.visit);
    let mut any = Condition::any();
    let mut elsewhere: BTreeMap<&'static str, Condition> = BTreeMap::new();
    for place in &entry.declaration.search {
        let DeclaredSearch::Column {
            via,
            column: name,
            is_text,
            how,
        } = place
        else {
            continue;
        };
        let column = match via {
            None => entry.column(name),
            Some(_) => Expr::col(Alias::new(*name)),
        };
        let found = if *is_text {
            text(column, &word.text, word.how.unwrap_or(*how), backend)
        } else if let Some(exact) = exact_value(visit, entry, *via, name, &word.text) {
            column.eq(exact)
        } else {
            continue;
        };
        match via {
            None => any = any.add(found),
            Some(via) => {
                let there = elsewhere.remove(via).unwrap_or_else(Condition::any);
                elsewhere.insert(via, there.add(found));
            }
        }
    }
    for (via, there) in elsewhere {
        let Some(to) = entry.field(via).and_then(|field| field.points_to.as_ref()) else {
            continue;
        };
        let found = Query::select()
            .column(Alias::new(&to.column))
            .from(Alias::new(&to.table))
            .cond_where(there)
            .to_owned();
        any = any.add(entry.column(via).in_subquery(found));
    }
    if any.is_empty() {
        any = any.add(Expr::cust("1 = 0"));
    }
    any
}

fn exact_value(
    visit: &Visit,
    entry: &Entry,
    via: Option<&str>,
    column: &str,
    text: &str,
) -> Option<sea_orm::Value> {
    let field = match via {
        None => entry.field(column)?,
        Some(via) => {
            let to = entry.field(via)?.points_to.as_ref()?;
            visit.site.by_table(&to.table)?.field(column)?
        }
    };
    value::parse(&field.array, text, visit.site.zone()).ok()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// Whether a text matches, whatever the case.
pub(super) fn text(column: Expr, word: &str, how: Match, backend: DbBackend) -> Expr {
    let escaped = escaped(word);
    let like = |column: Expr, pattern: String| {
        if backend == DbBackend::Postgres {
            // A backslash is the sign there already, and sea-query writes another one where it is no SQL.
            column.ilike(LikeExpr::new(pattern))
        } else {
            column.like(LikeExpr::new(pattern).escape('\\'))
        }
    };
    match how {
        Match::Contains => like(column, format!("%{escaped}%")),
        Match::StartsWith => like(column, format!("{escaped}%")),
        Match::Exact => like(column, escaped),
        Match::Word => {
            // Blanks around both, so that the first and the last word count as well.
            let padded = Expr::expr(
                Func::cust("replace").args([
                    Expr::val(" ")
                        .binary(sea_orm::sea_query::BinOper::Custom("||"), column)
                        .binary(sea_orm::sea_query::BinOper::Custom("||"), Expr::val(" ")),
                    Expr::val(","),
                    Expr::val(" "),
                ]),
            );
            like(padded, format!("% {escaped} %"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Vec<(String, Option<Match>)> {
        words(typed)
            .into_iter()
            .map(|word| (word.text, word.how))
            .collect()
    }

    #[test]
    fn words_stand_alone_and_quotes_hold_them_together() {
        assert_eq!(
            read(r#" war  "and peace" ^tol =x @y "#),
            [
                ("war".to_owned(), None),
                ("and peace".to_owned(), None),
                ("tol".to_owned(), Some(Match::StartsWith)),
                ("x".to_owned(), Some(Match::Exact)),
                ("y".to_owned(), Some(Match::Word)),
            ]
        );
    }

    #[test]
    fn odd_input_is_no_trouble() {
        assert!(read("").is_empty());
        assert!(read("^ = \"\"").is_empty());
        assert_eq!(read("\"open").len(), 1);
        assert_eq!(read(&"a ".repeat(500)).len(), MOST_WORDS);
        assert_eq!(read("=\"ä ö\"")[0].0, "ä ö");
        assert_eq!(read("a\0b").len(), 2);
    }

    #[test]
    fn signs_of_patterns_are_only_signs() {
        assert_eq!(escaped("50%_\\"), "50\\%\\_\\\\");
    }
}
