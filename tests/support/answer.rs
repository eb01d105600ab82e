//! What came back, as a test looks at it.

use std::cell::OnceCell;

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use locallibrary::views::RenderedTemplate;
use scraper::{ElementRef, Html, Selector};

/// A response, read to its end.
pub struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    template: Option<&'static str>,
    text: String,
    /// Parsed once: that takes longer than the whole request.
    document: OnceCell<Html>,
}

impl Answer {
    pub async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX)
            .await
            .expect("the body arrives");
        Self {
            status: parts.status,
            headers: parts.headers,
            template: parts.extensions.get().map(|RenderedTemplate(name)| *name),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            document: OnceCell::new(),
        }
    }

    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)
            .map(|value| value.to_str().expect("headers are text"))
    }

    /// The template that made the page.
    pub fn template(&self) -> &str {
        self.template.expect("a template made this page")
    }

    /// Where the browser is sent.
    pub fn location(&self) -> &str {
        self.header(header::LOCATION.as_str())
            .expect("the answer is a redirect")
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    fn document(&self) -> &Html {
        self.document
            .get_or_init(|| Html::parse_document(&self.text))
    }

    /// The body, which must be JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The text of each element that the CSS selector finds, white space folded.
    pub fn all(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a CSS selector");
        self.document()
            .select(&selector)
            .map(|element| {
                element
                    .text()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    /// The text of the first such element.
    pub fn first(&self, selector: &str) -> String {
        self.all(selector)
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("nothing matches {selector} in:\n{}", self.text))
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// An attribute of each element that the CSS selector finds.
    pub fn attributes(&self, selector: &str, attribute: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a CSS selector");
        self.document()
            .select(&selector)
            .filter_map(|element| element.attr(attribute).map(str::to_string))
            .collect()
    }

    /// What a form field holds.
    pub fn value_of(&self, name: &str) -> String {
        self.attributes(&format!("[name='{name}']"), "value")
            .into_iter()
            .next()
            .unwrap_or_default()
    }

    /// What a form would send for this field if it were sent as it stands, whatever kind of field it is: what was typed,
    /// chosen or ticked.
    pub fn filled_in(&self, name: &str) -> Vec<String> {
        let document = self.document();
        let select = |selector: &str| Selector::parse(selector).expect("a CSS selector");
        let value = |element: ElementRef<'_>| element.attr("value").unwrap_or_default().to_owned();
        let fields = select(&format!(
            "input[name='{name}'], select[name='{name}'], textarea[name='{name}']"
        ));
        document
            .select(&fields)
            .flat_map(|field| match (field.value().name(), field.attr("type")) {
                ("select", _) => field
                    .select(&select("option[selected]"))
                    .map(value)
                    .collect(),
                ("textarea", _) => vec![field.text().collect()],
                (_, Some("radio" | "checkbox")) if field.attr("checked").is_none() => vec![],
                _ => vec![value(field)],
            })
            .collect()
    }

    /// Checks the status and hands the answer on, with the page in the message when it differs.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Self {
        assert_eq!(self.status(), status, "{}", self.text);
        self
    }
}
