//! Counts and times requests, and keeps the numbers that `/metrics` shows.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use axum::{
    Router as AxumRouter,
    extract::{MatchedPath, Request},
    http::Method,
    middleware::{Next, from_fn},
    response::Response,
};
use loco_rs::{
    Error, Result,
    app::{AppContext, Initializer},
};
use metrics::{Unit, counter, describe_counter, describe_histogram, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde::Deserialize;

const REQUESTS: &str = "http_requests_total";
const SECONDS: &str = "http_request_duration_seconds";

/// Upper bounds of the buckets that durations are counted in, in seconds.
const BUCKETS: [f64; 12] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0,
];
/// Measured durations wait in memory until they are sorted into buckets.
const SORTED_EVERY: Duration = Duration::from_secs(5);
/// A shorter token can be guessed.
const SHORTEST_TOKEN: usize = 16;

/// The recorder of this process. There can be one only, however many applications its tests boot.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Measures every request; `settings.metrics` says who may read the numbers.
pub struct Metrics;

/// `settings.metrics`.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MetricsSettings {
    /// Who shows this token as `Authorization: Bearer` may read. Empty: whoever asks from this machine.
    pub token: String,
}

impl MetricsSettings {
    /// Reads and checks `settings.metrics`.
    ///
    /// # Errors
    /// One sentence that names the key and the remedy.
    pub fn of(ctx: &AppContext) -> Result<Self> {
        let written = ctx
            .config
            .settings
            .as_ref()
            .and_then(|settings| settings.get("metrics"))
            .cloned()
            .unwrap_or_else(|| serde_json::json!({}));
        let settings: Self = serde_json::from_value(written).map_err(|error| {
            let remedy = format!("{error}; correct it in config/{}.yaml", ctx.environment);
            Error::Message(format!("settings.metrics: {remedy}"))
        })?;
        if !settings.token.is_empty() && settings.token.chars().count() < SHORTEST_TOKEN {
            return Err(Error::Message(format!(
                "settings.metrics.token: is too short; set METRICS_TOKEN to a random string of at least \
                 {SHORTEST_TOKEN} characters (openssl rand -hex 24), or leave it empty for readers on this machine"
            )));
        }
        Ok(settings)
    }
}

/// The numbers in Prometheus's text format; `None` when another recorder has them.
#[must_use]
pub fn numbers() -> Option<String> {
    let recorder = RECORDER.get()?.as_ref()?;
    Some(recorder.render())
}

#[async_trait]
impl Initializer for Metrics {
    fn name(&self) -> String {
        "metrics".to_owned()
    }

    async fn before_run(&self, ctx: &AppContext) -> Result<()> {
        ctx.shared_store.insert(MetricsSettings::of(ctx)?);
        RECORDER.get_or_init(|| match install() {
            Ok(recorder) => Some(recorder),
            Err(error) => {
                tracing::warn!(%error, "there are no metrics");
                None
            }
        });
        describe_counter!(REQUESTS, Unit::Count, "Requests, by route and status");
        describe_histogram!(SECONDS, Unit::Seconds, "Time until the answer began");
        Ok(())
    }

    async fn after_routes(&self, router: AxumRouter, _ctx: &AppContext) -> Result<AxumRouter> {
        Ok(router.layer(from_fn(measure)))
    }
}

fn install() -> std::result::Result<PrometheusHandle, metrics_exporter_prometheus::BuildError> {
    let durations = Matcher::Suffix("_duration_seconds".to_owned());
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(durations, &BUCKETS)?
        .install_recorder()?;
    let sorted = recorder.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(SORTED_EVERY).await;
            sorted.run_upkeep();
        }
    });
    Ok(recorder)
}

/// By the route and not by the address, which anybody can make up.
async fn measure(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let outside = request.extensions().get::<MatchedPath>().cloned();
    let method = known(request.method());
    let response = next.run(request).await;
    let route = outside
        .as_ref()
        .or_else(|| response.extensions().get::<MatchedPath>())
        .map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned());
    let status = response.status().as_u16().to_string();
    histogram!(SECONDS, "method" => method, "route" => route.clone()).record(begun.elapsed());
    counter!(REQUESTS, "method" => method, "route" => route, "status" => status).increment(1);
    response
}

/// Anybody can make up a method, too.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
