//! Letters about a loan, in the reader's language.

use std::sync::LazyLock;

use chrono::{Locale, NaiveDate};
use lettre::message::Mailbox;
use loco_rs::{
    Error, Result,
    app::AppContext,
    mailer::{Email, EmailHeaders, Mailer},
};
use serde::Serialize;
use tera::{Context, Tera};

use super::outbox::{self, MailSettings};

/// Writes about loans.
pub struct LoanMailer;

impl Mailer for LoanMailer {}

/// A loan that is overdue, as its letter tells it.
#[derive(Clone, Debug)]
pub struct OverdueLetter {
    /// The notice's key: the same letter has the same `Message-ID`.
    pub notice: i32,
    /// The reader's name.
    pub name: String,
    /// The reader's address.
    pub email: String,
    /// The reader's language as a BCP 47 tag; empty or unknown: English.
    pub locale: String,
    /// Of the book.
    pub title: String,
    /// "Last, First".
    pub author: String,
    /// Of the copy.
    pub imprint: String,
    /// When the copy should have come back.
    pub due_on: NaiveDate,
    /// The day of the letter.
    pub today: NaiveDate,
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
    title: &'a str,
    author: &'a str,
    imprint: &'a str,
    due_on: String,
    days: i64,
    loans_url: String,
    library: &'a str,
    address: &'a str,
    catalogue_url: String,
}

/// The templates of all letters. One broken template is found by the first test that sends a letter.
static TEMPLATES: LazyLock<Result<Tera, tera::Error>> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.add_raw_templates(vec![
        ("layout.html", include_str!("loan/layout.html")),
        ("overdue.en.txt", include_str!("loan/overdue.en.txt")),
        ("overdue.en.html", include_str!("loan/overdue.en.html")),
        ("overdue.de.txt", include_str!("loan/overdue.de.txt")),
        ("overdue.de.html", include_str!("loan/overdue.de.html")),
    ])?;
    Ok(tera)
});

impl LoanMailer {
    /// Sends a letter about an overdue loan, now.
    ///
    /// # Errors
    /// When the address cannot be used or the mail cannot be delivered.
    pub async fn send_overdue(ctx: &AppContext, letter: &OverdueLetter) -> Result<()> {
        let settings = MailSettings::of(ctx)?;
        let email = overdue(letter, &settings)?;
        outbox::send::<Self>(ctx, &settings, email).await
    }
}

fn overdue(letter: &OverdueLetter, settings: &MailSettings) -> Result<Email> {
    let language = Language::of(&letter.locale);
    let due_on = language.day(letter.due_on);
    let subject = match language {
        Language::English => format!("Overdue since {due_on}: {}", letter.title),
        Language::German => format!("Überfällig seit {due_on}: {}", letter.title),
    };
    let base_url = settings.base_url.trim_end_matches('/');
    let words = Words {
        name: &letter.name,
        title: &letter.title,
        author: &letter.author,
        imprint: &letter.imprint,
        due_on,
        days: (letter.today - letter.due_on).num_days(),
        loans_url: format!("{base_url}/catalog/mybooks/"),
        library: &settings.library.name,
        address: &settings.library.address,
        catalogue_url: format!("{base_url}/catalog/"),
    };
    let address = letter.email.parse().map_err(|_| {
        Error::Message(format!(
            "the address of the reader {} cannot be written to: {}",
            letter.name, letter.email
        ))
    })?;
    Ok(Email {
        to: Mailbox::new(Some(letter.name.clone()), address).to_string(),
        subject,
        text: render(&format!("overdue.{}.txt", language.code()), &words)?,
        html: render(&format!("overdue.{}.html", language.code()), &words)?,
        headers: Some(EmailHeaders {
            message_id: Some(format!(
                "<overdue-notice-{}@{}>",
                letter.notice,
                host_of(base_url)
            )),
            ..EmailHeaders::default()
        }),
        ..Email::default()
    })
}

fn host_of(base_url: &str) -> String {
    let url = url::Url::parse(base_url).ok();
    url.as_ref()
        .and_then(url::Url::host_str)
        .unwrap_or("localhost")
        .to_string()
}

fn render(template: &str, words: &Words<'_>) -> Result<String> {
    let tera = TEMPLATES
        .as_ref()
        .map_err(|error| Error::Message(error.to_string()))?;
    let context =
        Context::from_serialize(words).map_err(|error| Error::Message(error.to_string()))?;
    tera.render(template, &context)
        .map_err(|error| Error::Message(format!("src/mailers/loan/{template}: {error}")))
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

    /// A day as letters write it.
    fn day(self, day: NaiveDate) -> String {
        match self {
            Self::English => day.format_localized("%-d %B %Y", Locale::en_GB).to_string(),
            Self::German => day
                .format_localized("%-d. %B %Y", Locale::de_DE)
                .to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailers::outbox::{Letterhead, Postage};

    fn letter(locale: &str) -> Email {
        letter_to("anna.winter@library.example", locale).expect("the letter is written")
    }

    fn letter_to(address: &str, locale: &str) -> Result<Email> {
        let settings = MailSettings {
            base_url: "https://library.example/".to_string(),
            library: Letterhead {
                name: "LocalLibrary".to_string(),
                address: "1 Reading Lane, Bookham".to_string(),
            },
            mail: Postage {
                folder: String::new(),
                from: "LocalLibrary <library@library.example>".to_string(),
            },
        };
        let letter = OverdueLetter {
            notice: 7,
            name: "Anna <b>Winter".to_string(),
            email: address.to_string(),
            locale: locale.to_string(),
            title: "Vol de nuit & <autres>".to_string(),
            author: "Saint-Exupéry, Antoine de".to_string(),
            imprint: "Le Cèdre, Lyon, 1999 (sample)".to_string(),
            due_on: NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"),
            today: NaiveDate::from_ymd_opt(2026, 3, 13).expect("a day"),
        };
        overdue(&letter, &settings)
    }

    #[test]
    fn a_reader_without_a_known_language_gets_an_english_letter() {
        for locale in ["", "en", "fr-FR"] {
            let email = letter(locale);
            assert_eq!(
                email.subject,
                "Overdue since 1 March 2026: Vol de nuit & <autres>"
            );
            assert!(email.text.contains("12 days ago"), "{}", email.text);
            assert!(
                email
                    .text
                    .contains("https://library.example/catalog/mybooks/")
            );
            assert!(email.text.contains("1 Reading Lane, Bookham"));
        }
    }

    #[test]
    fn a_german_reader_gets_a_german_letter() {
        for locale in ["de", "de-AT", "DE_de"] {
            let email = letter(locale);
            assert_eq!(
                email.subject,
                "Überfällig seit 1. März 2026: Vol de nuit & <autres>"
            );
            assert!(email.text.contains("seit 12 Tagen"), "{}", email.text);
            assert!(email.html.contains("lang=\"de\""));
        }
    }

    #[test]
    fn names_and_titles_are_plain_in_the_text_and_escaped_in_the_html() {
        let email = letter("en");
        assert!(email.text.contains("Vol de nuit & <autres>"));
        assert!(
            email.html.contains("Vol de nuit &amp; &lt;autres&gt;"),
            "{}",
            email.html
        );
        assert!(!email.html.contains("<b>Winter"));
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
