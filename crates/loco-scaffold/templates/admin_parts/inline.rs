/// The «children» of «singular | replace(from="_", to=" ")», on its page.
fn «name»() -> loco_admin::Inline {
    loco_admin::Inline::tabular(crate::models::_entities::«child»::Column::«key»).extra(1).show_change_link()
}
