//! A person at headless Chromium, in the words that the tests need.

mod error;
mod keys;
mod look;
mod pages;
mod session;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

pub use error::{Error, Result};
pub use look::{Look, Width};
pub use thirtyfour::Key;
use thirtyfour::{
    BrowserLogEntry, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
    WebDriver, WebElement, prelude::*,
};

/// Flags without which Chromium, as root and without a network, does not start or asks its maker's hosts.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en",
];

/// A browser window with no cookies, at the library's address.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    library: String,
}

impl Browser {
    /// Opens a window through the WebDriver at `WEBDRIVER_URL`, for the library at `LIBRARY_URL`.
    ///
    /// # Errors
    /// When a variable is missing (`bin/browser-tests` sets both) or Chromium does not start.
    pub async fn open() -> Result<Self> {
        let mut capabilities = DesiredCapabilities::chrome();
        for flag in FLAGS {
            capabilities.add_arg(flag)?;
        }
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        let driver = WebDriver::new(variable("WEBDRIVER_URL")?, capabilities).await?;
        let browser = Self {
            driver,
            library: variable("LIBRARY_URL")?,
        };
        browser.look(Look::WIDE_LIGHT).await?;
        Ok(browser)
    }

    /// Closes the window.
    ///
    /// # Errors
    /// When Chromium has gone already.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
    }

    /// Opens a page of the library by its path.
    ///
    /// # Errors
    /// When the page cannot be loaded.
    pub async fn visit(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(format!("{}{path}", self.library)).await?)
    }

    /// The whole address of the page that is open.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn address(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// What Chromium complained of since it was last asked: refused by the content security policy, scripts
    /// that failed, files that were not there.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self.driver.browser_log().await?;
        let complaint =
            |entry: &BrowserLogEntry| matches!(entry.level.as_str(), "WARNING" | "SEVERE");
        Ok(log
            .into_iter()
            .filter(complaint)
            .map(|entry| entry.message)
            .collect())
    }

    /// The first element that a CSS selector finds, waited for while a page loads.
    async fn element(&self, selector: &str) -> Result<WebElement> {
        match self.driver.query(By::Css(selector)).first().await {
            Ok(element) => Ok(element),
            Err(_) => Err(Error::NotThere {
                what: selector.to_string(),
                address: self.address().await?,
                page: self.text().await.unwrap_or_default(),
            }),
        }
    }

    /// Whether something is on the page as it is now.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn shows(&self, selector: &str) -> Result<bool> {
        Ok(self
            .driver
            .query(By::Css(selector))
            .nowait()
            .exists()
            .await?)
    }
}

/// A test that has failed closes its window too, and the next one begins at once. The driver's own way would wait for two
/// minutes: it asks over a connection whose runtime it blocks.
impl Drop for Browser {
    fn drop(&mut self) {
        let session = self.driver.session_id().clone();
        if self.driver.clone().leak().is_ok() {
            // Nobody is left to be told that Chromium has gone already.
            end_session(&session.to_string()).ok();
        }
    }
}

fn end_session(session: &str) -> Result<()> {
    let url = variable("WEBDRIVER_URL")?;
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(
        stream,
        "DELETE /session/{session} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )?;
    stream.read_to_end(&mut Vec::new())?;
    Ok(())
}

fn variable(name: &'static str) -> Result<String> {
    std::env::var(name).map_err(|_| Error::NotSet(name))
}
