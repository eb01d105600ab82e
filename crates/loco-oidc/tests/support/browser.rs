//! A browser: keeps cookies for each host, follows redirects, and says where its requests come from.
use http::header::{COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use http::{HeaderMap, Method, StatusCode};
use std::collections::BTreeMap;
use url::Url;

/// More redirects than this are a loop.
const MOST_REDIRECTS: usize = 15;

/// Somebody's browser. Clones have cookies of their own from then on.
#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    home: Url,
    /// By host and name.
    cookies: BTreeMap<(String, String), String>,
    /// Sent with each request.
    pub headers: HeaderMap,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub url: Url,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect()
    }

    /// The value of a parameter in the redirect's query.
    pub fn location_parameter(&self, name: &str) -> Option<String> {
        let to = self.url.join(self.location()).unwrap();
        to.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

impl Browser {
    pub fn at(home: &str) -> Self {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            client,
            home: Url::parse(home).unwrap(),
            cookies: BTreeMap::new(),
            headers: HeaderMap::new(),
        }
    }

    /// Puts a cookie of the application into the browser.
    pub fn keep(&mut self, name: &str, value: &str) {
        let host = host(&self.home);
        self.cookies.insert((host, name.into()), value.into());
    }

    /// The value of a cookie of the application.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies
            .get(&(host(&self.home), name.into()))
            .map(String::as_str)
    }

    /// The names of the application's cookies.
    pub fn cookie_names(&self) -> Vec<&str> {
        let home = host(&self.home);
        self.cookies
            .keys()
            .filter(|(host, _)| *host == home)
            .map(|(_, name)| name.as_str())
            .collect()
    }

    /// One request, without following redirects.
    pub async fn request(
        &mut self,
        method: Method,
        to: &str,
        form: Option<&[(&str, &str)]>,
    ) -> Answer {
        let url = self.home.join(to).unwrap();
        let mut request = self
            .client
            .request(method.clone(), url.clone())
            .headers(self.headers.clone());
        let line: Vec<String> = self
            .cookies
            .iter()
            .filter(|((host, _), _)| *host == self::host(&url))
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        if !line.is_empty() {
            request = request.header(COOKIE, line.join("; "));
        }
        if !method.is_safe()
            && !self.headers.contains_key("sec-fetch-site")
            && !self.headers.contains_key(ORIGIN)
        {
            request = request.header("sec-fetch-site", "same-origin");
        }
        if let Some(form) = form {
            request = request.form(form);
        }
        let response = request.send().await.unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            self.take(&url, cookie.to_str().unwrap());
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
        let is_over = parts.any(|part| part.eq_ignore_ascii_case("max-age=0"));
        let key = (host(from), name.to_owned());
        if is_over {
            self.cookies.remove(&key);
        } else {
            self.cookies.insert(key, value.to_owned());
        }
    }

    pub async fn get(&mut self, to: &str) -> Answer {
        self.request(Method::GET, to, None).await
    }

    pub async fn post(&mut self, to: &str, form: &[(&str, &str)]) -> Answer {
        self.request(Method::POST, to, Some(form)).await
    }

    /// Goes where an answer redirects to, until a page comes.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..MOST_REDIRECTS {
            if !answer.status.is_redirection() {
                return answer;
            }
            let to = answer.url.join(answer.location()).unwrap();
            answer = self.get(to.as_str()).await;
        }
        panic!("redirected in a loop, last to {}", answer.url);
    }

    /// Opens a page as a person does.
    pub async fn visit(&mut self, to: &str) -> Answer {
        let answer = self.get(to).await;
        self.follow(answer).await
    }
}

fn host(url: &Url) -> String {
    format!(
        "{}:{}",
        url.host_str().unwrap(),
        url.port_or_known_default().unwrap()
    )
}
