//! What all pages share: the engine, the key that signs small cookies, and the library's calendar.

use std::{ops::Deref, sync::Arc};

use axum_extra::extract::cookie::{Cookie, Key, SameSite};
use loco_oidc::Clock;
use loco_rs::{Error, Result, app::AppContext};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha512};

use crate::models::{LibrarySettings, Pager};

use super::{Calendar, DateOrder, Views, static_files, static_files::StaticFiles, translation};

/// Among the static files.
const ICON: &str = "mark.svg";

/// Light or dark by choice; without a choice the browser's preference counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Shared by all requests, in the application context's shared store. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Parts>);

pub struct Parts {
    pub views: Views,
    /// Signs the cookies that hold messages and the visit counter.
    pub key: Key,
    /// Cookies are marked `Secure` when the site is reached through https.
    pub https: bool,
    /// The rules of the house.
    pub library: LibrarySettings,
    pub pager: Pager,
    pub clock: Clock,
    /// The address of the picture that stands for the site.
    pub icon: String,
    /// Where the admin is, if there is one.
    pub admin: Option<&'static str>,
}

impl Deref for Site {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The part of `settings` that pages alone need.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Settings {
    library: DateSettings,
    oidc: OidcSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DateSettings {
    date_order: DateOrder,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OidcSettings {
    session: SessionSettings,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SessionSettings {
    secrets: Vec<String>,
}

impl Site {
    /// Reads templates, messages and static files, with the settings of the application.
    ///
    /// # Errors
    ///
    /// When one of these is missing or not valid; the message says which.
    pub fn load(ctx: &AppContext, admin: Option<&'static str>) -> Result<Self> {
        let settings = settings(ctx)?;
        let library = LibrarySettings::of(ctx)?;
        translation::load().map_err(|reason| Error::string(&reason))?;
        let statics = Arc::new(StaticFiles::read(static_files::FOLDER.as_ref())?);
        let calendar = Calendar {
            time_zone: library.time_zone,
            order: settings.library.date_order,
        };
        Ok(Self(Arc::new(Parts {
            icon: statics.url(ICON),
            views: Views::load(calendar, &statics)?,
            key: signing_key(settings.oidc.session.secrets.first()),
            https: ctx.config.server.host.starts_with("https://"),
            pager: Pager::new(&library),
            library,
            clock: Clock::of(ctx),
            admin,
        })))
    }

    /// The site of a running application.
    ///
    /// # Errors
    ///
    /// When the initializer of the view engine has not run.
    pub fn of(ctx: &AppContext) -> Result<Self> {
        ctx.shared_store
            .get::<Self>()
            .ok_or_else(|| Error::string("the view engine's initializer is not registered"))
    }

    /// A cookie for the whole site that scripts cannot read and other sites do not send.
    #[must_use]
    pub fn cookie(&self, name: &'static str, value: String) -> Cookie<'static> {
        Cookie::build((name, value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.https)
            .build()
    }
}

fn settings(ctx: &AppContext) -> Result<Settings> {
    ctx.config.settings.clone().map_or_else(
        || Ok(Settings::default()),
        |settings| {
            serde_json::from_value(settings)
                .map_err(|error| Error::string(&format!("settings in config/*.yaml: {error}")))
        },
    )
}

/// Derived from the newest session secret. Without one, each start has a key of its own.
fn signing_key(secret: Option<&String>) -> Key {
    match secret {
        Some(secret) if !secret.is_empty() => {
            let digest = Sha512::new_with_prefix(b"locallibrary signed cookies\0")
                .chain_update(secret)
                .finalize();
            Key::from(&digest)
        }
        _ => Key::generate(),
    }
}
