//! Every refusal and failure as a page of this site, in the reader's language, with a way on.

use std::{collections::HashMap, sync::Arc};

use async_trait::async_trait;
use axum::{
    Router as AxumRouter,
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{
        Extensions, HeaderMap, HeaderValue, Method, StatusCode,
        header::{ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, LOCATION},
        request::Parts,
    },
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use loco_oidc::{CurrentUser, Problem};
use loco_rs::{
    Result,
    app::{AppContext, Initializer},
};
use serde::Serialize;

use crate::{
    controllers::api::problem,
    errors::ErrorPage,
    models::Conflict,
    views::{Language, Page, RenderedTemplate, chosen_language},
};

pub struct ErrorPages;

/// The message on the way to sign in.
const SIGN_IN: &str = "error-way-sign-in";

#[async_trait]
impl Initializer for ErrorPages {
    fn name(&self) -> String {
        "error-pages".to_owned()
    }

    async fn after_routes(&self, router: AxumRouter, ctx: &AppContext) -> Result<AxumRouter> {
        // A layer is copied with each request, several times; the context has the whole configuration in it.
        let ctx = Arc::new(ctx.clone());
        Ok(router.layer(from_fn_with_state(ctx, replace)))
    }
}

/// What the template `error.html` gets.
#[derive(Serialize)]
struct ErrorView {
    /// The status, where it says that something went wrong.
    status: Option<u16>,
    title: String,
    text: String,
    way_on: WayOn,
}

#[derive(Serialize)]
struct WayOn {
    url: String,
    label: &'static str,
}

async fn replace(State(ctx): State<Arc<AppContext>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    if response.status().is_redirection() {
        return in_chosen_language(&asked.headers, response);
    }
    if !needs_page(&response) {
        return response;
    }
    if asked.uri.path().starts_with("/api/") {
        return problem::describe(&asked, response).await;
    }
    let (mut kept, body) = response.into_parts();
    let status = kept.status;
    let mut page = if wants_json(&asked) {
        if is_json(&kept.headers) {
            return Response::from_parts(kept, body);
        }
        as_json(status)
    } else {
        let user = CurrentUser::from_extensions(&kept.extensions).await;
        as_page(&asked, &ctx, user, &kept.extensions, status)
    };
    // `Allow`, `Retry-After`, cookies and the like still hold; what described the old body does not.
    for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, ETAG] {
        kept.headers.remove(name);
    }
    for (name, value) in &kept.headers {
        page.headers_mut().append(name, value.clone());
    }
    if let Some(route) = kept.extensions.get::<MatchedPath>() {
        page.extensions_mut().insert(route.clone());
    }
    if asked.method == Method::HEAD {
        *page.body_mut() = Body::empty();
    }
    page
}

/// A guard's way to sign in, with the language that the reader has chosen here: what the browser asks for, the provider
/// hears from the browser itself.
fn in_chosen_language(asked: &HeaderMap, mut response: Response) -> Response {
    let sign_in = response
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .filter(|location| location.starts_with("/oidc/authenticate/?next="));
    let chosen = chosen_language(&CookieJar::from_headers(asked));
    if let (Some(sign_in), Some(language)) = (sign_in, chosen)
        && let Ok(location) =
            HeaderValue::from_str(&format!("{sign_in}&ui_locales={}", language.code()))
    {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// What nobody has written a page for: errors of ours, of the framework and of its parts, and what the sign-in has to
/// say when all went well.
fn needs_page(response: &Response) -> bool {
    let status = response.status();
    let extensions = response.extensions();
    if status.is_success() {
        return extensions.get::<Problem>().is_some();
    }
    (status.is_client_error() || status.is_server_error())
        && extensions.get::<RenderedTemplate>().is_none()
        && (extensions.get::<ErrorPage>().is_some()
            || extensions.get::<Problem>().is_some()
            || !is_html(response.headers()))
}

fn as_page(
    asked: &Parts,
    ctx: &AppContext,
    user: Option<CurrentUser>,
    extensions: &Extensions,
    status: StatusCode,
) -> Response {
    let page = match Page::new(asked, ctx, user) {
        Ok(page) => page,
        Err(error) => {
            tracing::error!(%error, "no page can be made for an error");
            return status.into_response();
        }
    };
    let mut view = ErrorView::of(page.language, status, extensions);
    // The guard knows no page to come back to when it was a form that somebody has to sign in for.
    if view.way_on.label == SIGN_IN && !view.way_on.url.contains("next=") {
        view.way_on.url = page.sign_in();
    }
    page.render_as(status, "error.html", &view)
        .unwrap_or_else(|error| {
            tracing::error!(%error, "the error page failed");
            status.into_response()
        })
}

impl ErrorView {
    fn of(language: Language, status: StatusCode, extensions: &Extensions) -> Self {
        if let Some(problem) = extensions.get::<Problem>() {
            return Self::of_problem(language, status, problem);
        }
        let page = extensions.get::<ErrorPage>();
        if let Some((conflict, back)) = page.and_then(|page| Some((page.conflict?, &page.back))) {
            return Self::of_conflict(language, status, conflict, back.clone());
        }
        Self::of_status(language, status)
    }

    /// Why it is not possible any more.
    fn of_conflict(
        language: Language,
        status: StatusCode,
        conflict: Conflict,
        back: Option<String>,
    ) -> Self {
        let mut view = Self::of_status(language, status);
        let code = conflict.code();
        view.title = language
            .text(&format!("conflict-{code}-title"))
            .into_owned();
        let text = format!("conflict-{code}-text");
        view.text = match conflict.limit() {
            Some(max) => language.text_with(&text, &HashMap::from([("max".into(), max.into())])),
            None => language.text(&text),
        }
        .into_owned();
        if let Some(url) = back {
            view.way_on = WayOn {
                url,
                label: "error-way-back",
            };
        }
        view
    }

    fn of_status(language: Language, status: StatusCode) -> Self {
        let code = status.as_u16();
        let kind = match code {
            _ if language.has_text(&format!("error-{code}-title")) => code,
            500.. => 500,
            _ => 400,
        };
        Self {
            status: (!status.is_success()).then_some(code),
            title: language.text(&format!("error-{kind}-title")).into_owned(),
            text: language.text(&format!("error-{kind}-text")).into_owned(),
            way_on: WayOn {
                url: "/catalog/".to_owned(),
                label: "error-way-home",
            },
        }
    }

    /// The sign-in's own words for a refusal; those of the status for a code that has none yet.
    fn of_problem(language: Language, status: StatusCode, problem: &Problem) -> Self {
        let mut view = Self::of_status(language, status);
        let code = problem.code.as_str();
        let title = format!("oidc-problem-{code}-title");
        if language.has_text(&title) {
            view.title = language.text(&title).into_owned();
            view.text = language
                .text(&format!("oidc-problem-{code}-text"))
                .into_owned();
        }
        if let Some(retry) = &problem.retry {
            let signs_in = retry.starts_with("/oidc/authenticate/");
            let label = if signs_in { SIGN_IN } else { "error-way-retry" };
            view.way_on = WayOn {
                url: retry.clone(),
                label,
            };
        }
        view
    }
}

/// Problem details (RFC 9457).
fn as_json(status: StatusCode) -> Response {
    let body = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
    });
    let content_type = [(CONTENT_TYPE, "application/problem+json")];
    (status, content_type, body.to_string()).into_response()
}

/// Programs ask for JSON; everything else is a person's browser.
fn wants_json(asked: &Parts) -> bool {
    let accept = asked
        .headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("json") && !accept.contains("text/html"))
}

fn is_html(headers: &HeaderMap) -> bool {
    content_type(headers).starts_with("text/html")
}

fn is_json(headers: &HeaderMap) -> bool {
    content_type(headers).contains("json")
}

fn content_type(headers: &HeaderMap) -> &str {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}
