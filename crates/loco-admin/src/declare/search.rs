//! Where the search box of a list looks.
use std::marker::PhantomData;

use sea_orm::{ColumnTrait, EntityTrait, IdenStatic};

/// How a word has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    Contains,
    StartsWith,
    Exact,
    Word,
}

#[derive(Clone, Debug)]
pub(crate) struct DeclaredSearch {
    pub via: Option<&'static str>,
    pub column: &'static str,
    pub is_text: bool,
    pub how: Match,
}

/// One place in which the search box looks. Each word of what is typed must be found in one of the
/// places; words in quotes belong together.
pub struct Search<E> {
    pub(crate) declared: Vec<DeclaredSearch>,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Search<E> {
    fn own(column: E::Column, how: Match) -> Self {
        Self {
            declared: vec![place(None, column, how)],
            entity: PhantomData,
        }
    }

    /// Anywhere in the text, whatever the case.
    #[must_use]
    pub fn contains(column: E::Column) -> Self {
        Self::own(column, Match::Contains)
    }

    /// At the beginning of the text, whatever the case.
    #[must_use]
    pub fn starts_with(column: E::Column) -> Self {
        Self::own(column, Match::StartsWith)
    }

    /// The whole value.
    #[must_use]
    pub fn exact(column: E::Column) -> Self {
        Self::own(column, Match::Exact)
    }

    /// A whole word of the text.
    #[must_use]
    pub fn word(column: E::Column) -> Self {
        Self::own(column, Match::Word)
    }

    /// Anywhere in these columns of the table that `key` points to.
    #[must_use]
    pub fn via<C: ColumnTrait>(key: E::Column, columns: impl IntoIterator<Item = C>) -> Self {
        Self {
            declared: columns
                .into_iter()
                .map(|column| place(Some(key.as_str()), column, Match::Contains))
                .collect(),
            entity: PhantomData,
        }
    }
}

fn place<C: ColumnTrait>(via: Option<&'static str>, column: C, how: Match) -> DeclaredSearch {
    DeclaredSearch {
        via,
        column: column.as_str(),
        is_text: crate::value::is_text(column.def().get_column_type()),
        how,
    }
}
