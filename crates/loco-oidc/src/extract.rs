//! What handlers ask for: the user, and what the provider says about them.
use crate::session::{Loaded, SessionHandle};
use crate::{Claims, Problem, models::users, sign_in_link};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use chrono::{DateTime, Utc};
use http::Extensions;
use http::request::Parts;
use std::ops::Deref;
use std::sync::Arc;

/// The user who is signed in, with their permissions. Dereferences to
/// [`users::Model`](crate::models::users::Model).
///
/// Without one, a document is redirected to sign-in and back, and everything else gets 401;
/// `Option<CurrentUser>` takes anonymous people as well.
///
/// ```
/// use axum::{Router, routing::get};
/// use loco_oidc::CurrentUser;
///
/// async fn greeting(user: Option<CurrentUser>) -> String {
///     user.map_or("Welcome".into(), |user| format!("Welcome, {}", user.display_name()))
/// }
///
/// async fn shelves(user: CurrentUser) -> &'static str {
///     if user.can("catalog.add_book") { "Add a book" } else { "Look around" }
/// }
///
/// let routes: Router = Router::new().route("/", get(greeting)).route("/shelves", get(shelves));
/// ```
#[derive(Clone, Debug)]
pub struct CurrentUser(Arc<Loaded>);

impl CurrentUser {
    /// Whether the user has this permission, by themselves, by a group, or as a superuser.
    #[must_use]
    pub fn can(&self, codename: &str) -> bool {
        self.0.can(codename)
    }

    /// All permissions that the user has; a superuser's are not listed.
    pub fn permissions(&self) -> impl Iterator<Item = &str> {
        self.0.permissions.iter().map(String::as_str)
    }

    /// The session that this request came with.
    #[must_use]
    pub fn session_id(&self) -> i64 {
        self.0.session.id
    }

    /// When the person last proved to the provider who they are (`auth_time`, OpenID Connect Core section 2); where it
    /// does not say, when the session began.
    #[must_use]
    pub fn signed_in_at(&self) -> DateTime<Utc> {
        let session = &self.0.session;
        session.auth_time.unwrap_or(session.created_at)
    }

    /// The user behind a request or a response, for layers that lie outside the handlers. The
    /// session is looked up if nobody has asked for it yet. `None` as well where the database
    /// does not answer.
    pub async fn from_extensions(extensions: &Extensions) -> Option<Self> {
        let handle = extensions.get::<SessionHandle>()?.clone();
        handle.load().await.ok().flatten().map(Self)
    }
}

impl Deref for CurrentUser {
    type Target = users::Model;
    fn deref(&self) -> &users::Model {
        &self.0.user
    }
}

impl Loaded {
    pub(crate) fn can(&self, codename: &str) -> bool {
        self.user.is_superuser || self.permissions.contains(codename)
    }

    pub(crate) fn claims(&self) -> Claims {
        Claims::new(
            self.session.issuer.clone(),
            self.session.subject.clone(),
            serde_json::from_str(&self.session.userinfo).unwrap_or_default(),
        )
    }
}

/// What the provider says about the person who is signed in. Dereferences to [`Claims`].
///
/// ```
/// use loco_oidc::OidcUser;
///
/// async fn profile(user: OidcUser) -> String {
///     format!("{} is {}", user.userinfo["sub"], user.preferred_username().unwrap_or("nameless"))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct OidcUser {
    claims: Claims,
    roles: Vec<String>,
}

impl OidcUser {
    /// The person's roles, as `settings.oidc.roles.claims` finds them.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// Whether the person has this role.
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|has| has == role)
    }
}

impl Deref for OidcUser {
    type Target = Claims;
    fn deref(&self) -> &Claims {
        &self.claims
    }
}

/// The session of a request, or `None` when nobody is signed in.
pub(crate) async fn loaded(extensions: &Extensions) -> Result<Option<Arc<Loaded>>, Problem> {
    match extensions.get::<SessionHandle>() {
        Some(handle) => handle.load().await,
        None => {
            tracing::error!("no session layer: is loco_oidc::initializer among the initializers?");
            Ok(None)
        }
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for CurrentUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        Ok(loaded(&parts.extensions).await?.map(Self))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for CurrentUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        match loaded(&parts.extensions).await? {
            Some(loaded) => Ok(Self(loaded)),
            None => Err(sign_in_link::sign_in_first(parts)),
        }
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for OidcUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        let Some(handle) = parts.extensions.get::<SessionHandle>() else {
            return Ok(None);
        };
        Ok(handle.load().await?.map(|loaded| {
            let claims = loaded.claims();
            let roles = handle.oidc().settings().roles_in(&claims);
            Self { claims, roles }
        }))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for OidcUser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match <Self as OptionalFromRequestParts<S>>::from_request_parts(parts, state).await? {
            Some(user) => Ok(user),
            None => Err(sign_in_link::sign_in_first(parts)),
        }
    }
}
