//! The page around every template: language, theme, who is signed in, and messages from the page before.

use std::{borrow::Cow, collections::HashMap};

use axum::{
    body::Body,
    extract::{FromRequestParts, OriginalUri},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, HOST, LOCATION, REFERER, VARY},
        request::Parts,
    },
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SignedCookieJar};
use chrono::{DateTime, NaiveDate, Utc};
use fluent_templates::fluent_bundle::FluentValue;
use loco_oidc::CurrentUser;
use loco_rs::app::AppContext;
use serde::Serialize;
use url::form_urlencoded;

use super::{Language, Message, Site, Theme, flash, section::section};
use crate::errors::{Error, Result};

pub const LANGUAGE_COOKIE: &str = "language";
pub const THEME_COOKIE: &str = "theme";

/// Put into every response that a template made, so that tests and logs can say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenderedTemplate(pub &'static str);

/// Everything about a request that its page shows around the template.
pub struct Page {
    pub site: Site,
    pub language: Language,
    pub user: Option<CurrentUser>,
    theme: Option<Theme>,
    /// Path and query of the page that can be come back to: the one that was asked for, or the one whose form was sent.
    here: String,
    messages: Vec<Message>,
    cookies: SignedCookieJar,
}

/// What the layout needs; in templates it is called `site`.
#[derive(Serialize)]
struct Layout<'a> {
    lang: Language,
    theme: Option<Theme>,
    here: &'a str,
    section: &'static str,
    user: Option<Account>,
    /// Where somebody who is not signed in can do so and come back to this page.
    sign_in: Option<String>,
    messages: &'a [Message],
}

#[derive(Serialize)]
struct Account {
    name: String,
    /// Where the admin is, for those who may enter it.
    admin: Option<&'static str>,
    /// Whether they see everybody's loans.
    lends: bool,
}

/// What templates show buttons for. The routes are guarded by themselves.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct May {
    add: bool,
    change: bool,
    delete: bool,
}

#[derive(Serialize)]
struct Whole<'a, T> {
    site: Layout<'a>,
    #[serde(flatten)]
    data: &'a T,
}

impl FromRequestParts<AppContext> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, ctx: &AppContext) -> Result<Self> {
        let user = CurrentUser::from_extensions(&parts.extensions).await;
        Self::new(parts, ctx, user)
    }
}

impl Page {
    /// The page of a request whose user is already known.
    ///
    /// # Errors
    ///
    /// When the view engine's initializer has not run.
    pub fn new(parts: &Parts, ctx: &AppContext, user: Option<CurrentUser>) -> Result<Self> {
        let site = Site::of(ctx)?;
        let plain = CookieJar::from_headers(&parts.headers);
        let cookies = SignedCookieJar::from_headers(&parts.headers, site.key.clone());
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        Ok(Self {
            language: language_of(&plain, &parts.headers),
            theme: plain
                .get(THEME_COOKIE)
                .and_then(|cookie| Theme::from_name(cookie.value())),
            here: if parts.method.is_safe() {
                uri.path_and_query()
                    .map_or("/", |here| here.as_str())
                    .to_owned()
            } else {
                came_from(&parts.headers).unwrap_or_else(|| "/catalog/".to_owned())
            },
            messages: cookies
                .get(flash::COOKIE)
                .map(|cookie| flash::decode(cookie.value()))
                .unwrap_or_default(),
            cookies,
            user,
            site,
        })
    }
}

/// The page of this site whose form was sent.
fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let from: Uri = text(REFERER)?.parse().ok()?;
    if from.authority()?.as_str() != text(HOST)? {
        return None;
    }
    local_path(from.path_and_query()?.as_str()).map(str::to_owned)
}

/// The language that the reader has chosen here.
#[must_use]
pub fn chosen_language(cookies: &CookieJar) -> Option<Language> {
    cookies
        .get(LANGUAGE_COOKIE)
        .and_then(|cookie| Language::from_code(cookie.value()))
}

/// The language by choice, else the best that the browser asks for.
fn language_of(cookies: &CookieJar, headers: &HeaderMap) -> Language {
    chosen_language(cookies)
        .or_else(|| {
            headers
                .get(ACCEPT_LANGUAGE)
                .and_then(|value| value.to_str().ok())
                .map(Language::negotiate)
        })
        .unwrap_or_default()
}

impl Page {
    /// The template as a page of its own, with status 200.
    ///
    /// # Errors
    ///
    /// When the template names something that `data` lacks: a 500 page.
    pub fn render(self, template: &'static str, data: &impl Serialize) -> Result<Response> {
        self.render_as(StatusCode::OK, template, data)
    }

    /// The template as a page of its own, with another status.
    ///
    /// # Errors
    ///
    /// As [`Page::render`].
    pub fn render_as(
        mut self,
        status: StatusCode,
        template: &'static str,
        data: &impl Serialize,
    ) -> Result<Response> {
        let whole = Whole {
            site: self.layout(),
            data,
        };
        let html = self.site.views.render(self.language, template, &whole)?;
        if !self.messages.is_empty() {
            self.cookies = self
                .cookies
                .remove(Cookie::build(flash::COOKIE).path("/").build());
        }
        let mut response = (status, self.cookies, Body::from(html)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        // Pages differ by reader; what a signed-in reader sees must not stay on a shared computer.
        let caching = if self.user.is_some() {
            "no-store"
        } else {
            "private, no-cache"
        };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(VARY, HeaderValue::from_static("Cookie, Accept-Language"));
        response.extensions_mut().insert(RenderedTemplate(template));
        Ok(response)
    }

    /// Sends the browser to another page of this site (303).
    #[must_use]
    pub fn redirect(self, url: &str) -> Response {
        let location = HeaderValue::from_str(url).unwrap_or(HeaderValue::from_static("/"));
        (StatusCode::SEE_OTHER, [(LOCATION, location)], self.cookies).into_response()
    }

    /// Sends the browser to another page of this site, which shows the message once.
    #[must_use]
    pub fn redirect_with(mut self, message: Message, url: &str) -> Response {
        self.messages.push(message);
        let value = flash::encode(&self.messages);
        self.set_signed_cookie(self.site.cookie(flash::COOKIE, value));
        self.redirect(url)
    }

    /// A cookie of this site that the browser's owner can read but not change.
    #[must_use]
    pub fn signed_cookie(&self, name: &str) -> Option<Cookie<'static>> {
        self.cookies.get(name)
    }

    /// The instant of this request.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.site.clock.now()
    }

    /// The library's day.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.site.library.today(self.now())
    }

    /// A message in the reader's language.
    #[must_use]
    pub fn text(&self, key: &str) -> Cow<'static, str> {
        self.language.text(key)
    }

    /// A message with one text put in.
    #[must_use]
    pub fn text_with(&self, key: &str, name: &'static str, text: &str) -> Cow<'static, str> {
        let arguments = HashMap::from([(Cow::Borrowed(name), FluentValue::from(text))]);
        self.language.text_with(key, &arguments)
    }

    /// A message with two texts put in.
    #[must_use]
    pub fn text_with_both(
        &self,
        key: &str,
        one: (&'static str, &str),
        other: (&'static str, &str),
    ) -> Cow<'static, str> {
        let arguments =
            [one, other].map(|(name, text)| (Cow::Borrowed(name), FluentValue::from(text)));
        self.language.text_with(key, &HashMap::from(arguments))
    }

    /// What the reader may do with a kind of thing, such as `author`.
    #[must_use]
    pub fn may(&self, kind: &str) -> May {
        let can = |action| {
            self.user
                .as_ref()
                .is_some_and(|user| user.can(&format!("catalog.{action}_{kind}")))
        };
        May {
            add: can("add"),
            change: can("change"),
            delete: can("delete"),
        }
    }

    /// Whether the reader is signed in and has this permission.
    #[must_use]
    pub fn can(&self, permission: &str) -> bool {
        self.user.as_ref().is_some_and(|user| user.can(permission))
    }

    /// Sets a signed cookie with the response.
    pub fn set_signed_cookie(&mut self, cookie: Cookie<'static>) {
        self.cookies = self.cookies.clone().add(cookie);
    }

    /// Where somebody signs in and comes back here. The provider is asked to speak the reader's language too (OpenID
    /// Connect Core, section 3.1.2.1).
    #[must_use]
    pub fn sign_in(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("next", &self.here)
            .append_pair("ui_locales", self.language.code())
            .finish();
        format!("/oidc/authenticate/?{query}")
    }

    fn layout(&self) -> Layout<'_> {
        Layout {
            lang: self.language,
            theme: self.theme,
            here: &self.here,
            section: section(&self.here),
            user: self.user.as_ref().map(|user| Account {
                name: user.display_name(),
                admin: self.site.admin.filter(|_| user.is_staff),
                lends: user.can("catalog.can_mark_returned"),
            }),
            sign_in: self.user.is_none().then(|| self.sign_in()),
            messages: &self.messages,
        }
    }
}

/// `next` as an address on this site, or nothing for what a browser could take elsewhere.
#[must_use]
pub fn local_path(next: &str) -> Option<&str> {
    let stays = next.starts_with('/')
        && !next.starts_with("//")
        && next.len() <= 2_000
        && next.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    stays.then_some(next)
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_addresses_on_this_site_are_gone_back_to() {
        assert_eq!(
            local_path("/catalog/books/?page=2"),
            Some("/catalog/books/?page=2")
        );
        for elsewhere in [
            "",
            "catalog",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\nb",
        ] {
            assert_eq!(local_path(elsewhere), None, "{elsewhere:?}");
        }
    }
}
