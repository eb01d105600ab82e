//! A user of the realm, and what the provider says about them.
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::file::{OrganizationFile, UserFile};

/// A user of the realm.
#[derive(Clone, Debug)]
pub(crate) struct User {
    /// The subject identifier (`sub`).
    pub id: String,
    pub username: String,
    pub password: Option<String>,
    pub enabled: bool,
    pub email: Option<String>,
    pub email_verified: bool,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub locale: Option<String>,
    pub realm_roles: BTreeSet<String>,
    pub client_roles: BTreeMap<String, BTreeSet<String>>,
    pub organizations: Vec<String>,
    pub service_account_of: Option<String>,
    /// Claims that a test put in by hand; they win over everything else.
    pub extra_claims: Map<String, Value>,
}

impl User {
    pub(super) fn from_file(
        file: UserFile,
        realm: &str,
        organizations: &[OrganizationFile],
    ) -> Self {
        let organizations = organizations
            .iter()
            .filter(|organization| {
                organization
                    .members
                    .iter()
                    .any(|member| member.username == file.username)
            })
            .map(|organization| {
                organization
                    .alias
                    .clone()
                    .unwrap_or_else(|| organization.name.clone())
            })
            .collect();
        let mut client_roles: BTreeMap<String, BTreeSet<String>> = file
            .client_roles
            .into_iter()
            .map(|(client, roles)| (client, roles.into_iter().collect()))
            .collect();
        let mut realm_roles: BTreeSet<String> = file.realm_roles.into_iter().collect();
        // Keycloak makes this composite role itself; what it holds is fixed unless somebody changes it.
        if realm_roles.contains(&format!("default-roles-{}", realm.to_lowercase())) {
            realm_roles.extend(["offline_access".to_owned(), "uma_authorization".to_owned()]);
            client_roles
                .entry("account".to_owned())
                .or_default()
                .extend(
                    ["manage-account", "manage-account-links", "view-profile"].map(str::to_owned),
                );
        }
        Self {
            id: file.id.unwrap_or_else(|| uuid::Uuid::new_v4().to_string()),
            password: file
                .credentials
                .into_iter()
                .find(|credential| credential.kind == "password")
                .and_then(|credential| credential.value),
            locale: file
                .attributes
                .get("locale")
                .and_then(|values| values.first().cloned()),
            username: file.username,
            enabled: file.enabled,
            email: file.email,
            email_verified: file.email_verified,
            first_name: file.first_name,
            last_name: file.last_name,
            realm_roles,
            client_roles,
            organizations,
            service_account_of: file.service_account_client_id,
            extra_claims: Map::new(),
        }
    }

    /// A user made by a test, whose password is the name.
    pub fn named(username: &str, roles: &[&str]) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            username: username.to_owned(),
            password: Some(username.to_owned()),
            enabled: true,
            email: Some(format!("{username}@library.example")),
            email_verified: true,
            first_name: None,
            last_name: None,
            locale: None,
            realm_roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            client_roles: BTreeMap::new(),
            organizations: Vec::new(),
            service_account_of: None,
            extra_claims: Map::new(),
        }
    }

    /// First and last name together, where there are any.
    pub fn full_name(&self) -> Option<String> {
        let names: Vec<&str> = [self.first_name.as_deref(), self.last_name.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        (!names.is_empty()).then(|| names.join(" "))
    }

    /// Whether this password opens this account.
    pub fn has_password(&self, password: &str) -> bool {
        self.enabled && self.password.as_deref() == Some(password)
    }
}
