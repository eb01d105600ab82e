//! Authors, books, genres.
pub mod authors {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "authors")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub first_name: String,
        pub last_name: String,
        pub born: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::books::Entity")]
        Books,
    }

    impl Related<super::books::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Books.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod genres {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "genres")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::book_genres::Entity")]
        BookGenres,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod books {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "books")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        #[sea_orm(column_type = "String(StringLen::N(60))")]
        pub title: String,
        pub author_id: i32,
        pub summary: String,
        #[sea_orm(unique)]
        pub isbn: String,
        pub status: String,
        pub in_print: bool,
        pub published: Option<Date>,
        pub updated_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::authors::Entity",
            from = "Column::AuthorId",
            to = "super::authors::Column::Id",
            on_delete = "Restrict"
        )]
        Author,
        #[sea_orm(has_many = "super::book_genres::Entity")]
        BookGenres,
    }

    impl Related<super::authors::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Author.def()
        }
    }

    impl Related<super::genres::Entity> for Entity {
        fn to() -> RelationDef {
            super::book_genres::Relation::Genre.def()
        }
        fn via() -> Option<RelationDef> {
            Some(super::book_genres::Relation::Book.def().rev())
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod book_genres {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "book_genres")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub book_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub genre_id: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::books::Entity",
            from = "Column::BookId",
            to = "super::books::Column::Id",
            on_delete = "Cascade"
        )]
        Book,
        #[sea_orm(
            belongs_to = "super::genres::Entity",
            from = "Column::GenreId",
            to = "super::genres::Column::Id",
            on_delete = "Cascade"
        )]
        Genre,
    }

    impl Related<super::books::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Book.def()
        }
    }

    impl Related<super::genres::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Genre.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod notes {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notes")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub title: String,
        pub book_id: Uuid,
        pub shelf_id: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::books::Entity",
            from = "Column::BookId",
            to = "super::books::Column::Id",
            on_delete = "Cascade"
        )]
        Book,
        #[sea_orm(
            belongs_to = "super::shelves::Entity",
            from = "Column::ShelfId",
            to = "super::shelves::Column::Id"
        )]
        Shelf,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// In no admin: what points here only the database knows.
pub mod shelves {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelves")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod publishers {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "publishers")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub name: String,
        pub slug: String,
        pub pin: String,
        pub rating: Option<i32>,
        pub contact_id: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::authors::Entity",
            from = "Column::ContactId",
            to = "super::authors::Column::Id",
            on_delete = "SetNull"
        )]
        Contact,
        #[sea_orm(has_many = "super::offices::Entity")]
        Offices,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod offices {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "offices")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        pub publisher_id: i32,
        pub city: String,
        pub rent: Option<i32>,
        #[sea_orm(column_type = "Decimal(Some((10, 2)))")]
        pub area: Option<Decimal>,
        pub height: Option<f64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::publishers::Entity",
            from = "Column::PublisherId",
            to = "super::publishers::Column::Id",
            on_delete = "Cascade"
        )]
        Publisher,
    }

    impl Related<super::publishers::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Publisher.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod migrations {
    use sea_orm_migration::{prelude::*, schema::*};

    #[derive(DeriveMigrationName)]
    pub struct Library;

    fn points(
        table: &'static str,
        column: &'static str,
        to: &'static str,
        on_delete: ForeignKeyAction,
    ) -> ForeignKeyCreateStatement {
        ForeignKey::create()
            .name(format!("fk_{table}_{column}"))
            .from(table, column)
            .to(to, "id")
            .on_delete(on_delete)
            .to_owned()
    }

    #[async_trait::async_trait]
    impl MigrationTrait for Library {
        async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
            let tables = [
                Table::create()
                    .table("authors")
                    .col(pk_auto("id"))
                    .col(string("first_name"))
                    .col(string("last_name"))
                    .col(date_null("born"))
                    .to_owned(),
                Table::create()
                    .table("genres")
                    .col(pk_auto("id"))
                    .col(string_uniq("name"))
                    .to_owned(),
                Table::create()
                    .table("books")
                    .col(pk_uuid("id"))
                    .col(string_len("title", 60))
                    .col(integer("author_id"))
                    .col(string("summary"))
                    .col(string_uniq("isbn"))
                    .col(string("status").check(Expr::col("status").is_in(["a", "o", "x"])))
                    .col(boolean("in_print"))
                    .col(date_null("published"))
                    .col(timestamp_with_time_zone("updated_at"))
                    .foreign_key(&mut points(
                        "books",
                        "author_id",
                        "authors",
                        ForeignKeyAction::Restrict,
                    ))
                    .to_owned(),
                Table::create()
                    .table("publishers")
                    .col(pk_auto("id"))
                    .col(string("name"))
                    .col(string("slug"))
                    .col(string("pin"))
                    .col(integer_null("rating"))
                    .col(integer_null("contact_id"))
                    .foreign_key(&mut points(
                        "publishers",
                        "contact_id",
                        "authors",
                        ForeignKeyAction::SetNull,
                    ))
                    .to_owned(),
                Table::create()
                    .table("offices")
                    .col(pk_auto("id"))
                    .col(integer("publisher_id"))
                    .col(string("city"))
                    .col(integer_null("rent"))
                    .col(decimal_len_null("area", 10, 2))
                    .col(double_null("height"))
                    .foreign_key(&mut points(
                        "offices",
                        "publisher_id",
                        "publishers",
                        ForeignKeyAction::Cascade,
                    ))
                    .to_owned(),
                Table::create()
                    .table("book_genres")
                    .col(uuid("book_id"))
                    .col(integer("genre_id"))
                    .primary_key(Index::create().col("book_id").col("genre_id"))
                    .foreign_key(&mut points(
                        "book_genres",
                        "book_id",
                        "books",
                        ForeignKeyAction::Cascade,
                    ))
                    .foreign_key(&mut points(
                        "book_genres",
                        "genre_id",
                        "genres",
                        ForeignKeyAction::Cascade,
                    ))
                    .to_owned(),
                Table::create()
                    .table("shelves")
                    .col(pk_auto("id"))
                    .to_owned(),
                Table::create()
                    .table("notes")
                    .col(pk_auto("id"))
                    .col(string("title"))
                    .col(uuid("book_id"))
                    .col(integer_null("shelf_id"))
                    .foreign_key(&mut points(
                        "notes",
                        "book_id",
                        "books",
                        ForeignKeyAction::Cascade,
                    ))
                    .foreign_key(&mut points(
                        "notes",
                        "shelf_id",
                        "shelves",
                        ForeignKeyAction::Restrict,
                    ))
                    .to_owned(),
            ];
            for table in tables {
                manager.create_table(table).await?;
            }
            Ok(())
        }
    }
}
