//! Where the search box of a list looks.
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::{ColumnTrait, Condition, DbBackend, EntityTrait, IdenStatic};

/// How a word has to match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    Contains,
    StartsWith,
    Exact,
    Word,
}

/// What a search of your own knows.
#[derive(Clone, Copy, Debug)]
pub struct SearchCx {
    /// Which database is asked.
    pub backend: DbBackend,
    /// No more rows than this are counted or shown: an index may stop there, so that a search costs
    /// the same however much it finds. `None` where all are wanted, as in an export.
    pub most: Option<u64>,
}

pub(crate) type Find = Arc<dyn Fn(&[String], &SearchCx) -> Condition + Send + Sync>;

#[derive(Clone)]
pub(crate) enum DeclaredSearch {
    /// A column, in which each word is looked for by itself.
    Column {
        via: Option<&'static str>,
        column: &'static str,
        is_text: bool,
        how: Match,
    },
    /// An index that the application asks itself, with all words at once.
    Custom(Find),
}

/// One place in which the search box looks. Each word of what is typed must be found in one of the
/// columns; words in quotes belong together.
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

    /// A search of your own, such as a full-text index: from what was typed, word by word (what
    /// stood in quotes is one), to the condition that rows have to meet.
    ///
    /// Looking for words in columns reads the whole table, and so costs more with every row. Where
    /// this stands beside columns, a row has to be found by either, which costs as much as the
    /// columns do: let it stand alone.
    ///
    /// ```
    /// # mod books {
    /// #     use sea_orm::entity::prelude::*;
    /// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    /// #     #[sea_orm(table_name = "books")]
    /// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub title: String }
    /// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    /// #     pub enum Relation {}
    /// #     impl ActiveModelBehavior for ActiveModel {}
    /// # }
    /// use loco_admin::Search;
    /// use sea_orm::{ColumnTrait, Condition, sea_query::{Expr, Query}};
    ///
    /// let search: Search<books::Entity> = Search::custom(|words, cx| {
    ///     let query: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
    ///     let mut found = Query::select();
    ///     found
    ///         .expr(Expr::cust("rowid"))
    ///         .from("book_search")
    ///         .and_where(Expr::cust_with_values("book_search MATCH ?", [query.join(" ")]));
    ///     if let Some(most) = cx.most {
    ///         found.limit(most);
    ///     }
    ///     Condition::all().add(books::Column::Id.in_subquery(found))
    /// });
    /// ```
    #[must_use]
    pub fn custom(
        find: impl Fn(&[String], &SearchCx) -> Condition + Send + Sync + 'static,
    ) -> Self {
        Self {
            declared: vec![DeclaredSearch::Custom(Arc::new(find))],
            entity: PhantomData,
        }
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
    DeclaredSearch::Column {
        via,
        column: column.as_str(),
        is_text: crate::value::is_text(column.def().get_column_type()),
        how,
    }
}
