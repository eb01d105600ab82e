//! What stands in the library under test.
use super::app::TestApp;
use super::models::{authors, book_genres, books, genres, notes, offices, publishers};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter, Set,
};
use serde_json::json;

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

impl TestApp {
    pub async fn author(&self, first: &str, last: &str) -> authors::Model {
        authors::ActiveModel {
            first_name: Set(first.into()),
            last_name: Set(last.into()),
            born: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    pub async fn publisher(&self, name: &str, rating: i32) -> publishers::Model {
        publishers::ActiveModel {
            name: Set(name.into()),
            slug: Set(name.to_lowercase()),
            pin: Set(format!("pin-of-{name}")),
            rating: Set(Some(rating)),
            contact_id: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    /// The only publisher, as it is now.
    pub async fn stored_publisher(&self) -> publishers::Model {
        let one = publishers::Entity::find().one(&self.db).await.unwrap();
        one.unwrap()
    }

    pub async fn office(&self, city: &str, publisher: &publishers::Model) -> offices::Model {
        offices::ActiveModel {
            publisher_id: Set(publisher.id),
            city: Set(city.into()),
            rent: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    pub async fn stored_office(&self, office: &offices::Model) -> Option<offices::Model> {
        offices::Entity::find_by_id(office.id)
            .one(&self.db)
            .await
            .unwrap()
    }

    /// This many authors, called "Number 0" and so on.
    pub async fn many_authors(&self, count: u32) {
        let all: Vec<authors::ActiveModel> = (0..count)
            .map(|number| authors::ActiveModel {
                first_name: Set("Author".into()),
                last_name: Set(format!("Number {number}")),
                born: Set(None),
                ..Default::default()
            })
            .collect();
        for some in all.chunks(500) {
            authors::Entity::insert_many(some.to_vec())
                .exec(&self.db)
                .await
                .unwrap();
        }
    }

    pub async fn genre(&self, name: &str) -> genres::Model {
        genres::ActiveModel {
            name: Set(name.into()),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    /// A book that is available, in print and without a date.
    pub async fn book(&self, title: &str, author: &authors::Model) -> books::Model {
        self.book_with(title, author, |_| {}).await
    }

    pub async fn book_with(
        &self,
        title: &str,
        author: &authors::Model,
        change: impl FnOnce(&mut books::ActiveModel),
    ) -> books::Model {
        let count = books::Entity::find().all(&self.db).await.unwrap().len();
        let mut book = books::ActiveModel {
            id: Set(uuid::Uuid::new_v4()),
            title: Set(title.into()),
            author_id: Set(author.id),
            summary: Set(String::new()),
            isbn: Set(format!("97800000{count:05}")),
            status: Set("a".into()),
            in_print: Set(true),
            published: Set(None),
            updated_at: Set(self.clock.now()),
        };
        change(&mut book);
        book.insert(&self.db).await.unwrap()
    }

    /// A note about a book.
    pub async fn note(&self, title: &str, book: &books::Model) -> notes::Model {
        notes::ActiveModel {
            title: Set(title.into()),
            book_id: Set(book.id),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    pub async fn pair(&self, book: &books::Model, genre: &genres::Model) {
        book_genres::ActiveModel {
            book_id: Set(book.id),
            genre_id: Set(genre.id),
        }
        .insert(&self.db)
        .await
        .unwrap();
    }

    pub async fn stored(&self, book: &books::Model) -> Option<books::Model> {
        books::Entity::find_by_id(book.id)
            .one(&self.db)
            .await
            .unwrap()
    }

    /// How many books are on loan.
    pub async fn lent(&self) -> u64 {
        books::Entity::find()
            .filter(books::Column::Status.eq("o"))
            .count(&self.db)
            .await
            .unwrap()
    }

    /// A job as Loco leaves it that has failed.
    pub async fn failed_job(&self, id: &str, name: &str, why: &str) {
        let data = json!({ "loan": 7, "error": why });
        let table = match self.db.get_database_backend() {
            DbBackend::Postgres => "pg_loco_queue",
            _ => "sqlt_loco_queue",
        };
        self.db
            .execute_unprepared(&format!(
                "INSERT INTO {table} (id, name, task_data, status, run_at) \
                 VALUES ('{id}', '{name}', '{data}', 'failed', CURRENT_TIMESTAMP)"
            ))
            .await
            .unwrap();
    }
}
