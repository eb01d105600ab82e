//! The realm that the provider serves, from a Keycloak realm export.
mod client;
mod file;
mod user;

use std::collections::BTreeMap;

use chrono::Duration;

pub(crate) use client::{Authentication, Client};
use file::RealmFile;
pub(crate) use user::User;

use crate::Error;

/// Clients, users and life spans of one realm. Tests change it while it runs.
#[derive(Clone, Debug)]
pub(crate) struct Realm {
    pub name: String,
    pub display_name: String,
    pub clients: BTreeMap<String, Client>,
    pub users: Vec<User>,
    pub life: LifeSpans,
    /// The scopes that the realm has beside Keycloak's own.
    pub scopes: Vec<String>,
}

/// How long things last, as Keycloak's realm settings say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LifeSpans {
    pub access_token: Duration,
    pub code: Duration,
    pub session_idle: Duration,
    pub session: Duration,
    pub offline_idle: Duration,
    pub device_code: Duration,
    pub device_interval: u32,
    pub refresh_rotates: bool,
}

impl Realm {
    /// Reads a realm export (the JSON that `--import-realm` takes).
    pub fn parse(json: &str) -> Result<Self, Error> {
        let file: RealmFile = serde_json::from_str(json)?;
        let life = LifeSpans {
            access_token: Duration::seconds(file.access_token_lifespan),
            code: Duration::seconds(file.access_code_lifespan),
            session_idle: Duration::seconds(file.sso_session_idle_timeout),
            session: Duration::seconds(file.sso_session_max_lifespan),
            offline_idle: Duration::seconds(file.offline_session_idle_timeout),
            device_code: Duration::seconds(file.oauth2_device_code_lifespan),
            device_interval: file.oauth2_device_polling_interval,
            refresh_rotates: file.revoke_refresh_token,
        };
        let users = file
            .users
            .into_iter()
            .map(|user| User::from_file(user, &file.realm, &file.organizations))
            .collect();
        let scopes: Vec<String> = file
            .client_scopes
            .into_iter()
            .map(|scope| scope.name)
            .collect();
        let optional = file.default_optional_client_scopes;
        let clients = file
            .clients
            .into_iter()
            .filter(|client| client.enabled)
            .map(|client| {
                let client = Client::from_file(client, &scopes, &optional);
                (client.id.clone(), client)
            })
            .collect();
        Ok(Self {
            display_name: file.display_name.unwrap_or_else(|| file.realm.clone()),
            name: file.realm,
            clients,
            users,
            life,
            scopes,
        })
    }

    /// The user with this name, or with this e-mail address, as Keycloak signs in.
    pub fn user_by_login(&self, login: &str) -> Option<&User> {
        let login = login.trim().to_lowercase();
        self.users.iter().find(|user| {
            user.username.to_lowercase() == login
                || user
                    .email
                    .as_ref()
                    .is_some_and(|email| email.to_lowercase() == login)
        })
    }

    /// The user with this subject identifier.
    pub fn user_by_id(&self, id: &str) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The user that a client itself acts as (`client_credentials`).
    pub fn service_account_of(&self, client_id: &str) -> Option<&User> {
        self.users
            .iter()
            .find(|user| user.service_account_of.as_deref() == Some(client_id))
    }
}
