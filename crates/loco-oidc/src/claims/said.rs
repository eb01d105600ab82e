//! The verified claims about a person, with typed access to the usual ones.
use serde_json::Value;
use std::collections::BTreeMap;

/// The verified claims about a person: the ID token's and userinfo's, merged.
///
/// ```
/// use loco_oidc::Claims;
/// use serde_json::json;
///
/// let claims = Claims::new("https://login.example.org", "4711", json!({
///     "sub": "4711", "preferred_username": "ada", "email": "ada@example.org", "email_verified": true,
///     "given_name": "Ada", "realm_access": { "roles": ["librarian"] },
/// }));
/// assert_eq!(claims.preferred_username(), Some("ada"));
/// assert_eq!(claims.verified_email(), Some("ada@example.org"));
/// assert_eq!(claims.userinfo["given_name"], "Ada");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Claims {
    /// The provider (`iss`).
    pub issuer: String,
    /// The provider's identifier of the person (`sub`).
    pub subject: String,
    /// All claims, as JSON.
    pub userinfo: Value,
}

/// An organization that a person belongs to: Keycloak's `organization` claim, or Phase Two's
/// `organizations`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organization {
    /// The provider's identifier, where it gives one.
    pub id: Option<String>,
    /// The alias or name.
    pub name: String,
    /// The person's roles in it, where the provider gives them.
    pub roles: Vec<String>,
    /// Further attributes.
    pub attributes: BTreeMap<String, Vec<String>>,
}

impl Claims {
    /// Claims that somebody has verified.
    #[must_use]
    pub fn new(issuer: impl Into<String>, subject: impl Into<String>, userinfo: Value) -> Self {
        Self {
            issuer: issuer.into(),
            subject: subject.into(),
            userinfo,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.userinfo
            .get(name)?
            .as_str()
            .filter(|text| !text.is_empty())
    }

    /// The name that the person has at the provider.
    #[must_use]
    pub fn preferred_username(&self) -> Option<&str> {
        self.text("preferred_username")
    }

    /// The e-mail address, verified or not. Do not find people by it.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.text("email")
    }

    /// Whether the provider says that the e-mail address is the person's own.
    #[must_use]
    pub fn email_verified(&self) -> bool {
        self.userinfo.get("email_verified") == Some(&Value::Bool(true))
    }

    /// The e-mail address, if it is verified.
    #[must_use]
    pub fn verified_email(&self) -> Option<&str> {
        self.email().filter(|_| self.email_verified())
    }

    /// The full name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.text("name")
    }

    /// The given name.
    #[must_use]
    pub fn given_name(&self) -> Option<&str> {
        self.text("given_name")
    }

    /// The family name.
    #[must_use]
    pub fn family_name(&self) -> Option<&str> {
        self.text("family_name")
    }

    /// The preferred language as a BCP 47 tag.
    #[must_use]
    pub fn locale(&self) -> Option<&str> {
        self.text("locale")
    }

    /// The address of a picture.
    #[must_use]
    pub fn picture(&self) -> Option<&str> {
        self.text("picture")
    }

    /// The strings at a path of names: one string, or a list of them.
    #[must_use]
    pub fn strings_at(&self, path: &[String]) -> Vec<&str> {
        let mut value = &self.userinfo;
        for name in path {
            match value.get(name) {
                Some(inner) => value = inner,
                None => return Vec::new(),
            }
        }
        match value {
            Value::String(text) => vec![text],
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The organizations in the `organization` claim (Keycloak: a list of aliases, or an object
    /// of alias to details) or the `organizations` claim (Phase Two: an object of id to details).
    #[must_use]
    pub fn organizations(&self) -> Vec<Organization> {
        ["organization", "organizations"]
            .into_iter()
            .filter_map(|name| self.userinfo.get(name))
            .flat_map(organizations_in)
            .collect()
    }
}

fn organizations_in(claim: &Value) -> Vec<Organization> {
    let named = |name: &str| Organization {
        name: name.to_owned(),
        ..Organization::default()
    };
    match claim {
        Value::String(name) => vec![named(name)],
        Value::Array(names) => names.iter().filter_map(Value::as_str).map(named).collect(),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, details)| organization(key, details))
            .collect(),
        _ => Vec::new(),
    }
}

fn organization(key: &str, details: &Value) -> Organization {
    let text = |name: &str| details.get(name).and_then(Value::as_str).map(str::to_owned);
    let list = |value: &Value| -> Vec<String> {
        value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    let name = text("name");
    Organization {
        // Phase Two keys by id and gives a name; Keycloak keys by alias and may give an id.
        id: text("id").or_else(|| name.is_some().then(|| key.to_owned())),
        name: name.unwrap_or_else(|| key.to_owned()),
        roles: details.get("roles").map(list).unwrap_or_default(),
        attributes: details
            .get("attributes")
            .unwrap_or(details)
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(name, value)| name.as_str() != "roles" && value.is_array())
            .map(|(name, value)| (name.clone(), list(value)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::Claims;
    use serde_json::json;

    fn claims(userinfo: serde_json::Value) -> Claims {
        Claims::new("https://login.example.org", "1", userinfo)
    }

    #[test]
    fn an_email_address_is_verified_only_by_the_boolean_true() {
        for said in [json!("true"), json!(1), json!(null), json!(false)] {
            let claims = claims(json!({"email": "a@example.org", "email_verified": said}));
            assert_eq!(claims.verified_email(), None);
        }
    }

    #[test]
    fn keycloak_organizations_are_read_as_names_and_as_details() {
        let names = claims(json!({"organization": ["acme", "umbrella"]}));
        assert_eq!(
            names
                .organizations()
                .iter()
                .map(|o| o.name.as_str())
                .collect::<Vec<_>>(),
            ["acme", "umbrella"]
        );
        let details = claims(json!({"organization": {"acme": {"id": "42", "country": ["de"]}}}));
        let acme = &details.organizations()[0];
        assert_eq!(
            (acme.id.as_deref(), acme.name.as_str()),
            (Some("42"), "acme")
        );
        assert_eq!(acme.attributes["country"], ["de"]);
    }

    #[test]
    fn phase_two_organizations_have_an_id_a_name_and_roles() {
        let claims = claims(json!({"organizations": {
            "5aeb9aeb": {"name": "Acme", "roles": ["view-members"], "attributes": {"tier": ["gold"]}}
        }}));
        let acme = &claims.organizations()[0];
        assert_eq!(
            (acme.id.as_deref(), acme.name.as_str()),
            (Some("5aeb9aeb"), "Acme")
        );
        assert_eq!(acme.roles, ["view-members"]);
        assert_eq!(acme.attributes["tier"], ["gold"]);
    }

    #[test]
    fn claims_of_strange_shapes_are_no_roles() {
        let path = ["realm_access".to_owned(), "roles".to_owned()];
        for said in [
            json!(null),
            json!({"realm_access": 1}),
            json!({"realm_access": {"roles": {"a": 1}}}),
            json!({"realm_access": {"roles": [1, null]}}),
        ] {
            assert!(claims(said).strings_at(&path).is_empty());
        }
    }
}
