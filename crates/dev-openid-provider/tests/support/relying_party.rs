//! A relying party: the sample client, with openidconnect where its types reach.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use dev_openid_provider::DevProvider;
use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Map, Value};
use url::Url;

use super::Answer;
use super::browser::{Browser, parameter};

pub const CALLBACK: &str = "http://localhost:5150/oidc/callback/";
const ID: &str = "locallibrary";
const SECRET: &str = "development-only-secret";

/// The sample client of the realm.
pub struct RelyingParty {
    pub issuer: String,
    http: Browser,
}

/// One attempt to sign in.
pub struct Attempt {
    pub url: Url,
    pub verifier: String,
}

impl Attempt {
    /// The same request with a parameter set.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.url.query_pairs_mut().append_pair(name, value);
        self
    }

    /// The same request with a parameter left out.
    pub fn without(mut self, name: &str) -> Self {
        let kept: Vec<(String, String)> = self
            .url
            .query_pairs()
            .into_owned()
            .filter(|(key, _)| key != name)
            .collect();
        self.url.query_pairs_mut().clear().extend_pairs(kept);
        self
    }

    pub fn url(&self) -> &str {
        self.url.as_str()
    }
}

impl RelyingParty {
    pub fn of(provider: &DevProvider) -> Self {
        Self {
            issuer: provider.issuer().to_owned(),
            http: Browser::new(),
        }
    }

    pub fn endpoint(&self, path: &str) -> String {
        format!("{}/protocol/openid-connect/{path}", self.issuer)
    }

    /// An authorization request as a careful relying party makes it.
    pub fn attempt(&self) -> Attempt {
        let (challenge, verifier): (PkceCodeChallenge, PkceCodeVerifier) =
            PkceCodeChallenge::new_random_sha256();
        let parameters = [
            ("client_id", ID),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid profile email"),
            ("state", "the-state"),
            ("nonce", "the-nonce"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ];
        Attempt {
            url: Url::parse_with_params(&self.endpoint("auth"), parameters).unwrap(),
            verifier: verifier.secret().clone(),
        }
    }

    /// Exchanges the code of a redirect.
    pub async fn exchange(&self, attempt: &Attempt, redirect: &Url) -> Answer {
        let code = parameter(redirect, "code").unwrap_or_else(|| panic!("no code: {redirect}"));
        self.exchange_code(&code, CALLBACK, Some(&attempt.verifier))
            .await
    }

    pub async fn exchange_code(
        &self,
        code: &str,
        redirect_uri: &str,
        verifier: Option<&str>,
    ) -> Answer {
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect_uri),
        ];
        form.extend(verifier.map(|verifier| ("code_verifier", verifier)));
        self.token(&form).await
    }

    pub async fn refresh(&self, refresh_token: &str) -> Answer {
        self.token(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
        ])
        .await
    }

    /// A token request of the sample client.
    pub async fn token(&self, form: &[(&str, &str)]) -> Answer {
        let mut form = form.to_vec();
        form.extend([("client_id", ID), ("client_secret", SECRET)]);
        self.http.post(&self.endpoint("token"), &form).await
    }

    /// Tokens of this user, without a browser.
    pub async fn tokens_of(&self, provider: &DevProvider, username: &str) -> Value {
        let attempt = self.attempt();
        let redirect = provider.sign_in_as(username, attempt.url()).unwrap();
        let answer = self.exchange(&attempt, &redirect).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()
    }

    pub async fn userinfo(&self, access_token: &str) -> Answer {
        let url = self.endpoint("userinfo");
        self.http
            .post(&url, &[("access_token", access_token)])
            .await
    }

    pub async fn introspect(&self, token: &str) -> Value {
        let form = [
            ("token", token),
            ("client_id", ID),
            ("client_secret", SECRET),
        ];
        self.http
            .post(&self.endpoint("token/introspect"), &form)
            .await
            .json()
    }
}

/// The claims of a token, unverified.
pub fn claims_of(token: &Value) -> Map<String, Value> {
    part(token, 1)
}

/// The header of a token.
pub fn header_of(token: &Value) -> Map<String, Value> {
    part(token, 0)
}

fn part(token: &Value, number: usize) -> Map<String, Value> {
    let token = token.as_str().expect("a token");
    let part = token.split('.').nth(number).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}
