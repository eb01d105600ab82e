//! Somebody signs in at the embedded provider and looks after tools and shelves.
#![allow(clippy::unwrap_used)]
use loco_rs::{app::Hooks, boot::StartMode, config::Config, environment::Environment};
use minimal_admin::App;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// A browser with one address bar.
struct Browser {
    http: reqwest::Client,
    base_url: String,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// Opens an address or sends a form, and goes where the answer leads to.
    async fn open(&mut self, address: &str, form: Option<&[(&str, &str)]>) -> (String, String) {
        let mut url = reqwest::Url::parse(&self.base_url)
            .unwrap()
            .join(address)
            .unwrap();
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
                .send()
                .await
                .unwrap();
            for cookie in answer.headers().get_all(SET_COOKIE) {
                let pair = cookie.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            match answer.headers().get(LOCATION) {
                Some(to) => url = url.join(to.to_str().unwrap()).unwrap(),
                None => return (url.path().to_owned(), answer.text().await.unwrap()),
            }
        }
        panic!("redirected in a loop, last to {url}");
    }
}

async fn a_running_application() -> (Browser, tempfile::TempDir) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let config: Config = serde_json::from_value(json!({
        "logger": { "enable": false, "level": "off", "format": "compact" },
        "server": { "host": base_url, "port": 0 },
        "workers": { "mode": "ForegroundBlocking" },
        "database": {
            "uri": format!("sqlite://{}/minimal.sqlite?mode=rwc", folder.path().display()),
            "auto_migrate": true, "enable_logging": false, "connect_timeout": 5000, "idle_timeout": 60000,
            "min_connections": 1, "max_connections": 4,
        },
        "settings": { "oidc": {
            "base_url": base_url, "embedded_issuer_path": "/openid-provider/realms/minimal",
            "client_id": "minimal", "client_secret": "development-only-secret",
            "roles": { "mapping": { "keeper": { "staff": true, "superuser": true } } },
        } },
    }))
    .unwrap();
    let boot = App::boot(StartMode::ServerOnly, &Environment::Test, config)
        .await
        .unwrap();
    let service = boot
        .router
        .unwrap()
        .into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    (
        Browser {
            http,
            base_url,
            cookies: BTreeMap::new(),
        },
        folder,
    )
}

#[tokio::test]
async fn somebody_signs_in_and_adds_a_shelf_and_a_tool() {
    let (mut browser, _folder) = a_running_application().await;
    let (path, page) = browser.open("/admin/tools/add/", None).await;
    assert!(path.starts_with("/openid-provider/"), "{path}");
    let action = {
        let page = scraper::Html::parse_document(&page);
        let form = scraper::Selector::parse("form").unwrap();
        page.select(&form)
            .next()
            .unwrap()
            .value()
            .attr("action")
            .unwrap()
            .to_owned()
    };
    let account = [("username", "ada"), ("password", "ada")];
    let (path, _) = browser.open(&action, Some(&account)).await;
    assert_eq!(path, "/admin/tools/add/");

    let shelf = [("name", "Above the bench")];
    let (path, _) = browser.open("/admin/shelves/add/", Some(&shelf)).await;
    assert_eq!(path, "/admin/shelves/");
    let tool = [("name", "Plane"), ("shelf_id", "1"), ("works", "true")];
    let (path, list) = browser.open("/admin/tools/add/", Some(&tool)).await;
    assert_eq!(path, "/admin/tools/");
    assert!(list.contains("Plane") && list.contains("Above the bench"));
}

#[test]
fn the_whole_admin_is_declared_in_under_thirty_lines() {
    let lines = include_str!("../src/admin.rs").lines().count();
    assert!(lines < 30, "{lines}");
    assert!(minimal_admin::admin::site().problems().is_empty());
}

#[tokio::test]
async fn the_configuration_that_people_start_with_is_complete() {
    std::env::set_current_dir(env!("CARGO_MANIFEST_DIR")).unwrap();
    let config = Environment::Development.load().unwrap();
    let settings = loco_oidc::Settings::read(&config, &Environment::Development).unwrap();
    assert_eq!(
        settings.issuer(),
        "http://localhost:5152/openid-provider/realms/minimal"
    );
}
