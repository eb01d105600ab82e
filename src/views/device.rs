//! What a browser says of itself, made short enough for its owner to know it again: "Firefox on Windows".

use std::{borrow::Cow, collections::HashMap};

use super::Language;

/// A word in the user agent, and what people call what it stands for. The first one that is there counts: browsers
/// also name those whose pages they can show.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// The longest name of a program that is none of these.
const LONGEST: usize = 60;

/// The name of the browser and of what it runs on; a program that is no known browser is called as it calls itself.
/// Empty for one that says nothing.
#[must_use]
pub fn name(user_agent: &str, language: Language) -> String {
    let known = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(word, _)| user_agent.contains(word));
        found.map(|(_, name)| *name)
    };
    let (Some(browser), Some(system)) = (known(BROWSERS), known(SYSTEMS)) else {
        return user_agent.chars().take(LONGEST).collect();
    };
    let arguments = HashMap::from([
        (Cow::from("browser"), browser.into()),
        (Cow::from("system"), system.into()),
    ]);
    language
        .text_with("profile-device-on", &arguments)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Language::*, name};

    #[test]
    fn browsers_are_called_as_people_call_them() {
        for (user_agent, called) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox on Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 \
                 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile \
                 Safari/537.36",
                "Chrome on Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Version/19.0 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
        ] {
            assert_eq!(name(user_agent, English), called);
        }
        let german = name(
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605",
            German,
        );
        assert_eq!(german, "Safari auf macOS");
    }

    #[test]
    fn other_programs_keep_their_own_names() {
        assert_eq!(name("curl/8.14.1", English), "curl/8.14.1");
        assert_eq!(name("", English), "");
        assert_eq!(name(&"x".repeat(500), English).len(), 60);
    }
}
