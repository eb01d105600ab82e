//! What can go wrong between an application and Keycloak's admin REST API: one sentence each, with the remedy.
use crate::provider::HttpError;
use http::StatusCode;

/// Why Keycloak was not set up, or not further.
#[derive(Debug, thiserror::Error)]
pub(super) enum SetupError {
    /// An argument, or a setting, that cannot be used.
    #[error("{0}")]
    Refused(String),
    /// Neither a prompt nor the configuration has the administrator's password.
    #[error(
        "there is no terminal to ask for the password of `{0}` on; set KEYCLOAK_ADMIN_PASSWORD, which fills \
         settings.keycloak.admin_password in the configuration"
    )]
    NoPassword(String),
    /// No connection, or no answer in time.
    #[error("{url} cannot be reached ({why}); does Keycloak run there, and is the address right?")]
    Unreachable { url: String, why: String },
    /// A certificate that is not trusted.
    #[error(
        "the certificate of {url} is not trusted ({why}); name the root certificate that signed it (PEM) in \
         OIDC_CA_FILE"
    )]
    Certificate { url: String, why: String },
    /// Something else listens there, or Keycloak at another path.
    #[error("{url} is not the address of a Keycloak: {why}")]
    NotKeycloak { url: String, why: String },
    /// The administrator may not sign in.
    #[error(
        "Keycloak does not let `{admin}` in to the realm `{realm}` ({why}): is the password right, and is `{admin}` \
         an account of that realm? `admin_realm:…` names another one"
    )]
    SignIn {
        admin: String,
        realm: String,
        why: String,
    },
    /// The administrator has signed in and may not do this.
    #[error(
        "`{admin}` may not {what}: an administrator of Keycloak's realm `master` may, or an account of the realm \
         itself with the roles manage-realm, manage-clients and manage-users of its client `realm-management`"
    )]
    Forbidden { admin: String, what: String },
    /// Keycloak did not do it, and says why.
    #[error("Keycloak did not {what}: {why}")]
    Answer { what: String, why: String },
    /// Keycloak answered that all is done, and it is not.
    #[error("Keycloak took every change, and still has not: {0}")]
    NotTaken(String),
    /// The adapter file.
    #[error("the adapter file {path} was not written: {why}")]
    File { path: String, why: String },
    /// The terminal has gone.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

impl From<SetupError> for loco_rs::Error {
    fn from(error: SetupError) -> Self {
        Self::Message(error.to_string())
    }
}

impl SetupError {
    /// No answer from `url`.
    pub(super) fn no_answer(url: &str, error: &HttpError) -> Self {
        let url = url.to_owned();
        match error {
            HttpError::Transport(cause) => {
                // The last cause is the one that a person can do something about.
                let mut deepest: &dyn std::error::Error = cause;
                while let Some(source) = deepest.source() {
                    deepest = source;
                }
                let why = if cause.is_timeout() {
                    "no answer in time".to_owned()
                } else {
                    deepest.to_string()
                };
                if why.contains("certificate") {
                    Self::Certificate { url, why }
                } else if why.contains("corrupt message") {
                    let why =
                        "it does not speak TLS; is it http:// rather than https://?".to_owned();
                    Self::Unreachable { url, why }
                } else {
                    Self::Unreachable { url, why }
                }
            }
            other => Self::Unreachable {
                url,
                why: other.to_string(),
            },
        }
    }

    /// A status that says no, with Keycloak's own words where it has some.
    pub(super) fn refusal(admin: &str, what: &str, status: StatusCode, body: &[u8]) -> Self {
        if status == StatusCode::FORBIDDEN {
            return Self::Forbidden {
                admin: admin.to_owned(),
                what: what.to_owned(),
            };
        }
        Self::Answer {
            what: what.to_owned(),
            why: said(body).unwrap_or_else(|| status.to_string()),
        }
    }
}

/// Keycloak's explanation in an error's body.
pub(super) fn said(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    ["error_description", "errorMessage", "error"]
        .into_iter()
        .find_map(|name| body.get(name)?.as_str().map(str::to_owned))
}
