//! The provider, driven as relying parties and browsers drive it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod authorization;
mod client_authentication;
mod code_flow;
mod device;
mod discovery;
mod faults;
mod keys;
mod logout;
mod pages;
mod refresh;
mod setup;
mod support;
mod token;
mod userinfo;
