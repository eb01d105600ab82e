//! What is to be done: the difference between what is wanted and what was found.
use super::change::Change;
use super::client::{self, Mapper};
use super::found::{Found, FoundUser, text};
use super::wanted::{Wanted, WantedUser};
use serde_json::Value;

/// Every change that is due, in the order in which they can be made.
pub(super) fn plan(wanted: &Wanted, found: &Found) -> Vec<Change> {
    let mut changes = Vec::new();
    if !found.has_realm {
        changes.push(Change::MakeRealm {
            name: wanted.realm.clone(),
            display_name: wanted.display_name.clone(),
        });
    }
    let missing = wanted
        .roles
        .iter()
        .filter(|role| !found.roles.contains(&role.name));
    changes.extend(missing.cloned().map(Change::MakeRole));
    match &found.client {
        None => changes.push(Change::MakeClient(client::new(
            &wanted.client,
            &wanted.display_name,
        ))),
        Some(client) => plan_client(wanted, found, client, &mut changes),
    }
    for user in &wanted.users {
        match found.users.get(&user.username) {
            None => changes.push(Change::MakeUser(user.clone())),
            Some(account) if is_sample(user, account) => plan_user(user, account, &mut changes),
            Some(_) => {}
        }
    }
    changes
}

fn plan_client(wanted: &Wanted, found: &Found, client: &Value, changes: &mut Vec<Change>) {
    let id = text(client, "id").unwrap_or_default();
    if let Some((client, words)) = client::changed(&wanted.client, client) {
        changes.push(Change::UpdateClient { client, words });
    }
    for mapper in client::mappers(&wanted.client) {
        let purpose = client::purpose(&mapper);
        let client_id = id.clone();
        match client::compare(&mapper, client) {
            Mapper::Fits => {}
            Mapper::Differs(mapper) => changes.push(Change::UpdateMapper {
                client: client_id,
                mapper,
                purpose,
            }),
            Mapper::Missing => changes.push(Change::MakeMapper {
                client: client_id,
                mapper,
                purpose,
            }),
        }
    }
    for name in missing_scopes(wanted, client) {
        if let Some(scope) = found.scopes.get(name) {
            changes.push(Change::AddScope {
                client: id.clone(),
                name: name.to_owned(),
                id: scope.clone(),
            });
        }
    }
    let out_of_scope = client::roles_out_of_scope(&wanted.roles, client, &found.roles_in_scope);
    changes.extend(out_of_scope.into_iter().map(|role| Change::AllowRole {
        client: id.clone(),
        role: role.name.clone(),
    }));
}

/// Scopes that sign-in asks for, and `basic`, which has carried `sub` since Keycloak 25.
fn missing_scopes<'a>(wanted: &'a Wanted, client: &Value) -> Vec<&'a str> {
    let has = |name: &str| {
        ["defaultClientScopes", "optionalClientScopes"]
            .iter()
            .any(|list| {
                client[list]
                    .as_array()
                    .is_some_and(|scopes| scopes.iter().any(|scope| scope == name))
            })
    };
    let asked = wanted.scopes.iter().map(String::as_str);
    asked.chain(["basic"]).filter(|name| !has(name)).collect()
}

/// Whether an account is the sample one, and not a person's who happens to have its name.
fn is_sample(wanted: &WantedUser, account: &FoundUser) -> bool {
    account.email.eq_ignore_ascii_case(&wanted.email)
}

fn plan_user(wanted: &WantedUser, account: &FoundUser, changes: &mut Vec<Change>) {
    if !account.has_password {
        changes.push(Change::SetPassword {
            user: wanted.username.clone(),
            id: account.id.clone(),
            password: wanted.password.clone(),
        });
    }
    let missing = wanted
        .roles
        .iter()
        .filter(|role| !account.roles.contains(role));
    changes.extend(missing.map(|role| Change::GiveRole {
        user: wanted.username.clone(),
        id: account.id.clone(),
        role: role.clone(),
    }));
}

/// What a person should know, and what no change here mends.
pub(super) fn remarks(wanted: &Wanted, found: &Found) -> Vec<String> {
    let mut remarks = Vec::new();
    if found.has_realm && !found.is_enabled {
        remarks.push(format!(
            "The realm {} is disabled: nobody can sign in until it is enabled in the console.",
            wanted.realm
        ));
    }
    if let Some(client) = &found.client {
        for name in missing_scopes(wanted, client) {
            // Before Keycloak 25 there was no scope `basic`, and no need for it.
            if name != "basic" && !found.scopes.contains_key(name) {
                remarks.push(format!(
                    "The realm has no client scope {name}, and refuses sign-ins that ask for it: make one in the \
                     console, or leave it out of settings.oidc.scopes."
                ));
            }
        }
    }
    for user in &wanted.users {
        let account = found.users.get(&user.username);
        if account.is_some_and(|account| !is_sample(user, account)) {
            remarks.push(format!(
                "The account {} has another e-mail address than the sample account, and was left as it is.",
                user.username
            ));
        }
    }
    if !wanted.is_within_reach {
        remarks.push(format!(
            "Keycloak cannot reach {} from another machine: a session that is ended there ends here only when its \
             tokens are next renewed.",
            wanted.client.back_channel
        ));
    }
    remarks
}
