//! A browser: keeps cookies by path, follows nothing by itself.
use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::header::{ACCEPT_LANGUAGE, HeaderMap, LOCATION, SET_COOKIE};
use scraper::{Html, Selector};
use url::Url;

use super::Attempt;

/// A browser of somebody who reads English, or another language.
pub struct Browser {
    http: reqwest::Client,
    language: &'static str,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What came back, read whole.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    pub url: Url,
}

impl Browser {
    pub fn new() -> Self {
        Self::reading("en")
    }

    pub fn reading(language: &'static str) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            language,
            cookies: Mutex::default(),
        }
    }

    pub async fn get(&self, url: &str) -> Answer {
        self.send(self.http.get(url)).await
    }

    pub async fn post(&self, url: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.http.post(url).form(fields)).await
    }

    pub async fn post_from_another_site(&self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.http.post(url).form(fields);
        self.send(request.header("sec-fetch-site", "cross-site"))
            .await
    }

    /// Fills in the first form of a page and sends it.
    pub async fn submit(&self, page: &Answer, fields: &[(&str, &str)]) -> Answer {
        let (action, mut form) = page.form("form");
        for (name, value) in fields {
            form.retain(|(present, _)| present != name);
            form.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.send(self.http.post(action).form(&form)).await
    }

    /// Opens the sign-in page and signs in; the password is the name, as in the sample realm.
    pub async fn sign_in(&self, attempt: &Attempt, username: &str) -> Answer {
        let page = self.get(attempt.url()).await;
        let fields = [("username", username), ("password", username)];
        self.submit(&page, &fields).await
    }

    pub fn cookie_names(&self) -> Vec<String> {
        self.cookies.lock().unwrap().keys().cloned().collect()
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let cookies: Vec<String> = {
            let cookies = self.cookies.lock().unwrap();
            cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect()
        };
        let mut request = request.header(ACCEPT_LANGUAGE, self.language);
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let response = request.send().await.unwrap();
        for set in response.headers().get_all(SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (pair, attributes) = set.split_once(';').unwrap_or((set, ""));
            let (name, value) = pair.split_once('=').unwrap();
            let mut cookies = self.cookies.lock().unwrap();
            if attributes.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            url: response.url().clone(),
            text: response.text().await.unwrap(),
        }
    }
}

impl Answer {
    /// Where the answer redirects to.
    pub fn location(&self) -> Url {
        let location = self
            .headers
            .get(LOCATION)
            .expect("a redirect")
            .to_str()
            .unwrap();
        Url::parse(location).unwrap()
    }

    /// A parameter of the address that the answer redirects to.
    pub fn parameter(&self, name: &str) -> Option<String> {
        parameter(&self.location(), name)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The text of the first element that a CSS selector finds.
    pub fn text_of(&self, selector: &str) -> String {
        let page = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).next();
        let found = found.unwrap_or_else(|| panic!("nothing found in {}", self.text));
        found
            .text()
            .collect::<Vec<_>>()
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// How many elements a CSS selector finds.
    pub fn count_of(&self, selector: &str) -> usize {
        let page = Html::parse_document(&self.text);
        page.select(&Selector::parse(selector).unwrap()).count()
    }

    /// An attribute of the first element that a CSS selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.text);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector)
            .next()?
            .value()
            .attr(name)
            .map(str::to_owned)
    }

    /// Action and fields of the first form that a CSS selector finds.
    pub fn form(&self, selector: &str) -> (Url, Vec<(String, String)>) {
        let page = Html::parse_document(&self.text);
        let form = Selector::parse(selector).unwrap();
        let form = page.select(&form).next().expect("a form");
        let action = self.url.join(form.value().attr("action").unwrap()).unwrap();
        let inputs = Selector::parse("input[name]").unwrap();
        let fields = form
            .select(&inputs)
            .map(|input| {
                let attribute = |name| input.value().attr(name).unwrap_or_default().to_owned();
                (attribute("name"), attribute("value"))
            })
            .collect();
        (action, fields)
    }
}

/// A parameter of a URL's query.
pub fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}
