//! What is wired around the routes when the application boots.

pub mod canonical_urls;
