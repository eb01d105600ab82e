//! What is wired around the routes when the application boots.

pub mod canonical_urls;
pub mod dev_openid_provider;
pub mod error_pages;
pub mod metrics;
pub mod one_router;
pub mod security_headers;
pub mod static_files;
pub mod view_engine;
