//! What the catalogue's words are elsewhere: not every application is a library.

use crate::{
    error::Result,
    naming,
    project::{CATALOG, Project},
};

/// Words of templates that are written in the catalogue's own terms.
const TEMPLATES: [(&str, &str); 6] = [
    ("a_librarian", "an_editor"),
    ("a librarian", "an editor"),
    ("A librarian", "An editor"),
    ("librarian", "editor"),
    ("Librarian", "Editor"),
    ("Librarians", "Editors"),
];

/// Text of a template for an application that is no library. What stands between `«` and `»` is no text.
pub(crate) fn of_template(text: &str, app: &str) -> String {
    let replaced = |part: &str| of_app(&replaced(part), app);
    let mut result = String::with_capacity(text.len());
    for (number, part) in text.split('«').enumerate() {
        if number == 0 {
            result.push_str(&replaced(part));
            continue;
        }
        result.push('«');
        match part.split_once('»') {
            Some((inside, after)) => {
                result.push_str(inside);
                result.push('»');
                result.push_str(&replaced(after));
            }
            None => result.push_str(part),
        }
    }
    result
}

fn replaced(text: &str) -> String {
    let mut text = word(text, "settings.library", "settings.site");
    text = text.replace(
        "            library: Letterhead {",
        "            site: Letterhead {",
    );
    for (from, to) in TEMPLATES {
        text = word(&text, from, to);
    }
    text
}

/// The groups that are meant, where the catalogue's are what nobody has chosen otherwise.
pub(crate) fn groups(project: &Project, groups: &[String]) -> Result<Vec<String>> {
    let library = project.is_library()?;
    let named = |group: &String| match group.as_str() {
        "Librarians" if !library => "Editors".to_owned(),
        _ => group.clone(),
    };
    Ok(groups.iter().map(named).collect())
}

/// What there is to say about groups that no migration makes: nobody gets what they are to have.
pub(crate) fn about_groups(project: &Project, groups: &[String]) -> Result<Vec<String>> {
    let mut migrations = String::new();
    for file in project.files_below("migration/src", ".rs")? {
        migrations.push_str(&project.read_needed(&file)?);
    }
    let made: Vec<&str> = migrations.split(['"', '\'']).skip(1).step_by(2).collect();
    let unknown = groups.iter().filter(|group| {
        let quoted = ['"', '\''].map(|quote| format!("{quote}{group}{quote}"));
        !quoted.iter().any(|name| migrations.contains(name))
    });
    Ok(unknown
        .map(|group| {
            let near = naming::nearest(group, made.iter().copied())
                .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            format!("No migration makes the group {group}, so nobody is in it.{near}")
        })
        .collect())
}

/// A whole file of the catalogue for an application that is no library.
pub(crate) fn of_site(project: &Project, text: &str) -> String {
    let mut text = text
        .replace("locallibrary_migration", "migration")
        .replace("locallibrary", &project.library)
        .replace("LocalLibrary", &project.title())
        .replace("LibrarySettings", "SiteSettings");
    for (from, to) in [("library", "site"), ("Library", "Site")]
        .into_iter()
        .chain(TEMPLATES)
    {
        text = word(&text, from, to);
    }
    of_app(&text, &project.app)
}

/// Text whose addresses, permissions and templates begin with the application's own word.
fn of_app(text: &str, app: &str) -> String {
    // What only begins with the word is a name of its own, such as a table's.
    let marked = text.replace("catalog_", "\u{0}");
    word(&marked, CATALOG, app)
        .replace("%2Fcatalog%2F", &format!("%2F{app}%2F"))
        .replace('\u{0}', "catalog_")
}

/// Replaces a word where no letter or digit touches it.
fn word(text: &str, from: &str, to: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find(from) {
        let last = rest[..at].chars().next_back().or(before);
        let next = rest[at + from.len()..].chars().next();
        let alone =
            !last.is_some_and(char::is_alphanumeric) && !next.is_some_and(char::is_alphanumeric);
        result.push_str(&rest[..at]);
        result.push_str(if alone { to } else { from });
        before = from.chars().next_back();
        rest = &rest[at + from.len()..];
    }
    result.push_str(rest);
    result
}

#[cfg(test)]
mod tests {
    use super::{of_app, of_template, word};

    #[test]
    fn whole_words_are_replaced_and_parts_of_others_are_not() {
        assert_eq!(
            word(
                "library, the library's LocalLibrary of libraries",
                "library",
                "site"
            ),
            "site, the site's LocalLibrary of libraries"
        );
        assert_eq!(
            word("async fn a_librarian_adds()", "a_librarian", "an_editor"),
            "async fn an_editor_adds()"
        );
    }

    #[test]
    fn what_a_template_is_told_keeps_its_name() {
        assert_eq!(
            of_template("app.librarian() «librarian» and «a» librarian", "shop"),
            "app.editor() «librarian» and «a» editor"
        );
    }

    #[test]
    fn addresses_permissions_and_folders_begin_with_the_applications_own_word() {
        assert_eq!(
            of_app(
                "\"/catalog/books/\" 'catalog.add_«kind»' admin-app-catalog catalogue catalog_counts",
                "my_shop"
            ),
            "\"/my_shop/books/\" 'my_shop.add_«kind»' admin-app-my_shop catalogue catalog_counts"
        );
    }
}
