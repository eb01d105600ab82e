//! Choices of any number of rows of another table.
use std::marker::PhantomData;

use sea_orm::{EntityTrait, Related, RelationDef};

/// A relation through a table of pairs, by the names of its tables and columns.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredMany {
    pub name: &'static str,
    pub label: Option<String>,
    pub help: Option<String>,
    pub two_lists: bool,
    /// The table of pairs; empty when the relation has none.
    pub through: String,
    /// Its column that points to the row that is edited, and the column there.
    pub left: (String, String),
    /// Its column that points to the chosen rows, and the column there.
    pub right: (String, String),
    /// The table of the chosen rows.
    pub target: String,
}

/// A choice of any number of rows of another table, through a table of pairs.
pub struct Many<E> {
    pub(crate) declared: DeclaredMany,
    entity: PhantomData<E>,
}

fn table(table: &sea_orm::sea_query::TableRef) -> String {
    table.sea_orm_table().to_string()
}

fn column(identity: &sea_orm::Identity) -> String {
    identity
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",")
}

impl<E: EntityTrait> Many<E> {
    /// The rows of this entity, to which the model is [`Related`] via a table of pairs.
    #[must_use]
    pub fn to<R: EntityTrait>(name: &'static str, _related: R) -> Self
    where
        E: Related<R>,
    {
        let to: RelationDef = <E as Related<R>>::to();
        let via: Option<RelationDef> = <E as Related<R>>::via();
        Self {
            declared: DeclaredMany {
                name,
                label: None,
                help: None,
                two_lists: false,
                through: via
                    .as_ref()
                    .map(|via| table(&via.to_tbl))
                    .unwrap_or_default(),
                left: via
                    .as_ref()
                    .map(|via| (column(&via.to_col), column(&via.from_col)))
                    .unwrap_or_default(),
                right: (column(&to.from_col), column(&to.to_col)),
                target: table(&to.to_tbl),
            },
            entity: PhantomData,
        }
    }

    /// The same where [`Related`] cannot say the way, because the model points to the table by another column too, or
    /// because it is its own: by the relations of the table of pairs, the one to the model first.
    ///
    /// ```
    /// # mod pairs {
    /// #     use sea_orm::entity::prelude::*;
    /// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    /// #     #[sea_orm(table_name = "folder_links")]
    /// #     pub struct Model {
    /// #         #[sea_orm(primary_key)] pub folder_id: i32,
    /// #         #[sea_orm(primary_key)] pub linked_id: i32,
    /// #     }
    /// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    /// #     pub enum Relation {
    /// #         #[sea_orm(belongs_to = "super::folders::Entity", from = "Column::FolderId", to = "super::folders::Column::Id")]
    /// #         Folder,
    /// #         #[sea_orm(belongs_to = "super::folders::Entity", from = "Column::LinkedId", to = "super::folders::Column::Id")]
    /// #         Linked,
    /// #     }
    /// #     impl ActiveModelBehavior for ActiveModel {}
    /// # }
    /// # mod folders {
    /// #     use sea_orm::entity::prelude::*;
    /// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    /// #     #[sea_orm(table_name = "folders")]
    /// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub name: String }
    /// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    /// #     pub enum Relation {}
    /// #     impl ActiveModelBehavior for ActiveModel {}
    /// # }
    /// use loco_admin::Many;
    /// use sea_orm::RelationTrait;
    ///
    /// # fn main() {
    /// let linked = Many::<folders::Entity>::through(
    ///     "linked",
    ///     &pairs::Relation::Folder.def(),
    ///     &pairs::Relation::Linked.def(),
    /// );
    /// # }
    /// ```
    #[must_use]
    pub fn through(name: &'static str, left: &RelationDef, right: &RelationDef) -> Self {
        Self {
            declared: DeclaredMany {
                name,
                label: None,
                help: None,
                two_lists: false,
                through: table(&left.from_tbl),
                left: (column(&left.from_col), column(&left.to_col)),
                right: (column(&right.from_col), column(&right.to_col)),
                target: table(&right.to_tbl),
            },
            entity: PhantomData,
        }
    }

    /// What the field is called.
    #[must_use]
    pub fn label(mut self, label: &str) -> Self {
        self.declared.label = Some(label.to_owned());
        self
    }

    /// Two lists, of what there is and what is chosen, instead of boxes to tick: better for more than a few. Without
    /// a script there are the boxes.
    #[must_use]
    pub fn two_lists(mut self) -> Self {
        self.declared.two_lists = true;
        self
    }

    /// What stands below the field.
    #[must_use]
    pub fn help(mut self, text: &str) -> Self {
        self.declared.help = Some(text.to_owned());
        self
    }
}
