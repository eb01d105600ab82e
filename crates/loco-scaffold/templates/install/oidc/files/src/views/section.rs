//! Which entry of the navigation a page belongs to.

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
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::section;

    #[test]
    fn a_page_knows_its_entry_in_the_navigation() {
        assert_eq!(section("/catalog/"), "home");
        assert_eq!(section("/accounts/profile/"), "account");
        assert_eq!(section("/elsewhere/"), "");
    }
}
