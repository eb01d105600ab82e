//! «humans | capitalize» in the API.
<% if api_numbered %>
use std::sync::atomic::{AtomicU32, Ordering};
<% endif %>
use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    builders::{<% for builder in builders %>«builder», <% endfor %>},
};

const LIST: &str = "/«keys»";

/// Everything that is to be known of one, unlike all others.
async fn a_body(<% if not has.links %>_<% endif %>app: &TestApp) -> Value {
<%- if api_numbered %>
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
<%- endif %>
    json!({
<%- for field in fields %>
        "«field.name»": «field.api.sent»,
<%- endfor %>
    })
}

/// The key of one that is there, and a body for it.
pub async fn one_and_its_body(app: &TestApp) -> (String, Value) {
    («builder»(app).await.id.to_string(), a_body(app).await)
}
<% if librarians %>
#[tokio::test]
async fn it_is_added_read_changed_and_deleted() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let body = a_body(&app).await;
    let made = librarian.post(LIST, &body).await.expect_status(201);
    let url = made.location();
    assert_eq!(made.json()["url"], url);
    let read = app.api().get(url).await.expect_status(200);
    assert_eq!(read.json(), made.json());
    assert_eq!(read.header("etag"), made.header("etag"));
<%- for field in fields %><% if field.api.output and field.kind != "reference" and field.kind != "many" %>
    assert_eq!(read.json()["«field.name»"], body["«field.name»"]);
<%- elif field.api.output and field.kind == "reference" %>
    assert_eq!(read.json()["«field.name»"]<% if field.target.api %>["id"]<% endif %>, body["«field.name»"]);
<%- elif field.api.output %>
    assert_eq!(read.json()["«field.name»"][0]<% if field.target.api %>["id"]<% endif %>, body["«field.name»"][0]);
<%- endif %><% endfor %>

    let patched = librarian
        .patch(url, &json!({ "«fields[0].name»": body["«fields[0].name»"] }))
        .await
        .expect_status(200);
    let (mut before, mut after) = (made.json(), patched.json());
    for value in [&mut before, &mut after] {
        value["updated_at"] = Value::Null;
    }
    assert_eq!(after, before, "what a patch leaves out stays");
    let other = a_body(&app).await;
    librarian.put(url, &other).await.expect_status(200);

    let gone = librarian.delete(url).await.expect_status(204);
    assert_eq!(gone.text(), "");
    app.api().get(url).await.expect_status(404);
}

#[tokio::test]
async fn every_member_is_of_its_type() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let (id, _) = one_and_its_body(&app).await;
    let url = format!("{LIST}/{id}");
    let tag = librarian.tag(&url).await;
    for (member, wrong, expected) in [
<%- for field in fields %><% if field.api.code %>
        ("«field.name»", «field.api.wrong», "/«field.name» «field.api.code»"),
<%- endif %><% endfor %>
        ("nonsense", json!(1), "/nonsense unknown-member"),
    ] {
        let mut body = a_body(&app).await;
        body[member] = wrong.clone();
        for (method, path, body) in [
            (Method::POST, LIST, &body),
            (Method::PUT, &url, &body),
            (Method::PATCH, &url, &json!({ member: wrong })),
        ] {
            let answer = librarian
                .send(method, path, Some(&tag), Some(body))
                .await
                .expect_status(422);
            assert_eq!(answer.problem(), ("invalid".into(), vec![expected.into()]));
        }
    }
    assert_eq!(librarian.tag(&url).await, tag, "nothing was changed");
}
<% if has.required_field %>
#[tokio::test]
async fn what_is_missing_is_said_at_its_member() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let answer = librarian.post(LIST, &json!({})).await.expect_status(422);
    let (_, faults) = answer.problem();
    let needed = [<% for field in fields %><% if field.required and field.kind != "choice" %>"«field.name»", <% endif %><% endfor %>];
    for member in needed {
        assert!(faults.contains(&format!("/{member} empty")), "{faults:?}");
    }
}
<% endif %>
#[tokio::test]
async fn nobody_overwrites_what_they_have_not_seen() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let (id, body) = one_and_its_body(&app).await;
    let url = format!("{LIST}/{id}");
    let old = librarian.tag(&url).await;
    librarian.put(&url, &body).await.expect_status(200);
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        let sent = (method != Method::DELETE).then_some(&body);
        for (tag, status) in [(None, 428), (Some(old.as_str()), 412)] {
            librarian
                .send(method.clone(), &url, tag, sent)
                .await
                .expect_status(status);
        }
    }
}

#[tokio::test]
async fn a_token_needs_the_scope() {
    let app = TestApp::with_api().await;
    let (_, body) = one_and_its_body(&app).await;
    let unscoped = app.api().as_librarian_with("openid loans").await;
    unscoped.post(LIST, &body).await.expect_status(403);
}
<% endif %>
#[tokio::test]
async fn whoever_has_no_token_or_no_permission_only_reads() {
    let app = TestApp::with_api().await;
    let (id, body) = one_and_its_body(&app).await;
    let url = format!("{LIST}/{id}");
    for (caller, status) in [(app.api(), 401)<% if not readers %>, (app.api().as_reader().await, 403)<% endif %>] {
        caller.get(&url).await.expect_status(200);
        caller.post(LIST, &body).await.expect_status(status);
        for method in [Method::PUT, Method::PATCH, Method::DELETE] {
            let sent = (method != Method::DELETE).then_some(&body);
            caller
                .send(method, &url, Some("*"), sent)
                .await
                .expect_status(status);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::with_api().await;
    for nobody in ["0", "nonsense", "00000000-0000-0000-0000-000000000000"] {
        app.api()
            .get(&format!("{LIST}/{nobody}"))
            .await
            .expect_status(404);
    }
}

#[tokio::test]
async fn a_list_has_orders_and_each_can_begin_with_the_last() {
    let app = TestApp::with_api().await;
    for _ in 0..3 {
        «builder»(&app).await;
    }
    let orders = [<% if label %>"«label»", <% endif %>"id"];
    for order in orders {
        let forwards = ids(&app, &format!("?order={order}")).await;
        let mut backwards = ids(&app, &format!("?order=-{order}")).await;
        backwards.reverse();
        assert_eq!(forwards.len(), 3);
        assert_eq!(backwards, forwards, "{order}");
    }
    let nonsense = ["?order=nonsense"<% for field in fields %><% if field.filter %>, "?«field.filter»=no-such", "?«field.filter»=<% if field.kind == "choice" %>«field.choices[0].code»<% elif field.target.key == "Uuid" %>00000000-0000-0000-0000-000000000000<% else %>1<% endif %>&order=id"<% endif %><% endfor %>];
    for wrong in nonsense {
        app.api()
            .get(&format!("{LIST}{wrong}"))
            .await
            .expect_status(400);
    }
}

/// The keys in a list, in its order.
async fn ids(app: &TestApp, query: &str) -> Vec<Value> {
    let list = app.api().get(&format!("{LIST}{query}")).await.expect_status(200);
    let items = list.json()["items"].as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item["id"].clone()).collect()
}
<% for field in fields %><% if field.filter %>
#[tokio::test]
async fn a_list_is_narrowed_by_«field.filter_name»() {
    let app = TestApp::with_api().await;
<%- if field.kind == "choice" %>
    let one = «builder»(&app).await;
<%- if field.required %>
    let code = one.«field.name»().code();
<%- else %>
    let code = one.«field.name».as_deref().expect("it has one");
<%- endif %>
    assert_eq!(ids(&app, &format!("?«field.filter»={code}")).await, [json!(one.id)]);
    let other = «library»::models::«plural»::«field.choice_type»::ALL
        .into_iter()
        .find(|other| other.code() != code)
        .expect("there are several");
    assert!(ids(&app, &format!("?«field.filter»={}", other.code())).await.is_empty());
<%- else %>
<%- if field.target.is_self %>
    let parent = «builder»(&app).await;
    let one = «builder»(&app).await;
    let values = «library»::models::«plural»::Values {
        «field.value»: <% if field.kind == "many" %>vec![parent.id]<% elif field.required %>parent.id<% else %>Some(parent.id)<% endif %>,
        ..one.values(<% if has.many %>app.db()<% endif %>)<% if has.many %>.await.expect("it has values")<% endif %>
    };
    let one = one
        .change(app.db(), &values, None, app.clock.now())
        .await
        .expect("the values are valid");
    let key = parent.id;
<%- else %>
    let one = «builder»(&app).await;
<%- if field.kind == "many" %>
    let values = one.values(app.db()).await.expect("it has values");
    let key = values.«field.value»[0];
<%- elif field.required %>
    let key = one.«field.column»;
<%- else %>
    let key = one.«field.column».expect("it has one");
<%- endif %>
<%- endif %>
    «builder»(&app).await;
    assert_eq!(ids(&app, &format!("?«field.filter»={key}")).await, [json!(one.id)]);
<%- endif %>
}
<% endif %><% endfor %>
#[tokio::test]
async fn a_list_leads_on_and_back_by_its_cursors() {
    let app = TestApp::with_api().await;
    for _ in 0..3 {
        «builder»(&app).await;
    }
    let first = app.api().get(&format!("{LIST}?limit=2")).await.expect_status(200).json();
    assert_eq!((&first["total"], &first["prev"]), (&json!(3), &Value::Null));
    let next = first["next"].as_str().expect("there is more");
    let second = app.api().get(next).await.expect_status(200).json();
    assert_eq!(second["items"].as_array().map(Vec::len), Some(1));
    let back = second["prev"].as_str().expect("there is a page before");
    assert_eq!(app.api().get(back).await.expect_status(200).json()["items"], first["items"]);
}
