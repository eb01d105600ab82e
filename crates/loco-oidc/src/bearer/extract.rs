//! `BearerUser`: whose access token a request carries.
use super::{Account, challenge, verify};
use crate::claims::{Claims, Jws};
use crate::session::SessionHandle;
use crate::{Oidc, OpaqueTokenCheck, Problem};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::header::AUTHORIZATION;
use http::request::Parts;
use sea_orm::DatabaseConnection;
use serde_json::Value;
use std::ops::Deref;
use std::sync::Arc;

/// Somebody who calls the API with an access token (RFC 6750 section 2.1), verified without a query
/// and, but for opaque tokens, without asking the provider. Dereferences to [`Claims`].
///
/// Without a token 401, with a bad one 401 and a reason, as `WWW-Authenticate` says.
///
/// ```
/// use axum::{Router, routing::get};
/// use loco_oidc::{BearerUser, bearer_protected};
///
/// async fn me(user: BearerUser) -> String {
///     format!("{} with {:?}", user.subject, user.scopes().collect::<Vec<_>>())
/// }
///
/// let routes: Router = Router::new().route("/api/me", get(me).route_layer(bearer_protected().scope("profile")));
/// ```
#[derive(Clone, Debug)]
pub struct BearerUser(Arc<Verified>);

#[derive(Debug)]
struct Verified {
    claims: Claims,
    roles: Vec<String>,
    oidc: Oidc,
}

impl BearerUser {
    /// The scopes of the token.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        let scope = self.userinfo.get("scope").and_then(Value::as_str);
        scope
            .unwrap_or_default()
            .split(' ')
            .filter(|scope| !scope.is_empty())
    }

    /// Whether the token has this scope.
    #[must_use]
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scopes().any(|has| has == scope)
    }

    /// The roles in the token, as `settings.oidc.roles.claims` finds them.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.0.roles
    }

    /// The client that the token was given to.
    #[must_use]
    pub fn client_id(&self) -> Option<&str> {
        ["azp", "client_id"]
            .into_iter()
            .find_map(|name| self.userinfo.get(name)?.as_str())
    }

    /// The user here, with their permissions: one query. Whoever calls for the first time gets a
    /// user, as at sign-in.
    ///
    /// # Errors
    /// A [`Problem`] for somebody who may not have a user here, and 503 when the database does not
    /// answer.
    pub async fn account(&self, db: &DatabaseConnection) -> Result<Account, Problem> {
        Account::of(&self.0.oidc, db, &self.0.claims).await
    }
}

impl Deref for BearerUser {
    type Target = Claims;
    fn deref(&self) -> &Claims {
        &self.0.claims
    }
}

/// The token's user, kept in the request for those who ask again.
pub(super) async fn bearer_user(parts: &mut Parts) -> Result<Option<BearerUser>, Problem> {
    if let Some(user) = parts.extensions.get::<BearerUser>() {
        return Ok(Some(user.clone()));
    }
    let Some(token) = token(parts)? else {
        return Ok(None);
    };
    let Some(oidc) = parts
        .extensions
        .get::<SessionHandle>()
        .map(|handle| handle.oidc().clone())
    else {
        tracing::error!("no session layer: is loco_oidc::initializer among the initializers?");
        return Err(challenge::invalid("tokens cannot be verified here"));
    };
    let (provider, settings, now) = (oidc.provider(), oidc.settings(), oidc.clock().now());
    let asks = settings.bearer.opaque != OpaqueTokenCheck::Refuse;
    let verified = match Jws::parse(token) {
        Ok(jws) if !asks || verify::says_what_it_is(&jws) => {
            verify::verify(provider, settings, &jws, now).await
        }
        _ => {
            oidc.opaque_tokens()
                .check(provider, settings, token, now)
                .await
        }
    };
    let claims = verified
        .map_err(challenge::unavailable)?
        .map_err(|rule| challenge::invalid(rule.0))?;
    let subject = claims
        .get("sub")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let claims = Claims::new(settings.issuer(), subject, claims);
    let roles = settings.roles_in(&claims);
    let user = BearerUser(Arc::new(Verified {
        claims,
        roles,
        oidc,
    }));
    parts.extensions.insert(user.clone());
    Ok(Some(user))
}

/// The token in the one `Authorization` header that there may be.
fn token(parts: &Parts) -> Result<Option<&str>, Problem> {
    let mut headers = parts.headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (headers.next(), headers.next()) else {
        let is_repeated = parts.headers.contains_key(AUTHORIZATION);
        return if is_repeated {
            Err(challenge::malformed())
        } else {
            Ok(None)
        };
    };
    let text = header.to_str().map_err(|_| challenge::malformed())?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(Some(token.trim())),
        // Another scheme is somebody else's affair.
        _ => Ok(None),
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for BearerUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        bearer_user(parts).await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for BearerUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        bearer_user(parts).await?.ok_or_else(challenge::missing)
    }
}
