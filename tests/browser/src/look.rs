//! The window's width and the person's preference for light or dark.

use std::path::Path;

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use serde_json::json;

use crate::{Browser, Result};

/// How wide the window is, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A laptop: 1280 × 900.
    Wide,
    /// A telephone: 360 × 780.
    Narrow,
    /// The smallest that pages must work at: 320 × 640.
    Smallest,
}

impl Width {
    fn pixels(self) -> (u32, u32) {
        match self {
            Self::Wide => (1280, 900),
            Self::Narrow => (360, 780),
            Self::Smallest => (320, 640),
        }
    }
}

/// What a page is looked at with.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The window.
    pub width: Width,
    /// Whether the person's system prefers dark pages.
    pub dark: bool,
}

impl Look {
    /// A laptop by day.
    pub const WIDE_LIGHT: Self = Self {
        width: Width::Wide,
        dark: false,
    };
    /// A laptop by night.
    pub const WIDE_DARK: Self = Self {
        width: Width::Wide,
        dark: true,
    };
    /// A telephone by day.
    pub const NARROW_LIGHT: Self = Self {
        width: Width::Narrow,
        dark: false,
    };
    /// A telephone by night.
    pub const NARROW_DARK: Self = Self {
        width: Width::Narrow,
        dark: true,
    };
    /// The narrowest page.
    pub const SMALLEST: Self = Self {
        width: Width::Smallest,
        dark: false,
    };

    /// Every look that pictures are taken of.
    pub const ALL: [Self; 4] = [
        Self::WIDE_LIGHT,
        Self::WIDE_DARK,
        Self::NARROW_LIGHT,
        Self::NARROW_DARK,
    ];

    /// A file's name for it, such as `narrow-dark`.
    #[must_use]
    pub fn name(self) -> String {
        let width = match self.width {
            Width::Wide => "wide",
            Width::Narrow => "narrow",
            Width::Smallest => "smallest",
        };
        format!("{width}-{}", if self.dark { "dark" } else { "light" })
    }
}

impl Browser {
    /// Looks at pages so from now on.
    ///
    /// # Errors
    /// When Chromium refuses the size.
    pub async fn look(&self, look: Look) -> Result<()> {
        let (width, height) = look.width.pixels();
        let cdp = self.driver.cdp();
        cdp.send_raw(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": look.width != Width::Wide }),
        )
        .await?;
        let scheme = if look.dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        cdp.send_raw(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await?;
        Ok(())
    }

    /// Whether a person would have to scroll sideways.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn scrolls_sideways(&self) -> Result<bool> {
        let script =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
        Ok(self.driver.execute(script, vec![]).await?.convert()?)
    }

    /// Whether something has more in it than it is wide.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn overflows(&self, selector: &str) -> Result<bool> {
        let element = self.element(selector).await?.to_json()?;
        let script = "return arguments[0].scrollWidth > arguments[0].clientWidth";
        Ok(self
            .driver
            .execute(script, vec![element])
            .await?
            .convert()?)
    }

    /// Turns the open page round, as a language that is written from right to left would have it.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn turn_round(&self) -> Result<()> {
        let script = "document.documentElement.dir = 'rtl'";
        self.driver.execute(script, vec![]).await?;
        Ok(())
    }

    /// The colour behind the page, as CSS writes it.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn background(&self) -> Result<String> {
        // What the root paints covers the whole window; the body lets it through.
        let script = "return getComputedStyle(document.documentElement).backgroundColor";
        Ok(self.driver.execute(script, vec![]).await?.convert()?)
    }

    /// Writes a picture of the whole page, beyond what the window shows: as PNG, or as WebP where the file is called so.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn take_picture(&self, file: &Path) -> Result<()> {
        let script =
            "return [document.documentElement.clientWidth, document.documentElement.scrollHeight]";
        let (width, height): (u32, u32) = self.driver.execute(script, vec![]).await?.convert()?;
        let cdp = self.driver.cdp();
        // WebP is for the documentation, where the beginning of a long page says enough.
        let is_webp = file.extension().is_some_and(|ending| ending == "webp");
        let height = height.min(if is_webp { 1400 } else { 4000 });
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let mut wanted = json!({ "captureBeyondViewport": true, "clip": clip });
        if is_webp {
            wanted["format"] = "webp".into();
            wanted["quality"] = 60.into();
        }
        let picture = cdp.send_raw("Page.captureScreenshot", wanted).await?;
        let picture = BASE64
            .decode(picture["data"].as_str().unwrap_or_default())
            .map_err(std::io::Error::other)?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(std::fs::write(file, picture)?)
    }
}
