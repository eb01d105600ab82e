//! Keycloak's admin REST API, as an administrator: signs in, and sends what it is given.
use super::error::{SetupError, said};
use crate::provider::{HttpError, ProviderHttp};
use http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use http::{Method, Request, Response, StatusCode};
use serde_json::Value;
use url::Url;

/// The client that Keycloak has for command lines, in every realm.
const CLIENT: &str = "admin-cli";

/// Who is to sign in where.
pub(super) struct Administrator {
    pub(super) name: String,
    pub(super) realm: String,
    pub(super) password: String,
}

/// The admin REST API of one Keycloak.
pub(super) struct AdminApi {
    http: ProviderHttp,
    base: Url,
    administrator: Administrator,
    token: String,
}

impl AdminApi {
    /// Signs in to the Keycloak at `base`, which [`find`] has found.
    pub(super) async fn sign_in(
        http: ProviderHttp,
        base: Url,
        administrator: Administrator,
    ) -> Result<Self, SetupError> {
        let mut api = Self {
            http,
            base,
            administrator,
            token: String::new(),
        };
        api.renew_token().await?;
        Ok(api)
    }

    /// What is at this path below `/admin/realms`; `None` where nothing is. `what` says for which purpose, in the
    /// sentence of an error.
    pub(super) async fn get(
        &mut self,
        path: &[&str],
        query: &[(&str, &str)],
        what: &str,
    ) -> Result<Option<Value>, SetupError> {
        let mut url = below(&self.base, &["admin", "realms"]);
        extend(&mut url, path);
        url.query_pairs_mut().extend_pairs(query);
        let answer = self.send(Method::GET, url, None).await?;
        if answer.status() == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        if !answer.status().is_success() {
            return Err(self.refusal(what, &answer));
        }
        let value = serde_json::from_slice(answer.body()).map_err(|error| SetupError::Answer {
            what: what.to_owned(),
            why: format!("its answer is no JSON ({error})"),
        })?;
        Ok(Some(value))
    }

    /// Makes what is at this path below `/admin/realms`, or adds to it.
    pub(super) async fn post(
        &mut self,
        path: &[&str],
        body: &Value,
        what: &str,
    ) -> Result<(), SetupError> {
        self.write(Method::POST, path, Some(body), what).await
    }

    /// Replaces what is at this path below `/admin/realms`.
    pub(super) async fn put(
        &mut self,
        path: &[&str],
        body: Option<&Value>,
        what: &str,
    ) -> Result<(), SetupError> {
        self.write(Method::PUT, path, body, what).await
    }

    async fn write(
        &mut self,
        method: Method,
        path: &[&str],
        body: Option<&Value>,
        what: &str,
    ) -> Result<(), SetupError> {
        let mut url = below(&self.base, &["admin", "realms"]);
        extend(&mut url, path);
        let answer = self.send(method, url, body).await?;
        if answer.status().is_success() {
            return Ok(());
        }
        Err(self.refusal(what, &answer))
    }

    fn refusal(&self, what: &str, answer: &Response<Vec<u8>>) -> SetupError {
        SetupError::refusal(
            &self.administrator.name,
            what,
            answer.status(),
            answer.body(),
        )
    }

    /// Sends a request, and once more with a new token where the old one has ended: it lives for a minute.
    async fn send(
        &mut self,
        method: Method,
        url: Url,
        body: Option<&Value>,
    ) -> Result<Response<Vec<u8>>, SetupError> {
        let first = self.send_once(method.clone(), &url, body).await?;
        if first.status() != StatusCode::UNAUTHORIZED {
            return Ok(first);
        }
        self.renew_token().await?;
        self.send_once(method, &url, body).await
    }

    async fn send_once(
        &self,
        method: Method,
        url: &Url,
        body: Option<&Value>,
    ) -> Result<Response<Vec<u8>>, SetupError> {
        let mut request = Request::builder()
            .method(method)
            .uri(url.as_str())
            .header(AUTHORIZATION, format!("Bearer {}", self.token));
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let body = body.map(ToString::to_string).unwrap_or_default();
        ask(&self.http, url, request.body(body.into_bytes())).await
    }

    /// Signs in again: a token has the rights of its moment.
    pub(super) async fn renew_token(&mut self) -> Result<(), SetupError> {
        let Administrator {
            name,
            realm,
            password,
        } = &self.administrator;
        let url = below(
            &self.base,
            &["realms", realm, "protocol", "openid-connect", "token"],
        );
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "password")
            .append_pair("client_id", CLIENT)
            .append_pair("username", name)
            .append_pair("password", password)
            .finish();
        let request = Request::post(url.as_str())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form.into_bytes());
        let answer = ask(&self.http, &url, request).await?;
        let token = serde_json::from_slice::<Value>(answer.body())
            .ok()
            .filter(|_| answer.status().is_success())
            .and_then(|body| body.get("access_token")?.as_str().map(str::to_owned));
        self.token = token.ok_or_else(|| SetupError::SignIn {
            admin: name.clone(),
            realm: realm.clone(),
            why: said(answer.body()).unwrap_or_else(|| answer.status().to_string()),
        })?;
        Ok(())
    }
}

/// Where Keycloak has the administrator's realm: at `url`, or below `/auth`, as older servers and some hosts do.
pub(super) async fn find(http: &ProviderHttp, url: &Url, realm: &str) -> Result<Url, SetupError> {
    let mut is_keycloak = false;
    for base in [url.clone(), below(url, &["auth"])] {
        let at = below(
            &base,
            &["realms", realm, ".well-known", "openid-configuration"],
        );
        let answer = ask(http, &at, Request::get(at.as_str()).body(Vec::new())).await?;
        if answer.status().is_redirection() {
            let to = answer
                .headers()
                .get(LOCATION)
                .and_then(|to| to.to_str().ok());
            return Err(SetupError::NotKeycloak {
                url: url.to_string(),
                why: format!(
                    "it redirects to {}; give that server's address",
                    to.unwrap_or("nowhere")
                ),
            });
        }
        let document = serde_json::from_slice::<Value>(answer.body()).ok();
        let has = |name: &str| {
            document
                .as_ref()
                .is_some_and(|document| document.get(name).is_some())
        };
        if answer.status().is_success() && has("issuer") {
            return Ok(base);
        }
        // Its own words for a realm that it does not have.
        is_keycloak |=
            said(answer.body()).is_some_and(|why| why.starts_with("Realm does not exist"));
    }
    if is_keycloak {
        return Err(SetupError::Refused(format!(
            "the Keycloak at {url} has no realm `{realm}` for administrators to sign in to; `admin_realm:…` names \
             another one"
        )));
    }
    Err(SetupError::NotKeycloak {
        url: url.to_string(),
        why: "neither there nor below /auth does something answer as Keycloak does".to_owned(),
    })
}

async fn ask(
    http: &ProviderHttp,
    url: &Url,
    request: http::Result<Request<Vec<u8>>>,
) -> Result<Response<Vec<u8>>, SetupError> {
    let request = request.map_err(HttpError::from);
    let answer = match request {
        Ok(request) => http.asking("keycloak_admin").send(request).await,
        Err(error) => Err(error),
    };
    answer.map_err(|error| SetupError::no_answer(&origin_and_path(url), &error))
}

/// An address without its query, for a sentence.
fn origin_and_path(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.to_string()
}

/// A path below an address, each part escaped.
fn below(base: &Url, parts: &[&str]) -> Url {
    let mut url = base.clone();
    extend(&mut url, parts);
    url
}

fn extend(url: &mut Url, parts: &[&str]) {
    // Only addresses that cannot have a path refuse, and those were refused before.
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(parts);
    }
}
