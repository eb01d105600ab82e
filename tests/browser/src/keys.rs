//! What a person does with the keyboard, and with controls that need more than a text.

use std::time::Duration;

use thirtyfour::{Key, prelude::*};

use crate::{Browser, Error, Result};

impl Browser {
    /// Types on the keyboard, into whatever has the focus.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn type_keys(&self, keys: &str) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key that has no sign of its own.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn press_key(&self, key: Key) -> Result<()> {
        let keys = self.driver.action_chain().key_down(key.clone()).key_up(key);
        Ok(keys.perform().await?)
    }

    /// Presses a key while Ctrl is down.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn press_control_and(&self, key: char) -> Result<()> {
        let keys = self.driver.action_chain().key_down(Key::Control);
        let keys = keys.send_keys(key.to_string()).key_up(Key::Control);
        Ok(keys.perform().await?)
    }

    /// What has the focus: its `name`, else its `id`, else its first words.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn focused(&self) -> Result<String> {
        let script = "const it = document.activeElement; \
                      return it.getAttribute('name') || it.id || it.textContent.trim().split('\\n')[0]";
        Ok(self.driver.execute(script, vec![]).await?.convert()?)
    }

    /// Goes from one control to the next until one is reached that is called so (see [`Browser::focused`]).
    ///
    /// # Errors
    /// When there is none in the next 200.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        for _ in 0..200 {
            self.press_key(Key::Tab).await?;
            if self.focused().await? == name {
                return Ok(());
            }
        }
        Err(Error::NotThere {
            what: format!("a control called {name}, by the keyboard,"),
            address: self.address().await?,
            page: self.text().await?,
        })
    }

    /// Presses a key that leads to another page, and waits for that.
    ///
    /// # Errors
    /// When it leads to none.
    pub async fn press_key_and_wait(&self, key: Key) -> Result<()> {
        self.mark().await?;
        self.press_key(key).await?;
        self.wait_for_another_page("a key").await
    }

    /// Puts the focus on what a CSS selector finds.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn focus(&self, selector: &str) -> Result<()> {
        Ok(self.element(selector).await?.focus().await?)
    }

    /// Types into what has that name, after what it has already.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        Ok(self.element(selector).await?.send_keys(text).await?)
    }

    /// Presses what a CSS selector finds, where that opens no other page.
    ///
    /// # Errors
    /// When it is not there, or cannot be pressed.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let element = self.element(selector).await?;
        element.scroll_into_view().await?;
        Ok(element.click().await?)
    }

    /// Chooses an entry of a list by its words.
    ///
    /// # Errors
    /// When there is no such list or entry.
    pub async fn choose(&self, selector: &str, words: &str) -> Result<()> {
        let list = self.element(selector).await?;
        let list = thirtyfour::components::SelectElement::new(&list).await?;
        Ok(list.select_by_visible_text(words).await?)
    }

    /// Fills in a date, whatever the browser's own way of typing one.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn fill_date(&self, field: &str, day: &str) -> Result<()> {
        let element = self.element(&format!("[name='{field}']")).await?;
        let script = "arguments[0].value = arguments[1]; \
                      arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
        let arguments = vec![element.to_json()?, day.into()];
        self.driver.execute(script, arguments).await?;
        Ok(())
    }

    /// Has one field of the open form made from another, as a declaration would; the library declares none.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn make_from(&self, field: &str, source: &str) -> Result<()> {
        let element = self.element(&format!("[name='{field}']")).await?;
        let script = "arguments[0].dataset.madeFrom = arguments[1]; \
                      arguments[0].form.dispatchEvent(new CustomEvent('admin:added', { bubbles: true }))";
        let arguments = vec![element.to_json()?, source.into()];
        self.driver.execute(script, arguments).await?;
        Ok(())
    }

    /// Waits until something is on the page, and is seen.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn wait_for(&self, selector: &str) -> Result<()> {
        self.element(selector).await.map(drop)
    }

    /// Waits until the page's text has these words.
    ///
    /// # Errors
    /// When they do not come.
    pub async fn wait_for_words(&self, words: &str) -> Result<()> {
        for _ in 0..100 {
            if self.text().await?.contains(words) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(Error::NotThere {
            what: format!("“{words}”"),
            address: self.address().await?,
            page: self.text().await?,
        })
    }

    /// What the field of that name has in it now.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value_of(&self, selector: &str) -> Result<String> {
        Ok(self
            .element(selector)
            .await?
            .value()
            .await?
            .unwrap_or_default())
    }

    /// The words of all that a CSS selector finds.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.driver.find_all(By::Css(selector)).await? {
            texts.push(element.text().await?.trim().to_owned());
        }
        Ok(texts)
    }

    /// Whether the page would ask before somebody leaves it. A driver answers that question by itself, so it is not
    /// waited for but asked for.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn asks_before_leaving(&self) -> Result<bool> {
        let script = "const leaving = new Event('beforeunload', { cancelable: true }); \
                      window.dispatchEvent(leaving); return leaving.defaultPrevented";
        Ok(self.driver.execute(script, vec![]).await?.convert()?)
    }
}
