//! The rows that an action is for.
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::form::Submitted;
use crate::key::Key;
use crate::list::{self, Address};
use crate::object::Object;
use crate::visit::Visit;

/// An action is for this many rows at most: each is treated by itself, and somebody waits.
const MOST: usize = 10_000;

/// What was chosen, as it was sent: the confirmation page sends it again.
pub(super) struct Selection {
    pub keys: Vec<String>,
    /// All rows of the list with this query, on whatever page.
    pub query: Option<String>,
    pub objects: Vec<Object>,
    /// How many were chosen that are no longer there, or out of sight.
    pub missing: usize,
}

impl Selection {
    pub async fn of(visit: &Visit, entry: &Entry, sent: &Submitted) -> Result<Self> {
        let query = sent
            .last("_all")
            .filter(|all| *all == "1")
            .map(|_| sent.last("_query").unwrap_or_default().to_owned());
        let texts: Vec<String> = if query.is_some() {
            Vec::new()
        } else {
            sent.all("key").unwrap_or_default().to_vec()
        };
        let keys = match &query {
            Some(query) => all(visit, entry, query).await?,
            None => texts
                .iter()
                .map(|text| entry.parse_key(text).ok_or(Error::NotFound))
                .collect::<Result<Vec<Key>>>()?,
        };
        if keys.len() > MOST {
            return Err(Error::BadRequest(
                visit.text_with("admin-action-too-many", &[("most", MOST.into())]),
            ));
        }
        let objects = entry.load(&visit.db(), &visit.staff, &keys, false).await?;
        Ok(Self {
            missing: keys.len() - objects.len(),
            keys: texts,
            query,
            objects,
        })
    }
}

async fn all(visit: &Visit, entry: &Entry, query: &str) -> Result<Vec<Key>> {
    let parameters: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let address = Address::read(visit, entry, &parameters)?;
    let mut rows = list::everything(visit, entry, &address)?;
    rows.order_by_key(false);
    Ok(rows.keys(0, MOST as u64 + 1).await?)
}
