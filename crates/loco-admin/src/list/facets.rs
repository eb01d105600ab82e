//! Counts beside what filters offer: how many rows there would be. Filters that are not set are
//! counted in one query over the list as it is, each that is set in one over the list without it.
use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query};

use super::filters;
use super::offers::FilterView;
use super::{Address, narrowed};
use crate::declare::{Count, DeclaredMany, FilterKind};
use crate::erased::Entry;
use crate::error::Result;
use crate::number;
use crate::value;
use crate::visit::Visit;

/// Where no cap is declared, this many rows are looked at.
const USUAL: u64 = 10_000;
/// A filter that offers more has no counts: nobody reads them, and each is a column of a query.
const MOST_OFFERS: usize = 100;
/// Databases limit how many columns a query has.
const MOST_COLUMNS: usize = 400;

/// Whether counts are shown: as somebody asks, else as the declaration says.
pub(super) fn shown(entry: &Entry, address: &Address) -> bool {
    address.facets.unwrap_or(entry.declaration.facets)
}

/// Puts the counts beside the offers.
pub(super) async fn count(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    views: &mut [FilterView],
) -> Result<()> {
    let few = |view: &FilterView| view.offers().len() <= MOST_OFFERS;
    let (mut unset, mut set): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (place, view) in views.iter().enumerate().filter(|(_, view)| few(view)) {
        if view.is_set() {
            set.push(place);
        } else {
            unset.push(place);
        }
    }
    for place in set {
        let mut others = address.clone();
        others.clear(entry, &entry.declaration.filters[place]);
        within(visit, entry, &others, views, &[place]).await?;
    }
    within(visit, entry, address, views, &unset).await
}

/// How many rows are looked at.
fn most(entry: &Entry) -> u64 {
    match entry.declaration.counted() {
        Count::Capped(most) => most,
        Count::Exact | Count::None => USUAL,
    }
}

fn in_words(visit: &Visit, count: i64, most: u64, more: bool) -> String {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let count = number::whole(Ord::min(count, most), visit.language);
    if more { format!("{count}+") } else { count }
}

/// The pairs of the rows that are looked at, counted by what they are paired with: in one query, however many there are
/// to be paired with.
async fn paired(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    view: &mut FilterView,
    many: &DeclaredMany,
    more: bool,
) -> Result<()> {
    let target = visit.site.by_table(&many.target);
    let Some(field) = target.and_then(|target| target.field(&many.right.1)) else {
        return Ok(());
    };
    let most = most(entry);
    let rows = narrowed(visit, entry, address)?;
    let mut looked_at = rows.to_be_gathered();
    looked_at.expr(entry.column(&many.left.1)).limit(most + 1);
    let (left, right) = (Alias::new(&many.left.0), Alias::new(&many.right.0));
    let mut counts = Query::select();
    counts
        .column(right.clone())
        .expr(Expr::col(sea_orm::sea_query::Asterisk).count())
        .from(Alias::new(&many.through))
        .and_where(Expr::col(left).in_subquery(looked_at))
        .group_by_col(right);
    let mut found = BTreeMap::new();
    for row in visit.db().query_all(&counts).await? {
        let key = value::text(&value::get(&row, 0, &field.array)?);
        let count: i64 = row.try_get_by_index(1)?;
        found.insert(key, count);
    }
    let offered: Vec<Option<String>> = view
        .offers()
        .iter()
        .map(|sets| sets.map(|(_, value)| value.clone()))
        .collect();
    for (offer, value) in offered.into_iter().enumerate() {
        if value.is_some() {
            let count = found.get(&value).copied().unwrap_or_default();
            view.note(offer, in_words(visit, count, most, more));
        }
    }
    Ok(())
}

async fn within(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    views: &mut [FilterView],
    places: &[usize],
) -> Result<()> {
    let (mut offers, mut pairs) = (Vec::new(), Vec::new());
    for place in places {
        let filter = &entry.declaration.filters[*place];
        if let FilterKind::Many(many) = &filter.kind {
            pairs.push((*place, many));
            // That of all is a count of rows like the others.
            offers.push((*place, 0, None));
            continue;
        }
        for (offer, sets) in views[*place].offers().into_iter().enumerate() {
            let condition = match sets {
                None => None,
                Some((parameter, value)) => {
                    let Some(condition) = filters::part(entry, filter, parameter)
                        .and_then(|part| filters::condition(visit, entry, filter, part, value))
                    else {
                        continue;
                    };
                    Some(condition)
                }
            };
            offers.push((*place, offer, condition));
        }
    }
    let most = most(entry);
    let mut more = false;
    for some in offers.chunks(MOST_COLUMNS) {
        let rows = narrowed(visit, entry, address)?;
        let mut inner = rows.to_be_gathered();
        inner.limit(most + 1);
        let mut outer = Query::select();
        outer.expr(Expr::col(sea_orm::sea_query::Asterisk).count());
        for (index, (_, _, condition)) in some.iter().enumerate() {
            let name = Alias::new(format!("offer_{index}"));
            match condition {
                None => inner.expr_as(Expr::cust("1"), name.clone()),
                Some(condition) => inner.expr_as(
                    CaseStatement::new()
                        .case(condition.clone(), Expr::cust("1"))
                        .finally(Expr::cust("0")),
                    name.clone(),
                ),
            };
            outer.expr(Expr::col(name).sum());
        }
        outer.from_subquery(inner, Alias::new("facets"));
        let Some(row) = visit.db().query_one(&outer).await? else {
            continue;
        };
        let looked_at: i64 = row.try_get_by_index(0)?;
        more = u64::try_from(looked_at).unwrap_or_default() > most;
        for (index, (place, offer, _)) in some.iter().enumerate() {
            let count: Option<i64> = row.try_get_by_index(index + 1)?;
            let count = in_words(visit, count.unwrap_or_default(), most, more);
            views[*place].note(*offer, count);
        }
    }
    for (place, many) in pairs {
        paired(visit, entry, address, &mut views[place], many, more).await?;
    }
    Ok(())
}
