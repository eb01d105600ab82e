//! What a server answered, as a person or a program looks at it.
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use scraper::{Html, Selector};
use url::Url;

/// A response, read to its end.
#[derive(Debug)]
pub struct Answer {
    pub url: Url,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    /// Whether a CSS selector finds something on the page.
    pub fn has(&self, selector: &str) -> bool {
        let selector = Selector::parse(selector).unwrap();
        Html::parse_document(&self.text)
            .select(&selector)
            .next()
            .is_some()
    }

    /// An attribute of the first element that a CSS selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let parsed = Selector::parse(selector).unwrap();
        let page = Html::parse_document(&self.text);
        let element = page.select(&parsed).next();
        let value = element.and_then(|element| element.attr(name));
        value
            .unwrap_or_else(|| panic!("no {selector} with {name} on {}:\n{}", self.url, self.text))
            .to_owned()
    }

    /// Whether Keycloak asks for name and password here.
    pub fn asks_for_a_password(&self) -> bool {
        self.has("form input[name=password]")
    }

    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} says:\n{}", self.url, self.text);
        self
    }
}
