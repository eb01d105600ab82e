//! «humans | capitalize»: who may do what, and what becomes of it.

use crate::support::{
    TestApp,
    builders::{<% for builder in builders %>«builder», <% endfor %>},
};

const LIST: &str = "/catalog/«kinds»/";
const CREATE: &str = "/catalog/«kind»/create/";

/// A form that is filled in.
async fn filled_in(<% if not has.links %>_<% endif %>app: &TestApp) -> Vec<(&'static str, String)> {
    vec![
<%- for field in fields %>
        ("«field.name»", «field.typed»),
<%- endfor %>
    ]
}

fn sent<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

#[tokio::test]
async fn a_list_has_ten_on_a_page_and_anybody_may_read_it() {
    let app = TestApp::boot().await;
    let nothing = app.anonymous().get(LIST).await.expect_status(200);
    assert!(nothing.has(".empty h2"));
    for _ in 0..11 {
        «builder»(&app).await;
    }
    let first = app.anonymous().get(LIST).await.expect_status(200);
    assert_eq!(first.all("tbody tr").len(), 10);
    let next = first.attributes(".pagination a[rel=next]", "href");
    let second = app.anonymous().get(&next[0]).await.expect_status(200);
    assert_eq!(second.all("tbody tr").len(), 1);
}

#[tokio::test]
async fn each_has_a_page_in_both_languages() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let page = app.anonymous().get(&«singular».url()).await.expect_status(200);
    assert_eq!(page.first("h1"), «singular».to_string());
    assert!(!page.has("a[href$='/update/']"));
    let german = app.anonymous().in_german();
    for path in [LIST.to_owned(), «singular».url()] {
        german.get(&path).await.expect_status(200);
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::boot().await;
    let «caller» = app.«caller»().await;
    for page in ["", "/update/", "/delete/"] {
        let path = format!("/catalog/«kind»/<% if id == "Uuid" %>00000000-0000-0000-0000-000000000000<% else %>999999<% endif %>{page}");
        «caller».get(&path).await.expect_status(404);
    }
    «caller»
        .get("/catalog/«kind»/no-key")
        .await
        .expect_status(404);
    app.anonymous()
        .get(&format!("{LIST}?page=2"))
        .await
        .expect_status(404);
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_sent_to_sign_in_first() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let answer = app.anonymous().get(CREATE).await.expect_status(302);
    assert_eq!(
        answer.location(),
        "/oidc/authenticate/?next=%2Fcatalog%2F«kind»%2Fcreate%2F"
    );
    for page in ["update", "delete"] {
        let path = format!("{}/{page}/", «singular».url());
        app.anonymous().get(&path).await.expect_status(302);
        app.anonymous().post(&path, &[]).await.expect_status(401);
    }
}

<%- if not readers %>

#[tokio::test]
async fn a_reader_may_not_change_anything() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let reader = app.reader().await;
    for path in [
        CREATE.to_owned(),
        format!("{}/update/", «singular».url()),
        format!("{}/delete/", «singular».url()),
    ] {
        reader.get(&path).await.expect_status(403);
        reader.post(&path, &[]).await.expect_status(403);
    }
    assert!(!reader.get(LIST).await.has("a[href$='/create/']"));
}
<%- endif %>

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let «caller» = app.«caller»().await;
    let delete = format!("{}/delete/", «singular».url());
    for path in [CREATE, &delete] {
        let answer = «caller».post_from_another_site(path, &[]).await;
        assert_eq!(answer.status(), 403);
    }
    «caller».get(&«singular».url()).await.expect_status(200);
}

#[tokio::test]
async fn «caller_article»_adds_changes_and_deletes() {
    let app = TestApp::boot().await;
    let «caller» = app.«caller»().await;
    «caller».get(CREATE).await.expect_status(200);
    let fields = filled_in(&app).await;
    let created = «caller»
        .post(CREATE, &sent(&fields))
        .await
        .expect_status(303);
    let url = created.location().to_owned();
    assert!(«caller».get(&url).await.has(".message.success"));
    let update = format!("{url}/update/");
    let form = «caller».get(&update).await.expect_status(200);
<%- for field in fields %><% if field.kind == "json" %>
    assert_eq!(form.filled_in("«field.name»"), [«field.typed»]);
<%- elif field.kind == "line" or field.parse %>
    assert_eq!(form.value_of("«field.name»"), «field.typed»);
<%- elif field.kind in ["choice", "reference"] %>
    assert_eq!(
        form.attributes("#id_«field.name» option[selected]", "value"),
        [fields[«loop.index0»].1.as_str()]
    );
<%- elif field.kind == "many" or field.kind == "flag" %>
    assert_eq!(form.attributes("[name=«field.name»][checked]", "value"), [fields[«loop.index0»].1.as_str()]);
<%- endif %><% endfor %>
    let mut fields = fields;
    fields.push(("version", form.value_of("version")));
    «caller»
        .post(&update, &sent(&fields))
        .await
        .expect_status(303);
    let delete = format!("{url}/delete/");
    let question = «caller».get(&delete).await.expect_status(200);
    assert!(question.has("form button.danger"));
    «caller».post(&delete, &[]).await.expect_status(303);
    «caller».get(&url).await.expect_status(404);
}
<% if has.required_field %>
#[tokio::test]
async fn what_must_be_filled_in_is_said_beside_it() {
    let app = TestApp::boot().await;
    let «caller» = app.«caller»().await;
    let page = «caller».post(CREATE, &[]).await.expect_status(200);
    let needed = [<% for field in fields %><% if field.required and field.kind != "choice" %>"«field.name»", <% endif %><% endfor %>];
    for field in needed {
        assert!(page.has(&format!("#id_{field}[aria-invalid=true]")), "{field}");
    }
    assert!(«caller».get(LIST).await.has(".empty"));
}
<% endif %>
<%- if has.parsed or has.choices or has.links %>
#[tokio::test]
async fn what_makes_no_sense_comes_back_as_it_was_typed() {
    let app = TestApp::boot().await;
    let «caller» = app.«caller»().await;
    let filled_in = filled_in(&app).await;
    let each = [<% for field in fields %><% if field.parse or field.kind in ["choice", "many", "reference"] %>"«field.name»", <% endif %><% endfor %>];
    for wrong in each {
        let mut fields = filled_in.clone();
        for (name, value) in &mut fields {
            if *name == wrong {
                *value = "nonsense".to_owned();
            }
        }
        let page = «caller»
            .post(CREATE, &sent(&fields))
            .await
            .expect_status(200);
        assert!(page.has(&format!("#id_{wrong}[aria-invalid=true]")), "{wrong}");
    }
<%- if has.alike %>
    // What the form points to, and no other.
    assert_eq!(«caller».get(LIST).await.all("tbody tr").len(), «has.alike»);
<%- else %>
    assert!(«caller».get(LIST).await.has(".empty"));
<%- endif %>
}
<% endif %>
<%- if has.fractions %>
#[tokio::test]
async fn numbers_are_written_and_read_as_each_language_does() {
    let app = TestApp::boot().await;
    let german = app.«caller»().await.in_german();
    let mut fields = filled_in(&app).await;
    for (name, value) in &mut fields {
        if [<% for field in fields %><% if field.fraction %>"«field.name»", <% endif %><% endfor %>].contains(name) {
            *value = value.replace('.', ",");
        }
    }
    let created = german
        .post(CREATE, &sent(&fields))
        .await
        .expect_status(303);
    let url = created.location().to_owned();
    let update = format!("{url}/update/");
    let shown = german.get(&update).await.expect_status(200);
<%- for field in fields %><% if field.fraction %>
    assert_eq!(shown.value_of("«field.name»"), "«field.fraction | replace(from=".", to=",")»");
<%- endif %><% endfor %>
    let page = german.get(&url).await.all("dd").join(" ");
    let english = app.anonymous().get(&url).await.all("dd").join(" ");
<%- for field in fields %><% if field.fraction %>
    assert!(page.contains("«field.fraction | replace(from=".", to=",")»"), "{page}");
    assert!(english.contains("«field.fraction»"), "{english}");
<%- endif %><% endfor %>
<%- if has.admin %>
    let key = url.rsplit('/').next().unwrap_or_default();
    let path = format!("/admin/«plural»/{key}/change/");
    let shown = german.get(&path).await.expect_status(200);
<%- for field in fields %><% if field.fraction %>
    assert_eq!(shown.value_of("«field.name»"), "«field.fraction | replace(from=".", to=",")»");
<%- endif %><% endfor %>
<%- endif %>
}
<% endif %>
<%- for field in fields %><% if field.unique %>
#[tokio::test]
async fn no_two_have_the_same_«field.name»() {
    let app = TestApp::boot().await;
    let «caller» = app.«caller»().await;
    let fields = filled_in(&app).await;
    «caller»
        .post(CREATE, &sent(&fields))
        .await
        .expect_status(303);
    let page = «caller»
        .post(CREATE, &sent(&fields))
        .await
        .expect_status(200);
    assert!(page.has("#id_«field.name»[aria-invalid=true]"));
    let taken = «library»::views::Language::English.text("invalid-taken");
    assert!(page.all(".field .error").iter().any(|error| *error == taken));
}
<% endif %><% endfor %>
<%- for field in fields %><% if field.own %>
#[tokio::test]
async fn nothing_stands_below_itself_by_its_«field.name»() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let «caller» = app.«caller»().await;
    let mut fields = filled_in(&app).await;
    for (name, value) in &mut fields {
        if *name == "«field.name»" {
            *value = «singular».id.to_string();
        }
    }
    let below = «caller»
        .post(CREATE, &sent(&fields))
        .await
        .expect_status(303);
    let below = below.location().rsplit('/').next().unwrap_or_default();
    for wrong in [«singular».id.to_string(), below.to_owned()] {
        for (name, value) in &mut fields {
            if *name == "«field.name»" {
                value.clone_from(&wrong);
            }
        }
        let update = format!("{}/update/", «singular».url());
        let page = «caller».post(&update, &sent(&fields)).await.expect_status(200);
        assert!(page.has("#id_«field.name»[aria-invalid=true]"), "{wrong}");
<%- if has.admin %>
        let path = format!("/admin/«plural»/{}/change/", «singular».id);
        let page = «caller».get(&path).await.expect_status(200);
        let mut form = vec![("«field.column»", wrong)];
        for name in ["_version", "_base"<% for other in fields %><% if other.kind != "many" and other.name != field.name %>, "«other.column»"<% endif %><% endfor %>] {
            form.extend(page.filled_in(name).into_iter().map(|value| (name, value)));
        }
        let page = «caller».post(&path, &sent(&form)).await.expect_status(422);
        let circle = «library»::views::Language::English.text("invalid-circle");
        assert!(page.text().contains(&*circle), "{}", page.text());
<%- endif %>
    }
}
<% endif %><% endfor %>
<% for field in fields %><% if field.shown_there %>
#[tokio::test]
async fn the_page_of_«field.one | replace(from=" ", to="_")»_has_the_first_and_leads_to_all() {
    let app = TestApp::boot().await;
<%- if field.here %>
    let one = «builder»(&app).await;
<%- else %>
    let one = «field.there»;
<%- endif %>
    let section = "#«keys»-of-«field.filter_key»";
    let empty = app.anonymous().get(&one.url()).await.expect_status(200);
    assert!(empty.has(&format!("{section} h2")));
    assert!(!empty.has(&format!("{section} table")));
    for _ in 0..11 {
        let other = «builder»(&app).await;
        let values = «library»::models::«plural»::Values {
            «field.value»: <% if field.kind == "many" %>vec![one.id]<% elif field.required %>one.id<% else %>Some(one.id)<% endif %>,
            ..other.values(<% if has.many %>app.db()<% endif %>)<% if has.many %>.await.expect("it has values")<% endif %>
        };
        other
            .change(app.db(), &values, None, app.clock.now())
            .await
            .expect("the values are valid");
    }
    // One that belongs to something else.
    «builder»(&app).await;
    let page = app.anonymous().get(&one.url()).await.expect_status(200);
    assert_eq!(page.all(&format!("{section} tbody tr")).len(), 10);
    let all = page.attributes(&format!("{section} > p > a"), "href");
    let first = app.anonymous().get(&all[0]).await.expect_status(200);
    assert_eq!(first.all("tbody tr").len(), 10);
    assert!(first.has(&format!(".page-head a[href='{}']", one.url())));
    let next = first.attributes(".pagination a[rel=next]", "href");
    let second = app.anonymous().get(&next[0]).await.expect_status(200);
    assert_eq!(second.all("tbody tr").len(), 1);
    for wrong in ["0", "nonsense"] {
        let path = format!("{LIST}?«field.filter»={wrong}");
        app.anonymous().get(&path).await.expect_status(404);
    }
}
<% endif %><% endfor %>
#[tokio::test]
async fn of_two_who_edit_the_second_sees_that_the_first_was_faster() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let «caller» = app.«caller»().await;
    let update = format!("{}/update/", «singular».url());
    let mut fields = filled_in(&app).await;
    fields.push(("version", «caller».get(&update).await.value_of("version")));
    «caller»
        .post(&update, &sent(&fields))
        .await
        .expect_status(303);
    let second = «caller»
        .post(&update, &sent(&fields))
        .await
        .expect_status(409);
    fields.pop();
    fields.push(("version", second.value_of("version")));
    «caller»
        .post(&update, &sent(&fields))
        .await
        .expect_status(303);
}
<% if has.admin %>
#[tokio::test]
async fn the_admin_has_it_with_all_its_fields() {
    let app = TestApp::boot().await;
    let «singular» = «builder»(&app).await;
    let «caller» = app.«caller»().await;
    let list = «caller».get("/admin/«plural»/").await.expect_status(200);
    assert_eq!(list.first("h1"), "«humans | capitalize»");
    assert_eq!(list.all("tbody tr").len(), 1);
    let added = «caller».get("/admin/«plural»/add/").await.expect_status(200);
    assert!(added.first("h1").contains("«human»"));
    let path = format!("/admin/«plural»/{}/change/", «singular».id);
    let page = «caller».get(&path).await.expect_status(200);
    let mut form = Vec::new();
    for name in ["_version", "_base"<% for field in fields %><% if field.kind != "many" %>, "«field.column»"<% else %>, "«field.name»"<% endif %><% endfor %>] {
        form.extend(page.filled_in(name).into_iter().map(|value| (name, value)));
    }
    «caller»
        .post(&path, &sent(&form))
        .await
        .expect_status(303);
    app.anonymous().get("/admin/«plural»/").await.expect_status(302);
<%- for inline in inlines %>
    let path = format!("/admin/«inline.module»/{}/change/", «singular».«inline.column»<% if not inline.required %>.expect("it has one")<% endif %>);
    let page = app.admin().await.get(&path).await.expect_status(200);
    assert!(page.has("[name^='«plural»-']"), "{}", page.text());
<%- endfor %>
}
<% endif %>
