//! Groups of fields in a form.
use sea_orm::ColumnTrait;

/// A field in a fieldset: a column, or something that has a name only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRef(pub(crate) &'static str);

/// What has a name and no column of the table: a choice of many, or a computed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named(&'static str);

/// The choice of many or the computed value of this name, for a fieldset.
///
/// ```
/// use loco_admin::{named, row};
///
/// let line = row![named("genres"), named("display_genre")];
/// assert_eq!(line.len(), 2);
/// ```
#[must_use]
pub fn named(name: &'static str) -> Named {
    Named(name)
}

impl From<Named> for FieldRef {
    fn from(named: Named) -> Self {
        Self(named.0)
    }
}

impl<C: ColumnTrait> From<C> for FieldRef {
    fn from(column: C) -> Self {
        Self(column.as_str())
    }
}

/// The fields that stand beside one another on a line of a fieldset: columns, and what
/// [`named`](crate::named) gives.
#[macro_export]
macro_rules! row {
    ($($field:expr),+ $(,)?) => { ::std::vec![$($crate::FieldRef::from($field)),+] };
}

#[derive(Clone, Debug)]
pub(crate) struct DeclaredFieldset {
    pub title: String,
    pub description: String,
    pub lines: Vec<Vec<FieldRef>>,
    pub collapsed: bool,
}

impl DeclaredFieldset {
    pub fn new(
        title: &str,
        lines: impl IntoIterator<Item = Vec<FieldRef>>,
        collapsed: bool,
    ) -> Self {
        Self {
            title: title.to_owned(),
            description: String::new(),
            lines: lines.into_iter().collect(),
            collapsed,
        }
    }
}
