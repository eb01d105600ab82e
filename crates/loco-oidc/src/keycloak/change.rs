//! One thing to do in a realm, and how it is said.
use super::wanted::{WantedRole, WantedUser};
use serde_json::Value;

/// One thing to do. Those of a client carry Keycloak's whole representation of it.
#[derive(Clone, Debug)]
pub(super) enum Change {
    MakeRealm {
        name: String,
        display_name: String,
    },
    MakeRole(WantedRole),
    MakeClient(Value),
    UpdateClient {
        client: Value,
        words: Vec<String>,
    },
    MakeMapper {
        client: String,
        mapper: Value,
        purpose: &'static str,
    },
    UpdateMapper {
        client: String,
        mapper: Value,
        purpose: &'static str,
    },
    /// A client scope that sign-in asks for, and that the client did not have.
    AddScope {
        client: String,
        name: String,
        id: String,
    },
    /// A role that tokens for the client could not carry.
    AllowRole {
        client: String,
        role: String,
    },
    MakeUser(WantedUser),
    GiveRole {
        user: String,
        id: String,
        role: String,
    },
    SetPassword {
        user: String,
        id: String,
        password: String,
    },
}

impl Change {
    /// What is said of it, once it is done and where it only would be.
    pub(super) fn lines(&self, client_id: &str, pretend: bool) -> Vec<String> {
        let verb = |done: &str, infinitive: &str| match pretend {
            true => format!("would {infinitive}"),
            false => done.to_owned(),
        };
        let (made, changed, gave) = (
            verb("made", "make"),
            verb("changed", "change"),
            verb("gave", "give"),
        );
        let client_line = |word: &str| format!("{changed} the client {client_id}: {word}");
        let line = match self {
            Self::MakeRealm { name, .. } => format!("{made} the realm {name}"),
            Self::MakeRole(role) => format!("{made} the role {}", role.name),
            Self::MakeClient(client) => {
                let redirect = client["redirectUris"][0].as_str().unwrap_or_default();
                format!("{made} the client {client_id}, which sends people back to {redirect}")
            }
            Self::UpdateClient { words, .. } => {
                return words.iter().map(|word| client_line(word)).collect();
            }
            Self::MakeMapper { purpose, .. } | Self::UpdateMapper { purpose, .. } => {
                client_line(purpose)
            }
            Self::AddScope { name, .. } => client_line(&format!("it has the scope {name}")),
            Self::AllowRole { role, .. } => {
                client_line(&format!("its tokens carry the role {role}"))
            }
            Self::MakeUser(user) => {
                let roles = user.roles.join(", ");
                // Nobody could use an account whose password was not said.
                match pretend {
                    true => format!("{made} the user {} ({roles})", user.username),
                    false => format!(
                        "{made} the user {} ({roles}), whose password is {}",
                        user.username, user.password
                    ),
                }
            }
            Self::GiveRole { user, role, .. } => format!("{gave} {user} the role {role}"),
            Self::SetPassword { user, password, .. } => match pretend {
                true => format!("{gave} {user} a password"),
                false => format!("{gave} {user} the password {password}"),
            },
        };
        vec![line]
    }
}
