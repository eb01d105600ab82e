//! The client in Keycloak: how it is made, and what an existing one lacks. What somebody else added to it stays.
use super::wanted::{WantedClient, WantedRole};
use serde_json::{Value, json};

/// Where Keycloak keeps post-logout redirect URIs, and what it puts between them.
const POST_LOGOUT: (&str, &str) = ("post.logout.redirect.uris", "##");

/// The claim that roles are read from.
const ROLES_CLAIM: &str = "realm_access.roles";

/// The representation of a client that is not there yet.
pub(super) fn new(wanted: &WantedClient, display_name: &str) -> Value {
    let mut attributes: serde_json::Map<String, Value> = attributes(wanted)
        .into_iter()
        .map(|(name, value, _)| (name.to_owned(), value.into()))
        .collect();
    attributes.insert(POST_LOGOUT.0.to_owned(), wanted.logout.as_str().into());
    json!({
        "clientId": wanted.client_id,
        "name": display_name,
        "baseUrl": wanted.home,
        "protocol": "openid-connect",
        "enabled": true,
        "publicClient": false,
        "clientAuthenticatorType": "client-secret",
        "standardFlowEnabled": true,
        "implicitFlowEnabled": false,
        "directAccessGrantsEnabled": false,
        "serviceAccountsEnabled": false,
        "consentRequired": false,
        "fullScopeAllowed": true,
        "frontchannelLogout": false,
        "redirectUris": [wanted.callback],
        "webOrigins": [wanted.origin],
        "attributes": attributes,
        "protocolMappers": mappers(wanted),
    })
}

/// What `found` would be changed to, and the changes in words; `None` where it has all.
pub(super) fn changed(wanted: &WantedClient, found: &Value) -> Option<(Value, Vec<String>)> {
    let mut client = found.clone();
    let mut words = Vec::new();
    for (name, value, word) in [
        ("enabled", true, "it is enabled"),
        ("publicClient", false, "client authentication is on"),
        ("bearerOnly", false, "it is not for bearer tokens alone"),
        ("standardFlowEnabled", true, "the standard flow is on"),
        ("frontchannelLogout", false, "front-channel logout is off"),
    ] {
        if client.get(name).and_then(Value::as_bool).unwrap_or(false) != value {
            client[name] = value.into();
            words.push(word.to_owned());
        }
    }
    for (name, value, word) in attributes(wanted) {
        if client["attributes"][name].as_str() != Some(value) {
            client["attributes"][name] = value.into();
            words.push(word);
        }
    }

    let root = client
        .get("rootUrl")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let mut redirects = list(&client["redirectUris"]);
    if !covers(&redirects, &wanted.callback, &root) {
        words.push(format!("people may be sent back to {}", wanted.callback));
        redirects.push(wanted.callback.clone());
        client["redirectUris"] = redirects.clone().into();
    }

    let after_logout = client["attributes"][POST_LOGOUT.0]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let mut after_logout: Vec<String> = after_logout
        .split(POST_LOGOUT.1)
        .filter(|uri| !uri.is_empty() && *uri != "-")
        .map(str::to_owned)
        .collect();
    let is_as_redirects = after_logout.iter().any(|uri| uri == "+");
    let is_covered = covers(&after_logout, &wanted.logout, &root)
        || (is_as_redirects && covers(&redirects, &wanted.logout, &root));
    if !is_covered {
        words.push(format!(
            "people may be sent back to {} after signing out",
            wanted.logout
        ));
        after_logout.push(wanted.logout.clone());
        client["attributes"][POST_LOGOUT.0] = after_logout.join(POST_LOGOUT.1).into();
    }

    let mut origins = list(&client["webOrigins"]);
    // "+" stands for the origins of all redirect URIs.
    if !origins
        .iter()
        .any(|origin| origin == "*" || origin == "+" || *origin == wanted.origin)
    {
        words.push(format!("{} is a web origin", wanted.origin));
        origins.push(wanted.origin.clone());
        client["webOrigins"] = origins.into();
    }
    (!words.is_empty()).then_some((client, words))
}

/// Attributes that have one value each, with the words for a change of it.
fn attributes(wanted: &WantedClient) -> [(&'static str, &str, String); 3] {
    [
        (
            "backchannel.logout.url",
            wanted.back_channel.as_str(),
            format!("back-channel logout goes to {}", wanted.back_channel),
        ),
        (
            "backchannel.logout.session.required",
            "true",
            "back-channel logout names the session".to_owned(),
        ),
        (
            "pkce.code.challenge.method",
            "S256",
            "PKCE is required (S256)".to_owned(),
        ),
    ]
}

/// What a mapper is wanted for, in words.
pub(super) fn purpose(mapper: &Value) -> &'static str {
    match mapper["protocolMapper"].as_str() {
        Some("oidc-audience-mapper") => "access tokens name it as their audience",
        _ => "realm roles reach ID token and userinfo",
    }
}

/// The mappers that the client must have.
pub(super) fn mappers(wanted: &WantedClient) -> [Value; 2] {
    let mapper = |name: &str, kind: &str, config: Value| {
        json!({
            "name": name, "protocol": "openid-connect", "protocolMapper": kind, "consentRequired": false,
            "config": config,
        })
    };
    [
        mapper(
            &format!("audience {}", wanted.client_id),
            "oidc-audience-mapper",
            json!({
                "included.client.audience": wanted.client_id,
                "access.token.claim": "true",
                "id.token.claim": "false",
                "introspection.token.claim": "true",
            }),
        ),
        mapper(
            "realm roles everywhere",
            "oidc-usermodel-realm-role-mapper",
            json!({
                "claim.name": ROLES_CLAIM,
                "jsonType.label": "String",
                "multivalued": "true",
                "access.token.claim": "true",
                "id.token.claim": "true",
                "userinfo.token.claim": "true",
                "introspection.token.claim": "true",
            }),
        ),
    ]
}

/// How a mapper that is wanted compares with those that the client has.
pub(super) enum Mapper {
    Fits,
    /// One for the same purpose, as it would be after the change.
    Differs(Value),
    Missing,
}

/// Looks for a mapper of the same kind and purpose, whatever its name.
pub(super) fn compare(wanted: &Value, client: &Value) -> Mapper {
    // What must be the same for it to be the same mapper, and what must be the same for it to do its work.
    let (identity, needed): (&str, &[&str]) = match wanted["protocolMapper"].as_str() {
        Some("oidc-audience-mapper") => ("included.client.audience", &["access.token.claim"]),
        _ => (
            "claim.name",
            &["multivalued", "id.token.claim", "userinfo.token.claim"],
        ),
    };
    let is_same = |found: &&Value| {
        found["protocolMapper"] == wanted["protocolMapper"]
            && found["config"][identity] == wanted["config"][identity]
    };
    let mappers = client["protocolMappers"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let Some(found) = mappers.iter().find(is_same) else {
        // Names are unique: one of this name with another purpose is put right rather than doubled.
        return match mappers.iter().find(|found| found["name"] == wanted["name"]) {
            Some(found) => Mapper::Differs(merged(found, wanted)),
            None => Mapper::Missing,
        };
    };
    if needed
        .iter()
        .all(|key| found["config"][key] == wanted["config"][key])
    {
        Mapper::Fits
    } else {
        Mapper::Differs(merged(found, wanted))
    }
}

fn merged(found: &Value, wanted: &Value) -> Value {
    let mut mapper = found.clone();
    mapper["protocolMapper"] = wanted["protocolMapper"].clone();
    for (key, value) in wanted["config"].as_object().into_iter().flatten() {
        mapper["config"][key] = value.clone();
    }
    mapper
}

/// Roles that tokens for this client may not carry, because its scope was narrowed and leaves them out.
pub(super) fn roles_out_of_scope<'a>(
    roles: &'a [WantedRole],
    client: &Value,
    in_scope: &[String],
) -> Vec<&'a WantedRole> {
    if client["fullScopeAllowed"].as_bool() != Some(false) {
        return Vec::new();
    }
    roles
        .iter()
        .filter(|role| !in_scope.contains(&role.name))
        .collect()
}

fn list(value: &Value) -> Vec<String> {
    let items = value.as_array().into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Whether one of the patterns is the address, or ends in `*` and begins it; paths are below the client's root URL.
fn covers(patterns: &[String], address: &str, root: &str) -> bool {
    patterns.iter().any(|pattern| {
        let pattern = match pattern.strip_prefix('/') {
            Some(path) => format!("{}/{path}", root.trim_end_matches('/')),
            None => pattern.clone(),
        };
        match pattern.strip_suffix('*') {
            Some(beginning) => address.starts_with(beginning),
            None => address == pattern,
        }
    })
}
