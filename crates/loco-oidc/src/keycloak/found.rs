//! What a realm has already, of what an application needs.
use super::admin_api::AdminApi;
use super::error::SetupError;
use super::wanted::{Wanted, WantedUser};
use serde_json::Value;
use std::collections::BTreeMap;

/// A realm as it was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) has_realm: bool,
    pub(super) is_enabled: bool,
    /// The names of those roles that are wanted.
    pub(super) roles: Vec<String>,
    /// The realm's client scopes, by name, with their ids.
    pub(super) scopes: BTreeMap<String, String>,
    pub(super) client: Option<Value>,
    /// Roles that the client's tokens may carry, where its scope was narrowed.
    pub(super) roles_in_scope: Vec<String>,
    pub(super) users: BTreeMap<String, FoundUser>,
}

/// An account with the name of a sample account.
#[derive(Debug, Default)]
pub(super) struct FoundUser {
    pub(super) id: String,
    pub(super) email: String,
    pub(super) roles: Vec<String>,
    pub(super) has_password: bool,
}

impl Found {
    pub(super) async fn read(api: &mut AdminApi, wanted: &Wanted) -> Result<Self, SetupError> {
        let realm = wanted.realm.as_str();
        let what = format!("see the realm `{realm}`");
        let Some(representation) = api.get(&[realm], &[], &what).await? else {
            return Ok(Self::default());
        };
        let mut found = Self {
            has_realm: true,
            is_enabled: representation["enabled"].as_bool() != Some(false),
            ..Self::default()
        };
        for role in &wanted.roles {
            let what = format!("see the role `{}`", role.name);
            if api
                .get(&[realm, "roles", &role.name], &[], &what)
                .await?
                .is_some()
            {
                found.roles.push(role.name.clone());
            }
        }
        let scopes = api
            .get(
                &[realm, "client-scopes"],
                &[],
                "see the realm's client scopes",
            )
            .await?;
        found.scopes = each(scopes.as_ref())
            .filter_map(|scope| Some((text(scope, "name")?, text(scope, "id")?)))
            .collect();
        found.read_client(api, wanted).await?;
        for user in &wanted.users {
            if let Some(account) = read_user(api, realm, user).await? {
                found.users.insert(user.username.clone(), account);
            }
        }
        Ok(found)
    }

    async fn read_client(&mut self, api: &mut AdminApi, wanted: &Wanted) -> Result<(), SetupError> {
        let realm = wanted.realm.as_str();
        self.client = client(api, realm, &wanted.client.client_id).await?;
        if let Some(client) = &self.client
            && client["fullScopeAllowed"].as_bool() == Some(false)
        {
            let id = text(client, "id").unwrap_or_default();
            let path = [realm, "clients", &id, "scope-mappings", "realm"];
            let roles = api.get(&path, &[], "see the client's scope").await?;
            self.roles_in_scope = each(roles.as_ref())
                .filter_map(|role| text(role, "name"))
                .collect();
        }
        Ok(())
    }
}

/// The client with this identifier, as Keycloak represents it.
pub(super) async fn client(
    api: &mut AdminApi,
    realm: &str,
    client_id: &str,
) -> Result<Option<Value>, SetupError> {
    let what = format!("see the client `{client_id}`");
    let query = [("clientId", client_id)];
    let found = api.get(&[realm, "clients"], &query, &what).await?;
    let is_it = |client: &&Value| client["clientId"] == client_id;
    Ok(each(found.as_ref()).find(is_it).cloned())
}

/// The account with this name.
pub(super) async fn user(
    api: &mut AdminApi,
    realm: &str,
    username: &str,
) -> Result<Option<Value>, SetupError> {
    let what = format!("see the user `{username}`");
    let query = [("username", username), ("exact", "true")];
    let found = api.get(&[realm, "users"], &query, &what).await?;
    let is_it = |user: &&Value| user["username"] == username;
    Ok(each(found.as_ref()).find(is_it).cloned())
}

async fn read_user(
    api: &mut AdminApi,
    realm: &str,
    wanted: &WantedUser,
) -> Result<Option<FoundUser>, SetupError> {
    let Some(account) = user(api, realm, &wanted.username).await? else {
        return Ok(None);
    };
    let id = text(&account, "id").unwrap_or_default();
    let what = format!("see the roles of `{}`", wanted.username);
    let roles = api
        .get(&[realm, "users", &id, "role-mappings", "realm"], &[], &what)
        .await?;
    let what = format!("see whether `{}` has a password", wanted.username);
    let credentials = api
        .get(&[realm, "users", &id, "credentials"], &[], &what)
        .await?;
    Ok(Some(FoundUser {
        id,
        email: text(&account, "email").unwrap_or_default(),
        roles: each(roles.as_ref())
            .filter_map(|role| text(role, "name"))
            .collect(),
        has_password: each(credentials.as_ref()).any(|credential| credential["type"] == "password"),
    }))
}

fn each(list: Option<&Value>) -> impl Iterator<Item = &Value> {
    list.and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn text(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(str::to_owned)
}
