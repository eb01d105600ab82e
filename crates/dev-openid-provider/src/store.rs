//! What the provider remembers: sessions, codes and tokens, in memory and only as long as they last.
use std::collections::{BTreeSet, HashMap};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};

use crate::realm::LifeSpans;

/// Somebody who is signed in at the provider.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// `sid` in tokens.
    pub id: String,
    pub user_id: String,
    pub auth_time: DateTime<Utc>,
    pub last_used: DateTime<Utc>,
    pub acr: String,
    /// The clients that got tokens of this session: they are told when it ends.
    pub clients: BTreeSet<String>,
}

/// What a code or a token stands for.
#[derive(Clone, Debug)]
pub(crate) struct Grant {
    pub client_id: String,
    pub user_id: String,
    pub session: Option<String>,
    pub scope: Vec<String>,
    pub nonce: Option<String>,
    pub auth_time: Option<DateTime<Utc>>,
    pub acr: String,
    /// Everything that came from one authorization falls together.
    pub family: String,
}

impl Grant {
    pub fn has_scope(&self, scope: &str) -> bool {
        self.scope.iter().any(|granted| granted == scope)
    }
}

/// An authorization code (RFC 6749, section 4.1.2), bound as RFC 7636 says.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub grant: Grant,
    pub redirect_uri: String,
    pub code_challenge: String,
    pub expires_at: DateTime<Utc>,
    pub used: bool,
}

/// A refresh token; a used one is kept so that its reuse is noticed.
#[derive(Clone, Debug)]
pub(crate) struct Refresh {
    pub grant: Grant,
    pub expires_at: DateTime<Utc>,
    pub used: bool,
}

/// An access token that was given out.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub grant: Grant,
    pub expires_at: DateTime<Utc>,
}

/// A device that waits for somebody to allow it (RFC 8628).
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub client_id: String,
    pub user_code: String,
    pub scope: Vec<String>,
    pub expires_at: DateTime<Utc>,
    /// When it asked last, and how long it has to wait between two questions.
    pub asked_at: Option<DateTime<Utc>>,
    pub interval: Duration,
    pub decision: Decision,
}

/// What somebody said to a device's request.
#[derive(Clone, Debug)]
pub(crate) enum Decision {
    Pending,
    Refused,
    /// By the user of this session.
    Allowed(Session),
}

/// Why a code or a refresh token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spent {
    Unknown,
    Expired,
    Reused,
}

/// Everything that is remembered.
#[derive(Debug, Default)]
pub(crate) struct Store {
    pub sessions: HashMap<String, Session>,
    /// The browser's cookie → session.
    pub cookies: HashMap<String, String>,
    pub codes: HashMap<String, Code>,
    pub refresh: HashMap<String, Refresh>,
    /// By the whole token, so that one with changed claims is nobody's.
    pub access: HashMap<String, Access>,
    /// By device code.
    pub devices: HashMap<String, Device>,
    /// `jti` of client assertions, until they expire.
    pub assertions: HashMap<String, DateTime<Utc>>,
}

/// 256 random bits for a code, a cookie or a token.
pub(crate) fn random_token() -> String {
    let bytes: [u8; 32] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Store {
    /// Forgets what has expired, so that nobody fills the memory of a long-running provider.
    pub fn prune(&mut self, now: DateTime<Utc>, life: &LifeSpans) {
        self.codes.retain(|_, code| code.expires_at > now);
        self.refresh.retain(|_, token| token.expires_at > now);
        self.access.retain(|_, token| token.expires_at > now);
        // Kept a little longer, so that a device hears that its code has expired.
        self.devices
            .retain(|_, device| device.expires_at + Duration::minutes(10) > now);
        self.assertions.retain(|_, expires_at| *expires_at > now);
        self.sessions
            .retain(|_, session| session.is_alive(now, life));
        let sessions = &self.sessions;
        self.cookies.retain(|_, id| sessions.contains_key(id));
    }

    /// The live session of a browser's cookie.
    pub fn session_of_cookie(
        &self,
        cookie: &str,
        now: DateTime<Utc>,
        life: &LifeSpans,
    ) -> Option<Session> {
        let id = self.cookies.get(cookie)?;
        self.sessions
            .get(id)
            .filter(|session| session.is_alive(now, life))
            .cloned()
    }

    /// Takes a code, once. Reuse takes back what the code had given (RFC 6749, section 4.1.2).
    pub fn take_code(&mut self, code: &str, now: DateTime<Utc>) -> Result<Code, Spent> {
        let found = self.codes.get_mut(code).ok_or(Spent::Unknown)?;
        if found.used {
            let family = found.grant.family.clone();
            self.revoke_family(&family);
            return Err(Spent::Reused);
        }
        found.used = true;
        if found.expires_at <= now {
            return Err(Spent::Expired);
        }
        Ok(found.clone())
    }

    /// The refresh token, without using it up.
    pub fn refresh_token(&mut self, token: &str, now: DateTime<Utc>) -> Result<Refresh, Spent> {
        let found = self.refresh.get(token).ok_or(Spent::Unknown)?.clone();
        if found.used {
            self.revoke_family(&found.grant.family);
            return Err(Spent::Reused);
        }
        if found.expires_at <= now {
            return Err(Spent::Expired);
        }
        Ok(found)
    }

    /// Takes back all tokens of one authorization (RFC 9700, section 4.14.2).
    pub fn revoke_family(&mut self, family: &str) {
        self.refresh
            .retain(|_, token| token.grant.family != family || token.used);
        self.access.retain(|_, token| token.grant.family != family);
    }

    /// The waiting device that shows this code; case and hyphens do not matter (RFC 8628, 6.1).
    pub fn waiting_device(&mut self, user_code: &str, now: DateTime<Utc>) -> Option<&mut Device> {
        let plain = |code: &str| -> String {
            let letters = code.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|letter| letter.to_ascii_uppercase()).collect()
        };
        let wanted = plain(user_code);
        self.devices.values_mut().find(|device| {
            plain(&device.user_code) == wanted
                && device.expires_at > now
                && matches!(device.decision, Decision::Pending)
        })
    }

    /// Ends a session and takes back its tokens; offline ones stay, as their name says.
    pub fn end_session(&mut self, id: &str) -> Option<Session> {
        let session = self.sessions.remove(id)?;
        self.cookies.retain(|_, of| of != id);
        let of_session = |grant: &Grant| grant.session.as_deref() == Some(id);
        self.codes.retain(|_, code| !of_session(&code.grant));
        self.access.retain(|_, token| !of_session(&token.grant));
        self.refresh.retain(|_, token| {
            !of_session(&token.grant) || token.grant.has_scope("offline_access")
        });
        Some(session)
    }
}

impl Session {
    /// Neither idle for too long nor too old.
    pub fn is_alive(&self, now: DateTime<Utc>, life: &LifeSpans) -> bool {
        now < self.last_used + life.session_idle && now < self.auth_time + life.session
    }
}
