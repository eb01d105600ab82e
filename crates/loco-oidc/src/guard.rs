//! Guards for routes: signed in, with a role, with a permission.
use crate::claims::SKEW;
use crate::extract::loaded;
use crate::session::{Loaded, SessionHandle};
use crate::{Problem, ProblemCode, sign_in_link};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use http::request::Parts;
use http::{Request, StatusCode};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// A guard for routes: somebody must be signed in. Add to it what else they must have; everything
/// added is wanted.
///
/// Nobody signed in: a document is redirected to sign-in and back, everything else gets 401.
/// Somebody without what is wanted: 403.
///
/// ```
/// use axum::{Router, routing::get};
/// use loco_oidc::oidc_protected;
///
/// let routes: Router = Router::new()
///     .route("/mybooks/", get(|| async { "yours" }).route_layer(oidc_protected()))
///     .route(
///         "/author/create/",
///         get(|| async { "form" })
///             .route_layer(oidc_protected().role("librarian").permission("catalog.add_author")),
///     );
/// ```
#[must_use]
pub fn oidc_protected() -> Protected {
    Protected {
        wanted: Arc::default(),
    }
}

/// The guard that [`oidc_protected`] makes: a [`tower::Layer`].
#[derive(Clone, Debug)]
pub struct Protected {
    wanted: Arc<Wanted>,
}

#[derive(Clone, Debug, Default)]
struct Wanted {
    roles: Vec<String>,
    permissions: Vec<String>,
    organizations: Vec<String>,
    acr: Vec<String>,
    max_age: Option<TimeDelta>,
}

impl Protected {
    fn and(mut self, add: impl FnOnce(&mut Wanted)) -> Self {
        add(Arc::make_mut(&mut self.wanted));
        self
    }

    /// Wants a role at the provider.
    #[must_use]
    pub fn role(self, role: impl Into<String>) -> Self {
        self.and(|wanted| wanted.roles.push(role.into()))
    }

    /// Wants a permission here, such as `catalog.add_author`.
    #[must_use]
    pub fn permission(self, codename: impl Into<String>) -> Self {
        self.and(|wanted| wanted.permissions.push(codename.into()))
    }

    /// Wants membership in an organization, by its name or its id.
    #[must_use]
    pub fn organization(self, name: impl Into<String>) -> Self {
        self.and(|wanted| wanted.organizations.push(name.into()))
    }

    /// Wants a sign-in of one of these kinds (`acr`, OpenID Connect Core section 2): whoever has
    /// another is sent to sign in again, and back.
    #[must_use]
    pub fn acr(self, kind: impl Into<String>) -> Self {
        self.and(|wanted| wanted.acr.push(kind.into()))
    }

    /// Wants a sign-in that is not older than this: whoever has an older one is sent to sign in
    /// again, and back.
    ///
    /// ```
    /// use chrono::TimeDelta;
    /// let guard = loco_oidc::oidc_protected().acr("gold").max_age(TimeDelta::minutes(5));
    /// ```
    #[must_use]
    pub fn max_age(self, age: TimeDelta) -> Self {
        self.and(|wanted| {
            wanted.max_age = Some(wanted.max_age.map_or(age, |before| before.min(age)))
        })
    }
}

impl Wanted {
    async fn check(&self, parts: &Parts) -> Result<(), Problem> {
        let Some(loaded) = loaded(&parts.extensions).await? else {
            return Err(sign_in_link::sign_in_first(parts));
        };
        let may = self.permissions.iter().all(|codename| loaded.can(codename))
            && self.has_roles(parts, &loaded)
            && self.is_member(&loaded);
        if !may {
            tracing::info!(
                user = loaded.user.id,
                path = parts.uri.path(),
                "refused: something wanted is missing"
            );
            return Err(Problem::new(StatusCode::FORBIDDEN, ProblemCode::Forbidden));
        }
        match parts.extensions.get::<SessionHandle>() {
            Some(handle) if !self.is_fresh(&loaded, handle.oidc().clock().now()) => {
                Err(sign_in_link::sign_in_again(parts, &self.step_up()))
            }
            _ => Ok(()),
        }
    }

    fn has_roles(&self, parts: &Parts, loaded: &Loaded) -> bool {
        if self.roles.is_empty() {
            return true;
        }
        parts
            .extensions
            .get::<SessionHandle>()
            .is_some_and(|handle| {
                let roles = handle.oidc().settings().roles_in(&loaded.claims());
                self.roles.iter().all(|role| roles.contains(role))
            })
    }

    fn is_member(&self, loaded: &Loaded) -> bool {
        if self.organizations.is_empty() {
            return true;
        }
        let organizations = loaded.claims().organizations();
        self.organizations.iter().all(|wanted| {
            organizations
                .iter()
                .any(|one| one.name == *wanted || one.id.as_ref() == Some(wanted))
        })
    }

    fn is_fresh(&self, loaded: &Loaded, now: DateTime<Utc>) -> bool {
        let session = &loaded.session;
        let signed_in_at = session.auth_time.unwrap_or(session.created_at);
        let young = self
            .max_age
            .is_none_or(|age| now - signed_in_at <= age + SKEW && signed_in_at <= now + SKEW);
        let strong = self.acr.is_empty()
            || session
                .acr
                .as_ref()
                .is_some_and(|acr| self.acr.contains(acr));
        young && strong
    }

    /// What the link to sign-in asks for, so that the person comes back with what is wanted.
    fn step_up(&self) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        if let Some(age) = self.max_age {
            parameters.push(("max_age", age.num_seconds().max(0).to_string()));
        }
        if !self.acr.is_empty() {
            parameters.push(("acr", self.acr.join(" ")));
        }
        parameters
    }
}

impl<S> Layer<S> for Protected {
    type Service = ProtectedService<S>;
    fn layer(&self, inner: S) -> ProtectedService<S> {
        ProtectedService {
            inner,
            wanted: self.wanted.clone(),
        }
    }
}

/// A route behind a [`Protected`].
#[derive(Clone, Debug)]
pub struct ProtectedService<S> {
    inner: S,
    wanted: Arc<Wanted>,
}

impl<S, B> Service<Request<B>> for ProtectedService<S>
where
    S: Service<Request<B>> + Clone + Send + 'static,
    S::Response: IntoResponse,
    S::Future: Send,
    B: Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let wanted = self.wanted.clone();
        // The service that was polled ready must be the one that is called.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            match wanted.check(&parts).await {
                Ok(()) => Ok(inner
                    .call(Request::from_parts(parts, body))
                    .await?
                    .into_response()),
                Err(problem) => Ok(problem.into_response()),
            }
        })
    }
}
