//! What every test starts from: a booted application on a database of its own, and the people who call it.
// What no test uses today, one that is generated tomorrow does.
#![allow(dead_code, unused_imports)]

pub mod answer;
pub mod app;
pub mod builders;
pub mod caller;
pub mod database;

pub use answer::Answer;
pub use app::TestApp;
pub use caller::Caller;
