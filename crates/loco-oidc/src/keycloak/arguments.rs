//! What a person typed behind `keycloak_setup`, read strictly: a mistake is one sentence, never ignored.
use super::error::SetupError;
use loco_rs::task::Vars;
use std::net::IpAddr;
use std::path::PathBuf;
use url::{Host, Url};

const KNOWN: [&str; 8] = [
    "url",
    "realm",
    "admin",
    "admin_realm",
    "client",
    "users",
    "pretend",
    "write",
];

/// The arguments of one run.
#[derive(Debug)]
pub(super) struct Arguments {
    /// Where Keycloak is, without a final slash; with `/auth` where it is served below that.
    pub(super) url: Url,
    pub(super) realm: String,
    pub(super) admin: String,
    pub(super) admin_realm: String,
    pub(super) client: Option<String>,
    /// Whether sample users are wanted; `None` where nothing was said.
    pub(super) users: Option<bool>,
    pub(super) pretend: bool,
    pub(super) write: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn read(vars: &Vars) -> Result<Self, SetupError> {
        if let Some(name) = vars.cli.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(unknown(name));
        }
        let text = |name: &str| {
            let value = vars.cli.get(name).map(|value| value.trim().to_owned());
            value.filter(|value| !value.is_empty())
        };
        let required = |name: &str, what: &str| {
            text(name).ok_or_else(|| {
                SetupError::Refused(format!("the task keycloak_setup needs `{name}:…`, {what}"))
            })
        };
        let switch = |name: &str| match text(name).as_deref() {
            None => Ok(None),
            Some("true" | "yes") => Ok(Some(true)),
            Some("false" | "no") => Ok(Some(false)),
            Some(other) => Err(SetupError::Refused(format!(
                "`{name}:{other}` cannot be used: give true or false"
            ))),
        };
        let realm = required("realm", "the name of the realm that people sign in to")?;
        if realm == "master" {
            return Err(SetupError::Refused(
                "`realm:master` is refused: the realm master is for those who administer Keycloak itself; give a \
                 realm of the application's own, which is made where it is missing"
                    .to_owned(),
            ));
        }
        Ok(Self {
            url: check_url(&required("url", "the address of Keycloak")?)?,
            realm,
            admin: required("admin", "the name of an administrator of Keycloak")?,
            admin_realm: text("admin_realm").unwrap_or_else(|| "master".to_owned()),
            client: text("client"),
            users: switch("users")?,
            pretend: switch("pretend")?.unwrap_or(false),
            write: text("write").map(PathBuf::from),
        })
    }

    /// Whether Keycloak runs on this machine.
    pub(super) fn is_on_loopback(&self) -> bool {
        is_loopback(&self.url)
    }
}

fn unknown(name: &str) -> SetupError {
    if ["password", "secret"]
        .iter()
        .any(|word| name.contains(word))
    {
        return SetupError::Refused(format!(
            "`{name}:…` is refused: others on this machine can read what a command is called with; leave it out and \
             type the password when asked, or set KEYCLOAK_ADMIN_PASSWORD"
        ));
    }
    SetupError::Refused(format!(
        "the task keycloak_setup has no argument `{name}`: it takes {}",
        KNOWN.map(|name| format!("{name}:…")).join(", ")
    ))
}

fn check_url(written: &str) -> Result<Url, SetupError> {
    let refuse = |why: &str| SetupError::Refused(format!("`url:{written}` cannot be used: {why}"));
    let mut url = Url::parse(written)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or_else(|| refuse("give an address like https://login.example.org"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("leave name and password out of it"));
    }
    let path = url.path().trim_end_matches('/').to_owned();
    if let Some(at) = ["/realms", "/admin"]
        .iter()
        .find_map(|part| path.find(part))
    {
        url.set_path(&path[..at]);
        let base = url.as_str().trim_end_matches('/');
        return Err(refuse(&format!(
            "give the address of Keycloak alone, {base}"
        )));
    }
    if url.scheme() == "http" && !is_near(&url) {
        return Err(refuse(
            "it would carry the administrator's password unencrypted through a public network; give the https:// \
             address",
        ));
    }
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// Whether an address is this machine's.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// This machine or a private network, as Keycloak's own "external requests" has it; a name without a dot is one of a
/// container network.
fn is_near(url: &Url) -> bool {
    let is_private = match url.host() {
        Some(Host::Domain(name)) => !name.contains('.'),
        Some(Host::Ipv4(ip)) => ip.is_private(),
        Some(Host::Ipv6(ip)) => {
            matches!(IpAddr::V6(ip).to_canonical(), IpAddr::V4(ip) if ip.is_private())
                || ip.is_unique_local()
        }
        None => false,
    };
    is_private || is_loopback(url)
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use loco_rs::task::Vars;

    const NEEDED: [(&str, &str); 3] = [
        ("url", "http://127.0.0.1:8180"),
        ("realm", "library"),
        ("admin", "root"),
    ];

    fn read(arguments: &[(&str, &str)]) -> Result<Arguments, String> {
        let cli = NEEDED
            .iter()
            .chain(arguments)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Arguments::read(&Vars { cli }).map_err(|error| error.to_string())
    }

    #[test]
    fn a_password_is_never_an_argument() {
        for name in ["password", "admin_password", "client_secret"] {
            let sentence = read(&[(name, "s3cret")]).unwrap_err();
            assert!(sentence.contains("KEYCLOAK_ADMIN_PASSWORD"), "{sentence}");
            assert!(!sentence.contains("s3cret"), "{sentence}");
        }
        let sentence = read(&[("url", "https://root:s3cret@login.example.org")]).unwrap_err();
        assert!(
            sentence.contains("leave name and password out"),
            "{sentence}"
        );
    }

    #[test]
    fn a_mistyped_argument_is_named_with_those_that_exist() {
        let sentence = read(&[("relm", "library")]).unwrap_err();
        assert!(
            sentence.contains("`relm`") && sentence.contains("realm:…"),
            "{sentence}"
        );
        let sentence = read(&[("users", "perhaps")]).unwrap_err();
        assert!(sentence.contains("true or false"), "{sentence}");
        let sentence = read(&[("realm", " ")]).unwrap_err();
        assert!(sentence.contains("`realm:…`"), "{sentence}");
    }

    #[test]
    fn the_address_is_that_of_keycloak_and_of_no_page_in_it() {
        let sentence = read(&[(
            "url",
            "https://login.example.org/auth/admin/master/console/",
        )])
        .unwrap_err();
        assert!(
            sentence.contains("https://login.example.org/auth"),
            "{sentence}"
        );
        let sentence = read(&[("url", "login.example.org")]).unwrap_err();
        assert!(sentence.contains("https://login.example.org"), "{sentence}");
        let arguments = read(&[("url", "https://login.example.org/auth/?x=1")]).unwrap();
        assert_eq!(arguments.url.as_str(), "https://login.example.org/auth");
    }

    #[test]
    fn a_password_is_not_sent_unencrypted_through_a_public_network() {
        let sentence = read(&[("url", "http://login.example.org")]).unwrap_err();
        assert!(sentence.contains("unencrypted"), "{sentence}");
        for near in [
            "http://localhost:8180",
            "http://keycloak:8080",
            "http://10.1.2.3",
            "http://[::1]:8180",
        ] {
            assert!(read(&[("url", near)]).is_ok(), "{near}");
        }
    }

    #[test]
    fn keycloaks_own_realm_is_left_alone() {
        let sentence = read(&[("realm", "master")]).unwrap_err();
        assert!(
            sentence.contains("administer Keycloak itself"),
            "{sentence}"
        );
    }
}
