//! The catalogue's own files, as another application gets them: what they say of the library is said of a site there.

use crate::{
    error::{Error, Result},
    project::Project,
    templates, words,
};

/// Passages that only the catalogue needs, and what stands there elsewhere. A test asks whether each is still there.
const CHANGES: &[(&str, &[(&str, &str)])] = &[
    (
        "src/initializers/error_pages.rs",
        &[
            ("    controllers::api::problem,\n", ""),
            (
                "        return problem::describe(&asked, response).await;\n",
                "        return response;\n",
            ),
        ],
    ),
    // What other handlers read of the settings is not known here.
    (
        "src/initializers/one_router.rs",
        &[
            (
                "//!\n//! The context that handlers get has no `config.settings`: they were read at the start, and what \
                 handlers need of them\n//! lies in the shared store.\n",
                "",
            ),
            ("    light.config.settings = None;\n", ""),
        ],
    ),
    (
        "src/forms/errors.rs",
        &[(
            "            Problem::RenewalTooFarAhead { max_days } if max_days % 7 == 0 => {\n                \
             reason.with_number(\"weeks\", max_days / 7)\n            }\n            Problem::RenewalTooFarAhead { \
             max_days } => {\n                Self::new(\"renewal-too-many-days-ahead\").with_number(\"days\", \
             max_days)\n            }\n",
            "",
        )],
    ),
    (
        "src/views/page.rs",
        &[
            (
                "    /// Whether they see everybody's loans.\n    lends: bool,\n",
                "",
            ),
            (
                "                lends: user.can(\"catalog.can_mark_returned\"),\n",
                "",
            ),
        ],
    ),
    (
        "assets/views/layout.html",
        &[
            (
                "          <li><a href=\"/catalog/mybooks/\">{{ t(key=\"nav-my-books\") }}</a></li>\n          <li><a href=\"/catalog/mybooks/history/\">{{ t(key=\"nav-history\") }}</a></li>\n",
                "",
            ),
            (
                "          {%- if site.user.lends %}\n          <li class=\"apart\"><a href=\"/catalog/borrowed/\">{{ t(key=\"nav-borrowed\") }}</a></li>\n          {%- endif %}\n",
                "",
            ),
            (
                "      {{- <ui.nav href=\"/catalog/books/\" label={t(key=\"nav-books\")} current={site.section == \"books\"} /> }}\n      {{- <ui.nav href=\"/catalog/authors/\" label={t(key=\"nav-authors\")} current={site.section == \"authors\"} /> }}\n      {{- <ui.nav href=\"/catalog/genres/\" label={t(key=\"nav-genres\")} current={site.section == \"genres\"} /> }}\n      {{- <ui.nav href=\"/catalog/languages/\" label={t(key=\"nav-languages\")} current={site.section == \"languages\"} /> }}\n      {{- <ui.nav href=\"/catalog/bookinstances/\" label={t(key=\"nav-copies\")} current={site.section == \"copies\"} /> }}\n",
                "",
            ),
            (
                "      {%- if site.user %}\n      {{- <ui.nav href=\"/catalog/mybooks/\" label={t(key=\"nav-my-books\")} current={site.section == \"mybooks\"} /> }}\n      {%- if site.user.lends %}\n      {{- <ui.nav href=\"/catalog/borrowed/\" label={t(key=\"nav-borrowed\")} current={site.section == \"borrowed\"} /> }}\n      {%- endif %}\n      {%- endif %}\n",
                "",
            ),
            (
                " · {{ t(key=\"footer-line\") }} · <a href=\"/api/docs/\">{{ t(key=\"footer-api\") }}</a>",
                "",
            ),
        ],
    ),
    (
        "src/models/error.rs",
        &[
            (
                "possible any more, or not for this reader.\n",
                "possible any more.\n",
            ),
            (
                "            Self::TooManyLoans { max } | Self::NoRenewalsLeft { max } => Some(max),\n            _ => None,\n",
                "            Self::Stale | Self::InUse => None,\n",
            ),
            // Nothing calls it before a resource has something that is unlike all others.
            ("    pub(super) fn or_taken(", "    pub fn or_taken("),
        ],
    ),
    (
        "tests/support/app.rs",
        &[(
            "        config.database.auto_migrate = false;\n",
            "        config.database.auto_migrate = false;\n        // The database is new already, and this test's alone.\n        \
             config.database.dangerously_recreate = false;\n        config.database.dangerously_truncate = false;\n        \
             config.database.max_connections = 8;\n",
        )],
    ),
    (
        "tests/support/database.rs",
        &[(
            "use sea_orm_migration::MigratorTrait;\n",
            "use migration::MigratorTrait;\n",
        )],
    ),
];

/// Blocks of lines that only the catalogue needs, by the first and the last of them.
const BLOCKS: &[(&str, &str, &str)] = &[(
    "assets/views/layout.html",
    "{%- block masthead_search %}",
    "{%- endblock %}",
)];

/// Variants of enums that only the catalogue needs, with what is said of them and the arms that match them alone.
const VARIANTS: &[(&str, &[&str])] = &[(
    "src/models/error.rs",
    &[
        "AlreadyBorrowed",
        "AlreadyExists",
        "AlreadyReserved",
        "CopyAvailable",
        "DiedBeforeBirth",
        "HeldForAnother",
        "IsbnCheckDigit",
        "IsbnLength",
        "IsbnPrefix",
        "IsbnTaken",
        "NoCopies",
        "NoRenewalsLeft",
        "NotAvailable",
        "NotOnLoan",
        "RenewalInPast",
        "RenewalTooFarAhead",
        "RenewedTooEarly",
        "ReservationClosed",
        "SomebodyWaits",
        "TooManyLoans",
    ],
)];

/// Files whose tests speak of the catalogue.
const WITHOUT_TESTS: [&str; 2] = ["src/models/folding.rs", "src/views/translation.rs"];

/// Files that offer more than is used before something is generated.
const USED_LATER: [&str; 2] = ["src/controllers/wanted.rs", "src/models/paging.rs"];

/// Messages of the catalogue alone, by the beginning of their keys.
const MESSAGES: &[(&str, &[&str])] = &[
    (
        "site.ftl",
        &[
            "site-name",
            "site-description",
            "search-label",
            "search-placeholder",
            "nav-books",
            "nav-authors",
            "nav-genres",
            "nav-languages",
            "nav-copies",
            "nav-my-books",
            "nav-history",
            "nav-borrowed",
            "footer-",
            "count-",
        ],
    ),
    (
        "errors.ftl",
        &[
            "error-way-home",
            "error-403-text",
            "error-404-",
            "error-503-text",
        ],
    ),
    (
        "forms.ftl",
        &[
            "invalid-isbn",
            "invalid-died",
            "invalid-author",
            "invalid-book",
            "invalid-borrower",
            "invalid-held",
            "invalid-renewal",
        ],
    ),
    ("oidc.ftl", &["oidc-problem-forbidden-text"]),
];

/// Every borrowed file: where it is to stand, and its text.
///
/// # Errors
/// When a passage that is to be changed is not there any more.
pub(crate) fn files(project: &Project) -> Result<Vec<(String, String)>> {
    templates::borrowed()
        .into_iter()
        .map(|(path, text)| Ok((words::of_site(project, path), adapted(project, path, text)?)))
        .collect()
}

fn adapted(project: &Project, path: &str, text: &str) -> Result<String> {
    let mut text = text.to_owned();
    let changes = CHANGES.iter().filter(|(changed, _)| *changed == path);
    for (passage, other) in changes.flat_map(|(_, changes)| *changes) {
        if text.matches(passage).count() != 1 {
            return Err(changed(path, passage));
        }
        text = text.replace(passage, other);
    }
    for (_, first, last) in BLOCKS.iter().filter(|(file, ..)| *file == path) {
        text = without_block(&text, first, last).ok_or_else(|| changed(path, first))?;
    }
    for (file, variants) in VARIANTS {
        if path == *file {
            text = without_variants(&text, variants);
        }
    }
    if WITHOUT_TESTS.contains(&path)
        && let Some(at) = text.find("\n#[cfg(test)]\n")
    {
        text.truncate(at);
    }
    if USED_LATER.contains(&path) {
        let rest = text
            .split_inclusive('\n')
            .skip_while(|line| line.starts_with("//!"));
        let rest: String = rest.collect();
        let opening = text.len() - rest.len();
        text.insert_str(
            opening,
            "#![allow(dead_code, unused_imports)] // What no list uses yet, another may.\n",
        );
    }
    for (file, keys) in MESSAGES {
        if path.ends_with(&format!("/{file}")) {
            text = without_messages(&text, keys);
        }
    }
    Ok(words::of_site(project, &text))
}

fn changed(path: &str, passage: &str) -> Error {
    Error::refused(format!(
        "{path} of the catalogue has changed, and cannot be used elsewhere as it is: {passage}"
    ))
}

/// The text without the lines from one to another, which may be indented.
fn without_block(text: &str, first: &str, last: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let from = lines.iter().position(|line| line.trim() == first)?;
    let to = from + lines[from..].iter().position(|line| line.trim() == last)?;
    Some(lines[..from].concat() + &lines[to + 1..].concat())
}

/// A variant goes with the comment above it and with its fields.
fn without_variants(text: &str, variants: &[&str]) -> String {
    let is_one = |line: &str| {
        let line = line.trim_start();
        let name = line.strip_prefix("Self::").unwrap_or(line);
        let end = name.find(|one: char| !one.is_ascii_alphanumeric());
        variants.contains(&end.map_or(name, |end| &name[..end]))
    };
    let mut kept = String::with_capacity(text.len());
    let mut comment = String::new();
    let mut within = false;
    for line in text.split_inclusive('\n') {
        if within {
            within = line.trim() != "},";
        } else if line.trim_start().starts_with("///") {
            comment.push_str(line);
        } else {
            let comment = std::mem::take(&mut comment);
            if is_one(line) {
                within = line.trim_end().ends_with('{');
            } else {
                kept.push_str(&comment);
                kept.push_str(line);
            }
        }
    }
    kept + &comment
}

/// A message goes with the indented lines that follow it.
fn without_messages(text: &str, keys: &[&str]) -> String {
    let mut leaving = false;
    text.split_inclusive('\n')
        .filter(|line| {
            if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
                leaving = keys.iter().any(|key| line.starts_with(key));
            } else if !line.starts_with([' ', '}']) {
                leaving = false;
            }
            !leaving
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{without_block, without_messages, without_variants};

    #[test]
    fn a_block_goes_from_its_first_line_to_its_last() {
        let text = "a\n  {% block b %}\n  x\n  {% endblock %}\nc\n";
        assert_eq!(
            without_block(text, "{% block b %}", "{% endblock %}").as_deref(),
            Some("a\nc\n")
        );
        assert_eq!(without_block(text, "{% block d %}", "{% endblock %}"), None);
    }

    #[test]
    fn a_variant_goes_with_its_comment_its_fields_and_its_arm() {
        let text = "enum E {\n    /// One.\n    A,\n    /// Two,\n    /// at most.\n    B {\n        /// Most.\n        \
                    max: u32,\n    },\n    /// Three.\n    Bc,\n}\nSelf::A => 1,\nSelf::B { .. } => 2,\n";
        assert_eq!(
            without_variants(text, &["B"]),
            "enum E {\n    /// One.\n    A,\n    /// Three.\n    Bc,\n}\nSelf::A => 1,\n"
        );
    }

    #[test]
    fn a_message_goes_with_all_of_its_lines() {
        let text = "# All.\na-one = 1\nb-two = { $n ->\n    [one] x\n}\n\nc = 3\n";
        assert_eq!(
            without_messages(text, &["b-"]),
            "# All.\na-one = 1\n\nc = 3\n"
        );
    }
}
