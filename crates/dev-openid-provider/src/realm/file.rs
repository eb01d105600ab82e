//! The parts of Keycloak's realm export that the provider reads.
use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RealmFile {
    pub realm: String,
    pub display_name: Option<String>,
    #[serde(default)]
    pub users: Vec<UserFile>,
    #[serde(default)]
    pub clients: Vec<ClientFile>,
    #[serde(default)]
    pub organizations: Vec<OrganizationFile>,
    #[serde(default)]
    pub client_scopes: Vec<ClientScopeFile>,
    #[serde(default)]
    pub default_optional_client_scopes: Vec<String>,
    #[serde(default = "five_minutes")]
    pub access_token_lifespan: i64,
    #[serde(default = "one_minute")]
    pub access_code_lifespan: i64,
    #[serde(default = "half_an_hour")]
    pub sso_session_idle_timeout: i64,
    #[serde(default = "ten_hours")]
    pub sso_session_max_lifespan: i64,
    #[serde(default = "thirty_days")]
    pub offline_session_idle_timeout: i64,
    #[serde(default = "ten_minutes")]
    pub oauth2_device_code_lifespan: i64,
    #[serde(default = "five_seconds")]
    pub oauth2_device_polling_interval: u32,
    #[serde(default)]
    pub revoke_refresh_token: bool,
}

// Keycloak's own defaults, in seconds.
fn five_seconds() -> u32 {
    5
}
fn one_minute() -> i64 {
    60
}
fn five_minutes() -> i64 {
    300
}
fn ten_minutes() -> i64 {
    600
}
fn half_an_hour() -> i64 {
    1_800
}
fn ten_hours() -> i64 {
    36_000
}
fn thirty_days() -> i64 {
    2_592_000
}
fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct UserFile {
    pub id: Option<String>,
    pub username: String,
    #[serde(default)]
    pub enabled: bool,
    pub email: Option<String>,
    #[serde(default)]
    pub email_verified: bool,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    #[serde(default)]
    pub attributes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub credentials: Vec<CredentialFile>,
    #[serde(default)]
    pub realm_roles: Vec<String>,
    #[serde(default)]
    pub client_roles: BTreeMap<String, Vec<String>>,
    pub service_account_client_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ClientScopeFile {
    pub name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct CredentialFile {
    #[serde(rename = "type")]
    pub kind: String,
    pub value: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OrganizationFile {
    pub name: String,
    pub alias: Option<String>,
    #[serde(default)]
    pub members: Vec<MemberFile>,
}

#[derive(Debug, Deserialize)]
pub(super) struct MemberFile {
    pub username: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClientFile {
    pub client_id: String,
    pub name: Option<String>,
    #[serde(default = "yes")]
    pub enabled: bool,
    pub secret: Option<String>,
    #[serde(default)]
    pub public_client: bool,
    #[serde(default)]
    pub client_authenticator_type: Option<String>,
    #[serde(default = "yes")]
    pub standard_flow_enabled: bool,
    #[serde(default)]
    pub service_accounts_enabled: bool,
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    #[serde(default)]
    pub protocol_mappers: Vec<MapperFile>,
    pub optional_client_scopes: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct MapperFile {
    pub protocol_mapper: String,
    #[serde(default)]
    pub config: BTreeMap<String, String>,
}
