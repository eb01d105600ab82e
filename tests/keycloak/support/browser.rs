//! A browser: keeps cookies as browsers do on loopback, follows redirects, fills in forms.
use super::Answer;
use reqwest::header::{ACCEPT, COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder};
use std::time::Duration;
use url::Url;

/// More redirects than this are a loop.
const MOST_REDIRECTS: usize = 15;

/// Somebody's browser. A clone is the same browser at this moment, and goes its own way from then on.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    cookies: Vec<Cookie>,
}

/// Ports do not separate cookies, and `Secure` ones are sent to this machine over plain http too (RFC 6265bis,
/// sections 1.1 and 5.8.3).
#[derive(Clone, Debug)]
struct Cookie {
    host: String,
    path: String,
    name: String,
    value: String,
}

impl Browser {
    pub fn new() -> Self {
        Self {
            client: http_client(),
            cookies: Vec::new(),
        }
    }

    pub async fn get(&mut self, url: &str) -> Answer {
        let url = Url::parse(url).unwrap();
        let request = self.client.get(url.clone());
        self.send(url, request).await
    }

    /// Opens a page as a person does, through all redirects.
    pub async fn visit(&mut self, url: &str) -> Answer {
        let answer = self.get(url).await;
        self.follow(answer).await
    }

    /// Sends the form that a CSS selector finds, with its hidden fields and these.
    pub async fn submit(&mut self, page: &Answer, form: &str, fields: &[(&str, &str)]) -> Answer {
        let to = page.url.join(&page.attribute(form, "action")).unwrap();
        let html = scraper::Html::parse_document(&page.text);
        let hidden = scraper::Selector::parse(&format!("{form} input[type=hidden]")).unwrap();
        let hidden: Vec<(String, String)> = html
            .select(&hidden)
            .filter_map(|input| {
                Some((
                    input.attr("name")?.to_owned(),
                    input.attr("value").unwrap_or_default().to_owned(),
                ))
            })
            .filter(|(name, _)| !fields.iter().any(|(given, _)| given == name))
            .collect();
        let fields: Vec<(&str, &str)> = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(fields.iter().copied())
            .collect();
        let answer = self.post(to.as_str(), &fields).await;
        self.follow(answer).await
    }

    /// Sends a form from a page of the same site.
    pub async fn post(&mut self, url: &str, fields: &[(&str, &str)]) -> Answer {
        let url = Url::parse(url).unwrap();
        let request = self
            .client
            .request(Method::POST, url.clone())
            .header("sec-fetch-site", "same-origin")
            .header("origin", url.origin().ascii_serialization())
            .form(fields);
        self.send(url, request).await
    }

    /// Signs in from the library's link as an account whose password is its name, and ends on the profile page.
    pub async fn sign_in(&mut self, library: &str, account: &str) -> Answer {
        let page = self.begin_to_sign_in(library).await;
        let profile = self.answer_keycloak(&page, account, account).await;
        assert!(
            profile.url.as_str().starts_with(library) && profile.status.is_success(),
            "{account} ended at {}, which says {}:\n{}",
            profile.url,
            profile.status,
            profile.text
        );
        profile
    }

    /// Presses the library's sign-in link: Keycloak's page, or the profile page while its own session lives.
    pub async fn begin_to_sign_in(&mut self, library: &str) -> Answer {
        let link = format!("{library}/oidc/authenticate/?next=/accounts/profile/");
        self.visit(&link).await
    }

    /// Fills in Keycloak's sign-in page. A realm with organizations asks for the name first.
    pub async fn answer_keycloak(&mut self, page: &Answer, name: &str, password: &str) -> Answer {
        const FORM: &str = "form#kc-form-login";
        let fields = [("username", name), ("password", password)];
        if page.asks_for_a_password() {
            return self.submit(page, FORM, &fields).await;
        }
        let page = self.submit(page, FORM, &fields[..1]).await;
        self.submit(&page, FORM, &fields[1..]).await
    }

    /// Signs out by the library's button.
    pub async fn sign_out(&mut self, library: &str) -> Answer {
        let answer = self.post(&format!("{library}/oidc/logout/"), &[]).await;
        self.follow(answer).await
    }

    /// Whether the library knows who this is: the profile page is for nobody else.
    pub async fn is_signed_in(&mut self, library: &str) -> bool {
        let answer = self.get(&format!("{library}/accounts/profile/")).await;
        assert!(
            answer.status == 200 || answer.header("location").contains("/oidc/authenticate/"),
            "{answer:?}"
        );
        answer.status == 200
    }

    /// Whether the library lets this person add authors, which librarians may.
    pub async fn may_add_authors(&mut self, library: &str) -> bool {
        let answer = self.get(&format!("{library}/catalog/author/create/")).await;
        assert!(matches!(answer.status.as_u16(), 200 | 403), "{answer:?}");
        answer.status == 200
    }

    async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..MOST_REDIRECTS {
            if !answer.status.is_redirection() {
                return answer;
            }
            let to = answer.url.join(answer.header(LOCATION.as_str())).unwrap();
            answer = self.get(to.as_str()).await;
        }
        panic!("redirected in a loop, last to {}", answer.url);
    }

    async fn send(&mut self, url: Url, request: RequestBuilder) -> Answer {
        let host = url.host_str().unwrap();
        let line: Vec<String> = self
            .cookies
            .iter()
            .filter(|cookie| cookie.host == host && url.path().starts_with(&cookie.path))
            .map(|cookie| format!("{}={}", cookie.name, cookie.value))
            .collect();
        let mut request = request
            .header(ACCEPT, "text/html")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document");
        if !line.is_empty() {
            request = request.header(COOKIE, line.join("; "));
        }
        let response = request.send().await.unwrap();
        for line in response.headers().get_all(SET_COOKIE) {
            self.take(&url, line.to_str().unwrap());
        }
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            text: response.text().await.unwrap(),
            url,
        }
    }

    fn take(&mut self, from: &Url, line: &str) {
        let mut parts = line.split(';').map(str::trim);
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let mut path = "/".to_owned();
        let mut is_over = value.is_empty();
        for part in parts {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            if key.eq_ignore_ascii_case("path") {
                value.clone_into(&mut path);
            }
            is_over |= key.eq_ignore_ascii_case("max-age") && value == "0";
        }
        let host = from.host_str().unwrap().to_owned();
        self.cookies.retain(|cookie| {
            (&cookie.host, cookie.name.as_str(), &cookie.path) != (&host, name, &path)
        });
        if !is_over {
            self.cookies.push(Cookie {
                host,
                path,
                name: name.to_owned(),
                value: value.to_owned(),
            });
        }
    }
}

/// A client that follows nothing by itself.
pub fn http_client() -> Client {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(60))
        .no_proxy()
        .build()
        .unwrap()
}
