//! Who had which copy, who waits for which book, and who has been told.

use sea_orm_migration::{prelude::*, schema::*};

use crate::points;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [loans(), reservations(), notices()] {
            manager.create_table(table).await?;
        }
        crate::run(
            manager,
            &[
                "CREATE UNIQUE INDEX ux_loans_open ON loans (copy_id) WHERE returned_at IS NULL",
                "CREATE INDEX ix_loans_due ON loans (due_on, id) WHERE returned_at IS NULL",
                "CREATE INDEX ix_loans_reader_open ON loans (user_id) WHERE returned_at IS NULL",
                "CREATE INDEX ix_loans_reader ON loans (user_id, borrowed_at, id)",
                "CREATE INDEX ix_loans_copy ON loans (copy_id, borrowed_at, id)",
                "CREATE UNIQUE INDEX ux_reservations_open ON reservations (book_id, user_id) \
                 WHERE closed_at IS NULL",
                "CREATE UNIQUE INDEX ux_reservations_held ON reservations (copy_id) \
                 WHERE closed_at IS NULL AND copy_id IS NOT NULL",
                "CREATE INDEX ix_reservations_queue ON reservations (book_id, id) WHERE closed_at IS NULL",
                "CREATE INDEX ix_reservations_ready ON reservations (ready_until) WHERE closed_at IS NULL",
                "CREATE INDEX ix_reservations_reader ON reservations (user_id, id)",
                "CREATE INDEX ix_reservations_copy ON reservations (copy_id)",
                "CREATE UNIQUE INDEX ux_notices_once ON notices (loan_id, kind, due_on)",
                "CREATE INDEX ix_notices_unsent ON notices (id) WHERE sent_at IS NULL",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["notices", "reservations", "loans"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn loans() -> TableCreateStatement {
    Table::create()
        .table("loans")
        .col(pk_auto("id"))
        .col(uuid("copy_id"))
        // Empty for a loan without an account, and once the reader's account is gone.
        .col(integer_null("user_id"))
        .col(timestamp_with_time_zone("borrowed_at"))
        .col(date("due_on"))
        .col(timestamp_with_time_zone_null("returned_at"))
        .col(integer("renewals").default(0))
        .foreign_key(&mut points(
            "loans",
            "copy_id",
            "book_instances",
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut points(
            "loans",
            "user_id",
            "auth_users",
            ForeignKeyAction::SetNull,
        ))
        .to_owned()
}

fn reservations() -> TableCreateStatement {
    Table::create()
        .table("reservations")
        .col(pk_auto("id"))
        .col(integer("book_id"))
        // Empty once the reader's account is gone: the row stays until its held copy has been passed on.
        .col(integer_null("user_id"))
        .col(uuid_null("copy_id"))
        .col(timestamp_with_time_zone("created_at"))
        .col(date_null("ready_until"))
        .col(timestamp_with_time_zone_null("closed_at"))
        .col(
            string_len("outcome", 16)
                .default("waiting")
                .check(Expr::col("outcome").is_in([
                    "waiting",
                    "ready",
                    "collected",
                    "cancelled",
                    "expired",
                ])),
        )
        .foreign_key(&mut points(
            "reservations",
            "book_id",
            "books",
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut points(
            "reservations",
            "user_id",
            "auth_users",
            ForeignKeyAction::SetNull,
        ))
        .foreign_key(&mut points(
            "reservations",
            "copy_id",
            "book_instances",
            ForeignKeyAction::SetNull,
        ))
        .to_owned()
}

fn notices() -> TableCreateStatement {
    Table::create()
        .table("notices")
        .col(pk_auto("id"))
        .col(integer("loan_id"))
        .col(string_len("kind", 16))
        .col(date("due_on"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone_null("claimed_at"))
        .col(timestamp_with_time_zone_null("sent_at"))
        .col(integer("attempts").default(0))
        .col(text_null("error"))
        .foreign_key(&mut points(
            "notices",
            "loan_id",
            "loans",
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}
