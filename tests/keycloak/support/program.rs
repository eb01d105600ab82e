//! A program that calls the library's API with tokens of the client that the imported realm has for that.
use super::browser::http_client;
use super::{Browser, keycloak_url};
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::time::Duration;

const CLIENT: &str = "locallibrary-api";
const SECRET: &str = "development-only-api-secret";

/// A program at one library.
pub struct Program {
    client: Client,
    library: String,
}

/// An answer of the API.
#[derive(Debug)]
pub struct ApiAnswer {
    pub status: StatusCode,
    pub challenge: String,
    pub body: Value,
}

impl Program {
    pub fn at(library: &str) -> Self {
        Self {
            client: http_client(),
            library: library.to_owned(),
        }
    }

    /// A token for the program itself (RFC 6749, section 4.4).
    pub async fn own_token(&self, scope: &str) -> String {
        let form = [("grant_type", "client_credentials"), ("scope", scope)];
        token_in(&self.ask("token", &form).await)
    }

    /// A token for a person who lets the program in, at a page of Keycloak that it names (RFC 8628).
    pub async fn token_of(&self, browser: &mut Browser, account: &str, scope: &str) -> String {
        let device = self.ask("auth/device", &[("scope", scope)]).await;
        let code = device["device_code"].as_str().unwrap();
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", code),
        ];
        let early = self.ask("token", &form).await;
        assert_eq!(early["error"], "authorization_pending", "{early}");

        let page = device["verification_uri_complete"].as_str().unwrap();
        let page = browser.visit(page).await;
        let page = browser.answer_keycloak(&page, account, account).await;
        assert!(page.has("[name=accept]"), "{}", page.text);
        let yes = [("accept", "Yes")];
        browser
            .submit(&page, "form:has([name=accept])", &yes)
            .await
            .expect_status(200);

        let interval = device["interval"].as_u64().unwrap();
        tokio::time::sleep(Duration::from_secs(interval + 1)).await;
        token_in(&self.ask("token", &form).await)
    }

    /// A token of the same realm that is for no library.
    pub async fn token_for_something_else(&self) -> String {
        let form = [
            ("grant_type", "password"),
            ("client_id", "admin-cli"),
            ("username", "reader"),
            ("password", "reader"),
        ];
        let request = self.client.post(endpoint("token")).form(&form);
        token_in(&request.send().await.unwrap().json().await.unwrap())
    }

    pub async fn get(&self, path: &str, token: &str) -> ApiAnswer {
        let url = format!("{}/api/v1{path}", self.library);
        answer(self.client.get(url).bearer_auth(token)).await
    }

    pub async fn post(&self, path: &str, token: &str, body: &Value) -> ApiAnswer {
        let url = format!("{}/api/v1{path}", self.library);
        answer(self.client.post(url).bearer_auth(token).json(body)).await
    }

    async fn ask(&self, at: &str, form: &[(&str, &str)]) -> Value {
        let request = self.client.post(endpoint(at)).form(form);
        let response = request.basic_auth(CLIENT, Some(SECRET)).send().await;
        response.unwrap().json().await.unwrap()
    }
}

fn endpoint(name: &str) -> String {
    format!(
        "{}/realms/locallibrary/protocol/openid-connect/{name}",
        keycloak_url()
    )
}

fn token_in(answer: &Value) -> String {
    let token = answer["access_token"].as_str();
    token.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

async fn answer(request: reqwest::RequestBuilder) -> ApiAnswer {
    let response = request.send().await.unwrap();
    let challenge = response.headers().get("www-authenticate");
    ApiAnswer {
        status: response.status(),
        challenge: challenge
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default(),
        body: response.json().await.unwrap(),
    }
}
