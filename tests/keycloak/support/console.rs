//! Keycloak's console: what an administrator does there, through the REST API that the console itself uses.
use super::browser::http_client;
use super::keycloak_url;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

/// Somebody at the console of one realm.
pub struct Console {
    client: Client,
    realm: String,
}

impl Console {
    pub fn of(realm: &str) -> Self {
        Self {
            client: http_client(),
            realm: realm.to_owned(),
        }
    }

    /// Changes settings of the realm.
    pub async fn change_realm(&self, settings: Value) {
        self.send(Method::PUT, "", Some(settings)).await;
    }

    /// Access tokens that the library renews two seconds after it got them: ten seconds before their end.
    pub async fn shorten_access_tokens(&self) {
        self.change_realm(json!({ "accessTokenLifespan": 12 }))
            .await;
    }

    pub async fn give_role(&self, user: &str, role: &str) {
        let path = format!("/users/{}/role-mappings/realm", self.user(user).await);
        let role = self
            .send(Method::GET, &format!("/roles/{role}"), None)
            .await;
        self.send(Method::POST, &path, Some(json!([role]))).await;
    }

    pub async fn take_role(&self, user: &str, role: &str) {
        let path = format!("/users/{}/role-mappings/realm", self.user(user).await);
        let role = self
            .send(Method::GET, &format!("/roles/{role}"), None)
            .await;
        self.send(Method::DELETE, &path, Some(json!([role]))).await;
    }

    /// Switches an account off.
    pub async fn disable(&self, user: &str) {
        let path = format!("/users/{}", self.user(user).await);
        self.send(Method::PUT, &path, Some(json!({ "enabled": false })))
            .await;
    }

    /// The ids of somebody's sessions at Keycloak.
    pub async fn sessions(&self, user: &str) -> Vec<String> {
        let path = format!("/users/{}/sessions", self.user(user).await);
        let sessions = self.send(Method::GET, &path, None).await;
        let sessions = sessions.as_array().unwrap().iter();
        sessions
            .map(|session| session["id"].as_str().unwrap().to_owned())
            .collect()
    }

    /// "Sign out" beside one session.
    pub async fn end_session(&self, session: &str) {
        self.send(Method::DELETE, &format!("/sessions/{session}"), None)
            .await;
    }

    /// "Logout all sessions" on somebody's page.
    pub async fn end_all_sessions(&self, user: &str) {
        let path = format!("/users/{}/logout", self.user(user).await);
        self.send(Method::POST, &path, None).await;
    }

    /// A new signing key that is used from now on. The old ones stay known.
    pub async fn add_signing_key(&self) {
        let realm = self.send(Method::GET, "", None).await;
        let key = json!({
            "name": "rotated", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
            "parentId": realm["id"],
            "config": {
                "priority": ["1000"], "enabled": ["true"], "active": ["true"],
                "algorithm": ["RS256"], "keySize": ["2048"],
            },
        });
        self.send(Method::POST, "/components", Some(key)).await;
    }

    /// Removes every signing key but the one that was added last.
    pub async fn remove_old_signing_keys(&self) {
        let keys = self
            .send(
                Method::GET,
                "/components?type=org.keycloak.keys.KeyProvider",
                None,
            )
            .await;
        for key in keys.as_array().unwrap() {
            if key["providerId"] == "rsa-generated" && key["name"] != "rotated" {
                let path = format!("/components/{}", key["id"].as_str().unwrap());
                self.send(Method::DELETE, &path, None).await;
            }
        }
    }

    /// The application's client, as Keycloak represents it.
    pub async fn client(&self, client_id: &str) -> Value {
        let path = format!("/clients?clientId={client_id}");
        self.send(Method::GET, &path, None).await[0].clone()
    }

    /// Lets the client prove itself by a key in place of its secret ("Signed JWT"), and returns the private key (PEM)
    /// that the console offers for download.
    pub async fn give_client_a_key(&self, client_id: &str) -> String {
        let by_key = json!({ "clientAuthenticatorType": "client-jwt" });
        self.change_client(client_id, by_key).await;
        let client = self.client(client_id).await;
        let path = format!(
            "/clients/{}/certificates/jwt.credential/generate",
            client["id"].as_str().unwrap()
        );
        let made = self.send(Method::POST, &path, None).await;
        // PEM has lines of 64 characters (RFC 7468, section 2).
        let key: Vec<&str> = made["privateKey"]
            .as_str()
            .unwrap()
            .as_bytes()
            .chunks(64)
            .map(|line| str::from_utf8(line).unwrap())
            .collect();
        let key = key.join("\n");
        format!("-----BEGIN RSA PRIVATE KEY-----\n{key}\n-----END RSA PRIVATE KEY-----\n")
    }

    /// Changes members of a client.
    pub async fn change_client(&self, client_id: &str, changes: Value) {
        let mut client = self.client(client_id).await;
        for (key, value) in changes.as_object().unwrap() {
            client[key] = value.clone();
        }
        let path = format!("/clients/{}", client["id"].as_str().unwrap());
        self.send(Method::PUT, &path, Some(client)).await;
    }

    /// Founds an organization with one member.
    pub async fn found_organization(&self, name: &str, member: &str) {
        self.change_realm(json!({ "organizationsEnabled": true }))
            .await;
        let organization =
            json!({ "name": name, "alias": name, "domains": [{ "name": "acme.example" }] });
        self.send(Method::POST, "/organizations", Some(organization))
            .await;
        let found = self
            .send(Method::GET, &format!("/organizations?search={name}"), None)
            .await;
        let path = format!(
            "/organizations/{}/members",
            found[0]["id"].as_str().unwrap()
        );
        let user = self.user(member).await;
        self.send(Method::POST, &path, Some(user.into())).await;
    }

    /// Whether Keycloak has the realm.
    pub async fn has_realm(&self) -> bool {
        let (status, _) = self.ask(Method::GET, "", None).await;
        status == StatusCode::OK
    }

    async fn user(&self, name: &str) -> String {
        let path = format!("/users?exact=true&username={name}");
        let users = self.send(Method::GET, &path, None).await;
        let id = users[0]["id"].as_str();
        id.unwrap_or_else(|| panic!("no {name} in {}: {users}", self.realm))
            .to_owned()
    }

    async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (status, answer) = self.ask(method.clone(), path, body).await;
        assert!(
            status.is_success(),
            "{method} {path} in {}: {status} {answer}",
            self.realm
        );
        serde_json::from_str(&answer).unwrap_or_default()
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, String) {
        let url = format!("{}/admin/realms/{}{path}", keycloak_url(), self.realm);
        let mut request = self
            .client
            .request(method, url)
            .bearer_auth(self.token().await);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        (response.status(), response.text().await.unwrap())
    }

    async fn token(&self) -> String {
        let url = format!(
            "{}/realms/master/protocol/openid-connect/token",
            keycloak_url()
        );
        let form = [
            ("grant_type", "password"),
            ("client_id", "admin-cli"),
            ("username", "admin"),
            ("password", "admin"),
        ];
        let response = self.client.post(url).form(&form).send().await.unwrap();
        let answer: Value = response.json().await.unwrap();
        answer["access_token"]
            .as_str()
            .unwrap_or_else(|| panic!("{answer}"))
            .to_owned()
    }
}
