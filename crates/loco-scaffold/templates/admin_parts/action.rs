/// «sentence»: offered for the rows that are ticked, and on the page of each.
fn «name»() -> loco_admin::Action<Entity> {
    loco_admin::Action::new("«name»", "«sentence»").each(«name»_one)
}

/// What it does to one row. A reason that it cannot be done is a key of the messages, or the words themselves.
async fn «name»_one(
    cx: loco_admin::ActionCx,
    «singular»: crate::models::_entities::«table»::Model,
) -> Result<(), String> {
    tracing::info!(user = cx.staff.id, row = ?«singular».id, "«name» was done");
    Ok(())
}
