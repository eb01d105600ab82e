//! Who has signed in, gathered from the ID token, the userinfo endpoint and the access token.
use crate::callback::invalid_id_token;
use crate::claims::{Claims, Jws};
use crate::provider::Client;
use crate::{Oidc, Problem};
use serde_json::Value;

/// Claims about the token, not about the person.
const ABOUT_THE_TOKEN: [&str; 11] = [
    "aud", "exp", "iat", "nbf", "jti", "nonce", "azp", "at_hash", "c_hash", "s_hash", "typ",
];

/// A person whom the provider vouches for.
pub(crate) struct Person {
    pub(crate) subject: String,
    /// The claims of the ID token as they came.
    pub(crate) id_token: Value,
    /// All claims about the person.
    pub(crate) userinfo: Value,
}

/// Adds to the claims of a verified ID token what userinfo says of the same person (another `sub`
/// is refused, OpenID Connect Core section 5.3.2), and the roles of the access token.
pub(crate) async fn gather(
    oidc: &Oidc,
    client: &Client<'_>,
    id_token: Value,
    access_token: &str,
) -> Result<Person, Problem> {
    let subject = id_token
        .get("sub")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let mut all = id_token.as_object().cloned().unwrap_or_default();
    for name in ABOUT_THE_TOKEN {
        all.remove(name);
    }
    if let Some(userinfo) = client.userinfo(access_token).await? {
        if userinfo.get("sub").and_then(Value::as_str) != Some(subject.as_str()) {
            tracing::warn!("refused a userinfo answer about another person");
            return Err(invalid_id_token());
        }
        all.extend(userinfo.as_object().cloned().unwrap_or_default());
    }
    let mut userinfo = Value::Object(all);
    add_roles_of_access_token(oidc, &subject, access_token, &mut userinfo).await;
    Ok(Person {
        subject,
        id_token,
        userinfo,
    })
}

/// Keycloak puts roles into the access token alone, unless told otherwise. It is read here where it
/// is a token that the provider has signed for the same person, and only for claims of roles that
/// nothing else has given.
async fn add_roles_of_access_token(
    oidc: &Oidc,
    subject: &str,
    access_token: &str,
    userinfo: &mut Value,
) {
    let settings = oidc.settings();
    let Ok(jws) = Jws::parse(access_token) else {
        return;
    };
    let is_same = jws.text("iss") == Some(settings.issuer()) && jws.text("sub") == Some(subject);
    if !is_same
        || !matches!(
            oidc.provider()
                .verify(&jws, settings.id_token_algorithms())
                .await,
            Ok(Ok(()))
        )
    {
        return;
    }
    let said = Claims::new(settings.issuer(), subject, userinfo.clone());
    for path in settings.role_paths() {
        let Some(name) = path.first() else { continue };
        if !said.strings_at(path).is_empty() {
            continue;
        }
        if let (Some(claim), Some(all)) = (jws.payload().get(name), userinfo.as_object_mut()) {
            all.insert(name.clone(), claim.clone());
        }
    }
}
