//! «humans | capitalize» as their pages show them.
<% if has.days %>
use chrono::NaiveDate;
<%- endif %>
use serde::Serialize;

use super::{<% if has.many or has.choices %>Choice, <% endif %><% if has.offers %>FormView, <% endif %><% if has.links %>Link, <% endif %>May, Pagination, TotalView<% if has.references %>, lookup::Lookup<% endif %><% if has.narrowed %>, related::Only<% endif %>};
use crate::models::{self, «plural»};

/// What lists and the page of «article» «human» show.
#[derive(Serialize)]
pub struct «pascal»Facts {
    /// What people call it.
    pub name: String,
    pub url: String,
<%- for field in fields %>
<%- if field.name == label %>
<%- elif field.kind == "reference" %>
    pub «field.name»: Option<Link>,
<%- elif field.kind == "many" %>
    pub «field.name»: Vec<Link>,
<%- elif field.kind == "paragraphs" %>
    /// The paragraphs of its «field.human | lower».
    pub «field.name»: Vec<String>,
<%- elif field.shown %>
<%- if field.kind == "moment" %>
    /// The day, and the time of day.
<%- endif %>
    pub «field.name»: «field.shown_type»,
<%- elif field.kind == "choice" and field.required %>
    /// The key of the message that says it.
    pub «field.name»: &'static str,
<%- elif field.kind == "choice" %>
    /// The key of the message that says it.
    pub «field.name»: Option<&'static str>,
<%- else %>
    pub «field.name»: «field.value_type»,
<%- endif %>
<%- endfor %>
}
<% if has.links %>
impl From<&«plural»::Row> for «pascal»Facts {
    fn from(row: &«plural»::Row) -> Self {
        let «singular» = &row.«singular»;
<%- else %>
impl From<&«plural»::Model> for «pascal»Facts {
    fn from(«singular»: &«plural»::Model) -> Self {
<%- endif %>
        Self {
            name: «singular».to_string(),
            url: «singular».url(),
<%- for field in fields %>
<%- if field.name == label %>
<%- elif field.kind == "reference" %>
            «field.name»: row.«field.name».as_ref().map(|one| Link::new(«field.target_display», «field.link»)),
<%- elif field.kind == "many" %>
            «field.name»: row.«field.name».iter().map(|one| Link::new(«field.target_display», «field.link»)).collect(),
<%- elif field.kind == "paragraphs" %>
            «field.name»: «singular»
                .«field.name»
<%- if not field.required %>
                .as_deref()
                .unwrap_or_default()
<%- endif %>
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
<%- elif field.shown %>
            «field.name»: «field.shown»,
<%- elif field.kind == "line" %>
            «field.name»: «singular».«field.name».clone(),
<%- elif field.kind == "choice" and field.required %>
            «field.name»: «singular».«field.name»().message(),
<%- elif field.kind == "choice" %>
            «field.name»: «singular».«field.name».as_deref().and_then(«plural»::«field.choice_type»::from_code).map(«plural»::«field.choice_type»::message),
<%- else %>
            «field.name»: «singular».«field.column»,
<%- endif %>
<%- endfor %>
        }
    }
}

/// What `catalog/«kind»_list.html` gets.
#[derive(Serialize)]
pub struct «pascal»List {
    «plural»: Vec<«pascal»Facts>,
    total: TotalView,
    pages: Pagination,
<%- if has.narrowed %>
    /// What the list is narrowed to.
    only: Option<Only>,
<%- endif %>
    may: May,
}

impl «pascal»List {
    #[must_use]
    pub fn new(page: &models::Page<«plural»::«row»><% if has.narrowed %>, only: Option<Only><% endif %>, may: May) -> Self {
        Self {
            «plural»: page.items.iter().map(«pascal»Facts::from).collect(),
            total: page.total.into(),
<%- if has.narrowed %>
            pages: Pagination::of(page, &Only::list("/catalog/«kinds»/", only.as_ref()), None),
            only,
<%- else %>
            pages: Pagination::of(page, "/catalog/«kinds»/", None),
<%- endif %>
            may,
        }
    }
}

/// What `catalog/«kind»_detail.html` gets.
#[derive(Serialize)]
pub struct «pascal»Detail {
    pub «singular»: «pascal»Facts,
    pub may: May,
}
<% if has.offers %>
/// What the form lets people choose from.
#[derive(Serialize)]
pub struct «pascal»Offered {
<%- for field in fields %>
<%- if field.kind == "reference" %>
    pub «field.name»: Lookup,
<%- elif field.kind == "many" or field.kind == "choice" %>
    pub «field.name»: Vec<Choice>,
<%- endif %>
<%- endfor %>
}

/// What `catalog/«kind»_form.html` gets.
#[derive(Serialize)]
pub struct «pascal»FormPage<'a> {
    pub form: FormView<'a>,
    /// The «human» that is changed; a new one has no page yet.
    pub «singular»: Option<«pascal»Named>,
    pub offered: «pascal»Offered,
}
<% else %>
/// What `catalog/«kind»_form.html` gets.
#[derive(Serialize)]
pub struct «pascal»FormPage<'a> {
    pub form: super::FormView<'a>,
    /// The «human» that is changed; a new one has no page yet.
    pub «singular»: Option<«pascal»Named>,
}
<% endif %>
/// «article | capitalize» «human» by its name, with the address of its page.
#[derive(Serialize)]
pub struct «pascal»Named {
    name: String,
    url: String,
}

impl From<&«plural»::Model> for «pascal»Named {
    fn from(«singular»: &«plural»::Model) -> Self {
        Self {
            name: «singular».to_string(),
            url: «singular».url(),
        }
    }
}
