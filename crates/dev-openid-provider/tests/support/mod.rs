//! A browser, a relying party, and a provider to point them at.
mod browser;
mod relying_party;

use dev_openid_provider::RunningProvider;

pub use browser::{Answer, Browser};
pub use relying_party::{Attempt, CALLBACK, RelyingParty, claims_of, header_of};

/// The realm that the application ships.
pub const REALM: &str = include_str!("../../../../config/realm.json");

/// A provider of its own for this test.
pub fn a_provider() -> RunningProvider {
    RunningProvider::start(REALM).unwrap()
}
