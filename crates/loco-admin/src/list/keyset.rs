//! Pages that begin where their neighbour ends: the values of the row there, by which the list is
//! sorted, lead straight into an index, wherever in the list that is. Pages by number skip rows.
use sea_orm::sea_query::{ArrayType, Expr, ExprTrait};
use sea_orm::{Condition, Order, Value};

use crate::key;
use crate::value;

/// An address with longer values than this is no good: such pages are reached by number.
const LONGEST: usize = 1_500;

/// One of the values that a list is sorted by.
#[derive(Clone, Debug)]
pub(super) struct Sort {
    pub expr: Expr,
    /// Its type; `None` where nobody knows it, so that no page can begin there.
    pub of: Option<ArrayType>,
    pub null: bool,
    pub down: bool,
}

impl Sort {
    /// Which way it goes when the list is read forwards, or backwards.
    pub fn order(&self, forwards: bool) -> Order {
        if self.goes_up(forwards) {
            Order::Asc
        } else {
            Order::Desc
        }
    }

    fn goes_up(&self, forwards: bool) -> bool {
        self.down != forwards
    }
}

/// Where a row stands, as it is written in an address.
pub(super) fn write(values: &[Value]) -> Option<String> {
    Some(key::text(values)).filter(|text| text.len() <= LONGEST)
}

/// Reads what [`write`] wrote for a list that is sorted so.
pub(super) fn read(sorts: &[Sort], text: &str) -> Option<Vec<Value>> {
    let types: Vec<ArrayType> = sorts
        .iter()
        .map(|sort| sort.of.clone())
        .collect::<Option<_>>()?;
    key::parse(&types, text).filter(|_| text.len() <= LONGEST)
}

/// The rows after these values, or before them. `nulls_low`: the database sorts no value before all
/// others.
pub(super) fn beyond(
    sorts: &[Sort],
    values: &[Value],
    forwards: bool,
    nulls_low: bool,
) -> Condition {
    // Rows without a value lie ahead, and comparing finds them not.
    let nulls_ahead = |sort: &Sort, value: &Value| {
        sort.null && (value::is_null(value) || sort.goes_up(forwards) != nulls_low)
    };
    let all = || sorts.iter().zip(values);
    let up = sorts.first().is_none_or(|sort| sort.goes_up(forwards));
    let alike = sorts.iter().all(|sort| sort.goes_up(forwards) == up);
    if alike && !all().any(|(sort, value)| nulls_ahead(sort, value)) {
        // Compared as a whole, so that an index over these columns is entered right there.
        let columns = Expr::tuple(sorts.iter().map(|sort| sort.expr.clone()));
        let values = Expr::tuple(values.iter().map(|value| Expr::val(value.clone())));
        let compared = if up {
            columns.gt(values)
        } else {
            columns.lt(values)
        };
        return Condition::all().add(compared);
    }
    let after = |sort: &Sort, value: &Value| {
        let up = sort.goes_up(forwards);
        if value::is_null(value) {
            // Ahead of no value are either all values or nothing.
            return Condition::all().add(if up == nulls_low {
                sort.expr.clone().is_not_null()
            } else {
                Expr::val(1).eq(0)
            });
        }
        let compared = if up {
            sort.expr.clone().gt(value.clone())
        } else {
            sort.expr.clone().lt(value.clone())
        };
        let any = Condition::any().add(compared);
        if nulls_ahead(sort, value) {
            any.add(sort.expr.clone().is_null())
        } else {
            any
        }
    };
    let same = |sort: &Sort, value: &Value| {
        if value::is_null(value) {
            sort.expr.clone().is_null()
        } else {
            sort.expr.clone().eq(value.clone())
        }
    };
    let any = (0..sorts.len()).fold(Condition::any(), |any, last| {
        let begins = all()
            .take(last)
            .fold(Condition::all(), |begins, (sort, value)| {
                begins.add(same(sort, value))
            });
        any.add(begins.add(after(&sorts[last], &values[last])))
    });
    match all().next() {
        // An index over the first column can still begin there.
        Some((sort, value)) if !nulls_ahead(sort, value) => {
            let bound = if sort.goes_up(forwards) {
                sort.expr.clone().gte(value.clone())
            } else {
                sort.expr.clone().lte(value.clone())
            };
            Condition::all().add(bound).add(any)
        }
        _ => any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sea_orm::sea_query::{Query, SqliteQueryBuilder};

    fn sort(name: &'static str, null: bool, down: bool) -> Sort {
        Sort {
            expr: Expr::col(name),
            of: Some(ArrayType::Int),
            null,
            down,
        }
    }

    fn sql(sorts: &[Sort], values: &[Value], forwards: bool, nulls_low: bool) -> String {
        let query = Query::select()
            .cond_where(beyond(sorts, values, forwards, nulls_low))
            .to_string(SqliteQueryBuilder);
        query
            .replace("SELECT WHERE ", "")
            .replace("SELECT  WHERE ", "")
            .replace('"', "")
    }

    #[test]
    fn a_list_in_one_direction_is_compared_as_a_whole() {
        let sorts = [sort("a", false, false), sort("id", false, false)];
        let values = [1.into(), 2.into()];
        assert_eq!(sql(&sorts, &values, true, true), "(a, id) > (1, 2)");
        assert_eq!(sql(&sorts, &values, false, true), "(a, id) < (1, 2)");
        let sorts = [sort("a", false, true), sort("id", false, true)];
        assert_eq!(sql(&sorts, &values, true, true), "(a, id) < (1, 2)");
    }

    #[test]
    fn directions_that_differ_are_compared_one_by_one() {
        let sorts = [sort("a", false, true), sort("id", false, false)];
        assert_eq!(
            sql(&sorts, &[1.into(), 2.into()], true, true),
            "a <= 1 AND (a < 1 OR (a = 1 AND id > 2))"
        );
    }

    #[test]
    fn rows_without_a_value_are_neither_lost_nor_shown_twice() {
        let sorts = [sort("a", true, false), sort("id", false, false)];
        let (some, none) = ([1.into(), 2.into()], [Value::Int(None), 2.into()]);
        // No value first: those rows are behind.
        assert_eq!(sql(&sorts, &some, true, true), "(a, id) > (1, 2)");
        assert_eq!(
            sql(&sorts, &none, true, true),
            "a IS NOT NULL OR (a IS NULL AND id > 2)"
        );
        // No value last: those rows are still to come.
        assert_eq!(
            sql(&sorts, &some, true, false),
            "a > 1 OR a IS NULL OR (a = 1 AND id > 2)"
        );
        assert_eq!(
            sql(&sorts, &none, true, false),
            "1 = 0 OR (a IS NULL AND id > 2)"
        );
        // And backwards the other way round.
        assert_eq!(
            sql(&sorts, &some, false, true),
            "a < 1 OR a IS NULL OR (a = 1 AND id < 2)"
        );
    }

    #[test]
    fn a_place_is_read_as_it_was_written_and_nothing_else() {
        let sorts = [sort("a", true, false), sort("id", false, false)];
        let values = vec![Value::Int(None), Value::Int(Some(2))];
        let text = write(&values);
        assert_eq!(text.as_deref(), Some("_,2"));
        assert_eq!(read(&sorts, "_,2"), Some(values));
        assert_eq!(read(&sorts, "x,2"), None);
        assert_eq!(read(&sorts, "2"), None);
        assert_eq!(write(&["x".repeat(2_000).into()]), None);
    }
}
