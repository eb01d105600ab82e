//! Somebody who asks the application for pages.
use axum::Router;
use axum::body::{Body, to_bytes};
use http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, LOCATION};
use http::{HeaderMap, Method, Request, StatusCode};
use scraper::{Html, Selector};
use tower::ServiceExt;

/// Somebody, with their session.
#[derive(Clone)]
pub struct Caller {
    router: Router,
    cookie: Option<String>,
    language: &'static str,
    accept: &'static str,
}

/// What the application answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Caller {
    pub fn new(router: Router, cookie: Option<String>) -> Self {
        Self {
            router,
            cookie,
            language: "en",
            accept: "text/html",
        }
    }

    pub fn in_german(mut self) -> Self {
        self.language = "de";
        self
    }

    pub fn with_cookie(mut self, cookie: &str) -> Self {
        let mine = self.cookie.take().unwrap_or_default();
        self.cookie = Some(format!("{mine}; {cookie}"));
        self
    }

    pub fn for_json(mut self) -> Self {
        self.accept = "application/json";
        self
    }

    async fn ask(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        let kind = body
            .is_some()
            .then_some("application/x-www-form-urlencoded");
        let body = body.unwrap_or_default().into_bytes();
        self.send_body(method, path, kind, body).await
    }

    async fn send_body(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: Vec<u8>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(ACCEPT_LANGUAGE, self.language)
            .header(ACCEPT, self.accept)
            .header("sec-fetch-site", "same-origin");
        if let Some(cookie) = &self.cookie {
            request = request.header(COOKIE, cookie);
        }
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        let request = request.body(Body::from(body)).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// Sends a file as a browser does.
    pub async fn upload(&self, path: &str, name: &str, content: &[u8]) -> Answer {
        let mut body = format!(
            "--limit\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: text/csv\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--limit--\r\n");
        self.send_body(
            Method::POST,
            path,
            Some("multipart/form-data; boundary=limit"),
            body,
        )
        .await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    /// The page, which has to be there.
    pub async fn page(&self, path: &str) -> Answer {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        self.ask(Method::POST, path, Some(body)).await
    }

    /// Opens a form, fills in these fields, and sends it with a button.
    pub async fn fill_in(&self, path: &str, fields: &[(&str, &str)], button: &str) -> Answer {
        let page = self.page(path).await;
        self.send(&page, path, fields, button).await
    }

    /// Sends a form that was opened before, with these fields filled in.
    pub async fn send(
        &self,
        page: &Answer,
        path: &str,
        fields: &[(&str, &str)],
        button: &str,
    ) -> Answer {
        let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
        let kept = page.fields();
        let mut form: Vec<(&str, &str)> = kept
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !names.contains(name))
            .collect();
        form.extend(fields.iter().filter(|(_, value)| *value != "\0"));
        form.push((button, "1"));
        self.post(path, &form).await
    }
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers
            .get(LOCATION)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.text)
    }

    /// The words of all elements that the selector finds, white space narrowed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.html()
            .select(&Selector::parse(selector).unwrap())
            .map(|element| {
                let words = element.text().collect::<Vec<_>>().join(" ");
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.texts(selector).is_empty()
    }

    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.html()
            .select(&Selector::parse(selector).unwrap())
            .filter_map(|element| element.attr(name).map(str::to_owned))
            .collect()
    }

    /// The address of the link with these words.
    pub fn link(&self, words: &str) -> String {
        let html = self.html();
        let found = html
            .select(&Selector::parse("a").unwrap())
            .find(|link| {
                let text = link.text().collect::<Vec<_>>().join(" ");
                text.split_whitespace().collect::<Vec<_>>().join(" ") == words
            })
            .unwrap_or_else(|| panic!("no link “{words}”"));
        found.attr("href").unwrap().to_owned()
    }

    /// The first column of the list.
    pub fn rows(&self) -> Vec<String> {
        self.texts(".rows tbody th")
    }

    /// What the page's form would send if nobody changed anything.
    pub fn fields(&self) -> Vec<(String, String)> {
        let html = self.html();
        let controls = Selector::parse(
            "form.form input, form.form select, form.form textarea, #edits input, #edits select",
        )
        .unwrap();
        let option = Selector::parse("option[selected]").unwrap();
        let mut fields = Vec::new();
        for control in html.select(&controls) {
            let Some(name) = control.attr("name") else {
                continue;
            };
            let is_box = matches!(control.attr("type"), Some("checkbox" | "radio"));
            if is_box && control.attr("checked").is_none() {
                continue;
            }
            let value = match control.value().name() {
                "select" => control
                    .select(&option)
                    .next()
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                "textarea" => {
                    let text: String = control.text().collect();
                    text.strip_prefix('\n').map(str::to_owned).unwrap_or(text)
                }
                _ => control.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        fields
    }

    /// The messages beside a field.
    pub fn errors_at(&self, field: &str) -> Vec<String> {
        self.texts(&format!("[id='error_{field}'] li"))
    }
}
