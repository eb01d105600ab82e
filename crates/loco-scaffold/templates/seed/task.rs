//! `cargo loco task «task»`: invented «humans» to try things out with, and what they point to.

use async_trait::async_trait;
use chrono::{DateTime, <% if has_dates %>Days, <% endif %>Utc};
<%- if fakes %>
use fake::<% if fakers %>{Fake, faker::{<% for faker in fakers %>«faker», <% endfor %>}}<% else %>Fake<% endif %>;
<%- endif %>
use loco_oidc::<% if people %>{Clock, models::users}<% else %>Clock<% endif %>;
use loco_rs::{
    Result,
    app::AppContext,
    task::{Task, TaskInfo, Vars},
};
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, <% if makers | length > 1 %>EntityTrait, QuerySelect, <% elif related %>EntityTrait, <% endif %>Set, TransactionTrait,
};
<%- if has_uuids %>
use uuid::Uuid;
<%- endif %>

use super::arguments::Arguments;
use crate::models::{
<%- if entities %>
    _entities::{<% for entity in entities %>«entity», <% endfor %>},
<%- endif %>
<%- for module in modules %>
    «module»,
<%- endfor %>
};

/// How many are added unless somebody says so, and the most at a time.
const USUALLY: u32 = 20;
const MOST: u32 = 10_000;
<%- if makers | length > 1 %>
/// How many of what they point to are made where there is none of it, and the most that are pointed to.
const A_FEW: u32 = 5;
const MANY: u64 = 500;
<%- endif %>

/// Adds invented «humans».
pub struct «pascal»;

#[async_trait]
impl Task for «pascal» {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "«task»".to_string(),
            detail: "Adds invented «humans», and what they point to: count:N".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        let arguments = Arguments::of("«task»", vars, &["count"])?;
        let expected = format!("a whole number from 1 to {MOST}");
        let count = arguments.optional("count", &expected)?.unwrap_or(USUALLY);
        if !(1..=MOST).contains(&count) {
            return Err(arguments.refuse("count", &count.to_string(), &expected));
        }
        let now = Clock::of(ctx).now();
        let transaction = ctx.db.begin().await?;
<%- if makers | length > 1 %>
        let mut there = There::default();
<%- endif %>
<%- for maker in makers %>
<%- if loop.last %>
        let added = add_«maker.table»(&transaction, count, now<% if makers | length > 1 %>, &there<% endif %>).await?;
<%- elif maker.people %>
        there.«maker.table» = some_«maker.table»(&transaction).await?;
<%- else %>
        there.«maker.table» = some_«maker.table»(&transaction, now, &there).await?;
<%- endif %>
<%- endfor %>
        transaction.commit().await?;
        println!("Added {} «humans».", added.len());
        Ok(())
    }
}
<% if makers | length > 1 %>
/// The keys of what can be pointed to.
#[derive(Default)]
struct There {
<%- for maker in makers %><% if not loop.last %>
    «maker.table»: Vec<«maker.key»>,
<%- endif %><% endfor %>
}
<% endif %>
<%- for maker in makers %>
<%- if maker.people %>
/// «maker.humans | capitalize»; nobody is invented.
async fn some_«maker.table»(db: &DatabaseTransaction) -> Result<Vec<«maker.key»>> {
    let people = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .limit(MANY);
    Ok(people.into_tuple().all(db).await?)
}
<% else %>
<%- if not loop.last %>
/// Some «maker.humans» that are there, or a few new ones.
async fn some_«maker.table»(
    db: &DatabaseTransaction,
    now: DateTime<Utc>,
    there: &There,
) -> Result<Vec<«maker.key»>> {
    let known = «maker.table»::Entity::find()
        .select_only()
        .column(«maker.table»::Column::Id)
        .limit(MANY);
    let known: Vec<«maker.key»> = known.into_tuple().all(db).await?;
    if known.is_empty() {
        return add_«maker.table»(db, A_FEW, now, there).await;
    }
    Ok(known)
}
<% endif %>
/// New «maker.humans», by their keys.
async fn add_«maker.table»(
    db: &DatabaseTransaction,
    count: u32,
    <% if not maker.dated %>_<% endif %>now: DateTime<Utc>,
<%- if makers | length > 1 %>
    <% if not maker.needs %>_<% endif %>there: &There,
<%- endif %>
) -> Result<Vec<«maker.key»>> {
    let mut keys = Vec::new();
    for <% if not maker.numbered %>_<% endif %>number in 0..count {
<%- for reference in maker.references %><% if reference.required %>
        let Some(«reference.column») = any(&there.«reference.table») else {
<%- if reference.table == "users" %>
            return Err(loco_rs::Error::string("nobody has an account yet: sign in once, then there is somebody"));
<%- else %>
            break;
<%- endif %>
        };
<%- endif %><% endfor %>
        let one = «maker.table»::ActiveModel {
<%- for value in maker.values %>
            «value.column»: Set(«value.rust»),
<%- endfor %>
<%- for reference in maker.references %>
<%- if reference.required %>
            «reference.column»: Set(«reference.column»),
<%- else %>
            «reference.column»: Set(any(&there.«reference.table»)),
<%- endif %>
<%- endfor %>
<%- if not maker.whole %>
            ..Default::default()
<%- endif %>
        };
        let id = one.insert(db).await?.id;
<%- for pairs in maker.pairs %>
        if let Some(other) = any(&there.«pairs.to») {
            let pair = «pairs.table»::ActiveModel {
                «pairs.own»: Set(id),
                «pairs.other»: Set(other),
            };
            «pairs.table»::Entity::insert(pair)
                .exec_without_returning(db)
                .await?;
        }
<%- endfor %>
        keys.push(id);
    }
    Ok(keys)
}
<% endif %><% endfor %>
<%- if makers | length > 1 %>
/// One of them, if there is one.
fn any<K: Copy>(keys: &[K]) -> Option<K> {
    (!keys.is_empty()).then(|| keys[(0..keys.len()).fake::<usize>()])
}
<% endif %>
<%- if says_within %>
/// Not more than so many characters.
fn within(most: usize, text: &str) -> String {
    text.chars().take(most).collect::<String>().trim_end().to_owned()
}
<% endif %>
<%- if says_words %>
/// Two or three words, as in a title.
fn words(most: usize) -> String {
    let words = Words(2..4).fake::<Vec<String>>().join(" ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    within(most, &(first.unwrap_or_default() + letters.as_str()))
}
<% endif %>
<%- if says_marks %>
/// So many letters and digits, twelve at most, that are nowhere else.
fn mark(most: usize) -> String {
    Uuid::new_v4().simple().to_string().chars().take(most.min(12)).collect()
}
<% endif %>
<%- if says_alone %>
/// A text that no other row has.
fn alone(most: usize) -> String {
    if most < 12 {
        return mark(most);
    }
    format!("{} {}", words(most - 9), mark(8))
}
<% endif %>