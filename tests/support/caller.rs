//! Somebody who calls the library: keeps cookies as a browser does, and sends what a browser sends.

use std::{collections::BTreeMap, sync::Mutex};

use axum::{
    Router,
    body::Body,
    http::{HeaderName, HeaderValue, Method, Request, header},
};
use loco_oidc::models::users;
use tower::ServiceExt;

use super::answer::Answer;

/// A browser with one person before it.
pub struct Caller {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    headers: Vec<(HeaderName, HeaderValue)>,
    user: Option<users::Model>,
}

impl Caller {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: Mutex::default(),
            headers: Vec::new(),
            user: None,
        }
    }

    pub fn with_cookie(self, name: &str, value: &str) -> Self {
        self.cookies
            .lock()
            .expect("one thread at a time")
            .insert(name.into(), value.into());
        self
    }

    /// Sends this header with every request; replaces one that is sent by default.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((
            HeaderName::from_static(name),
            HeaderValue::from_str(value).expect("a header's value"),
        ));
        self
    }

    pub fn in_german(self) -> Self {
        self.with_header("accept-language", "de-DE,de;q=0.9,en;q=0.5")
    }

    pub fn who_is(mut self, user: users::Model) -> Self {
        self.user = Some(user);
        self
    }

    /// The user who is signed in here.
    pub fn user(&self) -> &users::Model {
        self.user.as_ref().expect("this caller is signed in")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(
            self.request(Method::GET, path)
                .body(Body::empty())
                .expect("a valid request"),
        )
        .await
    }

    /// Sends a form from a page of this site.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a valid request");
        self.send(request).await
    }

    /// Sends a form from a page of another site.
    pub async fn post_from_another_site(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let mut request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a valid request");
        request
            .headers_mut()
            .insert("sec-fetch-site", HeaderValue::from_static("cross-site"));
        request.headers_mut().insert(
            header::ORIGIN,
            HeaderValue::from_static("https://evil.example"),
        );
        self.send(request).await
    }

    /// A request that is built by hand from here on.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut builder = Request::builder()
            .method(method.clone())
            .uri(path)
            .header(header::HOST, "localhost:5150");
        if !method.is_safe() {
            builder = builder.header("sec-fetch-site", "same-origin");
        } else {
            builder = builder
                .header("sec-fetch-mode", "navigate")
                .header("sec-fetch-dest", "document");
        }
        if !self.headers.iter().any(|(name, _)| name == header::ACCEPT) {
            builder = builder.header(header::ACCEPT, "text/html");
        }
        let cookies = self.cookies.lock().expect("one thread at a time");
        if !cookies.is_empty() {
            let line: Vec<_> = cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            builder = builder.header(header::COOKIE, line.join("; "));
        }
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        builder
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router answers");
        self.keep_cookies(&response);
        Answer::read(response).await
    }

    fn keep_cookies(&self, response: &axum::response::Response) {
        let mut cookies = self.cookies.lock().expect("one thread at a time");
        for line in response.headers().get_all(header::SET_COOKIE) {
            let line = line.to_str().expect("cookies are text");
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a name");
            if value.is_empty() || attributes.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_string(), value.to_string());
            }
        }
    }
}
