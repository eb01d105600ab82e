//! What a person reads on a page and does with it.

use std::time::Duration;

use thirtyfour::prelude::*;

use crate::{Browser, Error, Result};

impl Browser {
    /// The page's text, as a person sees it.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn text(&self) -> Result<String> {
        Ok(self.driver.find(By::Tag("body")).await?.text().await?)
    }

    /// The page's first heading.
    ///
    /// # Errors
    /// When it has none.
    pub async fn heading(&self) -> Result<String> {
        Ok(self.element("h1").await?.text().await?)
    }

    /// Waits until the page says that what was asked for is done.
    ///
    /// # Errors
    /// When it does not say so.
    pub async fn is_told_of_success(&self) -> Result<()> {
        self.element(".message.success").await.map(drop)
    }

    /// The language that the page says it is in.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn language(&self) -> Result<String> {
        Ok(self
            .element("html")
            .await?
            .attr("lang")
            .await?
            .unwrap_or_default())
    }

    /// An attribute of the first element that a CSS selector finds; empty where it has none.
    ///
    /// # Errors
    /// When there is no such element.
    pub async fn attribute(&self, selector: &str, name: &str) -> Result<String> {
        Ok(self
            .element(selector)
            .await?
            .attr(name)
            .await?
            .unwrap_or_default())
    }

    /// Types into the field of that name, in place of what it had.
    ///
    /// # Errors
    /// When the page has no such field.
    pub async fn fill(&self, field: &str, value: &str) -> Result<()> {
        let input = self
            .element(&format!("[name='{field}']:not([type=hidden])"))
            .await?;
        input.clear().await?;
        Ok(input.send_keys(value).await?)
    }

    /// Presses what a CSS selector finds, and waits until the page that follows is there.
    ///
    /// # Errors
    /// When it is not there, cannot be pressed, or leads to no other page.
    pub async fn press(&self, selector: &str) -> Result<()> {
        let element = self.element(selector).await?;
        element.scroll_into_view().await?;
        self.mark().await?;
        element.click().await?;
        self.wait_for_another_page(selector).await
    }

    /// Marks the page, so that another one can be told from it.
    pub(crate) async fn mark(&self) -> Result<()> {
        let mark = "document.documentElement.dataset.left = ''";
        self.driver.execute(mark, vec![]).await?;
        Ok(())
    }

    pub(crate) async fn wait_for_another_page(&self, pressed: &str) -> Result<()> {
        let arrived = "return document.readyState === 'complete' \
                       && document.documentElement.dataset.left === undefined";
        for _ in 0..300 {
            // Between two pages there is no document to ask.
            if let Ok(answer) = self.driver.execute(arrived, vec![]).await
                && answer.convert().unwrap_or(false)
            {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Error::NotThere {
            what: format!("the page after {pressed}"),
            address: self.address().await?,
            page: self.text().await.unwrap_or_default(),
        })
    }

    /// Opens or closes what a summary hides.
    ///
    /// # Errors
    /// When it is not there, or cannot be pressed.
    pub async fn unfold(&self, selector: &str) -> Result<()> {
        Ok(self.element(selector).await?.click().await?)
    }

    /// The addresses that the page's links with this beginning point to, in order.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn links(&self, beginning: &str) -> Result<Vec<String>> {
        let mut paths: Vec<String> = Vec::new();
        for link in self
            .driver
            .find_all(By::Css(format!("main a[href^='{beginning}']")))
            .await?
        {
            let path = link.attr("href").await?.unwrap_or_default();
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        Ok(paths)
    }
}
