//! A realm in Keycloak's own export format, as far as it says what an application's people are.
use serde::Deserialize;

/// What of the file matters here.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct RealmFile {
    pub(super) display_name: String,
    pub(super) roles: Roles,
    pub(super) users: Vec<User>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Roles {
    pub(super) realm: Vec<Role>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Role {
    pub(super) name: String,
    #[serde(default)]
    pub(super) description: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct User {
    pub(super) username: String,
    #[serde(default)]
    pub(super) email: String,
    #[serde(default)]
    pub(super) first_name: String,
    #[serde(default)]
    pub(super) last_name: String,
    #[serde(default)]
    credentials: Vec<Credential>,
    #[serde(default)]
    pub(super) realm_roles: Vec<String>,
    /// Accounts of clients are not people.
    #[serde(default)]
    pub(super) service_account_client_id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Credential {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    value: String,
}

impl RealmFile {
    pub(super) fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl User {
    /// The password that the file gives the account.
    pub(super) fn password(&self) -> Option<&str> {
        let password = self
            .credentials
            .iter()
            .find(|credential| credential.kind == "password")?;
        Some(password.value.as_str()).filter(|value| !value.is_empty())
    }
}
