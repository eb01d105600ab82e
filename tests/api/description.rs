//! The description for programs (OpenAPI 3.1) and the page for people: both say what the API does.

use std::collections::BTreeSet;

use axum::http::Method;
use locallibrary::controllers::api;
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    api::ApiCaller,
    builders::{a_book, a_copy, a_genre, a_language, an_author, an_isbn},
};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

async fn description(app: &TestApp) -> Value {
    app.api()
        .get("/api/openapi.json")
        .await
        .expect_status(200)
        .json()
}

/// Path, method and operation of everything that is described.
fn operations(description: &Value) -> Vec<(String, &'static str, &Value)> {
    let paths = description["paths"].as_object().expect("there are paths");
    let of_path = |(path, item): (&String, &'_ Value)| {
        METHODS
            .into_iter()
            .filter(|method| item.get(*method).is_some())
            .map(|method| (path.clone(), method))
            .collect::<Vec<_>>()
    };
    paths
        .iter()
        .flat_map(of_path)
        .map(|(path, method)| {
            let operation = &description["paths"][&path][method];
            (path, method, operation)
        })
        .collect()
}

/// A validator for a schema of the description (JSON Schema 2020-12, with the description as its document).
fn validator(description: &Value, schema: &Value) -> jsonschema::Validator {
    let mut root = description.clone();
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["allOf"] = json!([schema]);
    jsonschema::options()
        .should_validate_formats(true)
        .build(&root)
        .expect("the schema is valid")
}

#[tokio::test]
async fn every_route_is_described_and_nothing_else() {
    let app = TestApp::boot().await;
    let description = description(&app).await;
    let described: BTreeSet<(String, String)> = operations(&description)
        .into_iter()
        .map(|(path, method, _)| (path, method.to_uppercase()))
        .collect();
    let mut routed = BTreeSet::new();
    for routes in api::routes() {
        let prefix = routes.prefix.clone().unwrap_or_default();
        for handler in &routes.handlers {
            let path = format!("/{prefix}{}", handler.uri);
            if path.starts_with("/api/v1/") {
                routed.extend(
                    handler
                        .actions
                        .iter()
                        .map(|method| (path.clone(), method.to_string())),
                );
            }
        }
    }
    assert!(routed.len() > 30);
    assert_eq!(described, routed);
}

#[tokio::test]
async fn the_description_keeps_the_rules_of_openapi_3_1() {
    let app = TestApp::boot().await;
    let description = description(&app).await;
    assert!(
        description["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1."))
    );
    for required in ["/info/title", "/info/version", "/servers/0/url"] {
        assert!(
            description.pointer(required).is_some_and(Value::is_string),
            "{required}"
        );
    }
    let schemes = &description["components"]["securitySchemes"];
    assert_eq!(schemes["oidc"]["type"], "openIdConnect");
    assert!(
        schemes["oidc"]["openIdConnectUrl"]
            .as_str()
            .is_some_and(|url| url.starts_with("http"))
    );
    let tags: BTreeSet<&str> = description["tags"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&description) {
        let what = format!("{method} {path}");
        let id = operation["operationId"]
            .as_str()
            .expect("an operation has a name");
        assert!(ids.insert(id.to_owned()), "{id} is there twice");
        assert!(
            !operation["summary"].as_str().unwrap_or_default().is_empty(),
            "{what}"
        );
        assert!(
            operation["tags"].as_array().is_some_and(|all| all
                .iter()
                .all(|tag| tags.contains(tag.as_str().unwrap_or_default()))),
            "{what}"
        );
        let parameters = operation["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let mut seen = BTreeSet::new();
        for parameter in &parameters {
            let place = parameter["in"].as_str().unwrap_or_default();
            assert!(
                ["path", "query", "header", "cookie"].contains(&place),
                "{what}"
            );
            assert!(parameter["schema"].is_object(), "{what}: {parameter}");
            assert!(place != "path" || parameter["required"] == true, "{what}");
            assert!(
                seen.insert(format!("{place} {}", parameter["name"])),
                "{what}"
            );
        }
        let templated: BTreeSet<String> = path
            .split(['{', '}'])
            .skip(1)
            .step_by(2)
            .map(|name| format!("path \"{name}\""))
            .collect();
        let declared: BTreeSet<String> = seen
            .into_iter()
            .filter(|name| name.starts_with("path "))
            .collect();
        assert_eq!(declared, templated, "{what}");
        let answers = operation["responses"]
            .as_object()
            .expect("an operation has answers");
        assert!(!answers.is_empty(), "{what}");
        for (status, answer) in answers {
            assert!(
                status
                    .parse::<u16>()
                    .is_ok_and(|status| (100..600).contains(&status)),
                "{what}"
            );
            assert!(answer["description"].is_string(), "{what} {status}");
        }
        for security in operation["security"].as_array().into_iter().flatten() {
            assert!(
                security
                    .as_object()
                    .is_some_and(|all| all.keys().all(|name| schemes.get(name).is_some())),
                "{what}"
            );
        }
        assert!(
            method != "get" || operation.get("requestBody").is_none(),
            "{what}"
        );
    }
    // Every schema is one of JSON Schema 2020-12, and every reference leads somewhere.
    let schemas = description["components"]["schemas"]
        .as_object()
        .expect("there are schemas");
    for (name, schema) in schemas {
        assert!(jsonschema::meta::is_valid(schema), "{name}");
        validator(
            &description,
            &json!({ "$ref": format!("#/components/schemas/{name}") }),
        );
    }
    let mut references = Vec::new();
    collect(&description, &mut references);
    assert!(references.len() > 50);
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("within the document");
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref") {
                references.push(reference.clone());
            }
            members
                .values()
                .for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

/// Checks that an operation's answer is one that it is described with.
async fn expect_described(
    description: &Value,
    caller: &ApiCaller<'_>,
    (template, method): (&str, &str),
    path: &str,
    tag: Option<&str>,
    body: Option<&Value>,
) -> u16 {
    let verb: Method = method.to_uppercase().parse().expect("a method");
    let answer = caller.send(verb, path, tag, body).await;
    let status = answer.status();
    let what = format!("{method} {path} {status}: {}", answer.text());
    let described = &description["paths"][template][method]["responses"][status.to_string()];
    assert!(described.is_object(), "not described: {what}");
    let Some(content) = described["content"].as_object() else {
        assert_eq!(answer.text(), "", "{what}");
        return status;
    };
    let (kind, content) = content.iter().next().expect("a type");
    assert_eq!(answer.header("content-type"), Some(kind.as_str()), "{what}");
    let validator = validator(description, &content["schema"]);
    let errors: Vec<String> = validator
        .iter_errors(&answer.json())
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{what}");
    for header in described["headers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
    {
        assert!(
            answer.header(&header.to_lowercase()).is_some(),
            "{header}: {what}"
        );
    }
    status
}

/// The key of a new one of a resource that takes no others, and a body for it.
async fn one_of(app: &TestApp, resource: &str) -> Option<(String, Value)> {
    let name = format!("Name {}", an_isbn());
    let body = json!({ "name": format!("Another {name}") });
    match resource {
        "genres" => Some((a_genre(app, &name).await.id.to_string(), body)),
        "languages" => Some((a_language(app, &name).await.id.to_string(), body)),
        // inject-above (do not remove this comment)
        _ => None,
    }
}

#[tokio::test]
async fn every_described_operation_answers_as_it_is_described() {
    let app = TestApp::with_api().await;
    let description = description(&app).await;
    let librarian = app.api().as_librarian().await;
    // What is generated may be for administrators alone.
    app.member("librarian", "Administrators", false).await;
    let other = app.user("other").await;
    let mut succeeded = 0;
    for (template, method, operation) in operations(&description) {
        // Something of everything, new for each operation.
        let (author, genre) = (
            an_author().save(&app).await,
            a_genre(&app, &format!("G{succeeded}")).await,
        );
        let language = a_language(&app, &format!("L{succeeded}")).await;
        let book = a_book()
            .by(&author)
            .in_genre(&genre)
            .in_language(&language)
            .save(&app)
            .await;
        let bare = an_author().save(&app).await;
        let bookless = a_book().save(&app).await;
        let copy = a_copy().of(&book).save(&app).await;
        let lent = a_copy()
            .of(&bookless)
            .on_loan_to(&other, TestApp::today())
            .save(&app)
            .await;
        let id = |of: &str| match of {
            "authors" => bare.id.to_string(),
            "books" if method == "delete" => "replaced below".into(),
            "books" => bookless.id.to_string(),
            _ => copy.id.to_string(),
        };
        let parts: Vec<&str> = template.trim_start_matches("/api/v1/").split('/').collect();
        let one = one_of(&app, parts[0]).await;
        let path = match (parts.as_slice(), method) {
            (["books", "{id}"], "delete") => {
                format!("/api/v1/books/{}", a_book().save(&app).await.id)
            }
            (["copies", "{id}", "return" | "renewal"], _) => {
                template.replace("{id}", &lent.id.to_string())
            }
            (["loans", ..], _) if template.contains("{id}") => {
                let loan = librarian
                    .act(&format!("/copies/{}/checkout", copy.id))
                    .await;
                template.replace("{id}", &loan.expect_status(201).json()["id"].to_string())
            }
            (["reservations", ..], _) if template.contains("{id}") => {
                let made = librarian
                    .act(&format!("/books/{}/reservation", bookless.id))
                    .await;
                template.replace("{id}", &made.expect_status(201).json()["id"].to_string())
            }
            ([resource, ..], _) => {
                let key = one
                    .as_ref()
                    .map_or_else(|| id(resource), |(key, _)| key.clone());
                template.replace("{id}", &key)
            }
            ([], _) => template.clone(),
        };
        let other = || {
            one.as_ref()
                .map(|(_, body)| body.clone())
                .unwrap_or_default()
        };
        let body = operation.get("requestBody").map(|_| match parts.as_slice() {
            ["authors", ..] => json!({ "first_name": "A", "last_name": "B", "date_of_birth": "1900-01-01" }),
            ["books", ..] => json!({ "title": "T", "author": author.id, "summary": "S", "isbn": an_isbn(),
                "genres": [genre.id], "language": language.id }),
            ["copies", _, "renewal"] => json!({ "renewal_date": TestApp::today().to_string() }),
            ["copies", ..] => json!({ "book": book.id, "imprint": "I", "status": "on-loan", "borrower": "other" }),
            _ => other(),
        });
        let changes = ["put", "patch", "delete"].contains(&method);
        let tag = changes.then_some("*");
        let place = (template.as_str(), method);
        let status =
            expect_described(&description, &librarian, place, &path, tag, body.as_ref()).await;
        assert!((200..300).contains(&status), "{method} {path}: {status}");
        succeeded += 1;

        // What goes wrong is described as well.
        let anonymous = app.api();
        let expected = if operation.get("security").is_some() {
            401
        } else {
            200
        };
        let status =
            expect_described(&description, &anonymous, place, &path, tag, body.as_ref()).await;
        assert_eq!(status, expected, "{method} {path}");
        let picky = app
            .api()
            .as_librarian()
            .await
            .with_header("accept", "text/html");
        assert_eq!(
            expect_described(&description, &picky, place, &path, tag, body.as_ref()).await,
            406
        );
        if template.contains("{id}") {
            let nobody = template.replace("{id}", "0");
            assert_eq!(
                expect_described(&description, &librarian, place, &nobody, tag, body.as_ref())
                    .await,
                404
            );
        }
        if body.is_some() {
            let wrong = json!({ "nonsense": 1 });
            assert_eq!(
                expect_described(&description, &librarian, place, &path, tag, Some(&wrong)).await,
                422
            );
            assert_eq!(
                expect_described(&description, &librarian, place, &path, tag, None).await,
                415
            );
        }
        if changes && method != "delete" {
            assert_eq!(
                expect_described(&description, &librarian, place, &path, None, body.as_ref()).await,
                428
            );
            assert_eq!(
                expect_described(
                    &description,
                    &librarian,
                    place,
                    &path,
                    Some("\"x\""),
                    body.as_ref()
                )
                .await,
                412
            );
        }
        if operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|known| known["in"] == "query")
        {
            let wrong = format!("{path}?nonsense=1");
            assert_eq!(
                expect_described(&description, &librarian, place, &wrong, None, None).await,
                400
            );
        }
    }
    assert!(succeeded > 30);
}

#[tokio::test]
async fn the_page_shows_every_operation_schema_and_problem() {
    let app = TestApp::boot().await;
    let description = description(&app).await;
    let page = app.anonymous().get("/api/docs/").await.expect_status(200);
    assert_eq!(page.first("h1"), "API");
    let ids: BTreeSet<String> = page.attributes("[id]", "id").into_iter().collect();
    let summaries = page.all("details summary");
    for (path, method, operation) in operations(&description) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(ids.contains(id), "{id}");
        let heading = format!("{} {path} ", method.to_uppercase());
        let shown = summaries
            .iter()
            .any(|summary| summary.starts_with(&heading));
        assert!(shown, "{heading}: {summaries:?}");
    }
    let schemas = description["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten();
    for (name, _) in schemas {
        assert!(ids.contains(&format!("schema-{name}")), "{name}");
    }
    for (code, _, _) in api::problem::CODES {
        assert!(ids.contains(&format!("problem-{code}")), "{code}");
    }
    for link in page.attributes("main a[href^='#']", "href") {
        assert!(ids.contains(&link[1..]), "{link}");
    }
    assert!(page.text().contains("/.well-known/openid-configuration"));
}

#[tokio::test]
async fn the_page_is_translated_and_loads_nothing_from_elsewhere() {
    let app = TestApp::boot().await;
    let page = app
        .anonymous()
        .in_german()
        .get("/api/docs/")
        .await
        .expect_status(200);
    assert!(
        page.all("h2")
            .contains(&"So bekommt man ein Token".to_owned())
    );
    assert!(
        page.header("content-security-policy")
            .is_some_and(|policy| policy.contains("default-src 'self'"))
    );
    assert!(!page.has("main script") && !page.has("[style]") && !page.has("style"));
    for loaded in page
        .attributes("link, script, img, iframe", "src")
        .iter()
        .chain(&page.attributes("link", "href"))
    {
        assert!(
            loaded.starts_with('/') && !loaded.starts_with("//"),
            "{loaded}"
        );
    }
    let bare = app.anonymous().get("/api/docs").await.expect_status(301);
    assert_eq!(bare.location(), "/api/docs/");
    assert!(
        app.anonymous()
            .get("/catalog/")
            .await
            .has("footer a[href='/api/docs/']")
    );
}
