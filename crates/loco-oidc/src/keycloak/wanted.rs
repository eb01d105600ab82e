//! What an application needs of a realm: from its own settings, and from a realm file for roles and sample users.
use super::arguments::Arguments;
use super::error::SetupError;
use super::realm_file::RealmFile;
use crate::{Config, routes, secrets};
use std::collections::BTreeMap;
use url::Url;

/// What a realm is to have.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) realm: String,
    /// What people read on the sign-in page.
    pub(super) display_name: String,
    pub(super) client: WantedClient,
    /// Client scopes that sign-in asks for.
    pub(super) scopes: Vec<String>,
    pub(super) roles: Vec<WantedRole>,
    pub(super) users: Vec<WantedUser>,
    /// Whether Keycloak can send requests to the application, as far as addresses tell.
    pub(super) is_within_reach: bool,
}

/// The application, as Keycloak is to know it.
#[derive(Clone, Debug)]
pub(super) struct WantedClient {
    pub(super) client_id: String,
    pub(super) home: String,
    pub(super) origin: String,
    pub(super) callback: String,
    pub(super) logout: String,
    pub(super) back_channel: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WantedRole {
    pub(super) name: String,
    pub(super) description: String,
}

/// A sample account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WantedUser {
    pub(super) username: String,
    pub(super) email: String,
    pub(super) first_name: String,
    pub(super) last_name: String,
    pub(super) roles: Vec<String>,
    pub(super) password: String,
}

impl Wanted {
    /// `base_url` is where people reach the application; `application` its name, for want of a configured client.
    pub(super) fn of(
        arguments: &Arguments,
        config: &Config,
        base_url: &str,
        file: &RealmFile,
        application: &str,
        production: bool,
    ) -> Result<Self, SetupError> {
        let site = Url::parse(base_url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| {
                SetupError::Refused(format!(
                    "settings.oidc.base_url: \"{base_url}\" is not an address like https://library.example.org; set \
                     BASE_URL to where people reach this site"
                ))
            })?;
        let base = site.as_str().trim_end_matches('/');
        let absolute = |path: &str| format!("{base}{path}");
        let configured = Some(config.client_id.as_str()).filter(|id| !id.is_empty());
        let client_id = arguments
            .client
            .as_deref()
            .or(configured)
            .unwrap_or(application);
        let display_name = Some(file.display_name.as_str()).filter(|name| !name.is_empty());
        let wants_users = arguments.users.unwrap_or(!production);
        Ok(Self {
            realm: arguments.realm.clone(),
            display_name: display_name.unwrap_or(client_id).to_owned(),
            client: WantedClient {
                client_id: client_id.to_owned(),
                home: absolute("/"),
                origin: site.origin().ascii_serialization(),
                callback: absolute(routes::CALLBACK),
                logout: absolute(routes::LOGOUT),
                back_channel: absolute(routes::BACK_CHANNEL),
            },
            scopes: config
                .scopes
                .iter()
                .filter(|scope| *scope != "openid")
                .cloned()
                .collect(),
            roles: roles(config, file),
            users: if wants_users {
                // A password that everybody knows is for a Keycloak that only this machine reaches.
                sample_users(file, arguments.is_on_loopback() && !production)
            } else {
                Vec::new()
            },
            is_within_reach: arguments.is_on_loopback() || !super::arguments::is_loopback(&site),
        })
    }
}

/// The roles that mean something to the application, and those of its realm file.
fn roles(config: &Config, file: &RealmFile) -> Vec<WantedRole> {
    let mut roles: BTreeMap<&str, &str> = config
        .roles
        .mapping
        .keys()
        .map(|name| (name.as_str(), ""))
        .collect();
    roles.extend(
        file.roles
            .realm
            .iter()
            .filter(|role| !is_keycloaks_own(&role.name))
            .map(|role| (role.name.as_str(), role.description.as_str())),
    );
    roles
        .into_iter()
        .map(|(name, description)| WantedRole {
            name: name.to_owned(),
            description: description.to_owned(),
        })
        .collect()
}

/// Roles that Keycloak makes with every realm.
fn is_keycloaks_own(role: &str) -> bool {
    role.starts_with("default-roles-") || matches!(role, "offline_access" | "uma_authorization")
}

fn sample_users(file: &RealmFile, with_known_passwords: bool) -> Vec<WantedUser> {
    file.users
        .iter()
        .filter(|user| user.service_account_client_id.is_none())
        .map(|user| WantedUser {
            username: user.username.clone(),
            email: user.email.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            roles: user
                .realm_roles
                .iter()
                .filter(|role| !is_keycloaks_own(role))
                .cloned()
                .collect(),
            password: user
                .password()
                .filter(|_| with_known_passwords)
                .map_or_else(secrets::random_token, str::to_owned),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use crate::Config;
    use crate::keycloak::arguments::Arguments;
    use crate::keycloak::found::Found;
    use crate::keycloak::plan::remarks;
    use crate::keycloak::realm_file::RealmFile;
    use loco_rs::task::Vars;

    fn remarks_for(keycloak: &str, site: &str) -> Vec<String> {
        let given = [("url", keycloak), ("realm", "library"), ("admin", "root")];
        let cli = given.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let arguments = Arguments::read(&Vars { cli: cli.into() }).unwrap();
        let file = RealmFile::default();
        let wanted = Wanted::of(
            &arguments,
            &Config::default(),
            site,
            &file,
            "library",
            false,
        );
        remarks(&wanted.unwrap(), &Found::default())
    }

    #[test]
    fn a_site_on_this_machine_is_out_of_reach_for_a_keycloak_elsewhere() {
        let remarks = remarks_for("https://login.example.org", "http://localhost:5150");
        assert!(remarks[0].contains("cannot reach http://localhost:5150/oidc/backchannel-logout/"));
        for (keycloak, site) in [
            ("http://127.0.0.1:8180", "http://localhost:5150"),
            ("https://login.example.org", "https://library.example.org"),
        ] {
            assert!(
                remarks_for(keycloak, site).is_empty(),
                "{site} from {keycloak}"
            );
        }
    }
}
