/// «sentence»: the choices beside the list, and the rows that each of them stands for.
fn «name»() -> loco_admin::Filter<Entity> {
    use crate::models::_entities::«table»::Column;
    use sea_orm::{ColumnTrait as _, Condition};

    loco_admin::Filter::custom(
        "«name»",
        "«sentence»",
<%- if created %>
        [("week", "Last 7 days"), ("month", "Last 30 days")],
        |choice, cx| {
            let days = if choice == "week" { 7 } else { 30 };
            let since = cx.now - chrono::TimeDelta::days(days);
            Condition::all().add(Column::CreatedAt.gte(since))
        },
<%- else %>
        [("yes", "Yes"), ("no", "No")],
        |choice, _| match choice {
            "yes" => Condition::all().add(Column::Id.is_not_null()),
            _ => Condition::all().add(Column::Id.is_null()),
        },
<%- endif %>
    )
}
