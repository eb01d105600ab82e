//! The file, made while it is sent: some rows at a time, each from where the last ended.
use axum::body::{Body, Bytes};
use futures_util::stream;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DbErr};

use super::columns::{self, Column, Style};
use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::history::Exported;
use crate::key::Key;
use crate::list::{self, Address};
use crate::object::Object;
use crate::visit::Visit;

/// How many rows are held at once.
const SOME: usize = 500;
/// After so many, the history is told how many have left already.
const TOLD: u64 = 10_000;

/// Which rows.
pub(super) enum Wanted {
    /// All that an address lets through, in the order of their keys: so each part begins after the
    /// last key of the one before, and the last costs no more than the first.
    Narrowed(Box<Address>, Option<Key>),
    Ticked(Vec<Key>),
}

pub(super) struct Export {
    pub visit: Visit,
    pub slug: String,
    pub columns: Vec<Column>,
    pub style: Style,
    pub separator: u8,
    /// The mark at the beginning by which Excel knows UTF-8.
    pub mark: bool,
    pub wanted: Wanted,
    /// What the history says of it.
    pub exported: Exported,
    pub sent: u64,
}

impl Export {
    /// The body of the answer. A failure on the way breaks it off, so that nobody takes half a
    /// file for a whole one.
    pub fn body(self) -> Body {
        let head = Some(self);
        Body::from_stream(stream::try_unfold(
            (head, true),
            async |(export, first)| -> Result<_, Error> {
                let Some(mut export) = export else {
                    return Ok(None);
                };
                match export.part(first).await {
                    Ok((bytes, true)) => Ok(Some((bytes, (Some(export), false)))),
                    Ok((bytes, false)) => Ok(Some((bytes, (None, false)))),
                    Err(error) => {
                        tracing::error!(%error, model = export.slug, "an export broke off");
                        Err(error)
                    }
                }
            },
        ))
    }

    /// The next part, and whether there is one more.
    async fn part(&mut self, first: bool) -> Result<(Bytes, bool)> {
        let mut file = Vec::new();
        if first && self.mark {
            file.extend_from_slice("\u{feff}".as_bytes());
        }
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.separator)
            .terminator(csv::Terminator::CRLF)
            .from_writer(file);
        if first {
            let names = self.columns.iter().map(|column| match self.style {
                Style::Shown => column.label.as_str(),
                Style::Stored => column.name,
            });
            writer.write_record(names).map_err(broken)?;
        }
        let (objects, more) = self.rows().await?;
        let before = self.sent;
        self.sent += objects.len() as u64;
        if !more || before / TOLD != self.sent / TOLD {
            let db = self.visit.db();
            self.exported.tell(&db, self.sent, !more).await?;
        }
        let entry = self.visit.site.by_slug(&self.slug).ok_or(Error::NotFound)?;
        let cells = columns::cells(&self.visit, entry, &self.columns, self.style, &objects).await?;
        for row in 0..objects.len() {
            let record = cells
                .iter()
                .map(|column| column.get(row).map_or("", String::as_str));
            writer.write_record(record).map_err(broken)?;
        }
        let file = writer
            .into_inner()
            .map_err(|error| Error::BadRequest(error.to_string()))?;
        Ok((file.into(), more))
    }

    async fn rows(&mut self) -> Result<(Vec<Object>, bool)> {
        let visit = &self.visit;
        let entry = visit.site.by_slug(&self.slug).ok_or(Error::NotFound)?;
        let keys = match &mut self.wanted {
            Wanted::Ticked(keys) => keys.drain(..keys.len().min(SOME)).collect(),
            Wanted::Narrowed(address, last) => {
                let mut rows = list::everything(visit, entry, address)?;
                if let Some(key) = last {
                    rows.narrow(after(entry, key));
                }
                rows.order_by_key(false);
                let keys = rows.keys(0, SOME as u64).await?;
                *last = keys.last().cloned();
                keys
            }
        };
        let more = match &self.wanted {
            Wanted::Ticked(rest) => !rest.is_empty(),
            Wanted::Narrowed(..) => keys.len() == SOME,
        };
        let mut objects = entry.load(&visit.db(), &visit.staff, &keys, false).await?;
        objects.retain(|object| entry.can(&visit.staff, Op::View, Some(object)));
        Ok((objects, more))
    }
}

fn broken(error: csv::Error) -> Error {
    Error::Database(DbErr::Custom(error.to_string()))
}

/// The rows whose key comes after this one.
fn after(entry: &Entry, key: &Key) -> Condition {
    let columns: Vec<_> = entry
        .keys
        .iter()
        .map(|place| entry.column(entry.fields[*place].name))
        .collect();
    (0..columns.len()).fold(Condition::any(), |any, last| {
        let same = (0..last).fold(Condition::all(), |all, place| {
            all.add(columns[place].clone().eq(key.0[place].clone()))
        });
        any.add(same.add(columns[last].clone().gt(key.0[last].clone())))
    })
}
