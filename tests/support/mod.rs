//! What every test starts from: a booted library on a database of its own, and the people who call it.

pub mod answer;
pub mod api;
pub mod app;
pub mod builders;
pub mod caller;
pub mod database;
pub mod statements;

pub use answer::Answer;
pub use app::TestApp;
pub use caller::Caller;
