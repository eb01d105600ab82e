//! Makes one change.
use super::admin_api::AdminApi;
use super::change::Change;
use super::error::SetupError;
use super::found::{self, text};
use super::wanted::{Wanted, WantedUser};
use serde_json::{Value, json};

/// Makes the change in the realm.
pub(super) async fn apply(
    api: &mut AdminApi,
    wanted: &Wanted,
    change: &Change,
) -> Result<(), SetupError> {
    let realm = wanted.realm.as_str();
    let client_id = wanted.client.client_id.as_str();
    let change_client = format!("change the client `{client_id}`");
    match change {
        Change::MakeRealm { name, display_name } => {
            let body = json!({
                "realm": name, "displayName": display_name, "enabled": true,
                "sslRequired": "external", "bruteForceProtected": true,
            });
            let what = format!("make the realm `{name}`");
            api.post(&[], &body, &what).await?;
            // The token's rights were those in the realms that there were.
            api.renew_token().await
        }
        Change::MakeRole(role) => {
            let what = format!("make the role `{}`", role.name);
            let body = json!({ "name": role.name, "description": role.description });
            api.post(&[realm, "roles"], &body, &what).await
        }
        Change::MakeClient(client) => {
            let what = format!("make the client `{client_id}`");
            api.post(&[realm, "clients"], client, &what).await
        }
        Change::UpdateClient { client, .. } => {
            let id = text(client, "id").unwrap_or_default();
            let path = [realm, "clients", &id];
            api.put(&path, Some(client), &change_client).await
        }
        Change::MakeMapper { client, mapper, .. } => {
            let path = [realm, "clients", client, "protocol-mappers", "models"];
            api.post(&path, mapper, &change_client).await
        }
        Change::UpdateMapper { client, mapper, .. } => {
            let id = text(mapper, "id").unwrap_or_default();
            let path = [realm, "clients", client, "protocol-mappers", "models", &id];
            api.put(&path, Some(mapper), &change_client).await
        }
        Change::AddScope { client, id, .. } => {
            let path = [realm, "clients", client, "default-client-scopes", id];
            api.put(&path, None, &change_client).await
        }
        Change::AllowRole { client, role } => {
            let role = role_of(api, realm, role).await?;
            let path = [realm, "clients", client, "scope-mappings", "realm"];
            api.post(&path, &json!([role]), &change_client).await
        }
        Change::MakeUser(user) => make_user(api, realm, user).await,
        Change::GiveRole { user, id, role } => give_role(api, realm, (user, id), role).await,
        Change::SetPassword { user, id, password } => {
            let what = format!("set the password of `{user}`");
            let path = [realm, "users", id, "reset-password"];
            api.put(&path, Some(&credential(password)), &what).await
        }
    }
}

async fn make_user(api: &mut AdminApi, realm: &str, user: &WantedUser) -> Result<(), SetupError> {
    let name = user.username.as_str();
    let what = format!("make the user `{name}`");
    let body = json!({
        "username": name, "enabled": true, "email": user.email, "emailVerified": true,
        "firstName": user.first_name, "lastName": user.last_name,
        "credentials": [credential(&user.password)],
    });
    api.post(&[realm, "users"], &body, &what).await?;
    let made = found::user(api, realm, name).await?;
    let id = made
        .and_then(|made| text(&made, "id"))
        .ok_or_else(|| SetupError::Answer {
            what,
            why: "the account is not there afterwards".to_owned(),
        })?;
    for role in &user.roles {
        give_role(api, realm, (name, &id), role).await?;
    }
    Ok(())
}

async fn give_role(
    api: &mut AdminApi,
    realm: &str,
    (user, id): (&str, &str),
    role: &str,
) -> Result<(), SetupError> {
    let what = format!("give `{user}` the role `{role}`");
    let role = role_of(api, realm, role).await?;
    let path = [realm, "users", id, "role-mappings", "realm"];
    api.post(&path, &json!([role]), &what).await
}

/// A role as Keycloak represents it.
async fn role_of(api: &mut AdminApi, realm: &str, name: &str) -> Result<Value, SetupError> {
    let what = format!("see the role `{name}`");
    let role = api.get(&[realm, "roles", name], &[], &what).await?;
    role.ok_or_else(|| SetupError::Answer {
        what,
        why: "the realm has none of that name".to_owned(),
    })
}

fn credential(password: &str) -> Value {
    json!({ "type": "password", "value": password, "temporary": false })
}
