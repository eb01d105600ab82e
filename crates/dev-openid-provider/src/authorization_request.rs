//! An authorization request, checked in the order in which its parts can be trusted.
use chrono::{DateTime, Duration, Utc};

use crate::DevProvider;
use crate::authorization_response::{AuthorizationResponse, ResponseMode};
use crate::claims::granted_scope;
use crate::pages::Problem;
use crate::parameters::Parameters;
use crate::realm::Client;
use crate::store::{Code, Grant, Session, random_token};

/// A request that may be answered (OpenID Connect Core, section 3.1.2.1).
#[derive(Clone, Debug)]
pub(crate) struct AuthorizationRequest {
    pub client: Client,
    pub scope: Vec<String>,
    pub login_hint: Option<String>,
    prompt: Vec<String>,
    max_age: Option<Duration>,
    acr_values: Vec<String>,
    nonce: Option<String>,
    code_challenge: String,
    way_back: WayBack,
}

/// Where answers to the request go.
#[derive(Clone, Debug)]
struct WayBack {
    redirect_uri: String,
    mode: ResponseMode,
    state: Option<String>,
}

/// Why a request is refused, and who hears of it.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The person in front of the browser: the redirect URI cannot be trusted.
    Page(Problem),
    /// The client.
    Redirect(AuthorizationResponse),
}

/// What a checked request leads to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// This session is good enough.
    Grant,
    /// Somebody has to sign in first.
    SignIn,
    /// Somebody would have to, but the request forbids to ask.
    LoginRequired,
}

impl AuthorizationRequest {
    /// Checks a request. Nothing is ever redirected to an address that the client did not register.
    pub fn parse(provider: &DevProvider, parameters: &Parameters) -> Result<Self, Refusal> {
        let client = parameters
            .get("client_id")
            .and_then(|id| provider.realm().clients.get(id).cloned())
            .ok_or(Refusal::Page(Problem::UnknownClient))?;
        let redirect_uri = parameters
            .get("redirect_uri")
            .filter(|uri| client.may_redirect_to(uri))
            .ok_or(Refusal::Page(Problem::WrongRedirectUri))?;
        let mode = parameters.get("response_mode").unwrap_or("query");
        let way_back = WayBack {
            redirect_uri: redirect_uri.to_owned(),
            mode: ResponseMode::from_name(mode).unwrap_or_default(),
            state: parameters.owned("state"),
        };
        let refuse = |error: &'static str, description: &str| {
            Refusal::Redirect(way_back.refusal(provider, error, description))
        };
        if let Some(name) = parameters.repeated() {
            return Err(refuse("invalid_request", &format!("{name} came twice")));
        }
        if ResponseMode::from_name(mode).is_none() {
            return Err(refuse(
                "invalid_request",
                "Invalid parameter: response_mode",
            ));
        }
        if !client.standard_flow {
            let why = "Client is not allowed to initiate browser login with given response_type.";
            return Err(refuse("unauthorized_client", why));
        }
        match parameters.get("response_type") {
            Some("code") => {}
            Some(_) => return Err(refuse("unsupported_response_type", "only code is offered")),
            None => {
                return Err(refuse(
                    "invalid_request",
                    "Missing parameter: response_type",
                ));
            }
        }
        for (name, error) in [
            ("request", "request_not_supported"),
            ("request_uri", "request_uri_not_supported"),
        ] {
            if parameters.get(name).is_some() {
                return Err(refuse(error, "not offered"));
            }
        }
        let asked = parameters.words("scope");
        if let Some(unknown) = client.unknown_scope(&asked) {
            return Err(refuse(
                "invalid_scope",
                &format!("Invalid scopes: {unknown}"),
            ));
        }
        let code_challenge = match parameters.get("code_challenge") {
            Some(challenge) if is_challenge(challenge) => challenge.to_owned(),
            Some(_) => {
                return Err(refuse(
                    "invalid_request",
                    "Invalid parameter: code_challenge",
                ));
            }
            None => {
                return Err(refuse(
                    "invalid_request",
                    "Missing parameter: code_challenge",
                ));
            }
        };
        if parameters.get("code_challenge_method") != Some("S256") {
            let why = "Invalid parameter: code challenge method is not matching the configured one";
            return Err(refuse("invalid_request", why));
        }
        let prompt = parameters.words("prompt");
        if prompt.iter().any(|word| word == "none") && prompt.len() > 1 {
            return Err(refuse("invalid_request", "prompt=none stands alone"));
        }
        let max_age = match parameters.get("max_age").map(str::parse::<u32>) {
            None => None,
            Some(Ok(seconds)) => Some(Duration::seconds(i64::from(seconds))),
            Some(Err(_)) => return Err(refuse("invalid_request", "Invalid parameter: max_age")),
        };
        Ok(Self {
            scope: granted_scope(&client, &asked),
            login_hint: parameters.owned("login_hint"),
            prompt,
            max_age,
            acr_values: parameters.words("acr_values"),
            nonce: parameters.owned("nonce"),
            code_challenge,
            way_back,
            client,
        })
    }

    /// What to do with this session, or without one.
    pub fn next_step(&self, session: Option<&Session>, now: DateTime<Utc>) -> Step {
        let asks = |word: &str| self.prompt.iter().any(|asked| asked == word);
        let good_enough = session.is_some_and(|session| {
            self.max_age
                .is_none_or(|limit| now - session.auth_time <= limit)
                && self.is_satisfied_by(&session.acr)
        });
        // "max_age=0" means what "prompt=login" does (OpenID Connect Core, section 3.1.2.1).
        let must_ask =
            asks("login") || asks("select_account") || self.max_age == Some(Duration::zero());
        match (good_enough && !must_ask, asks("none")) {
            (true, _) => Step::Grant,
            (false, true) => Step::LoginRequired,
            (false, false) => Step::SignIn,
        }
    }

    fn is_satisfied_by(&self, acr: &str) -> bool {
        self.acr_values.is_empty() || self.acr_values.iter().any(|wanted| wanted == acr)
    }

    /// The authentication context of a fresh sign-in: the first one asked for, as if it was met.
    pub fn acr_of_sign_in(&self) -> String {
        self.acr_values
            .first()
            .cloned()
            .unwrap_or_else(|| "1".to_owned())
    }

    /// A code for this session, and the response that carries it.
    pub fn grant(&self, provider: &DevProvider, session: &Session) -> AuthorizationResponse {
        let life = provider.realm().life;
        let now = provider.now();
        let code = random_token();
        let granted = Code {
            grant: Grant {
                client_id: self.client.id.clone(),
                user_id: session.user_id.clone(),
                session: Some(session.id.clone()),
                scope: self.scope.clone(),
                nonce: self.nonce.clone(),
                auth_time: Some(session.auth_time),
                acr: session.acr.clone(),
                family: random_token(),
            },
            redirect_uri: self.way_back.redirect_uri.clone(),
            code_challenge: self.code_challenge.clone(),
            expires_at: now + life.code,
            used: false,
        };
        let mut store = provider.store();
        store.prune(now, &life);
        store.codes.insert(code.clone(), granted);
        drop(store);
        let parameters = vec![("code", code), ("session_state", session.id.clone())];
        self.way_back.response(provider, parameters)
    }

    /// An error for the client (OpenID Connect Core, section 3.1.2.6).
    pub fn refusal(
        &self,
        provider: &DevProvider,
        error: &'static str,
        description: &str,
    ) -> AuthorizationResponse {
        self.way_back.refusal(provider, error, description)
    }

    /// The origin that the sign-in form leads to in the end, for its `form-action`.
    pub fn origin(&self) -> String {
        self.way_back.response_origin()
    }
}

impl WayBack {
    fn response(
        &self,
        provider: &DevProvider,
        mut parameters: Vec<(&'static str, String)>,
    ) -> AuthorizationResponse {
        if let Some(state) = &self.state {
            parameters.push(("state", state.clone()));
        }
        parameters.push(("iss", provider.issuer().to_owned()));
        provider.faults().edit_response(&mut parameters);
        AuthorizationResponse {
            redirect_uri: self.redirect_uri.clone(),
            mode: self.mode,
            parameters,
        }
    }

    fn refusal(
        &self,
        provider: &DevProvider,
        error: &str,
        description: &str,
    ) -> AuthorizationResponse {
        let parameters = vec![
            ("error", error.to_owned()),
            ("error_description", description.to_owned()),
        ];
        self.response(provider, parameters)
    }

    fn response_origin(&self) -> String {
        url::Url::parse(&self.redirect_uri)
            .map(|uri| uri.origin().ascii_serialization())
            .unwrap_or_default()
    }
}

/// 43 characters of base64url: a SHA-256 (RFC 7636, section 4.2).
fn is_challenge(text: &str) -> bool {
    text.len() == 43
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
