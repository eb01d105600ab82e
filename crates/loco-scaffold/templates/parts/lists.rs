<%- if has.orders and label %>
/// An order in which an index has all «humans».
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By «label».
    «label_pascal»,
    /// As they were added.
    Added,
}
<% endif %>
/// A page of «humans», in order. <% if has.links %>One query, and one for each kind of thing on it<% else %>One query<% endif %>.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn list(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<«row»>> {
<%- if has.orders %>
    list_in(db, pager, wanted, <% if label %>Order::«label_pascal», <% endif %>false).await
}

/// As [`list`], in another order, or from the last to the first.
///
/// # Errors
/// As [`list`].
pub async fn list_in(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
<%- if label %>
    order: Order,
<%- endif %>
    descending: bool,
) -> Result<Page<«row»>> {
<%- if label %>
    match order {
        Order::«label_pascal» => {
            let listing = Listing::<Key>::new("«plural»", "ix_«plural»_order", Count::Capped).descending(descending);
            «page_of»
        }
        Order::Added => {
            let listing = Listing::<KeyById>::new("«plural»", "«plural»_pkey", Count::Capped).descending(descending);
            «page_of»
        }
    }
<%- else %>
    let listing = Listing::<Key>::new("«plural»", "«plural»_pkey", Count::Capped).descending(descending);
    «page_of»
<%- endif %>
<%- else %>
    let listing = Listing::<Key>::new("«plural»", "<% if label %>ix_«plural»_order<% else %>«plural»_pkey<% endif %>", Count::Capped);
    «page_of»
<%- endif %>
}
<% for field in fields %><% if field.filter %>
/// A page of «humans» <% if field.kind == "choice" %>whose «field.human | lower» is this<% else %>of «field.one»<% endif %>, <% if field.kind == "many" %>the last that came first<% else %>in order<% endif %>.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn of_«field.filter_name»(
    db: &DatabaseConnection,
    pager: &Pager,
    «field.filter_name»<% if field.kind == "choice" %>: «field.choice_type»<% else %>_id: «field.target.key»<% endif %>,
    wanted: &PageRequest,
) -> Result<Page<«row»>> {
<%- if field.kind == "many" %>
    let listing = Listing::<KeyOf«field.filter_pascal»>::new("«field.join_table»", "ix_«field.join_table»_other", Count::Capped)
        .only(«field.join_table»::Column::«field.join_column_pascal».eq(«field.filter_name»_id))
        .newest_first();
<%- else %>
    let listing = Listing::<Key>::new("«plural»", "ix_«plural»_«field.name»", Count::Capped)
        .only(Column::«field.column_pascal».eq(«field.filter_name»<% if field.kind == "choice" %>.code()<% else %>_id<% endif %>));
<%- endif %>
    «page_of»
}
<% endif %><% endfor %>
