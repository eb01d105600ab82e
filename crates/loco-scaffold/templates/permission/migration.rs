//! The permission `«code»`, and the groups whose members have it.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "INSERT INTO auth_permissions (codename, name) VALUES ('«code»', '«label»') \
                 ON CONFLICT (codename) DO NOTHING",
                "INSERT INTO auth_group_permissions (group_id, permission_id) \
                 SELECT auth_groups.id, auth_permissions.id FROM auth_groups CROSS JOIN auth_permissions \
                 WHERE auth_groups.name IN («groups») AND auth_permissions.codename = '«code»'",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &["DELETE FROM auth_permissions WHERE codename = '«code»'"],
        )
        .await
    }
}
