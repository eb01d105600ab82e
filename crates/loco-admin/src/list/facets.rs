//! Counts beside what filters offer: how many rows there would be. Filters that are not set are
//! counted in one query over the list as it is, each that is set in one over the list without it.
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query};

use super::filters;
use super::offers::FilterView;
use super::{Address, narrowed};
use crate::declare::Count;
use crate::erased::Entry;
use crate::error::Result;
use crate::number;
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

async fn within(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    views: &mut [FilterView],
    places: &[usize],
) -> Result<()> {
    let mut offers = Vec::new();
    for place in places {
        for (offer, sets) in views[*place].offers().into_iter().enumerate() {
            let condition = match sets {
                None => None,
                Some((parameter, value)) => {
                    let filter = &entry.declaration.filters[*place];
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
    let most = match entry.declaration.count {
        Count::Capped(most) => most,
        Count::Exact | Count::None => USUAL,
    };
    for some in offers.chunks(MOST_COLUMNS) {
        let rows = narrowed(visit, entry, address)?;
        let mut inner = rows.query().clone();
        inner.clear_order_by().limit(most + 1);
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
        let more = u64::try_from(looked_at).unwrap_or_default() > most;
        for (index, (place, offer, _)) in some.iter().enumerate() {
            let count: Option<i64> = row.try_get_by_index(index + 1)?;
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            let count = number::whole(Ord::min(count.unwrap_or_default(), most), visit.language);
            let count = if more { format!("{count}+") } else { count };
            views[*place].note(*offer, count);
        }
    }
    Ok(())
}
