//! What librarians see in the admin site beside the catalogue: loans and reservations, the readers they lend to, and the
//! history.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const PERMISSIONS: [(&str, &str); 4] = [
    ("catalog.view_loan", "Can view loan"),
    ("catalog.view_reservation", "Can view reservation"),
    ("auth.view_log", "Can view log"),
    ("auth.view_user", "Can view user"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut rows = Query::insert();
        rows.into_table("auth_permissions")
            .columns(["codename", "name"]);
        for (codename, name) in PERMISSIONS {
            rows.values_panic([codename.into(), name.into()]);
        }
        rows.on_conflict(OnConflict::column("codename").do_nothing().to_owned());
        manager.execute(rows).await?;
        crate::run(
            manager,
            &["INSERT INTO auth_group_permissions (group_id, permission_id) \
               SELECT auth_groups.id, auth_permissions.id FROM auth_groups CROSS JOIN auth_permissions \
               WHERE auth_groups.name IN ('Librarians', 'Administrators') \
               AND auth_permissions.codename IN ('catalog.view_loan', 'catalog.view_reservation', 'auth.view_log', 'auth.view_user') \
               ON CONFLICT DO NOTHING"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let codenames = PERMISSIONS.map(|(codename, _)| codename);
        manager
            .execute(
                Query::delete()
                    .from_table("auth_permissions")
                    .and_where(Expr::col("codename").is_in(codenames))
                    .to_owned(),
            )
            .await
    }
}
