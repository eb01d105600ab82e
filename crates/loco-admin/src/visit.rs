//! One request to the admin site: who, in which language, and the page around what they get.
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use chrono::{DateTime, NaiveDate, Utc};
use http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION,
    VARY,
};
use http::request::Parts;
use http::{StatusCode, Uri};
use loco_oidc::{Clock, CurrentUser, Oidc, Problem, ProblemCode};
use loco_rs::app::AppContext;
use serde::Serialize;
use url::form_urlencoded;

use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::{self, Message};
use crate::labels;
use crate::language::Argument;
use crate::site::Site;
use crate::version::VersionKey;
use crate::{Db, Language, Op, Staff, jobs};

pub(crate) const LANGUAGE: &str = "language";
pub(crate) const THEME: &str = "theme";
pub(crate) const SHORTCUTS: &str = "shortcuts";

/// A request of somebody who may enter. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Visit {
    pub site: Site,
    pub app: AppContext,
    pub staff: Staff,
    pub language: Language,
    /// The instant of the request.
    pub now: DateTime<Utc>,
    pub versions: VersionKey,
    request: Arc<Request>,
}

#[derive(Clone)]
struct Request {
    theme: Option<&'static str>,
    /// Whether single keys do something (WCAG 2.1.4 wants a way to turn them off).
    shortcuts: bool,
    /// Path and query, as the browser asked for them.
    here: String,
    query: Vec<(String, String)>,
    messages: Vec<Message>,
    policy: HeaderValue,
    secure: bool,
    wants_json: bool,
}

impl FromRequestParts<AppContext> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &AppContext) -> Result<Self, Response> {
        let user = <CurrentUser as FromRequestParts<AppContext>>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        if !user.is_staff && !user.is_superuser {
            return Err(Problem::new(StatusCode::FORBIDDEN, ProblemCode::Forbidden).into_response());
        }
        let Some(site) = Site::of(app) else {
            tracing::error!("no admin site: is loco_admin::initializer among the initializers?");
            return Err(StatusCode::INTERNAL_SERVER_ERROR.into_response());
        };
        let versions = Oidc::of(app).map(|oidc| VersionKey::of(&oidc)).map_err(|error| {
            tracing::error!(%error, "no relying party: is loco_oidc::initializer among the initializers?");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        })?;
        let jar = CookieJar::from_headers(&parts.headers);
        let cookie = |name: &str| jar.get(name).map(|cookie| cookie.value().to_owned());
        let header = |name| {
            let value = parts.headers.get(name)?;
            value.to_str().ok()
        };
        let uri: &Uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let language = cookie(LANGUAGE)
            .and_then(|tag| Language::from_tag(&tag))
            .unwrap_or_else(|| {
                header(ACCEPT_LANGUAGE)
                    .map(Language::accepted)
                    .unwrap_or_default()
            });
        let request = Request {
            theme: match cookie(THEME).as_deref() {
                Some("light") => Some("light"),
                Some("dark") => Some("dark"),
                _ => None,
            },
            shortcuts: cookie(SHORTCUTS).as_deref() != Some("off"),
            here: uri
                .path_and_query()
                .map_or("/admin/", |here| here.as_str())
                .to_owned(),
            query: form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
            messages: cookie(flash::COOKIE)
                .map(|value| flash::decode(&value))
                .unwrap_or_default(),
            policy: policy(app),
            secure: app.config.server.host.starts_with("https://"),
            wants_json: header(http::header::ACCEPT)
                .is_some_and(|accept| accept.starts_with("application/json")),
        };
        let staff = Staff(user);
        Ok(Self {
            site: site.seen_by(&staff),
            app: app.clone(),
            staff,
            language,
            now: Clock::of(app).now(),
            versions,
            request: Arc::new(request),
        })
    }
}

/// Nothing but this site; signing out is a form whose answer leads to the provider.
fn policy(app: &AppContext) -> HeaderValue {
    let provider = Oidc::of(app)
        .ok()
        .and_then(|oidc| url::Url::parse(oidc.settings().issuer()).ok())
        .map(|issuer| issuer.origin())
        .filter(url::Origin::is_tuple)
        .map(|origin| format!(" {}", origin.ascii_serialization()))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; form-action 'self'{provider}"
    );
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'self'"))
}

/// What the layout needs; in templates it is called `admin`.
#[derive(Serialize)]
struct Layout<'a> {
    title: String,
    lang: &'static str,
    dir: &'static str,
    theme: Option<&'static str>,
    shortcuts: bool,
    here: &'a str,
    /// Whether there is a page of background jobs for this person.
    jobs: bool,
    user: String,
    messages: &'a [Message],
    apps: Vec<AppMenu>,
}

/// The models of one application, for the menu.
#[derive(Serialize)]
pub(crate) struct AppMenu {
    pub name: String,
    pub models: Vec<ModelMenu>,
}

#[derive(Serialize)]
pub(crate) struct ModelMenu {
    pub name: String,
    pub url: String,
    pub add_url: Option<String>,
    pub current: bool,
    pub changes: bool,
}

#[derive(Serialize)]
struct Whole<'a, T> {
    admin: Layout<'a>,
    #[serde(flatten)]
    view: &'a T,
}

impl Visit {
    /// The database, outside any transaction.
    pub fn db(&self) -> Db<'_> {
        Db::from(&self.app.db)
    }

    pub fn today(&self) -> NaiveDate {
        self.site.today(self.now)
    }

    pub fn query(&self) -> &[(String, String)] {
        &self.request.query
    }

    /// The value of a parameter in the address.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.request
            .query
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn here(&self) -> &str {
        &self.request.here
    }

    pub fn wants_json(&self) -> bool {
        self.request.wants_json
    }

    pub fn text(&self, key: &str) -> String {
        self.site.texts().text(self.language, key)
    }

    pub fn text_with(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        self.site.texts().text_with(self.language, key, arguments)
    }

    /// What a declaration says, in the person's language.
    pub fn said(&self, words: &str) -> String {
        self.site.texts().said(self.language, words)
    }

    /// A model that this person may do this with.
    pub fn entry(&self, slug: &str, op: Op) -> Result<&Entry> {
        let entry = self.site.by_slug(slug).ok_or(Error::NotFound)?;
        if entry.can(&self.staff, op, None) {
            Ok(entry)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// The models that this person sees, by application.
    pub fn menu(&self) -> Vec<AppMenu> {
        let path = self.here().split('?').next().unwrap_or_default();
        let mut apps: Vec<(&str, AppMenu)> = Vec::new();
        for entry in self.site.entries() {
            let sees = entry.can(&self.staff, Op::View, None);
            let adds = entry.can(&self.staff, Op::Add, None);
            if entry.declaration.hidden || !sees && !adds {
                continue;
            }
            let model = ModelMenu {
                name: labels::several(self, entry),
                url: if sees { entry.url() } else { entry.add_url() },
                add_url: adds.then(|| entry.add_url()),
                current: path.starts_with(&entry.url()),
                changes: entry.can(&self.staff, Op::Change, None),
            };
            match apps.iter_mut().find(|(app, _)| *app == entry.app) {
                Some((_, menu)) => menu.models.push(model),
                None => apps.push((
                    entry.app,
                    AppMenu {
                        name: labels::app(self, entry.app),
                        models: vec![model],
                    },
                )),
            }
        }
        apps.into_iter().map(|(_, menu)| menu).collect()
    }

    /// The template with this view, as a page.
    pub fn page(
        &self,
        status: StatusCode,
        template: &str,
        view: &impl Serialize,
    ) -> Result<Response> {
        let whole = Whole {
            admin: Layout {
                title: self.site.title(self.language),
                lang: self.language.tag(),
                dir: self.language.direction(),
                theme: self.request.theme,
                shortcuts: self.request.shortcuts,
                jobs: self.site.has_jobs() && self.staff.can(jobs::PERMISSION),
                here: self.here(),
                user: self.staff.display_name(),
                messages: &self.request.messages,
                apps: self.menu(),
            },
            view,
        };
        let html = self.site.views().render(self.language, template, &whole)?;
        let mut jar = CookieJar::new();
        if !self.request.messages.is_empty() {
            jar = jar.add(self.message_cookie(String::new(), true));
        }
        let mut response = (status, jar, Body::from(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(VARY, HeaderValue::from_static("Cookie, Accept-Language"));
        headers.insert(CONTENT_SECURITY_POLICY, self.request.policy.clone());
        Ok(response)
    }

    fn message_cookie(&self, value: String, remove: bool) -> Cookie<'static> {
        let mut cookie = Cookie::build((flash::COOKIE, value))
            .path("/admin")
            .http_only(true)
            .secure(self.request.secure)
            .same_site(SameSite::Lax)
            .build();
        if remove {
            cookie.make_removal();
        }
        cookie
    }

    /// Sends the browser to another page (303), which shows the messages once.
    pub fn redirect(&self, url: &str, messages: Vec<Message>) -> Response {
        let location = HeaderValue::from_str(url).unwrap_or(HeaderValue::from_static("/admin/"));
        let mut jar = CookieJar::new();
        if !messages.is_empty() {
            let all: Vec<Message> = self
                .request
                .messages
                .iter()
                .cloned()
                .chain(messages)
                .collect();
            jar = jar.add(self.message_cookie(flash::encode(&all), false));
        }
        (StatusCode::SEE_OTHER, [(LOCATION, location)], jar).into_response()
    }

    /// To the provider; a script, which cannot follow there, is told where it is.
    fn sign_in_again(&self, url: &str) -> Response {
        if self.wants_json() {
            let answer = serde_json::json!({ "sign_in": url });
            return (StatusCode::UNAUTHORIZED, axum::Json(answer)).into_response();
        }
        self.redirect(url, Vec::new())
    }

    /// The same request at another address of the site.
    pub fn at(self, address: &str) -> Self {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let request = Request {
            here: address.to_owned(),
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            ..(*self.request).clone()
        };
        Self {
            request: Arc::new(request),
            ..self
        }
    }

    /// The answer, or a page that says why there is none.
    pub fn respond(&self, answer: Result<Response>) -> Response {
        let error = match answer {
            Ok(response) => return response,
            Err(Error::SignInAgain(url)) => return self.sign_in_again(&url),
            Err(error) => error,
        };
        let status = error.status();
        if status.is_server_error() {
            tracing::error!(%error, path = self.here(), "an admin page failed");
        }
        let text = match &error {
            Error::BadRequest(text) => text.clone(),
            other => self.text(&format!("{}-text", other.key())),
        };
        let view = serde_json::json!({
            "problem": { "title": self.text(&format!("{}-title", error.key())), "text": text, "status": status.as_u16() },
        });
        self.page(status, "problem.html", &view)
            .unwrap_or_else(|failed| {
                tracing::error!(error = %failed, "the page for an error failed");
                error.into_response()
            })
    }
}
