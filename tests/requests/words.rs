//! The words of the site: every one that a page asks for is there, in both languages, and none is left over.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use locallibrary::{
    admin,
    controllers::api::problem::CODES,
    models::{Conflict, book_instances::Status, reservations::outcome},
    views::{Language, translation},
};
use loco_oidc::ProblemCode;

/// The contents of the files with this ending, here and below.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let text = fs::read_to_string(&path).expect("it is text");
                found.push((path, text));
            }
        }
    }
    found
}

/// Whatever stands between quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1)
}

fn keys() -> BTreeSet<String> {
    let keys = translation::keys(Language::English).expect("the messages can be read");
    keys.into_iter().collect()
}

/// Keys that are put together: a beginning, and each word that can follow.
fn put_together() -> Vec<String> {
    let conflicts = [
        Conflict::Stale,
        Conflict::InUse,
        Conflict::NotAvailable,
        Conflict::HeldForAnother,
        Conflict::TooManyLoans { max: 5 },
        Conflict::NotOnLoan,
        Conflict::NoRenewalsLeft { max: 2 },
        Conflict::SomebodyWaits,
        Conflict::RenewedTooEarly,
        Conflict::AlreadyReserved,
        Conflict::AlreadyBorrowed,
        Conflict::CopyAvailable,
        Conflict::NoCopies,
        Conflict::ReservationClosed,
    ];
    let statuses = [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503];
    let pair = |key: String| [format!("{key}-title"), format!("{key}-text")];
    let mut keys: Vec<String> = Vec::new();
    keys.extend(
        conflicts
            .iter()
            .flat_map(|conflict| pair(format!("conflict-{}", conflict.code()))),
    );
    keys.extend(
        ProblemCode::ALL
            .iter()
            .flat_map(|code| pair(format!("oidc-problem-{}", code.as_str()))),
    );
    keys.extend(
        statuses
            .iter()
            .flat_map(|status| pair(format!("error-{status}"))),
    );
    keys.extend(
        CODES
            .iter()
            .flat_map(|(code, _, words)| pair(format!("{words}{code}"))),
    );
    keys.extend(
        Status::ALL
            .iter()
            .map(|status| format!("status-{}", status.name())),
    );
    keys.extend(
        [
            outcome::WAITING,
            outcome::READY,
            outcome::COLLECTED,
            outcome::CANCELLED,
            outcome::EXPIRED,
        ]
        .map(|outcome| format!("admin-reservation-{outcome}")),
    );
    keys
}

#[test]
fn every_word_that_a_template_asks_for_is_there() {
    let keys = keys();
    for (path, text) in files("assets/views", "html") {
        for part in text.split("key=").skip(1) {
            let Some(asked) = part
                .strip_prefix('"')
                .and_then(|part| part.split('"').next())
            else {
                continue;
            };
            let put_together = asked.ends_with('-');
            assert!(
                put_together || keys.contains(asked),
                "{}: {asked}",
                path.display()
            );
        }
    }
    for key in put_together() {
        assert!(keys.contains(&key), "{key}");
    }
}

#[test]
fn every_word_is_used() {
    let mut used: BTreeSet<String> = put_together().into_iter().collect();
    // What the admin site calls models and fields, it looks for by their own names.
    used.extend(admin::models().names());
    let mut sources = files("src", "rs");
    sources.extend(files("assets/views", "html"));
    for (_, text) in &sources {
        for quoted in quoted(text) {
            used.insert(quoted.to_owned());
            // What is wrong with a field is said with this beginning.
            used.insert(format!("invalid-{quoted}"));
        }
    }
    let left_over: Vec<String> = keys()
        .into_iter()
        .filter(|key| !used.contains(key))
        .collect();
    assert_eq!(left_over, Vec::<String>::new());
}

#[test]
fn both_languages_say_every_message_with_the_same_arguments() {
    let [english, german] = Language::ALL.map(arguments);
    for (key, arguments) in &english {
        assert_eq!(Some(arguments), german.get(key), "{key}");
    }
}

/// The `$names` in each message of a language.
fn arguments(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, text) in files(&format!("assets/i18n/{}", language.code()), "ftl") {
        let mut message = String::new();
        for line in text.lines() {
            if let Some((key, _)) = line
                .split_once(" = ")
                .filter(|_| !line.starts_with([' ', '#']))
            {
                key.clone_into(&mut message);
            }
            let names = found.entry(message.clone()).or_default();
            for name in line.split('$').skip(1) {
                let ends = |c: char| !c.is_ascii_alphanumeric() && c != '-';
                names.extend(name.split(ends).next().map(str::to_owned));
            }
        }
    }
    found
}
