//! What can go wrong between a test and its browser.

/// Why a step could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A variable that says where something runs is missing.
    #[error("{0} is not set; bin/browser-tests starts what is needed and sets it")]
    NotSet(&'static str),
    /// The page does not have what the step needs.
    #[error("{what} is not on {address}, which says:\n{page}")]
    NotThere {
        /// The CSS selector.
        what: String,
        /// The page's address.
        address: String,
        /// The page's text.
        page: String,
    },
    /// Chromium or its driver refused.
    #[error(transparent)]
    Driver(#[from] thirtyfour::error::WebDriverError),
    /// A file could not be written, or the driver not be reached.
    #[error(transparent)]
    File(#[from] std::io::Error),
}

/// The result of a step.
pub type Result<T> = std::result::Result<T, Error>;
