//! What tokens and userinfo say about a user, scope by scope.
use chrono::{DateTime, Utc};
use openidconnect::core::CoreGenderClaim;
use openidconnect::{
    AdditionalClaims, Audience, AuthenticationContextClass, ClientId, EndUserEmail,
    EndUserFamilyName, EndUserGivenName, EndUserName, EndUserUsername, IdTokenClaims, LanguageTag,
    LocalizedClaim, Nonce, StandardClaims, SubjectIdentifier, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::DevProvider;
use crate::realm::{Client, User};
use crate::store::Grant;

/// Keycloak's claims beside the standard ones.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct KeycloakClaims {
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    realm_access: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<Vec<String>>,
}

impl AdditionalClaims for KeycloakClaims {}

/// The scopes that are granted to a request: those it asked for, and Keycloak's default client
/// scopes, which come unasked.
pub(crate) fn granted_scope(client: &Client, asked: &[String]) -> Vec<String> {
    let mut granted = Vec::new();
    let wanted = asked.iter().map(String::as_str);
    for scope in wanted.chain(["profile", "email"]) {
        let shown = client.may_ask_for(scope) && !UNNAMED_SCOPES.contains(&scope);
        if shown && !granted.iter().any(|known| known == scope) {
            granted.push(scope.to_owned());
        }
    }
    granted
}

/// Every scope that a request of any client may ask for.
pub(crate) const OFFERED_SCOPES: [&str; 9] = [
    "openid",
    "profile",
    "email",
    "roles",
    "organization",
    "offline_access",
    "web-origins",
    "acr",
    "basic",
];

/// Keycloak leaves these out of the `scope` of an answer.
const UNNAMED_SCOPES: [&str; 4] = ["roles", "web-origins", "acr", "basic"];

/// The claims of an ID token (OpenID Connect Core, section 2), without `at_hash`.
pub(crate) fn id_token(
    provider: &DevProvider,
    client: &Client,
    user: &User,
    grant: &Grant,
    expires_at: DateTime<Utc>,
) -> Map<String, Value> {
    let additional = KeycloakClaims {
        typ: Some("ID".to_owned()),
        jti: Some(uuid::Uuid::new_v4().to_string()),
        sid: grant.session.clone(),
        realm_access: client.realm_roles_in.id_token.then(|| realm_access(user)),
        organization: organization(user, grant),
    };
    let claims = IdTokenClaims::new(
        provider.issuer_url().clone(),
        vec![Audience::new(client.id.clone())],
        expires_at,
        provider.now(),
        standard(user, grant),
        additional,
    )
    .set_auth_time(grant.auth_time)
    .set_nonce(grant.nonce.clone().map(Nonce::new))
    .set_auth_context_ref(Some(AuthenticationContextClass::new(grant.acr.clone())))
    .set_authorized_party(Some(ClientId::new(client.id.clone())));
    let mut claims = object(&claims);
    // One audience is a string, as Keycloak writes it (RFC 7519, section 4.1.3).
    claims.insert("aud".to_owned(), json!(client.id));
    with_extra(claims, user)
}

/// The answer of the userinfo endpoint (OpenID Connect Core, section 5.3.2).
pub(crate) fn userinfo(client: &Client, user: &User, grant: &Grant) -> Map<String, Value> {
    let additional = KeycloakClaims {
        realm_access: client.realm_roles_in.userinfo.then(|| realm_access(user)),
        organization: organization(user, grant),
        ..KeycloakClaims::default()
    };
    let claims = UserInfoClaims::new(standard(user, grant), additional);
    with_extra(object(&claims), user)
}

/// The claims of an access token, as Keycloak's and near to RFC 9068, section 2.2.
pub(crate) fn access_token(
    provider: &DevProvider,
    client: &Client,
    user: &User,
    grant: &Grant,
    jti: &str,
    expires_at: DateTime<Utc>,
) -> Map<String, Value> {
    let mut claims = object(&standard(user, grant));
    let mut set = |name: &str, value: Value| {
        claims.insert(name.to_owned(), value);
    };
    let mut audiences: Vec<&str> = client.audiences.iter().map(String::as_str).collect();
    // Keycloak adds each client of which the user has roles.
    audiences.extend(
        user.client_roles
            .keys()
            .map(String::as_str)
            .filter(|id| *id != client.id),
    );
    audiences.dedup();
    match audiences.as_slice() {
        [] => {}
        [one] => set("aud", json!(one)),
        several => set("aud", json!(several)),
    }
    set("exp", json!(expires_at.timestamp()));
    set("iat", json!(provider.now().timestamp()));
    set("jti", json!(jti));
    set("iss", json!(provider.issuer()));
    set("typ", json!("Bearer"));
    set("azp", json!(client.id));
    set("acr", json!(grant.acr));
    set("scope", json!(grant.scope.join(" ")));
    set("realm_access", realm_access(user));
    if !user.client_roles.is_empty() {
        let roles: Map<String, Value> = user
            .client_roles
            .iter()
            .map(|(client, roles)| (client.clone(), json!({ "roles": roles })))
            .collect();
        set("resource_access", Value::Object(roles));
    }
    let origins = web_origins(client);
    if !origins.is_empty() {
        set("allowed-origins", json!(origins));
    }
    if let Some(auth_time) = grant.auth_time {
        set("auth_time", json!(auth_time.timestamp()));
    }
    if let Some(session) = &grant.session {
        set("sid", json!(session));
    }
    if client.rfc9068_header {
        set("client_id", json!(client.id));
    }
    if let Some(organization) = organization(user, grant) {
        set("organization", json!(organization));
    }
    with_extra(claims, user)
}

fn standard(user: &User, grant: &Grant) -> StandardClaims<CoreGenderClaim> {
    let mut claims = StandardClaims::new(SubjectIdentifier::new(user.id.clone()));
    if grant.has_scope("profile") {
        claims = claims
            .set_preferred_username(Some(EndUserUsername::new(user.username.clone())))
            .set_name(user.full_name().map(|name| plain(EndUserName::new(name))))
            .set_given_name(
                user.first_name
                    .clone()
                    .map(|name| plain(EndUserGivenName::new(name))),
            )
            .set_family_name(
                user.last_name
                    .clone()
                    .map(|name| plain(EndUserFamilyName::new(name))),
            )
            .set_locale(user.locale.clone().map(LanguageTag::new));
    }
    if grant.has_scope("email") {
        claims = claims
            .set_email(user.email.clone().map(EndUserEmail::new))
            .set_email_verified(Some(user.email_verified));
    }
    claims
}

/// A claim without a language tag.
fn plain<T>(value: T) -> LocalizedClaim<T> {
    LocalizedClaim::from(value)
}

fn realm_access(user: &User) -> Value {
    json!({ "roles": user.realm_roles })
}

fn organization(user: &User, grant: &Grant) -> Option<Vec<String>> {
    let wanted = grant.has_scope("organization") && !user.organizations.is_empty();
    wanted.then(|| user.organizations.clone())
}

fn web_origins(client: &Client) -> Vec<String> {
    let mut origins: Vec<String> = client
        .redirect_uris
        .iter()
        .filter_map(|uri| url::Url::parse(uri.trim_end_matches('*')).ok())
        .map(|uri| uri.origin().ascii_serialization())
        .collect();
    origins.dedup();
    origins
}

fn object(claims: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

fn with_extra(mut claims: Map<String, Value>, user: &User) -> Map<String, Value> {
    claims.extend(user.extra_claims.clone());
    claims
}
