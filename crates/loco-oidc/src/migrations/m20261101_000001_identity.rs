//! Users, identities, groups, permissions and sessions.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

/// A foreign key column that takes its rows with it when the other row goes.
fn cascade(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// A table whose rows say that a row of one table and a row of another belong together.
fn junction(
    table: &'static str,
    (left, left_table): (&'static str, &'static str),
    (right, right_table): (&'static str, &'static str),
) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(integer(left))
        .col(integer(right))
        .primary_key(Index::create().col(left).col(right))
        .foreign_key(&mut cascade(table, left, left_table))
        .foreign_key(&mut cascade(table, right, right_table))
        .to_owned()
}

fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create()
        .name(format!("ix_{table}_{}", columns.join("_")))
        .table(table)
        .to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [users(), identities(), groups(), permissions()] {
            manager.create_table(table).await?;
        }
        for table in [
            junction(
                "auth_group_permissions",
                ("group_id", "auth_groups"),
                ("permission_id", "auth_permissions"),
            ),
            junction(
                "auth_user_groups",
                ("user_id", "auth_users"),
                ("group_id", "auth_groups"),
            )
            .col(boolean("from_provider").default(false))
            .to_owned(),
            junction(
                "auth_user_permissions",
                ("user_id", "auth_users"),
                ("permission_id", "auth_permissions"),
            ),
            sessions(),
            logout_tokens(),
        ] {
            manager.create_table(table).await?;
        }
        for index in [
            index("auth_users", &["email"]),
            index("auth_identities", &["issuer", "subject"])
                .unique()
                .to_owned(),
            index("auth_identities", &["user_id"]),
            index("auth_group_permissions", &["permission_id"]),
            index("auth_user_groups", &["group_id"]),
            index("auth_user_permissions", &["permission_id"]),
            index("auth_sessions", &["user_id"]),
            index("auth_sessions", &["issuer", "sid"]),
            index("auth_sessions", &["issuer", "subject"]),
            index("auth_sessions", &["expires_at"]),
            index("auth_logout_tokens", &["expires_at"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "auth_logout_tokens",
            "auth_sessions",
            "auth_user_permissions",
            "auth_user_groups",
            "auth_group_permissions",
            "auth_permissions",
            "auth_groups",
            "auth_identities",
            "auth_users",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

fn users() -> TableCreateStatement {
    Table::create()
        .table("auth_users")
        .col(pk_auto("id"))
        .col(string_len_uniq("username", 150))
        .col(string_len("email", 254).default(""))
        .col(boolean("email_verified").default(false))
        .col(string_len("first_name", 150).default(""))
        .col(string_len("last_name", 150).default(""))
        .col(string_len("locale", 16).default(""))
        .col(boolean("is_active").default(true))
        .col(boolean("is_staff").default(false))
        .col(boolean("is_superuser").default(false))
        .col(timestamp_with_time_zone("date_joined"))
        .col(timestamp_with_time_zone_null("last_sign_in_at"))
        .to_owned()
}

fn identities() -> TableCreateStatement {
    Table::create()
        .table("auth_identities")
        .col(pk_auto("id"))
        .col(integer("user_id"))
        .col(string_len("issuer", 512))
        .col(string_len("subject", 255))
        .col(boolean("gave_staff").default(false))
        .col(boolean("gave_superuser").default(false))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_sign_in_at"))
        .foreign_key(&mut cascade("auth_identities", "user_id", "auth_users"))
        .to_owned()
}

fn groups() -> TableCreateStatement {
    Table::create()
        .table("auth_groups")
        .col(pk_auto("id"))
        .col(string_len_uniq("name", 150))
        .to_owned()
}

fn permissions() -> TableCreateStatement {
    Table::create()
        .table("auth_permissions")
        .col(pk_auto("id"))
        .col(string_len_uniq("codename", 150))
        .col(string_len("name", 255))
        .to_owned()
}

fn sessions() -> TableCreateStatement {
    Table::create()
        .table("auth_sessions")
        .col(big_pk_auto("id"))
        .col(string_len_uniq("token_hash", 64))
        .col(integer("user_id"))
        .col(string_len("issuer", 512))
        .col(string_len("subject", 255))
        .col(string_len_null("sid", 255))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("last_seen_at"))
        .col(timestamp_with_time_zone("expires_at"))
        .col(timestamp_with_time_zone("absolute_expires_at"))
        .col(timestamp_with_time_zone_null("auth_time"))
        .col(string_len_null("acr", 255))
        .col(string_len("user_agent", 255).default(""))
        .col(string_len("ip", 45).default(""))
        .col(text("tokens").default(""))
        .col(timestamp_with_time_zone_null("access_expires_at"))
        .col(timestamp_with_time_zone_null("refreshing_until"))
        .col(text("userinfo"))
        .foreign_key(&mut cascade("auth_sessions", "user_id", "auth_users"))
        .to_owned()
}

fn logout_tokens() -> TableCreateStatement {
    Table::create()
        .table("auth_logout_tokens")
        .col(string_len("jti_hash", 64).primary_key())
        .col(timestamp_with_time_zone("expires_at"))
        .to_owned()
}
