//! What happens, in numbers, through the `metrics` facade: an application that installs a recorder
//! sees them. No label has a value that a person can choose.
use crate::ProblemCode;
use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use std::time::Duration;

const SIGN_INS: &str = "oidc_sign_ins_total";
const REFUSALS: &str = "oidc_refusals_total";
const INVALID_TOKENS: &str = "oidc_invalid_tokens_total";
const REFRESHES: &str = "oidc_refreshes_total";
const LOGOUTS: &str = "oidc_logouts_total";
const SESSIONS_OPENED: &str = "oidc_sessions_opened_total";
const SESSIONS_ENDED: &str = "oidc_sessions_ended_total";
const PROVIDER_SECONDS: &str = "oidc_provider_request_duration_seconds";

/// Tells the recorder, if there is one by now, what the numbers mean.
pub(crate) fn describe() {
    for (name, meaning) in [
        (SIGN_INS, "People who were signed in"),
        (
            REFUSALS,
            "Requests that were refused, by the code of the refusal",
        ),
        (
            INVALID_TOKENS,
            "Tokens that broke a rule, by kind of token and rule",
        ),
        (REFRESHES, "Refreshes of a session's tokens, by outcome"),
        (LOGOUTS, "Logouts, by who began them"),
        (SESSIONS_OPENED, "Sessions that were opened"),
        (
            SESSIONS_ENDED,
            "Sessions that were ended or deleted after their end",
        ),
    ] {
        describe_counter!(name, Unit::Count, meaning);
    }
    describe_histogram!(
        PROVIDER_SECONDS,
        Unit::Seconds,
        "Time until the provider's whole answer, by endpoint and outcome"
    );
}

pub(crate) fn signed_in() {
    counter!(SIGN_INS).increment(1);
}

pub(crate) fn refused(code: ProblemCode) {
    counter!(REFUSALS, "reason" => code.as_str()).increment(1);
}

/// A token broke a rule: `id`, `access` or `logout`.
pub(crate) fn invalid_token(kind: &'static str, rule: &'static str) {
    counter!(INVALID_TOKENS, "token" => kind, "rule" => rule).increment(1);
}

pub(crate) fn refreshed(outcome: &'static str) {
    counter!(REFRESHES, "outcome" => outcome).increment(1);
}

pub(crate) fn logged_out(kind: &'static str) {
    counter!(LOGOUTS, "kind" => kind).increment(1);
}

pub(crate) fn session_opened() {
    counter!(SESSIONS_OPENED).increment(1);
}

pub(crate) fn sessions_ended(how_many: u64) {
    if how_many > 0 {
        counter!(SESSIONS_ENDED).increment(how_many);
    }
}

pub(crate) fn provider_asked(endpoint: &'static str, outcome: &'static str, took: Duration) {
    histogram!(PROVIDER_SECONDS, "endpoint" => endpoint, "outcome" => outcome)
        .record(took.as_secs_f64());
}
