//! What is there before a test begins: a function for each kind of thing, which makes one that is unlike all others.

#[allow(unused_imports)] // Generated builders use it.
use super::TestApp;

use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(1);

fn next_number() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
