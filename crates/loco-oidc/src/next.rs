//! Where to go after signing in: only to this site, or to an origin that the configuration names.
use crate::Settings;
use url::{Position, Url};

/// Longer ones come from nobody's page.
const LONGEST: usize = 2048;

/// `next` as a path on this site, in characters that a header may have, or `None` for anything that
/// a browser could take elsewhere.
pub(crate) fn path_only(next: &str) -> Option<String> {
    let safe = next.len() <= LONGEST
        && next.starts_with('/')
        && !next.starts_with("//")
        && !next
            .chars()
            .any(|c| c.is_control() || c == '\\' || c.is_whitespace());
    // A browser resolves the path against this site, which must not change the origin.
    let here = Url::parse("https://here.invalid/").ok()?;
    let there = here.join(next).ok()?;
    let path = &there[Position::BeforePath..];
    // What is left when dots are resolved may be another site's address: `/.//evil.example`.
    (safe && there.origin() == here.origin() && !path.starts_with("//")).then(|| path.to_owned())
}

/// The part of an absolute or relative `target` that may be gone to: a path on this site, or an
/// address whose origin the configuration allows.
pub(crate) fn allowed(target: &str, settings: &Settings) -> Option<String> {
    if let Some(path) = path_only(target) {
        return Some(path);
    }
    if target.len() > LONGEST
        || target
            .chars()
            .any(|c| c.is_control() || c == '\\' || c.is_whitespace())
    {
        return None;
    }
    let url = Url::parse(target)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    if url.origin() == settings.base_url().origin() {
        let query = url
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        return path_only(&format!("{}{query}", url.path()));
    }
    let origin = url.origin().ascii_serialization();
    settings
        .next_origins()
        .contains(&origin)
        .then(|| url.to_string())
}

/// [`allowed`], or the page for those who did not say where.
pub(crate) fn or_default(target: Option<&str>, settings: &Settings) -> String {
    target
        .and_then(|target| allowed(target, settings))
        .unwrap_or_else(|| settings.redirects.after_sign_in.clone())
}

#[cfg(test)]
mod tests {
    use super::path_only;

    #[test]
    fn a_path_on_this_site_is_kept_with_its_query() {
        for next in [
            "/",
            "/catalog/books/?page=2&q=%C3%A4",
            "/catalog/?next=//evil.example",
            "/catalog/#top",
        ] {
            assert_eq!(path_only(next).as_deref(), Some(next));
        }
    }

    #[test]
    fn letters_that_no_header_may_have_are_written_as_a_browser_would() {
        assert_eq!(
            path_only("/autoren/Bühler?q=ä").as_deref(),
            Some("/autoren/B%C3%BChler?q=%C3%A4")
        );
    }

    #[test]
    fn nothing_leads_to_another_site() {
        for next in [
            "",
            "catalog",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "/\t/evil.example",
            "/\n/evil.example",
            "/a\r\nSet-Cookie: a=b",
            "/\u{0}",
            " /catalog",
            "/ /evil.example",
            "/.//evil.example",
            "/a/..//evil.example",
            "/%2e//evil.example",
            "mailto:x@y",
        ] {
            assert_eq!(path_only(next), None, "{next:?}");
        }
        assert_eq!(path_only(&format!("/{}", "a".repeat(3000))), None);
    }
}
