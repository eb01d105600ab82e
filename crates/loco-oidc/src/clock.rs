//! The one clock of the application: the system's, or one that a test sets.
use axum::extract::FromRef;
use axum::extract::FromRequestParts;
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use http::request::Parts;
use loco_rs::app::AppContext;
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// No instant is fixed: follow the system's clock.
const SYSTEM: i64 = i64::MIN;

/// Tells the time. All parts of the application ask the same clock, so that a test can set it.
///
/// Instants are UTC, to the microsecond, which is what both databases keep.
///
/// ```
/// use chrono::{TimeDelta, TimeZone, Utc};
/// use loco_oidc::Clock;
///
/// let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap());
/// clock.advance(TimeDelta::days(21));
/// assert_eq!(clock.now().to_rfc3339(), "2026-03-22T12:00:00+00:00");
/// ```
#[derive(Clone, Debug)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// Follows the system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self(Arc::new(AtomicI64::new(SYSTEM)))
    }

    /// Stands still at this instant until it is set or advanced.
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self(Arc::new(AtomicI64::new(now.timestamp_micros())))
    }

    /// The clock of this application; the system's, put there, when it has none yet.
    #[must_use]
    pub fn of(ctx: &AppContext) -> Self {
        if let Some(clock) = ctx.shared_store.get::<Self>() {
            return clock;
        }
        let clock = Self::system();
        ctx.shared_store.insert(clock.clone());
        clock
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        match self.0.load(Ordering::Relaxed) {
            SYSTEM => Utc::now().trunc_subsecs(6),
            micros => DateTime::from_timestamp_micros(micros).unwrap_or_else(Utc::now),
        }
    }

    /// Stops the clock at this instant, for everybody who has a clone of it.
    pub fn set(&self, now: DateTime<Utc>) {
        self.0.store(now.timestamp_micros(), Ordering::Relaxed);
    }

    /// Moves the clock by this much and stops it there.
    pub fn advance(&self, by: TimeDelta) {
        self.set(self.now() + by);
    }

    /// Follows the system's clock again.
    pub fn resume(&self) {
        self.0.store(SYSTEM, Ordering::Relaxed);
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl<S> FromRequestParts<S> for Clock
where
    AppContext: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(&AppContext::from_ref(state)))
    }
}
