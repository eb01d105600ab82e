//! The provider, driven as relying parties and browsers drive it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod code_flow;
mod support;
