//! «humans | capitalize»: «summary».
<% if has.links %>
use std::collections::HashMap;
<% endif %>
use chrono::{DateTime, <% if has.dates %>NaiveDate, <% endif %>Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, <% if has.links or has.unique %>ColumnTrait, <% endif %>ConnectionTrait, DatabaseConnection,
    <% if has.lookups %>DatabaseTransaction, <% endif %><% if label or has.unique or has.own %>DbErr, <% endif %>EntityTrait, <% if has.links or has.unique %>QueryFilter, <% endif %><% if has.many %>QueryOrder, <% endif %>QuerySelect, Set,
};
<% if has.people %>use loco_oidc::models::users;
<% endif %><% if has.uuids %>use uuid::Uuid;
<% endif %>
pub use super::_entities::«plural»::{ActiveModel, Column, Entity, Model};
use super::{
<%- for field in fields %><% if field.kind == "many" %>
    _entities::«field.join_table»,
<%- endif %><% endfor %>
    Error, Page, PageRequest, Pager, <% if has.lookups %>Problem, <% endif %>Result, Version,
<%- for module in modules %>
    «module»,
<%- endfor %>
<%- if label %>
    folding,
<%- endif %>
    paging::{self, Count, Listing},
    transaction::{self, next_change, stored},
<%- if has.text or has.lookups %>
    typed::Typed,
<%- endif %>
};
<% for field in fields %><% if field.max %>
/// The most characters of the «field.human | lower».
pub const «field.constant»: usize = «field.max»;
<%- endif %><% endfor %>
<%- if has.many %>
/// The most that one «human» has of each kind; a longer list only costs time.
const MOST_CHOSEN: usize = 1_000;
<%- endif %>

paging::key! {
    /// «humans | capitalize» in the order of their list.
    Key { <% if label %>sort_«label»: String, <% endif %>id: «id» } of id: «id»
}
<% if has.orders and label %>
paging::key! {
    /// «humans | capitalize» in the order in which they were added.
    KeyById { id: «id» } of id: «id»
}
<% endif %>
<%- for field in fields %><% if field.filter and field.kind == "many" %>
paging::key! {
    /// «humans | capitalize» of «field.one», in the order in which they were added.
    KeyOf«field.filter_pascal» { «singular»_id: «id» } of «singular»_id: «id»
}
<% endif %><% endfor %>

/// What is known of «article» «human».
#[derive(Clone, Debug, PartialEq<% if not has.floats %>, Eq<% endif %>)]
pub struct Values {
<%- for field in fields %>
    /// «field.human»<% if field.kind == "many" %>: any number of them<% elif not field.required and field.kind != "flag" %>, if known<% endif %>.
    pub «field.value»: «field.value_type»,
<%- endfor %>
}
<% for field in fields %><% if field.kind == "choice" %>
<% include "parts/choice.rs" %><% endif %><% endfor %>
<%- if has.links %>
/// «article | capitalize» «human» as lists and its own page show it.
#[derive(Clone, Debug, PartialEq<% if not has.inexact %>, Eq<% endif %>)]
pub struct Row {
    /// The «human» itself.
    pub «singular»: Model,
<%- for field in fields %><% if field.kind == "reference" %>
    /// Its «field.human | lower»<% if not field.required %>, if it has one<% endif %>.
    pub «field.name»: Option<«field.target.module»::Model>,
<%- elif field.kind == "many" %>
    /// Its «field.human | lower», in their order.
    pub «field.name»: Vec<«field.target.module»::Model>,
<%- endif %><% endfor %>
}
<% endif %>
<%- for field in fields %><% if field.kind == "many" %>
impl ActiveModelBehavior for «field.join_table»::ActiveModel {}
<% endif %><% endfor %>
<%- if label %>
#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Keeps `sort_«label»` in step with the «label», whoever writes it.
    async fn before_save<C: ConnectionTrait>(mut self, _db: &C, _insert: bool) -> Result<Self, DbErr> {
        if let Set(«label») = &self.«label» {
            self.sort_«label» = Set(folding::sort_title(«label»));
        }
        Ok(self)
    }
}
<% else %>
impl ActiveModelBehavior for ActiveModel {}
<% endif %>
<% include "parts/lists.rs" %>
/// The «human» with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: «id») -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}
<% if has.links %>
/// The «human» with this key, and what belongs to it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_row(db: &DatabaseConnection, id: «id») -> Result<Row> {
    let found = find(db, id).await?;
    rows(db, vec![found]).await?.pop().ok_or(Error::NotFound)
}

/// A page of a list, and what belongs to its rows.
async fn page_of<K: paging::Key<Id = «id»>>(
    listing: &Listing<K>,
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let mut page: Page<Model> = listing.page(db, pager, wanted).await?;
    let rows = rows(db, std::mem::take(&mut page.items)).await?;
    Ok(page.with(rows))
}

/// These «humans» with what belongs to them, in the same order.
async fn rows(db: &DatabaseConnection, found: Vec<Model>) -> Result<Vec<Row>> {
    if found.is_empty() {
        return Ok(Vec::new());
    }
<%- if has.many %>
    let ids: Vec<«id»> = found.iter().map(|«singular»| «singular».id).collect();
<%- endif %>
<%- for field in fields %><% if field.kind == "reference" %>
    let «field.name»_ids = found.iter().<% if field.required %>map<% else %>filter_map<% endif %>(|«singular»| «singular».«field.column»);
    let «field.name»_by_id: HashMap<«field.target.key», «field.target.module»::Model> = «field.target.module»::Entity::find()
        .filter(«field.target.module»::Column::Id.is_in(«field.name»_ids))
        .all(db)
        .await?
        .into_iter()
        .map(|one| (one.id, one))
        .collect();
<%- elif field.kind == "many" %>
    let mut «field.name» = «field.name»_of(db, &ids).await?;
<%- endif %><% endfor %>
    let rows = found.into_iter().map(|«singular»| Row {
<%- for field in fields %><% if field.kind == "reference" and field.required %>
        «field.name»: «field.name»_by_id.get(&«singular».«field.column»).cloned(),
<%- elif field.kind == "reference" %>
        «field.name»: «singular».«field.column».and_then(|id| «field.name»_by_id.get(&id).cloned()),
<%- elif field.kind == "many" %>
        «field.name»: «field.name».remove(&«singular».id).unwrap_or_default(),
<%- endif %><% endfor %>
        «singular»,
    });
    Ok(rows.collect())
}
<% for field in fields %><% if field.kind == "many" %>
/// The «field.human | lower» of these «humans», in their order. One query.
async fn «field.name»_of(
    db: &impl ConnectionTrait,
    ids: &[«id»],
) -> Result<HashMap<«id», Vec<«field.target.module»::Model>>> {
    let pairs = «field.join_table»::Entity::find()
        .find_also_related(«field.target.module»::Entity)
        .filter(«field.join_table»::Column::«pascal»Id.is_in(ids.iter().copied()))
        .order_by_asc(«field.target.module»::Column::«field.target.order»)
        .all(db)
        .await?;
    let mut found: HashMap<«id», Vec<«field.target.module»::Model>> = HashMap::new();
    for (pair, one) in pairs {
        found.entry(pair.«singular»_id).or_default().extend(one);
    }
    Ok(found)
}
<% endif %><% endfor %><% endif %>
/// Adds «article» «human».
///
/// # Errors
/// [`Error::Invalid`] when a value cannot be stored<% if has.links %>, or what was chosen is not there<% endif %>.
pub async fn create(db: &DatabaseConnection, values: &Values, now: DateTime<Utc>) -> Result<Model> {
    let transaction = transaction::begin(db).await?;
    let mut new = values.checked(<% if has.lookups %>&transaction<% if has.own_id %>, None<% endif %><% endif %>)<% if has.lookups %>.await<% endif %>?;
<%- if id == "Uuid" %>
    new.id = Set(Uuid::now_v7());
<%- endif %>
    new.created_at = Set(stored(now));
    new.updated_at = Set(stored(now));
    let «singular» = new.insert(&transaction).await<% if has.unique %>.map_err(taken)<% endif %>?;
<%- for field in fields %><% if field.kind == "many" %>
    values.give_«field.name»(&transaction, «singular».id).await?;
<%- endif %><% endfor %>
    transaction.commit().await?;
    Ok(«singular»)
}

impl std::fmt::Display for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
<%- if label %>
        formatter.write_str(&self.«label»)
<%- else %>
        write!(formatter, "#{}", self.id)
<%- endif %>
    }
}

impl Model {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("/catalog/«kind»/{}", self.id)
    }

    /// What a form opened now has seen.
    #[must_use]
    pub fn version(&self) -> Version {
        Version::of(self.updated_at)
    }
<% if has.many %>
    /// What a form opened now shows.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn values(&self, db: &impl ConnectionTrait) -> Result<Values> {
<%- for field in fields %><% if field.kind == "many" %>
        let «field.name» = «field.name»_of(db, &[self.id]).await?.remove(&self.id).unwrap_or_default();
<%- endif %><% endfor %>
        Ok(Values {
<%- else %>
    /// What a form opened now shows.
    #[must_use]
    pub fn values(&self) -> Values {
        Values {
<%- endif %>
<%- for field in fields %>
<%- if field.kind == "many" %>
            «field.value»: «field.name».into_iter().map(|one| one.id).collect(),
<%- elif field.kind in ["line", "paragraphs", "json"] %>
            «field.value»: self.«field.column».clone(),
<%- elif field.kind == "choice" and field.required %>
            «field.value»: self.«field.name»(),
<%- elif field.kind == "choice" %>
            «field.value»: self.«field.name».as_deref().and_then(«field.choice_type»::from_code),
<%- else %>
            «field.value»: self.«field.column»,
<%- endif %>
<%- endfor %>
<%- if has.many %>
        })
<%- else %>
        }
<%- endif %>
    }
<% for field in fields %><% if field.kind == "choice" and field.required %>
    /// Its «field.human | lower». The database refuses other words.
    #[must_use]
    pub fn «field.name»(&self) -> «field.choice_type» {
        «field.choice_type»::from_code(&self.«field.name»).unwrap_or_default()
    }
<% endif %><% endfor %>
    /// Changes what is known of the «human».
    ///
    /// # Errors
    /// As [`create`]; [`super::Conflict::Stale`] when somebody changed it after `seen`; [`Error::NotFound`] when it has
    /// been deleted.
    pub async fn change(
        &self,
        db: &DatabaseConnection,
        values: &Values,
        seen: Option<Version>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let transaction = transaction::begin(db).await?;
        let current = Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        Version::check(seen, current.updated_at)?;
        let mut changed = values.checked(<% if has.lookups %>&transaction<% if has.own_id %>, Some(current.id)<% endif %><% endif %>)<% if has.lookups %>.await<% endif %>?;
        changed.id = Set(current.id);
        changed.updated_at = Set(next_change(current.updated_at, now));
        let «singular» = changed.update(&transaction).await<% if has.unique %>.map_err(taken)<% endif %>?;
<%- for field in fields %><% if field.kind == "many" %>
        «field.join_table»::Entity::delete_many()
            .filter(«field.join_table»::Column::«pascal»Id.eq(«singular».id))
            .exec(&transaction)
            .await?;
        values.give_«field.name»(&transaction, «singular».id).await?;
<%- endif %><% endfor %>
        transaction.commit().await?;
        Ok(«singular»)
    }

    /// Removes it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it has been deleted already; [`super::Conflict::InUse`] when something that cannot be
    /// without it points to it.
    pub async fn remove(&self, db: &impl ConnectionTrait) -> Result<()> {
        match Entity::delete_by_id(self.id).exec(db).await?.rows_affected {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }
}

impl Values {
<% include "parts/checked.rs" %><% for field in fields %><% if field.kind == "many" %>
    async fn give_«field.name»(&self, transaction: &DatabaseTransaction, «singular»_id: «id») -> Result<()> {
        let pairs: Vec<_> = distinct(&self.«field.value»)
            .into_iter()
            .map(|«field.join_column»| «field.join_table»::ActiveModel {
                «singular»_id: Set(«singular»_id),
                «field.join_column»: Set(«field.join_column»),
            })
            .collect();
        if !pairs.is_empty() {
            «field.join_table»::Entity::insert_many(pairs)
                .exec_without_returning(transaction)
                .await?;
        }
        Ok(())
    }
<% endif %><% endfor %>
}
<% for field in fields %><% if field.own %>
/// Whether the one with the key `own` would stand below itself, if its «field.human | lower» were the one with the key
/// `above`: asked by forms, the API and the admin alike.
///
/// # Errors
/// When the database cannot answer.
pub async fn stands_below_itself_by_«field.name»(
    db: &impl ConnectionTrait,
    own: «id»,
    above: Option<«id»>,
) -> Result<bool, DbErr> {
    leads_to(db, above, own, |«singular»| «singular».«field.column»).await
}
<% endif %><% endfor %>
<%- if has.own %>
/// Whether the way from one to the next comes to `wanted`, so that there would be no end of it.
async fn leads_to(
    db: &impl ConnectionTrait,
    from: Option<«id»>,
    wanted: «id»,
    next: impl Fn(&Model) -> Option<«id»>,
) -> Result<bool, DbErr> {
    let mut seen = std::collections::HashSet::new();
    let mut here = from;
    while let Some(id) = here.filter(|id| seen.insert(*id)) {
        if id == wanted {
            return Ok(true);
        }
        here = Entity::find_by_id(id).one(db).await?.as_ref().and_then(&next);
    }
    Ok(false)
}
<% endif %>
<%- if has.unique %>
/// Another request was faster.
fn taken(error: DbErr) -> Error {
    Error::or_taken(error, "«first_unique»", Problem::Taken)
}
<% endif %>
<%- if has.many %>
/// Each key once.
fn distinct<K: Copy + Ord>(ids: &[K]) -> Vec<K> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(MOST_CHOSEN);
    ids
}
<% endif %>
