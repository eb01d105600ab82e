//! What a request carries: the promise of a session, kept when somebody first asks.
use super::load::{self, Loaded};
use crate::refresh::{self, Refreshed};
use crate::{Oidc, Problem};
use sea_orm::DatabaseConnection;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// The session of one request, looked up at most once, and only when somebody asks.
#[derive(Clone)]
pub(crate) struct SessionHandle(Arc<Inner>);

struct Inner {
    oidc: Oidc,
    db: DatabaseConnection,
    /// The token in the cookie, if there is one that could be a session's.
    token: Option<String>,
    loaded: OnceCell<Option<Arc<Loaded>>>,
}

impl SessionHandle {
    pub(crate) fn new(oidc: Oidc, db: DatabaseConnection, token: Option<String>) -> Self {
        Self(Arc::new(Inner {
            oidc,
            db,
            token,
            loaded: OnceCell::new(),
        }))
    }

    pub(crate) fn oidc(&self) -> &Oidc {
        &self.0.oidc
    }

    /// Session, user and permissions, or `None` for an anonymous request.
    pub(crate) async fn load(&self) -> Result<Option<Arc<Loaded>>, Problem> {
        let Some(token) = &self.0.token else {
            return Ok(None);
        };
        let loaded = self
            .0
            .loaded
            .get_or_try_init(|| self.look_up(token))
            .await?;
        Ok(loaded.clone())
    }

    async fn look_up(&self, token: &str) -> Result<Option<Arc<Loaded>>, Problem> {
        let Inner { oidc, db, .. } = &*self.0;
        let token_hash = crate::secrets::sha256_hex(token);
        let Some(mut loaded) = self.query(&token_hash).await? else {
            return Ok(None);
        };
        oidc.sessions()
            .touch(db, &loaded.session, oidc.clock().now())
            .await;
        match refresh::refresh_if_due(oidc, db, &loaded.session).await {
            Refreshed::AsBefore => {}
            Refreshed::Ended => return Ok(None),
            Refreshed::Renewed => match self.query(&token_hash).await? {
                Some(renewed) => loaded = renewed,
                None => return Ok(None),
            },
        }
        Ok(Some(Arc::new(loaded)))
    }

    async fn query(&self, token_hash: &str) -> Result<Option<Loaded>, Problem> {
        let Inner { oidc, db, .. } = &*self.0;
        load::session_with_user_and_permissions(db, token_hash, oidc.clock().now())
            .await
            .map_err(|error| Problem::storage(&error))
    }
}
