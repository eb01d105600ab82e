//! The people and machines of these tests: a browser, the console of Keycloak, and libraries.
mod answer;
mod browser;
mod console;
mod library;
mod program;

pub use answer::Answer;
pub use browser::Browser;
pub use console::Console;
pub use library::{Library, keycloak_script};
pub use program::Program;

/// A variable that bin/keycloak-tests sets.
pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set: run bin/keycloak-tests"))
}

/// Where Keycloak is, with `/auth` where it is served below that.
pub fn keycloak_url() -> String {
    variable("KEYCLOAK_URL")
}
