//! Programs that call the API: `app.api().as_reader().await.get("/books").await`.

use std::sync::OnceLock;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use dev_openid_provider::RunningProvider;
use locallibrary::controllers::api::problem;
use loco_oidc::models::{identities, users};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Map, Value, json};

use super::{Answer, TestApp, caller::Caller};

/// Every scope that the API knows.
const SCOPES: &str = "openid profile catalog:write loans";

/// The provider that signs the tokens; one for all tests.
pub fn provider() -> &'static RunningProvider {
    static PROVIDER: OnceLock<RunningProvider> = OnceLock::new();
    PROVIDER.get_or_init(|| {
        RunningProvider::start(include_str!("../../config/realm.json"))
            .expect("config/realm.json is a realm, and a port is free")
    })
}

impl TestApp {
    /// A library that takes the tokens of [`provider`].
    pub async fn with_api() -> Self {
        Self::boot_with(|config| {
            let settings = config.settings.as_mut().expect("there are settings");
            settings["oidc"]["issuer"] = json!(provider().issuer());
        })
        .await
    }

    /// A program without a token.
    pub fn api(&self) -> ApiCaller<'_> {
        ApiCaller {
            app: self,
            caller: self.anonymous(),
            user: None,
            token: None,
            headers: vec![("accept", "application/json".into())],
        }
    }
}

/// A program that calls the API.
pub struct ApiCaller<'a> {
    app: &'a TestApp,
    caller: Caller,
    user: Option<users::Model>,
    token: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl<'a> ApiCaller<'a> {
    /// With the token of somebody who may read and borrow.
    pub async fn as_reader(&self) -> ApiCaller<'a> {
        self.with_token_of("reader", "Readers", SCOPES).await
    }

    /// With the token of a second reader.
    pub async fn as_other_reader(&self) -> ApiCaller<'a> {
        self.with_token_of("other", "Readers", SCOPES).await
    }

    /// With the token of somebody who works in the library.
    pub async fn as_librarian(&self) -> ApiCaller<'a> {
        self.with_token_of("librarian", "Librarians", SCOPES).await
    }

    /// With a librarian's token for these scopes alone.
    pub async fn as_librarian_with(&self, scopes: &str) -> ApiCaller<'a> {
        self.with_token_of("librarian", "Librarians", scopes).await
    }

    async fn with_token_of(&self, username: &str, group: &str, scopes: &str) -> ApiCaller<'a> {
        let user = self.app.member(username, group, false).await;
        let subject = format!("subject-of-{username}");
        self.app.bind(&user, &subject).await;
        let now = self.app.clock.now().timestamp();
        let claims = json!({
            "iss": provider().issuer(), "sub": subject, "typ": "Bearer", "aud": "locallibrary",
            "azp": "locallibrary-api", "iat": now, "exp": now + 300, "scope": scopes,
            "preferred_username": username, "realm_access": { "roles": [username] },
        });
        ApiCaller {
            user: Some(user),
            token: Some(sign(claims)),
            headers: self.headers.clone(),
            ..self.app.api()
        }
    }

    /// With whatever a test likes as its token.
    pub fn with_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sends this header with every request; replaces one that is sent by default.
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    pub fn in_german(self) -> Self {
        self.with_header("accept-language", "de")
    }

    /// The user whom the token belongs to.
    pub fn user(&self) -> &users::Model {
        self.user
            .as_ref()
            .expect("this caller has somebody's token")
    }

    /// Paths begin below `/api/v1`, unless with `/api/`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, None, Some(body)).await
    }

    /// Posts nothing: borrows, returns, renews.
    pub async fn act(&self, path: &str) -> Answer {
        self.send(Method::POST, path, None, None).await
    }

    /// Reads something, and replaces what it has read.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        let tag = self.tag(path).await;
        self.send(Method::PUT, path, Some(&tag), Some(body)).await
    }

    /// Reads something, and changes some of what it has read.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        let tag = self.tag(path).await;
        self.send(Method::PATCH, path, Some(&tag), Some(body)).await
    }

    /// Reads something, and deletes what it has read.
    pub async fn delete(&self, path: &str) -> Answer {
        let tag = self.tag(path).await;
        self.send(Method::DELETE, path, Some(&tag), None).await
    }

    /// The entity tag of something; one that nothing has for what is not there.
    pub async fn tag(&self, path: &str) -> String {
        let answer = self.get(path).await;
        answer.header("etag").unwrap_or("\"nothing\"").to_owned()
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        if_match: Option<&str>,
        body: Option<&Value>,
    ) -> Answer {
        let mut request = self.request(method, path);
        if let Some(tag) = if_match {
            request = request.header(header::IF_MATCH, tag);
        }
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        let request = request.body(body).expect("a valid request");
        self.caller.send(request).await
    }

    /// Sends a body that may be anything.
    pub async fn send_raw(&self, method: Method, path: &str, kind: &str, body: &[u8]) -> Answer {
        let request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body.to_vec()))
            .expect("a valid request");
        self.caller.send(request).await
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let path = if path.starts_with("/api/") {
            path.to_owned()
        } else {
            format!("/api/v1{path}")
        };
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        request
    }
}

/// A token with these claims.
pub fn sign(claims: Value) -> String {
    let claims: Map<String, Value> = claims.as_object().expect("claims are an object").clone();
    provider()
        .sign_claims("JWT", &claims)
        .expect("the provider has a key")
}

impl TestApp {
    /// Binds an account of [`provider`] to a user.
    async fn bind(&self, user: &users::Model, subject: &str) {
        let bound = identities::Entity::find()
            .filter(identities::Column::Subject.eq(subject))
            .one(self.db())
            .await
            .expect("the database answers");
        if bound.is_some() {
            return;
        }
        identities::ActiveModel {
            user_id: Set(user.id),
            issuer: Set(provider().issuer().to_owned()),
            subject: Set(subject.to_owned()),
            gave_staff: Set(false),
            gave_superuser: Set(false),
            created_at: Set(self.clock.now()),
            last_sign_in_at: Set(self.clock.now()),
            ..Default::default()
        }
        .insert(self.db())
        .await
        .expect("the account can be bound");
    }
}

impl Answer {
    /// The code of a problem, and the pointer or parameter and the code of each of its errors.
    #[track_caller]
    pub fn problem(&self) -> (String, Vec<String>) {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.text()
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status());
        let known = problem::CODES
            .iter()
            .any(|(code, status, _)| problem["code"] == *code && *status == self.status());
        assert!(known, "the documentation lacks it: {}", self.text());
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let errors = errors.iter().map(|error| {
            let place = text(&error["pointer"]) + &text(&error["parameter"]);
            assert!(!text(&error["detail"]).is_empty());
            format!("{place} {}", text(&error["code"]))
        });
        (text(&problem["code"]), errors.collect())
    }
}
