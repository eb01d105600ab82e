//! What a person is told when a request is refused, and how they can go on.
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident => $code:literal, $title:literal, $text:literal;)*) => {
        /// Why a request was refused. [`ProblemCode::as_str`] is the stable name, in kebab case.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ProblemCode { $($(#[$doc])* $variant,)* }

        impl ProblemCode {
            /// Every code there is, for translations and for metrics.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name in kebab case, such as `sign-in-required`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// A heading in English, for applications without pages of their own.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// One sentence in English that says what can be done.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

codes! {
    /// Nobody is signed in, and somebody must be.
    SignInRequired => "sign-in-required", "Please sign in", "This is for people who are signed in.";
    /// Signed in, but without the role or the permission.
    Forbidden => "forbidden", "Not allowed", "Your account may not do this.";
    /// An unsafe request that another site sent.
    CrossSite => "cross-site", "Sent from another site", "This form was sent from another site, so nothing was changed. Open the page here and send it again.";
    /// The provider cannot be reached, or does not answer in time.
    ProviderUnavailable => "provider-unavailable", "Sign-in is not available just now", "The sign-in service does not answer. Please try again shortly.";
    /// The provider answers, but not with what its specification says.
    ProviderMisbehaves => "provider-misbehaves", "Sign-in failed", "The sign-in service gave an answer that cannot be trusted, so you were not signed in.";
    /// The identity token breaks a rule, so nobody is signed in by it.
    InvalidIdToken => "invalid-id-token", "Sign-in failed", "The sign-in service's statement about you could not be verified, so you were not signed in.";
    /// The callback belongs to no sign-in attempt of this browser.
    AttemptUnknown => "attempt-unknown", "This sign-in is no longer open", "It was finished in another tab, took too long, or began in another browser. Sign in again.";
    /// The callback says that another provider answered.
    WrongIssuer => "wrong-issuer", "Sign-in failed", "The answer came from another sign-in service than the one that was asked.";
    /// The person, or the provider, said no.
    AccessDenied => "access-denied", "You were not signed in", "Sign-in was cancelled or denied.";
    /// The provider needs the person to take part, and was asked not to bother them.
    LoginRequired => "login-required", "Please sign in", "The sign-in service asks you to sign in again.";
    /// The provider refused the request of this application.
    SignInFailed => "sign-in-failed", "Sign-in failed", "The sign-in service refused this sign-in.";
    /// The code or refresh token was used or is too old.
    CodeRefused => "code-refused", "This sign-in is no longer open", "The sign-in took too long or was already used. Sign in again.";
    /// No user here belongs to this account, and none is made.
    UserUnknown => "user-unknown", "No account here", "You are known to the sign-in service, but there is no account for you here.";
    /// The user is switched off.
    UserInactive => "user-inactive", "This account is switched off", "Ask the people who run this site.";
    /// Another user has this name or address, and linking is not allowed.
    UserConflict => "user-conflict", "This name is taken", "Another account here has the same name, so yours could not be made.";
    /// A sign-in older or weaker than the page wants.
    StepUpRequired => "step-up-required", "Please sign in again", "This page wants a fresh or stronger sign-in.";
    /// Parameters that make no sense.
    BadRequest => "bad-request", "This link does not work", "Something in the address or the form is missing or wrong.";
    /// Sign-out at the provider could not be confirmed; here it is done.
    SignedOutHere => "signed-out-here", "You are signed out", "You are signed out here. The sign-in service did not confirm that it signed you out as well.";
    /// The bearer token is missing, expired or not for this application.
    InvalidToken => "invalid-token", "Token refused", "The access token is missing, expired or not for this application.";
    /// The bearer token lacks a scope.
    InsufficientScope => "insufficient-scope", "Token refused", "The access token does not carry the scope that this wants.";
    /// The database does not answer.
    StorageUnavailable => "storage-unavailable", "Not available just now", "The server cannot reach its data. Please try again shortly.";
}

impl std::fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refusal: a response with a plain page, and the same as a response extension, so that an
/// outer layer can show a page of its own. A refusal of an access token is a problem document
/// (RFC 9457) instead, and no extension.
///
/// ```
/// use axum::response::IntoResponse;
/// use loco_oidc::{Problem, ProblemCode};
///
/// let response = Problem::new(http::StatusCode::FORBIDDEN, ProblemCode::Forbidden).into_response();
/// assert_eq!(response.status(), 403);
/// assert_eq!(response.extensions().get::<Problem>().unwrap().code.as_str(), "forbidden");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// 302 for a redirect to sign-in, else 4xx or 503.
    pub status: StatusCode,
    /// Why.
    pub code: ProblemCode,
    /// A path on this site at which the person can try again.
    pub retry: Option<String>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
    /// A `WWW-Authenticate` challenge (RFC 9110 section 11.6.1), for bearer tokens.
    pub challenge: Option<String>,
}

impl Problem {
    /// A refusal without a way on.
    #[must_use]
    pub const fn new(status: StatusCode, code: ProblemCode) -> Self {
        Self {
            status,
            code,
            retry: None,
            retry_after: None,
            challenge: None,
        }
    }

    /// With a path on this site at which the person can try again.
    #[must_use]
    pub fn retry_at(mut self, path: impl Into<String>) -> Self {
        self.retry = Some(path.into());
        self
    }

    /// With the seconds after which trying again makes sense.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The database does not answer: 503.
    #[must_use]
    pub fn storage(error: &sea_orm::DbErr) -> Self {
        tracing::error!(%error, "the database does not answer");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ProblemCode::StorageUnavailable,
        )
        .retry_after(5)
    }

    fn page(&self) -> String {
        let (title, text) = (self.code.title(), self.code.text());
        let link = self.retry.as_deref().map_or_else(String::new, |path| {
            format!("<p><a href=\"{}\">Go on</a></p>", escape(path))
        });
        format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
             <h1>{title}</h1><p>{text}</p>{link}</html>"
        )
    }
}

/// Escapes text for HTML content and double-quoted attributes.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = if self.status.is_redirection() {
            let mut response = self.status.into_response();
            let target = self.retry.as_deref().unwrap_or("/");
            if let Ok(location) = HeaderValue::from_str(target) {
                response.headers_mut().insert(LOCATION, location);
            }
            response
        } else if self.challenge.is_some() {
            // An API's client reads no page (RFC 9457).
            let body = serde_json::json!({
                "type": "about:blank",
                "title": self.code.title(),
                "status": self.status.as_u16(),
                "detail": self.code.text(),
                "code": self.code.as_str(),
            });
            let mut response = (self.status, body.to_string()).into_response();
            response.headers_mut().insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/problem+json"),
            );
            response
        } else {
            let mut response = (self.status, self.page()).into_response();
            response.headers_mut().insert(
                CONTENT_TYPE,
                HeaderValue::from_static("text/html; charset=utf-8"),
            );
            response.extensions_mut().insert(self.clone());
            response
        };
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = self.challenge.and_then(|c| HeaderValue::try_from(c).ok()) {
            headers.insert(http::header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
