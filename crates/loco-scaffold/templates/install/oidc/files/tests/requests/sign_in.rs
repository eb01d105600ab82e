//! Somebody signs in at the provider inside, as in development, and out again.

use std::{collections::BTreeMap, net::SocketAddr};

use «library»::app::App;
use loco_rs::{app::Hooks, boot::StartMode, environment::Environment};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use scraper::{Html, Selector};
use serde_json::json;

use crate::support::database::TestDatabase;

/// A browser with one address bar.
struct Browser {
    http: reqwest::Client,
    base_url: String,
    cookies: BTreeMap<String, String>,
    _database: TestDatabase,
}

impl Browser {
    /// A browser before an application that listens, as the provider inside has to be reached by it.
    async fn open() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let base_url = format!("http://{}", listener.local_addr().expect("it listens"));
        let database = TestDatabase::create().await;
        let environment = Environment::Test;
        let mut config = environment.load().expect("config/test.yaml is valid");
        config.database.uri.clone_from(&database.url);
        config.database.dangerously_recreate = false;
        config.database.dangerously_truncate = false;
        config.database.max_connections = 8;
        let settings = config.settings.as_mut().expect("there are settings");
        settings["base_url"] = json!(base_url);
        settings["oidc"]["base_url"] = json!(base_url);
        let boot = App::boot(StartMode::ServerOnly, &environment, config)
            .await
            .expect("the application boots");
        let service = boot
            .router
            .expect("a server has routes")
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self {
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .build()
                .expect("a client"),
            base_url,
            cookies: BTreeMap::new(),
            _database: database,
        }
    }

    /// Opens an address or sends a form, and goes where the answer leads to: the path there, and the page.
    async fn go(&mut self, address: &str, form: Option<&[(&str, &str)]>) -> (String, String) {
        let mut url = reqwest::Url::parse(&self.base_url)
            .and_then(|base| base.join(address))
            .expect("an address");
        let mut form = form;
        for _ in 0..8 {
            let request = match form.take() {
                Some(fields) => self
                    .http
                    .post(url.clone())
                    .header("sec-fetch-site", "same-origin")
                    .form(fields),
                None => self.http.get(url.clone()),
            };
            let cookies: Vec<_> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            let answer = request
                .header(COOKIE, cookies.join("; "))
                .header("accept", "text/html")
                .send()
                .await
                .expect("the application answers");
            for cookie in answer.headers().get_all(SET_COOKIE) {
                let pair = cookie.to_str().expect("text").split(';').next();
                let (name, value) = pair.and_then(|pair| pair.split_once('=')).expect("a pair");
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            match answer.headers().get(LOCATION) {
                Some(to) => url = url.join(to.to_str().expect("text")).expect("an address"),
                None => {
                    return (
                        url.path().to_owned(),
                        answer.text().await.expect("the page arrives"),
                    );
                }
            }
        }
        panic!("redirected in a loop, last to {url}");
    }
}

/// Where the form of a page leads.
fn form_of(page: &str) -> String {
    let form = Selector::parse("form[method=post]").expect("a selector");
    let page = Html::parse_document(page);
    let form = page.select(&form).next().expect("there is a form");
    form.attr("action").unwrap_or_default().to_owned()
}

#[tokio::test]
async fn somebody_signs_in_is_where_they_wanted_to_be_and_signs_out() {
    let mut browser = Browser::open().await;
    let (path, page) = browser.go("/accounts/profile/", None).await;
    assert!(path.starts_with("/openid-provider/"), "{path}");
    let account = [("username", "editor"), ("password", "editor")];
    let (path, page) = browser.go(&form_of(&page), Some(&account)).await;
    assert_eq!(path, "/accounts/profile/");
    assert!(page.contains("Edgar Editor"), "{page}");
    browser.go("/oidc/logout/", Some(&[])).await;
    let (path, _) = browser.go("/accounts/profile/", None).await;
    assert!(path.starts_with("/openid-provider/"), "{path}");
}

#[tokio::test]
async fn a_wrong_password_signs_nobody_in() {
    let mut browser = Browser::open().await;
    let (_, page) = browser.go("/accounts/profile/", None).await;
    let account = [("username", "editor"), ("password", "wrong")];
    let (path, _) = browser.go(&form_of(&page), Some(&account)).await;
    assert!(path.starts_with("/openid-provider/"), "{path}");
}
