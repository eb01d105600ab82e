//! Letters about «words», in the language of whoever gets them.

use std::sync::LazyLock;

use lettre::message::Mailbox;
use loco_rs::{
    Error, Result,
    app::AppContext,
    mailer::{Email, Mailer},
};
use serde::Serialize;
use tera::{Context, Tera};

use super::outbox::{self, MailSettings};

/// Writes about «words».
pub struct «pascal»Mailer;

impl Mailer for «pascal»Mailer {}

/// A letter, as it is told.
#[derive(Clone, Debug)]
pub struct «pascal»Letter {
    /// The name of whoever gets it.
    pub name: String,
    /// The address.
    pub email: String,
    /// The language as a BCP 47 tag; empty or unknown: English.
    pub locale: String,
}

/// A language that letters are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    English,
    German,
}

/// What the templates are told.
#[derive(Serialize)]
struct Words<'a> {
    name: &'a str,
    sender: &'a str,
    address: &'a str,
    site_url: String,
}

/// The templates of all letters. One broken template is found by the first test that sends a letter.
static TEMPLATES: LazyLock<Result<Tera, tera::Error>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_templates(vec![
        ("layout.html", include_str!("«name»/layout.html")),
        ("letter.en.txt", include_str!("«name»/letter.en.txt")),
        ("letter.en.html", include_str!("«name»/letter.en.html")),
        ("letter.de.txt", include_str!("«name»/letter.de.txt")),
        ("letter.de.html", include_str!("«name»/letter.de.html")),
    ])?;
    Ok(tera)
});

impl «pascal»Mailer {
    /// Sends a letter, now.
    ///
    /// # Errors
    /// When the address cannot be used or the mail cannot be delivered.
    pub async fn send(ctx: &AppContext, letter: &«pascal»Letter) -> Result<()> {
        let settings = MailSettings::of(ctx)?;
        let email = written(letter, &settings)?;
        outbox::send::<Self>(ctx, &settings, email).await
    }
}

fn written(letter: &«pascal»Letter, settings: &MailSettings) -> Result<Email> {
    let language = Language::of(&letter.locale);
    let words = Words {
        name: &letter.name,
        sender: &settings.library.name,
        address: &settings.library.address,
        site_url: format!("{}/", settings.base_url.trim_end_matches('/')),
    };
    let address = letter.email.parse().map_err(|_| {
        Error::Message(format!(
            "the address of {} cannot be written to: {}",
            letter.name, letter.email
        ))
    })?;
    Ok(Email {
        to: Mailbox::new(Some(letter.name.clone()), address).to_string(),
        subject: language.subject().to_owned(),
        text: render(&format!("letter.{}.txt", language.code()), &words)?,
        html: render(&format!("letter.{}.html", language.code()), &words)?,
        ..Email::default()
    })
}

fn render(template: &str, words: &Words<'_>) -> Result<String> {
    let tera = TEMPLATES
        .as_ref()
        .map_err(|error| Error::Message(error.to_string()))?;
    let context =
        Context::from_serialize(words).map_err(|error| Error::Message(error.to_string()))?;
    tera.render(template, &context)
        .map_err(|error| Error::Message(format!("src/mailers/«name»/{template}: {error}")))
}

impl Language {
    fn of(locale: &str) -> Self {
        match locale.split(['-', '_']).next() {
            Some(primary) if primary.eq_ignore_ascii_case("de") => Self::German,
            _ => Self::English,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    const fn subject(self) -> &'static str {
        match self {
            Self::English => "«sentence»",
            // As it was typed: translate it.
            Self::German => "«sentence»",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailers::outbox::{Letterhead, Postage};

    fn letter_to(address: &str, locale: &str) -> Result<Email> {
        let settings = MailSettings {
            base_url: "https://library.example/".to_owned(),
            library: Letterhead {
                name: "LocalLibrary".to_owned(),
                address: "1 Reading Lane, Bookham".to_owned(),
            },
            mail: Postage {
                folder: String::new(),
                from: "LocalLibrary <library@library.example>".to_owned(),
            },
        };
        let letter = «pascal»Letter {
            name: "Anna <b>Winter".to_owned(),
            email: address.to_owned(),
            locale: locale.to_owned(),
        };
        written(&letter, &settings)
    }

    fn letter(locale: &str) -> Email {
        letter_to("anna.winter@library.example", locale).expect("the letter is written")
    }

    #[test]
    fn whoever_has_no_known_language_gets_an_english_letter() {
        for locale in ["", "en", "fr-FR"] {
            let email = letter(locale);
            assert!(email.text.contains("Dear Anna"), "{}", email.text);
            assert!(email.text.contains("https://library.example/"));
            assert!(email.html.contains("lang=\"en\""));
        }
    }

    #[test]
    fn germans_get_a_german_letter() {
        for locale in ["de", "de-AT", "DE_de"] {
            let email = letter(locale);
            assert!(email.text.contains("Guten Tag Anna"), "{}", email.text);
            assert!(email.html.contains("lang=\"de\""));
        }
    }

    #[test]
    fn names_are_plain_in_the_text_and_escaped_in_the_html() {
        let email = letter("en");
        assert!(email.text.contains("Anna <b>Winter"));
        assert!(!email.html.contains("<b>Winter"), "{}", email.html);
        assert!(email.to.parse::<Mailbox>().is_ok(), "{}", email.to);
    }

    #[test]
    fn an_address_that_is_none_is_an_error_and_adds_no_header() {
        for address in [
            "",
            "not an address",
            "anna@library.example\r\nBcc: somebody@else.example",
        ] {
            assert!(letter_to(address, "en").is_err(), "{address}");
        }
    }
}
