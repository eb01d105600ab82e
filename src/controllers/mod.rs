//! One resource a file, with its REST verbs.

pub mod home;
pub mod preferences;
pub mod profile;
