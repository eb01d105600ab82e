/// The «children» of «singular | replace(from="_", to=" ")», on its page.
fn «name»() -> loco_admin::Inline {
    loco_admin::Inline::<% if wide %>stacked<% else %>tabular<% endif %>(crate::models::_entities::«child»::Column::«key»).extra(0).show_change_link()
}
