//! Puts into a template, when it is read, what it would look up with the same answer for every page: messages without
//! arguments and the addresses of static files. A page has some seventy of them, a quarter of its time.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{Language, static_files::StaticFiles};

/// `{{ t(key="…") }}`
static MESSAGE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\{\{ t\(key="([a-z0-9-]+)"\) \}\}"#).ok());
/// `label={t(key="…")}`, what a component is given.
static ARGUMENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"=\{t\(key="([a-z0-9-]+)"\)\}"#).ok());
/// `{{ static(path="…") }}`
static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\{\{ static\(path="([^"{}]+)"\) \}\}"#).ok());

/// The template with those words in it, as this language has them. What is not known stays a question, which is answered,
/// and complained of, when a page asks it.
pub fn spell_out(template: &str, language: Language, statics: &StaticFiles) -> String {
    let text = replace(&MESSAGE, template, |key| {
        let text = plain(language, key)?;
        let mut escaped = Vec::new();
        tera::escape_html(&text, &mut escaped).ok()?;
        String::from_utf8(escaped).ok()
    });
    let text = replace(&ARGUMENT, &text, |key| {
        let text = plain(language, key)?;
        (!text.contains(['"', '\\'])).then(|| format!("=\"{text}\""))
    });
    replace(&ADDRESS, &text, |path| Some(statics.url(path)))
}

/// A message that is no template itself.
fn plain(language: Language, key: &str) -> Option<String> {
    (language.has_text(key))
        .then(|| language.text(key).into_owned())
        .filter(|text| !text.contains(['{', '}']))
}

fn replace(
    pattern: &LazyLock<Option<Regex>>,
    template: &str,
    answer: impl Fn(&str) -> Option<String>,
) -> String {
    let Some(pattern) = &**pattern else {
        return template.to_owned();
    };
    let spelled = pattern.replace_all(template, |found: &Captures<'_>| {
        answer(&found[1]).unwrap_or_else(|| found[0].to_owned())
    });
    spelled.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(template: &str) -> String {
        spell_out(template, Language::German, &StaticFiles::default())
    }

    #[test]
    fn messages_and_addresses_that_are_always_the_same_are_put_in() {
        assert_eq!(
            spelled(r#"<a title="{{ t(key="sign-out") }}">"#),
            r#"<a title="Abmelden">"#
        );
        assert_eq!(
            spelled(r#"{{ <ui.nav label={t(key="sign-out")} /> }}"#),
            r#"{{ <ui.nav label="Abmelden" /> }}"#
        );
        assert_eq!(
            spelled(r#"<img src="{{ static(path="mark.svg") }}">"#),
            r#"<img src="/static/mark.svg">"#
        );
    }

    #[test]
    fn what_depends_on_the_page_or_is_not_known_stays_as_it_is() {
        for template in [
            r#"{{ t(key="pagination-here", page=pages.number, last=pages.last) }}"#,
            r#"{{ t(key="status-" ~ status) }}"#,
            r#"{{ t(key="no-such-message") }}"#,
            r#"{{ static(path=file) }}"#,
        ] {
            assert_eq!(spelled(template), template);
        }
    }
}
