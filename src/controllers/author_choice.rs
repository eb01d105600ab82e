//! The author in a book's form: chosen from a list while that is short, else looked for by name.

use sea_orm::DatabaseConnection;

use crate::{
    errors::Result,
    forms::{BookForm, FieldErrors, Reason},
    models::{self, PageRequest, Pager, authors},
    views::{Choice, lookup::Lookup},
};

/// The longest list that people choose from.
const MOST: u64 = 200;

/// What the form offers: all authors, or the one who is chosen already.
pub async fn offered(db: &DatabaseConnection, form: &BookForm) -> Result<Lookup> {
    let all = authors::choices(db, MOST + 1).await?;
    if all.len() as u64 <= MOST {
        return Ok(Lookup::all(all.iter().map(choice).collect()));
    }
    let chosen = match form.author.parse() {
        Ok(id) => authors::find(db, id).await,
        Err(_) => Err(models::Error::NotFound),
    };
    match chosen {
        Ok(author) => Ok(Lookup::chosen(Some(choice(&author)))),
        Err(models::Error::NotFound) => Ok(Lookup::chosen(None)),
        Err(error) => Err(error.into()),
    }
}

/// The authors whom a typed name fits: none, or too many to know who is meant.
pub struct Ambiguous {
    name: String,
    fitting: Vec<authors::Model>,
}

impl Ambiguous {
    #[must_use]
    pub fn errors(&self) -> FieldErrors {
        let code = if self.fitting.is_empty() {
            "author-unknown"
        } else {
            "author-ambiguous"
        };
        FieldErrors::one("author", Reason::new(code).with_text("typed", &self.name))
    }

    #[must_use]
    pub fn lookup(&self) -> Lookup {
        Lookup::found(self.fitting.iter().map(choice).collect(), &self.name)
    }
}

/// Looks for the name that was typed, and chooses the author if it is one. The name stays in the form only while
/// nobody has it.
pub async fn resolve(
    db: &DatabaseConnection,
    pager: &Pager,
    form: &mut BookForm,
) -> Result<std::result::Result<(), Ambiguous>> {
    if form.author_name.is_empty() {
        return Ok(Ok(()));
    }
    let name = form.author_name.clone();
    let fitting = authors::search(db, pager, &name, &PageRequest::first())
        .await?
        .items;
    let exactly = fitting
        .iter()
        .filter(|author| author.to_string().eq_ignore_ascii_case(&name));
    let one = match (exactly.collect::<Vec<_>>().as_slice(), fitting.as_slice()) {
        ([one], _) => Some(one.id),
        ([], [one]) => Some(one.id),
        _ => None,
    };
    form.author = one.map(|id| id.to_string()).unwrap_or_default();
    if !fitting.is_empty() {
        form.author_name.clear();
    }
    Ok(if one.is_some() {
        Ok(())
    } else {
        Err(Ambiguous { name, fitting })
    })
}

fn choice(author: &authors::Model) -> Choice {
    Choice::new(author.id, author.to_string())
}
