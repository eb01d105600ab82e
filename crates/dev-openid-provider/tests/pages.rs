//! What people see: both languages, the sample accounts, mistakes, and the policy for browsers.
use crate::support::{Browser, RelyingParty, a_provider};

#[tokio::test]
async fn the_sign_in_page_speaks_english_and_german() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);

    let english = Browser::reading("en-GB,en;q=0.9")
        .get(party.attempt().url())
        .await;
    let german = Browser::reading("de-AT,de;q=0.9")
        .get(party.attempt().url())
        .await;
    let asked = party.attempt().with("ui_locales", "de");
    let asked = Browser::reading("en").get(asked.url()).await;

    assert_eq!(english.text_of("h1"), "Sign in");
    assert_eq!(english.text_of(".to"), "to continue to LocalLibrary");
    assert_eq!(english.attribute("html", "lang").as_deref(), Some("en"));
    for page in [german, asked] {
        assert_eq!(page.text_of("h1"), "Anmelden");
        assert_eq!(page.text_of("label[for=password]"), "Passwort");
        assert_eq!(page.attribute("html", "lang").as_deref(), Some("de"));
    }
}

#[tokio::test]
async fn each_sample_account_signs_in_with_one_press() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let page = Browser::new().get(party.attempt().url()).await;

    assert_eq!(page.count_of("button.account"), 3);
    for (place, username) in ["reader", "librarian", "admin"].into_iter().enumerate() {
        let selector = format!("li:nth-child({}) form", place + 1);
        let (action, fields) = page.form(&selector);
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(k, v)| (k.as_str(), v.as_str()))
            .collect();
        let back = Browser::new().post(action.as_str(), &fields).await;
        assert!(back.parameter("code").is_some());
        assert_eq!(provider.sessions_of(username).unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_wrong_password_brings_the_form_back_filled_in() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    let page = browser.get(party.attempt().url()).await;

    for (username, password) in [("reader", "wrong"), ("nobody", "reader"), ("reader", "")] {
        let page = browser
            .submit(&page, &[("username", username), ("password", password)])
            .await;

        assert_eq!(page.status, 200);
        assert!(
            page.text_of("[role=alert]")
                .contains("don't belong together")
        );
        assert_eq!(
            page.attribute("#username", "value").as_deref(),
            Some(username)
        );
        assert_eq!(page.attribute("#password", "value"), None);
    }
    let back = browser
        .submit(
            &page,
            &[
                ("username", "READER@library.example"),
                ("password", "reader"),
            ],
        )
        .await;
    assert!(back.parameter("code").is_some());
}

#[tokio::test]
async fn the_service_account_cannot_sign_in() {
    let provider = a_provider();
    let browser = Browser::new();
    let page = browser
        .get(RelyingParty::of(&provider).attempt().url())
        .await;
    let name = "service-account-locallibrary-api";

    let page = browser
        .submit(&page, &[("username", name), ("password", "")])
        .await;

    assert_eq!(page.count_of("[role=alert]"), 1);
}

#[tokio::test]
async fn login_hint_fills_in_the_name() {
    let provider = a_provider();
    let attempt = RelyingParty::of(&provider)
        .attempt()
        .with("login_hint", "librarian");

    let page = Browser::new().get(attempt.url()).await;

    assert_eq!(
        page.attribute("#username", "value").as_deref(),
        Some("librarian")
    );
}

#[tokio::test]
async fn what_somebody_sends_is_never_markup() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let markup = "\"><script>alert(1)</script>";
    let browser = Browser::new();

    let hinted = browser
        .get(party.attempt().with("login_hint", markup).url())
        .await;
    let typed = browser
        .submit(&hinted, &[("username", markup), ("password", "x")])
        .await;
    let stated = party
        .attempt()
        .with("state", markup)
        .with("response_mode", "form_post");
    let posted = browser.sign_in(&stated, "reader").await;

    assert_eq!(hinted.count_of("script"), 0);
    assert_eq!(typed.count_of("script"), 0);
    assert_eq!(
        typed.attribute("#username", "value").as_deref(),
        Some(markup)
    );
    assert_eq!(posted.count_of("script"), 1);
    assert_eq!(
        posted.attribute("input[name=state]", "value").as_deref(),
        Some(markup)
    );
}

#[tokio::test]
async fn pages_keep_a_strict_policy() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();

    let page = browser.get(party.attempt().url()).await;

    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'self'; form-action 'self' http://localhost:5150;"));
    assert!(!policy.contains("unsafe"));
    assert_eq!(
        page.count_of("style, [style], script:not([src]), [onclick]"),
        0
    );
    assert_eq!(page.header("cache-control"), "no-store");
    let stylesheet = page.attribute("link[rel=stylesheet]", "href").unwrap();
    let stylesheet = browser
        .get(page.url.join(&stylesheet).unwrap().as_str())
        .await;
    assert_eq!(stylesheet.status, 200);
    assert!(stylesheet.header("content-type").starts_with("text/css"));
}

#[tokio::test]
async fn another_site_cannot_send_the_form() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    let page = browser.get(party.attempt().url()).await;
    let (action, _) = page.form("form");
    let fields = [("username", "reader"), ("password", "reader")];

    let refused = browser
        .post_from_another_site(action.as_str(), &fields)
        .await;

    assert_eq!(refused.status, 403);
    assert!(provider.sessions_of("reader").unwrap().is_empty());
}

#[test]
fn both_languages_have_the_same_texts() {
    let keys = |file: &str| -> Vec<String> {
        let mut keys: Vec<String> = file
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, _)| key.to_owned())
            .collect();
        keys.sort();
        keys
    };
    let english = keys(include_str!("../i18n/en/provider.ftl"));
    assert!(english.len() > 30);
    assert_eq!(english, keys(include_str!("../i18n/de/provider.ftl")));
}
