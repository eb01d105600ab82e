//! The layer around all routes: hands each request its session, and each response too.
use super::{SessionHandle, cookie};
use crate::answer_query::AnswerQuery;
use crate::{Oidc, Problem, metrics, same_origin};
use axum::response::{IntoResponse, Response};
use http::Request;
use sea_orm::DatabaseConnection;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// Puts a [`SessionHandle`] into requests and responses, and refuses what other sites send.
#[derive(Clone)]
pub(crate) struct SessionLayer {
    pub(crate) oidc: Oidc,
    pub(crate) db: DatabaseConnection,
}

impl<S> Layer<S> for SessionLayer {
    type Service = SessionService<S>;
    fn layer(&self, inner: S) -> SessionService<S> {
        SessionService {
            inner,
            layer: self.clone(),
        }
    }
}

#[derive(Clone)]
pub(crate) struct SessionService<S> {
    inner: S,
    layer: SessionLayer,
}

impl<S, B> Service<Request<B>> for SessionService<S>
where
    S: Service<Request<B>>,
    S::Response: IntoResponse,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let SessionLayer { oidc, db } = &self.layer;
        let token = cookie::token(request.headers(), oidc.settings().is_https()).map(str::to_owned);
        let handle = SessionHandle::new(oidc.clone(), db.clone(), token);
        if let Err(problem) = same_origin::check(
            request.method(),
            request.uri(),
            request.headers(),
            oidc.settings(),
        ) {
            let mut response = problem.into_response();
            count_refusal(&response);
            response.extensions_mut().insert(handle);
            return Box::pin(async { Ok(response) });
        }
        request.extensions_mut().insert(handle.clone());
        let mut uri = std::mem::take(request.uri_mut());
        AnswerQuery::take_from(&mut uri, request.extensions_mut());
        *request.uri_mut() = uri;
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut response = answer.await?.into_response();
            count_refusal(&response);
            response.extensions_mut().insert(handle);
            Ok(response)
        })
    }
}

/// Refusals of access tokens are counted where they are made: they carry no [`Problem`].
fn count_refusal(response: &Response) {
    let status = response.status();
    if let Some(problem) = response.extensions().get::<Problem>()
        && (status.is_client_error() || status.is_server_error())
    {
        metrics::refused(problem.code);
    }
}
