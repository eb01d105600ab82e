//! A browser, a relying party, and a provider to point them at.
mod browser;
mod relying_party;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use dev_openid_provider::RunningProvider;

pub use browser::{Answer, Browser};
pub use relying_party::{Attempt, CALLBACK, RelyingParty, claims_of, header_of};

/// The realm that the application ships.
pub const REALM: &str = include_str!("../../../../config/realm.json");

/// A provider of its own for this test.
pub fn a_provider() -> RunningProvider {
    RunningProvider::start(REALM).unwrap()
}

/// A provider whose time the test sets.
pub fn a_provider_at(now: DateTime<Utc>) -> (RunningProvider, Arc<Mutex<DateTime<Utc>>>) {
    let time = Arc::new(Mutex::new(now));
    let clock = time.clone();
    let provider = a_provider();
    provider.set_clock(Arc::new(move || *clock.lock().unwrap()));
    (provider, time)
}

/// An ordinary moment.
pub fn noon() -> DateTime<Utc> {
    "2026-03-01T12:00:00Z".parse().unwrap()
}
