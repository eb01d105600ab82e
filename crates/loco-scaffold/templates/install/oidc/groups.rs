//! The groups of the site. Their permissions come with what is generated.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const GROUPS: [&str; 3] = ["Readers", "Editors", "Administrators"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut groups = Query::insert();
        groups.into_table("auth_groups").columns(["name"]);
        for name in GROUPS {
            groups.values_panic([name.into()]);
        }
        groups.on_conflict(OnConflict::column("name").do_nothing().to_owned());
        manager.execute(groups).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let delete = Query::delete()
            .from_table("auth_groups")
            .and_where(Expr::col("name").is_in(GROUPS))
            .to_owned();
        manager.execute(delete).await
    }
}
