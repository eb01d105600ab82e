//! Which entry of the navigation a page belongs to.

/// Which entry of the navigation a path belongs to.
pub(super) fn section(here: &str) -> &'static str {
    let path = here.split('?').next().unwrap_or(here);
    let Some(rest) = path.strip_prefix("/catalog/") else {
        return if path.starts_with("/accounts/") {
            "account"
        } else {
            ""
        };
    };
    match rest.split('/').next().unwrap_or_default() {
        "" => "home",
        "book" | "books" => "books",
        "author" | "authors" => "authors",
        "genre" | "genres" => "genres",
        "language" | "languages" => "languages",
        "bookinstance" | "bookinstances" => "copies",
        "mybooks" => "mybooks",
        "borrowed" => "borrowed",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_page_knows_its_entry_in_the_navigation() {
        assert_eq!(section("/catalog/"), "home");
        assert_eq!(section("/catalog/books/?page=2"), "books");
        assert_eq!(section("/catalog/book/1/update/"), "books");
        assert_eq!(section("/accounts/profile/"), "account");
        assert_eq!(section("/elsewhere/"), "");
    }
}
