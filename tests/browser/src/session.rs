//! Signing in and out, at whichever provider the library sends people to.

use crate::{Browser, Result};

const SIGN_IN: &str = "header a[href^='/oidc/authenticate/']";
const SIGN_OUT: &str = "form[action='/oidc/logout/'] button";

impl Browser {
    /// Signs in from the library's own link as one of the sample accounts, whose passwords are their names.
    ///
    /// # Errors
    /// When the provider does not ask for name and password.
    pub async fn sign_in_as(&self, username: &str) -> Result<()> {
        self.visit("/catalog/").await?;
        self.press(SIGN_IN).await?;
        self.answer_provider(username, username).await
    }

    /// Fills in the provider's sign-in page and sends it.
    ///
    /// # Errors
    /// When the provider does not ask for name and password.
    pub async fn answer_provider(&self, username: &str, password: &str) -> Result<()> {
        self.fill("username", username).await?;
        self.fill("password", password).await?;
        self.press("form:has([name=password]:not([type=hidden])) :is(button:not([type=button]), input[type=submit])")
            .await
    }

    /// Signs out by the button of the account menu.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub async fn sign_out(&self) -> Result<()> {
        self.visit("/catalog/").await?;
        self.unfold("header details.account summary").await?;
        self.press(SIGN_OUT).await
    }

    /// Loses the session, as when it has ended or somebody else has ended it.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn lose_the_session(&self) -> Result<()> {
        Ok(self.driver.delete_all_cookies().await?)
    }

    /// Signs in beside the open page, which stays as it is.
    ///
    /// # Errors
    /// When the provider does not ask for name and password.
    pub async fn sign_in_beside_as(&self, username: &str) -> Result<()> {
        let here = self.driver.window().await?;
        let beside = self.driver.new_tab().await?;
        self.driver.switch_to_window(beside).await?;
        // The provider may still know them.
        if self.provider_asks_for_a_password().await? {
            self.answer_provider(username, username).await?;
        }
        self.heading().await?;
        self.driver.close_window().await?;
        Ok(self.driver.switch_to_window(here).await?)
    }

    /// Whether the page that is open knows a person.
    ///
    /// # Errors
    /// When Chromium has gone.
    pub async fn is_signed_in(&self) -> Result<bool> {
        self.element("header").await?;
        self.shows(SIGN_OUT).await
    }

    /// Presses the sign-in link, and says whether the provider asks for a password (it does not while its own
    /// session lives).
    ///
    /// # Errors
    /// When somebody is signed in.
    pub async fn provider_asks_for_a_password(&self) -> Result<bool> {
        self.visit("/catalog/").await?;
        self.press(SIGN_IN).await?;
        self.element("body").await?;
        self.shows("[name=password]:not([type=hidden])").await
    }
}
