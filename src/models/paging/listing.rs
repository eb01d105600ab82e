//! A list in the order of one covering index, and the keys of one page of it.

use std::marker::PhantomData;

use sea_orm::{
    Condition, ConnectionTrait, DatabaseConnection, DbErr, FromQueryResult, Order,
    sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::{
    COUNT_LIMIT, From, Page, PageLink, PageRequest, Pager, Total,
    joined::{Counted, Joined, KeyAlone},
    key::Key,
    ladder::{Rung, STEP},
};
use crate::models::{Error, Result};

/// More pages than any list has: a page's number comes from the address.
const MOST_PAGES: u64 = 1_000_000_000;

/// A list: the rows of one table under a condition, in the order of a key.
pub struct Listing<K> {
    table: &'static str,
    index: &'static str,
    condition: Condition,
    descending: bool,
    count: Count,
    key: PhantomData<K>,
}

/// Who knows how long a list is.
#[derive(Clone, Copy, Debug)]
pub enum Count {
    /// Triggers do: the rows of `catalog_counts` with the number of entries and of changes to their order.
    Kept {
        total: &'static str,
        changes: &'static str,
    },
    /// Triggers do, but the list is too short for a ladder.
    KeptShort { total: &'static str },
    /// Nobody: it is counted up to a limit, by the index that the list is read from.
    Capped,
}

impl Count {
    /// For a list that triggers count and that can be read in both directions: ladders are for the usual one.
    pub const fn of_order(descending: bool, total: &'static str, changes: &'static str) -> Self {
        if descending {
            Self::KeptShort { total }
        } else {
            Self::Kept { total, changes }
        }
    }
}

/// The keys of one page, and what is to be said around it.
pub struct Keys<K> {
    pub keys: Vec<K>,
    page: Page<KeyAlone>,
}

impl<K: Key> Keys<K> {
    /// What tells the rows apart, in order.
    pub fn ids(&self) -> Vec<K::Id> {
        self.keys.iter().map(Key::id).collect()
    }

    /// The page with its rows on it.
    pub fn into_page<T>(self, items: Vec<T>) -> Page<T> {
        self.page.with(items)
    }
}

impl<K: Key> Listing<K> {
    /// The rows of a table, in the order of one of its indexes.
    pub fn new(table: &'static str, index: &'static str, count: Count) -> Self {
        Self {
            table,
            index,
            condition: Condition::all(),
            descending: false,
            count,
            key: PhantomData,
        }
    }

    pub fn only(mut self, condition: impl Into<SimpleExpr>) -> Self {
        let condition: SimpleExpr = condition.into();
        self.condition = self.condition.add(condition);
        self
    }

    pub const fn newest_first(self) -> Self {
        self.descending(true)
    }

    /// Whether it begins with the last.
    pub const fn descending(mut self, descending: bool) -> Self {
        self.descending = descending;
        self
    }

    /// The keys of the wanted page. As many queries as [`Self::page`].
    ///
    /// # Errors
    /// As [`Self::page`].
    pub async fn keys(
        &self,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> Result<Keys<K>> {
        let (keys, page) = self.found(db, pager, wanted).await?;
        Ok(Keys { keys, page })
    }

    /// The wanted page. One query; with a page beyond the thousandth row one more, and those that extend the ladder when
    /// nobody has been there since the list changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] past the last page.
    pub async fn page<T: Joined>(
        &self,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> Result<Page<T>> {
        Ok(self.found(db, pager, wanted).await?.1)
    }

    async fn found<T: Joined>(
        &self,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> Result<(Vec<K>, Page<T>)> {
        let neighbour = match &wanted.from {
            From::Number => None,
            From::After(text) => K::parse(text).map(|key| (key, true)),
            From::Before(text) => K::parse(text).map(|key| (key, false)),
        };
        let Some((neighbour, forwards)) = neighbour else {
            return self.numbered(db, pager, wanted.number).await;
        };
        let mut rows = self
            .beside(db, &neighbour.values(), forwards, pager.size + 1)
            .await?;
        let more = rows.len() as u64 > pager.size;
        rows.truncate(index(pager.size));
        if !forwards {
            // Too few rows before that key: this is the first page, and it is to be a full one.
            if !more {
                return self.numbered(db, pager, 1).await;
            }
            rows.reverse();
        }
        let Some(total) = rows.first().map(|row| self.total(row.total)) else {
            // The rows after that key are gone: the list ends before it now.
            let total = self.count(db).await?;
            return self.numbered(db, pager, total.pages(pager.size)).await;
        };
        let pages = if total.capped {
            MOST_PAGES
        } else {
            total.pages(pager.size)
        };
        // Beside a key there is another page, so this is not the only one; the rest of the number is a person's.
        let number = if pages > 2 {
            wanted.number.clamp(2, pages)
        } else {
            pages
        };
        Ok(page_of(pager, number, total, rows, !forwards || more))
    }

    /// A page by its number.
    async fn numbered<T: Joined>(
        &self,
        db: &DatabaseConnection,
        pager: &Pager,
        number: u64,
    ) -> Result<(Vec<K>, Page<T>)> {
        let offset = number
            .checked_sub(1)
            .and_then(|before| before.checked_mul(pager.size))
            .ok_or(Error::NotFound)?;
        if i64::try_from(offset).is_err() {
            return Err(Error::NotFound);
        }
        let mut query = self.query();
        query.expr_as(self.total_expression(), "total");
        match self.count {
            Count::Kept { changes, .. } if offset >= STEP => {
                let (rung, rest) = self.climb(db, pager, changes, offset).await?;
                query.and_where(Self::compared(&rung, !self.descending));
                query.offset(rest);
            }
            _ => {
                query.offset(offset);
            }
        }
        query.limit(pager.size + 1);
        let mut rows: Vec<Counted<K, T>> = self.read(db, query, !self.descending).await?;
        let more = rows.len() as u64 > pager.size;
        rows.truncate(index(pager.size));
        match rows.first().map(|row| self.total(row.total)) {
            Some(total) => Ok(page_of(pager, number, total, rows, more)),
            None if number == 1 => Ok(page_of(pager, 1, Total::default(), rows, false)),
            None => Err(Error::NotFound),
        }
    }

    /// The highest rung of the list's ladder below an offset, and how many rows are left to skip from there.
    async fn climb(
        &self,
        db: &DatabaseConnection,
        pager: &Pager,
        changes: &'static str,
        offset: u64,
    ) -> Result<(Rung, u64)> {
        let total = self.count(db).await?;
        if offset >= total.value {
            return Err(Error::NotFound);
        }
        let ladder = pager
            .ladders
            .of(self.index, self.kept(db, changes).await?)
            .await;
        let mut rungs = ladder.lock().await;
        let wanted = index(offset / STEP);
        while rungs.len() < wanted {
            let mut query = self.query();
            if let Some(last) = rungs.last() {
                query.and_where(Self::compared(last, !self.descending));
            }
            query.offset(STEP - 1).limit(1);
            let Some(row) = db.query_one(&query).await? else {
                break;
            };
            rungs.push(K::read(&row, "")?.values());
        }
        let reached = wanted.min(rungs.len());
        let rung = reached
            .checked_sub(1)
            .and_then(|place| rungs.get(place))
            .ok_or(Error::NotFound)?;
        Ok((rung.clone(), offset - reached as u64 * STEP))
    }

    /// The rows on one side of a key, nearest first.
    async fn beside<T: Joined>(
        &self,
        db: &DatabaseConnection,
        key: &Rung,
        forwards: bool,
        limit: u64,
    ) -> Result<Vec<Counted<K, T>>> {
        let up = forwards != self.descending;
        let mut query = self.ordered(up);
        query
            .expr_as(self.total_expression(), "total")
            .and_where(Self::compared(key, up))
            .limit(limit);
        Ok(self.read(db, query, up).await?)
    }

    async fn read<T: Joined>(
        &self,
        db: &DatabaseConnection,
        keys: SelectStatement,
        up: bool,
    ) -> Result<Vec<Counted<K, T>>, DbErr> {
        let query = T::around(keys, K::COLUMNS, direction(up));
        db.query_all(&query)
            .await?
            .iter()
            .map(|row| Counted::from_query_result(row, ""))
            .collect()
    }

    fn query(&self) -> SelectStatement {
        self.ordered(!self.descending)
    }

    fn ordered(&self, up: bool) -> SelectStatement {
        let mut query = Query::select();
        query.from(self.table).cond_where(self.condition.clone());
        for column in K::COLUMNS {
            query.column(*column).order_by(*column, direction(up));
        }
        query
    }

    /// The rows after a key, seen upwards or downwards: compared as a whole, so that the index is entered there.
    fn compared(key: &Rung, up: bool) -> SimpleExpr {
        let columns = Expr::tuple(K::COLUMNS.iter().map(|column| Expr::col(*column)));
        let values = Expr::tuple(key.iter().map(|value| Expr::val(value.clone())));
        if up {
            columns.gt(values)
        } else {
            columns.lt(values)
        }
    }

    fn total_expression(&self) -> SimpleExpr {
        let query = match self.count {
            Count::Kept { total, .. } | Count::KeptShort { total } => kept(total),
            Count::Capped => {
                let mut some = Query::select();
                some.expr_as(Expr::val(1), "one")
                    .from(self.table)
                    .cond_where(self.condition.clone())
                    .limit(COUNT_LIMIT + 1);
                Query::select()
                    .expr(Expr::cust("COUNT(*)"))
                    .from_subquery(some, "some")
                    .take()
            }
        };
        SimpleExpr::SubQuery(None, Box::new(query.into()))
    }

    fn total(&self, counted: i64) -> Total {
        let counted = u64::try_from(counted).unwrap_or_default();
        match self.count {
            Count::Capped => Total::capped(counted),
            _ => Total::exact(counted),
        }
    }

    async fn count(&self, db: &DatabaseConnection) -> Result<Total> {
        let query = Query::select()
            .expr_as(self.total_expression(), "total")
            .take();
        let total = match db.query_one(&query).await? {
            Some(row) => row.try_get("", "total")?,
            None => 0,
        };
        Ok(self.total(total))
    }

    async fn kept(&self, db: &DatabaseConnection, name: &'static str) -> Result<i64> {
        let row = db.query_one(&kept(name)).await?;
        Ok(row
            .map(|row| row.try_get("", "value"))
            .transpose()?
            .unwrap_or_default())
    }
}

fn page_of<K: Key, T>(
    pager: &Pager,
    number: u64,
    total: Total,
    rows: Vec<Counted<K, T>>,
    more: bool,
) -> (Vec<K>, Page<T>) {
    let (keys, items): (Vec<K>, Vec<T>) = rows.into_iter().map(|row| (row.key, row.item)).unzip();
    let previous = keys
        .first()
        .filter(|_| number > 1)
        .map(|first| link(number - 1, "before", first));
    let next = keys
        .last()
        .filter(|_| more)
        .map(|last| link(number + 1, "after", last));
    let page = Page {
        items,
        number,
        size: pager.size,
        total,
        previous,
        next,
    };
    (keys, page)
}

const fn direction(up: bool) -> Order {
    if up { Order::Asc } else { Order::Desc }
}

fn link(number: u64, side: &str, key: &impl Key) -> PageLink {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("page", &number.to_string())
        .append_pair(side, &key.text())
        .finish();
    PageLink { number, query }
}

fn kept(name: &'static str) -> SelectStatement {
    Query::select()
        .column("value")
        .from("catalog_counts")
        .and_where(Expr::col("name").eq(name))
        .take()
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
