//! The three groups of the library, and what their members may do.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

const GROUPS: [&str; 3] = ["Readers", "Librarians", "Administrators"];
const KINDS: [(&str, &str); 5] = [
    ("author", "author"),
    ("book", "book"),
    ("genre", "genre"),
    ("language", "language"),
    ("bookinstance", "copy"),
];

/// Every permission of the catalogue: codename and name.
fn permissions() -> Vec<(String, String)> {
    let mut permissions: Vec<_> = KINDS
        .iter()
        .flat_map(|(kind, name)| {
            ["add", "change", "delete", "view"].map(|action| {
                (
                    format!("catalog.{action}_{kind}"),
                    format!("Can {action} {name}"),
                )
            })
        })
        .collect();
    permissions.push((
        "catalog.can_mark_returned".to_owned(),
        "Can set a copy as returned".to_owned(),
    ));
    permissions
}

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
        manager.execute(groups).await?;

        let mut rows = Query::insert();
        rows.into_table("auth_permissions")
            .columns(["codename", "name"]);
        for (codename, name) in permissions() {
            rows.values_panic([codename.into(), name.into()]);
        }
        rows.on_conflict(OnConflict::column("codename").do_nothing().to_owned());
        manager.execute(rows).await?;

        crate::run(
            manager,
            &["INSERT INTO auth_group_permissions (group_id, permission_id) \
               SELECT auth_groups.id, auth_permissions.id FROM auth_groups CROSS JOIN auth_permissions \
               WHERE auth_groups.name IN ('Librarians', 'Administrators') \
               AND auth_permissions.codename LIKE 'catalog.%'"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let codenames: Vec<_> = permissions()
            .into_iter()
            .map(|(codename, _)| codename)
            .collect();
        manager
            .execute(
                Query::delete()
                    .from_table("auth_permissions")
                    .and_where(Expr::col("codename").is_in(codenames))
                    .to_owned(),
            )
            .await?;
        manager
            .execute(
                Query::delete()
                    .from_table("auth_groups")
                    .and_where(Expr::col("name").is_in(GROUPS))
                    .to_owned(),
            )
            .await
    }
}
