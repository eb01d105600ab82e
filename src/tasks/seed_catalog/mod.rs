//! `cargo loco task seed_catalog`
mod isbn;
pub mod sample_files;
pub mod synthetic;
