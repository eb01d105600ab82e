//! `/oidc/callback/`: where the provider sends people back to.
use crate::answer_query::AnswerQuery;
use crate::attempt::Attempt;
use crate::authenticate::found;
use crate::claims::{Claims, Expected, SKEW, verify_id_token};
use crate::parameters::{Parameters, bad_request};
use crate::provider::{Client, ProviderError, TokenAnswer, TokenError};
use crate::session::{NewSession, SessionHandle, Tokens, session_cookie};
use crate::{Oidc, Problem, ProblemCode, ResponseMode, metrics, person, sign_in, sign_in_link};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use chrono::{DateTime, TimeDelta, Utc};
use http::header::USER_AGENT;
use http::{HeaderMap, StatusCode};
use loco_rs::app::AppContext;
use loco_rs::controller::middleware::remote_ip::RemoteIP;
use serde_json::Value;

/// The answer in the query.
pub(crate) async fn from_query(
    State(ctx): State<AppContext>,
    oidc: Oidc,
    Extension(handle): Extension<SessionHandle>,
    ip: RemoteIP,
    headers: HeaderMap,
    AnswerQuery(query): AnswerQuery,
) -> Result<Response, Problem> {
    Callback {
        ctx,
        oidc,
        handle,
        ip,
        headers,
    }
    .answer(query.as_bytes())
    .await
}

/// The answer in a form that the provider's page posts, where `response_mode` is `form_post`.
pub(crate) async fn from_form(
    State(ctx): State<AppContext>,
    oidc: Oidc,
    Extension(handle): Extension<SessionHandle>,
    ip: RemoteIP,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Problem> {
    if oidc.settings().response_mode != ResponseMode::FormPost {
        return Err(
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, ProblemCode::BadRequest).retry_at("/"),
        );
    }
    Callback {
        ctx,
        oidc,
        handle,
        ip,
        headers,
    }
    .answer(&form)
    .await
}

struct Callback {
    ctx: AppContext,
    oidc: Oidc,
    handle: SessionHandle,
    ip: RemoteIP,
    headers: HeaderMap,
}

/// Why a callback signs nobody in, and whether the same callback may be tried again.
struct Failure {
    problem: Problem,
    may_be_repeated: bool,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            may_be_repeated: false,
        }
    }
}

impl Callback {
    async fn answer(self, parameters: &[u8]) -> Result<Response, Problem> {
        let parameters = Parameters::parse(parameters)?;
        let attempt = parameters
            .get("state")
            .and_then(|state| Attempt::find(&self.oidc, &self.headers, state));
        let attempt = match attempt {
            Some(attempt) if !attempt.is_finished => attempt,
            over => return self.stale(over).await,
        };
        match self.finish(&attempt, &parameters).await {
            Ok(response) => Ok(response),
            Err(Failure {
                problem,
                may_be_repeated,
            }) => {
                let retry = sign_in_link::link(Some(&attempt.next), &[]);
                let problem = problem.retry_at(retry);
                tracing::warn!(code = %problem.code, "signed nobody in");
                let removal = attempt
                    .removal(self.oidc.settings())
                    .filter(|_| !may_be_repeated);
                Ok((
                    removal.into_iter().fold(CookieJar::new(), CookieJar::add),
                    problem,
                )
                    .into_response())
            }
        }
    }

    /// A callback that was used before, took too long, or began in another browser: whoever is
    /// signed in by now goes on, everybody else may begin anew.
    async fn stale(&self, attempt: Option<Attempt>) -> Result<Response, Problem> {
        let next = attempt.map_or_else(
            || self.oidc.settings().redirects.after_sign_in.clone(),
            |attempt| attempt.next,
        );
        if self.handle.load().await?.is_some() {
            return Ok(found(&next));
        }
        let retry = sign_in_link::link(Some(&next), &[]);
        Err(Problem::new(StatusCode::BAD_REQUEST, ProblemCode::AttemptUnknown).retry_at(retry))
    }

    async fn finish(
        &self,
        attempt: &Attempt,
        parameters: &Parameters,
    ) -> Result<Response, Failure> {
        let oidc = &self.oidc;
        let client = Client::of(oidc.provider()).await.map_err(repeatable)?;
        let issuer = parameters.get("iss");
        let is_other = issuer.is_some_and(|issuer| issuer != oidc.settings().issuer());
        if is_other || (issuer.is_none() && client.metadata.sends_issuer) {
            return Err(Problem::new(StatusCode::BAD_REQUEST, ProblemCode::WrongIssuer).into());
        }
        if let Some(error) = parameters.get("error") {
            // Only what the protocol's error codes are made of (RFC 6749 section 4.1.2.1) is logged.
            let code: String = error
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                .take(80)
                .collect();
            tracing::info!(code, "the provider refused a sign-in");
            return Err(refusal(error).into());
        }
        let code = parameters.get("code").ok_or_else(bad_request)?.to_owned();
        let answer = client
            .exchange(code, attempt.verifier.clone())
            .await
            .map_err(token_problem)?;
        let person = self.person(&client, attempt, &answer).await?;
        check_freshness(attempt, &person.id_token, oidc.clock().now())?;
        self.open_session(attempt, person, answer)
            .await
            .map_err(Failure::from)
    }

    /// Who it is: by the ID token, with the claims of the userinfo endpoint and the roles of the
    /// access token.
    async fn person(
        &self,
        client: &Client<'_>,
        attempt: &Attempt,
        answer: &TokenAnswer,
    ) -> Result<person::Person, Failure> {
        let Some(id_token) = &answer.id_token else {
            tracing::warn!("the token endpoint gave no ID token");
            return Err(invalid_id_token().into());
        };
        let oidc = &self.oidc;
        let verifying = (oidc.provider(), oidc.settings(), oidc.clock());
        let expected = Expected::SignIn(&attempt.nonce);
        let claims = verify_id_token(verifying, id_token, &answer.access, expected)
            .await
            .map_err(Problem::from)?
            .map_err(|rule| {
                metrics::invalid_token("id", rule.0);
                tracing::warn!(%rule, "refused an ID token");
                invalid_id_token()
            })?;
        Ok(person::gather(oidc, client, claims, &answer.access).await?)
    }

    async fn open_session(
        &self,
        attempt: &Attempt,
        person: person::Person,
        answer: TokenAnswer,
    ) -> Result<Response, Problem> {
        let (oidc, db) = (&self.oidc, &self.ctx.db);
        let now = oidc.clock().now();
        let claims = Claims::new(
            oidc.settings().issuer(),
            person.subject.clone(),
            person.userinfo.clone(),
        );
        let user = sign_in::sign_in(oidc, db, &claims).await?;
        let before = self.handle.load().await?;
        let text = |name: &str| {
            person
                .id_token
                .get(name)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let id_token = answer.id_token.as_ref().map(ToString::to_string);
        let new = NewSession {
            sid: text("sid"),
            acr: text("acr"),
            auth_time: auth_time(&person.id_token),
            user_agent: self.text_of(USER_AGENT.as_str()),
            ip: match self.ip {
                RemoteIP::Forwarded(ip) | RemoteIP::Socket(ip) => ip.to_string(),
                RemoteIP::None => String::new(),
            },
            access_expires_at: expiry(&answer, now),
            tokens: Some(Tokens {
                access: answer.access,
                refresh: answer.refresh,
                id: id_token,
            }),
            userinfo: person.userinfo,
            ..NewSession::for_subject(claims.issuer, claims.subject)
        };
        let storage = |error| Problem::storage(&error);
        let opened = oidc
            .sessions()
            .open(db, &user, new)
            .await
            .map_err(storage)?;
        // A new sign-in is a new session: the one that this browser had is over.
        if let Some(before) = before {
            oidc.sessions()
                .end(db, before.session.id)
                .await
                .map_err(storage)?;
        }
        metrics::signed_in();
        tracing::info!(
            user = user.id,
            session = opened.session.id,
            issuer = oidc.settings().issuer(),
            "signed in"
        );
        let cookies = CookieJar::new().add(session_cookie(oidc.settings(), opened.cookie_value));
        let cookies = attempt
            .finished()
            .cookie(oidc)
            .into_iter()
            .fold(cookies, CookieJar::add);
        Ok((cookies, found(&attempt.next)).into_response())
    }

    fn text_of(&self, header: &str) -> String {
        let value = self
            .headers
            .get(header)
            .map(http::HeaderValue::as_bytes)
            .unwrap_or_default();
        String::from_utf8_lossy(value).into_owned()
    }
}

/// When the access token ends, where the provider says so.
pub(crate) fn expiry(answer: &TokenAnswer, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let seconds = i64::try_from(answer.expires_in?.as_secs()).ok()?;
    now.checked_add_signed(TimeDelta::try_seconds(seconds)?)
}

fn auth_time(id_token: &Value) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(id_token.get("auth_time")?.as_i64()?, 0)
}

pub(crate) fn invalid_id_token() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, ProblemCode::InvalidIdToken)
}

/// The provider could not be asked: the code is still good, so that loading the page again may do.
fn repeatable(error: ProviderError) -> Failure {
    Failure {
        may_be_repeated: matches!(error, ProviderError::Unreachable(_)),
        problem: error.into(),
    }
}

fn token_problem(error: TokenError) -> Failure {
    match error {
        TokenError::GrantRefused => {
            Problem::new(StatusCode::BAD_REQUEST, ProblemCode::CodeRefused).into()
        }
        TokenError::NoIdToken => {
            metrics::invalid_token("id", "this is no ID token");
            tracing::warn!("refused what should have been an ID token");
            invalid_id_token().into()
        }
        TokenError::ClientRefused(code) => {
            tracing::error!(
                code,
                "the provider refuses this application: are client_id and client_secret right?"
            );
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, ProblemCode::SignInFailed)
                .retry_after(60)
                .into()
        }
        TokenError::Provider(error) => repeatable(error),
    }
}

/// An error of the authorization endpoint (RFC 6749 section 4.1.2.1, OpenID Connect Core section
/// 3.1.2.6). Its description is the provider's, and is not shown.
fn refusal(error: &str) -> Problem {
    match error {
        "access_denied" => Problem::new(StatusCode::FORBIDDEN, ProblemCode::AccessDenied),
        "login_required"
        | "interaction_required"
        | "account_selection_required"
        | "consent_required" => Problem::new(StatusCode::UNAUTHORIZED, ProblemCode::LoginRequired),
        "temporarily_unavailable" | "server_error" => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            ProblemCode::ProviderUnavailable,
        )
        .retry_after(10),
        "unmet_authentication_requirements" => {
            Problem::new(StatusCode::FORBIDDEN, ProblemCode::StepUpRequired)
        }
        _ => Problem::new(StatusCode::BAD_REQUEST, ProblemCode::SignInFailed),
    }
}

/// What the attempt wanted of the sign-in (OpenID Connect Core section 3.1.3.7, rules 12 and 13).
fn check_freshness(attempt: &Attempt, id_token: &Value, now: DateTime<Utc>) -> Result<(), Problem> {
    let refuse = || Problem::new(StatusCode::FORBIDDEN, ProblemCode::StepUpRequired);
    if let Some(max_age) = attempt.max_age {
        let at = auth_time(id_token).ok_or_else(refuse)?;
        // Not older than wanted, and not from a time to come, which would stay fresh till then.
        if now - at > TimeDelta::seconds(max_age) + SKEW || at > now + SKEW {
            return Err(refuse());
        }
    }
    if let Some(wanted) = &attempt.acr {
        let acr = id_token
            .get("acr")
            .and_then(Value::as_str)
            .ok_or_else(refuse)?;
        if !wanted.split(' ').any(|wanted| wanted == acr) {
            return Err(refuse());
        }
    }
    Ok(())
}
