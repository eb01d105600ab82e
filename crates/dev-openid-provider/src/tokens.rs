//! Giving out tokens, and taking access tokens back in.
use serde::Serialize;
use serde_json::{Value, json};

use crate::DevProvider;
use crate::claims;
use crate::faults::{Endpoint, Token, sign};
use crate::jwt::Unsigned;
use crate::keys::Algorithm;
use crate::oauth_error::OAuthError;
use crate::realm::{Client, User};
use crate::store::{Access, Grant, Refresh, random_token};

/// The answer of the token endpoint (RFC 6749, section 5.1; OpenID Connect Core, section 3.1.3.3).
#[derive(Debug, Serialize)]
struct TokenAnswer {
    access_token: String,
    expires_in: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    refresh_expires_in: i64,
    token_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_state: Option<String>,
    scope: String,
}

/// Makes the tokens of a grant. `refresh_token` says whether one is given, and `kind` which
/// faults its ID token gets.
pub(crate) fn issue(
    provider: &DevProvider,
    client: &Client,
    grant: &Grant,
    kind: Token,
    refresh_token: RefreshToken,
) -> Result<Value, OAuthError> {
    let (user, life) = {
        let realm = provider.realm();
        let user = realm
            .user_by_id(&grant.user_id)
            .filter(|user| user.enabled)
            .cloned()
            .ok_or_else(|| OAuthError::invalid_grant("the user is gone or disabled"))?;
        (user, realm.life)
    };
    let now = provider.now();
    let expires_at = now + life.access_token;
    let access_token = access_token(provider, client, &user, grant)?;
    let id_token = if grant.has_scope("openid") {
        Some(id_token(
            provider,
            client,
            &user,
            grant,
            kind,
            &access_token,
        )?)
    } else {
        None
    };
    let offline = grant.has_scope("offline_access");
    let refresh_life = if offline {
        life.offline_idle
    } else {
        life.session_idle
    };
    let mut store = provider.store();
    let refresh_token = match refresh_token {
        RefreshToken::None => None,
        RefreshToken::Same(token) => Some(token),
        RefreshToken::New => {
            let token = random_token();
            let refresh = Refresh {
                grant: grant.clone(),
                expires_at: now + refresh_life,
                used: false,
            };
            store.refresh.insert(token.clone(), refresh);
            Some(token)
        }
    };
    if let Some(session) = grant
        .session
        .as_ref()
        .and_then(|id| store.sessions.get_mut(id))
    {
        session.last_used = now;
        session.clients.insert(client.id.clone());
    }
    drop(store);
    let answer = TokenAnswer {
        access_token,
        expires_in: (expires_at - now).num_seconds(),
        refresh_expires_in: match (&refresh_token, offline) {
            (Some(_), false) => refresh_life.num_seconds(),
            // Keycloak's way to say "does not end by itself" and "there is none".
            _ => 0,
        },
        refresh_token,
        token_type: "Bearer",
        id_token,
        session_state: grant.session.clone(),
        scope: grant.scope.join(" "),
    };
    let mut answer = json!(answer);
    provider.faults().edit(Endpoint::Token, &mut answer);
    Ok(answer)
}

/// Which refresh token goes with the answer.
pub(crate) enum RefreshToken {
    None,
    New,
    Same(String),
}

fn access_token(
    provider: &DevProvider,
    client: &Client,
    user: &User,
    grant: &Grant,
) -> Result<String, OAuthError> {
    let life = provider.realm().life;
    let expires_at = provider.now() + life.access_token;
    let jti = uuid::Uuid::new_v4().to_string();
    let claims = claims::access_token(provider, client, user, grant, &jti, expires_at);
    let key = provider.keys().signing(provider.algorithm())?;
    let typ = if client.rfc9068_header {
        "at+jwt"
    } else {
        "JWT"
    };
    let token = sign(
        provider,
        Token::Access,
        Unsigned::new(typ, &key, claims),
        &key,
    )?;
    let access = Access {
        grant: grant.clone(),
        expires_at,
    };
    provider.store().access.insert(token.clone(), access);
    Ok(token)
}

fn id_token(
    provider: &DevProvider,
    client: &Client,
    user: &User,
    grant: &Grant,
    kind: Token,
    access_token: &str,
) -> Result<String, OAuthError> {
    let expires_at = provider.now() + provider.realm().life.access_token;
    let mut claims = claims::id_token(provider, client, user, grant, expires_at);
    let algorithm = client
        .id_token_algorithm
        .as_deref()
        .and_then(Algorithm::from_name)
        .unwrap_or_else(|| provider.algorithm());
    let key = provider.keys().signing(algorithm)?;
    if let Some(hash) = key.access_token_hash(access_token) {
        claims.insert("at_hash".to_owned(), json!(hash));
    }
    Ok(sign(
        provider,
        kind,
        Unsigned::new("JWT", &key, claims),
        &key,
    )?)
}

/// What a live access token of this provider stands for.
pub(crate) fn active_access_token(provider: &DevProvider, token: &str) -> Option<Access> {
    let now = provider.now();
    let life = provider.realm().life;
    let store = provider.store();
    let access = store.access.get(token)?.clone();
    let alive = match &access.grant.session {
        Some(id) if !access.grant.has_scope("offline_access") => store
            .sessions
            .get(id)
            .is_some_and(|session| session.is_alive(now, &life)),
        _ => true,
    };
    (alive && access.expires_at > now).then_some(access)
}
