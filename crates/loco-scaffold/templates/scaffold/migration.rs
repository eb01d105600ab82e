//! «humans | capitalize»: «summary».

use sea_orm_migration::{prelude::*, schema::*<% if label %>, sea_orm::DbBackend<% endif %>};
<% if has.links %>
use crate::points;
<% endif %>
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
<%- if label %>
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        manager.create_table(«plural»(postgres)).await?;
<%- else %>
        manager.create_table(«plural»()).await?;
<%- endif %>
<%- for field in fields %><% if field.kind == "many" %>
        manager.create_table(«field.join_table»()).await?;
<%- endif %><% endfor %>
        crate::run(
            manager,
            &[
<%- if label %>
                // The list's order, from which a page's keys are read alone.
                "CREATE INDEX ix_«plural»_order ON «plural» (sort_«label», id)",
<%- endif %>
<%- for field in fields %><% if field.kind == "reference" %>
                "CREATE INDEX ix_«plural»_«field.name» ON «plural» («field.column»<% if field.filter %><% if label %>, sort_«label»<% endif %>, id<% endif %>)",
<%- elif field.kind == "choice" and field.filter %>
                "CREATE INDEX ix_«plural»_«field.name» ON «plural» («field.column»<% if label %>, sort_«label»<% endif %>, id)",
<%- elif field.kind == "many" %>
                "CREATE INDEX ix_«field.join_table»_other ON «field.join_table» («field.join_column», «singular»_id)",
<%- endif %><% endfor %>
                "INSERT INTO auth_permissions (codename, name) VALUES \
                 ('catalog.add_«kind»', 'Can add «human»'), ('catalog.change_«kind»', 'Can change «human»'), \
                 ('catalog.delete_«kind»', 'Can delete «human»'), ('catalog.view_«kind»', 'Can view «human»') \
                 ON CONFLICT (codename) DO NOTHING",
                "INSERT INTO auth_group_permissions (group_id, permission_id) \
                 SELECT auth_groups.id, auth_permissions.id FROM auth_groups CROSS JOIN auth_permissions \
                 WHERE auth_groups.name IN («groups») AND auth_permissions.codename IN \
                 ('catalog.add_«kind»', 'catalog.change_«kind»', 'catalog.delete_«kind»', 'catalog.view_«kind»')",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "DELETE FROM auth_permissions WHERE codename IN \
                 ('catalog.add_«kind»', 'catalog.change_«kind»', 'catalog.delete_«kind»', 'catalog.view_«kind»')",
<%- for field in fields %><% if field.kind == "many" %>
                "DROP TABLE «field.join_table»",
<%- endif %><% endfor %>
                "DROP TABLE «plural»",
            ],
        )
        .await
    }
}

fn «plural»(<% if label %>postgres: bool<% endif %>) -> TableCreateStatement {
<%- if label %>
    let mut order = string_len("sort_«label»", 200);
    if postgres {
        // Compared byte by byte, so that both databases and Rust agree on the order.
        order.extra("COLLATE \"C\"");
    }
<%- endif %>
    Table::create()
        .table("«plural»")
        .col(<% if id == "Uuid" %>pk_uuid<% else %>pk_auto<% endif %>("id"))
<%- for field in fields %><% if field.kind != "many" %>
        .col(«field.migration»)
<%- if field.name == label %>
        .col(order)
<%- endif %>
<%- endif %><% endfor %>
        .col(timestamp_with_time_zone_default_now("created_at"))
        .col(timestamp_with_time_zone_default_now("updated_at"))
<%- for relation in relations %>
        .foreign_key(&mut points("«plural»", "«relation.column»", "«relation.table»", ForeignKeyAction::«relation.on_delete»))
<%- endfor %>
        .to_owned()
}
<% for field in fields %><% if field.kind == "many" %>
fn «field.join_table»() -> TableCreateStatement {
    Table::create()
        .table("«field.join_table»")
        .col(<% if id == "Uuid" %>uuid<% else %>integer<% endif %>("«singular»_id"))
        .col(<% if field.target.key == "Uuid" %>uuid<% elif field.target.key == "i64" %>big_integer<% else %>integer<% endif %>("«field.join_column»"))
        .primary_key(Index::create().col("«singular»_id").col("«field.join_column»"))
        .foreign_key(&mut points("«field.join_table»", "«singular»_id", "«plural»", ForeignKeyAction::Cascade))
        .foreign_key(&mut points("«field.join_table»", "«field.join_column»", "«field.target.table»", ForeignKeyAction::Cascade))
        .to_owned()
}
<% endif %><% endfor %>
