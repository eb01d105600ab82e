/// «sentence»: what it does to one row. A reason that it cannot be done is a key of the messages, or the words
/// themselves.
async fn «name»(
    cx: loco_admin::ActionCx,
    «singular»: crate::models::_entities::«table»::Model,
) -> Result<(), String> {
    tracing::info!(user = cx.staff.id, row = ?«singular».id, "«name» was done");
    Ok(())
}
