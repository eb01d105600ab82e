//! What reads typed text in generated forms, with its own tests: here it stands beside what the library has.

/// As far as it is needed.
pub mod text {
    /// Days as date fields send them, and as people write them.
    pub fn date(typed: &str) -> Option<chrono::NaiveDate> {
        ["%Y-%m-%d", "%d.%m.%Y"]
            .iter()
            .find_map(|form| chrono::NaiveDate::parse_from_str(typed, form).ok())
    }
}

#[path = "../templates/scaffold/parsed.rs"]
pub mod parsed;
