//! Signing in from the link to the page: attempts, the callback, and what the provider refuses.
use crate::support::{Library, assert_nobody};
use chrono::{TimeDelta, Utc};
use dev_openid_provider::faults::{Token, TokenFault};

#[tokio::test]
async fn somebody_signs_in_and_comes_back_to_where_they_were() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let answer = browser.get("/private?page=2").await;
    let url = library.begin(&mut browser, answer.location()).await;
    let callback = library.provider.sign_in_as("reader", &url).unwrap();
    let answer = browser.get(callback.as_str()).await;
    assert_eq!(answer.location(), "/private?page=2");
    assert_eq!(browser.follow(answer).await.text, "for Rosa Reader only");
    let user = library.user_named("reader").await;
    assert_eq!(
        (user.email.as_str(), user.email_verified),
        ("reader@library.example", true)
    );
    assert!(user.last_sign_in_at.is_some());
}

#[tokio::test]
async fn the_request_carries_state_nonce_and_pkce_and_no_two_are_alike() {
    let library = Library::open().await;
    let mut seen = Vec::new();
    for _ in 0..2 {
        let answer = library.browser().get("/oidc/authenticate/").await;
        let of = |name| answer.location_parameter(name).unwrap();
        assert_eq!(of("response_type"), "code");
        assert_eq!(of("client_id"), "locallibrary");
        assert_eq!(of("code_challenge_method"), "S256");
        assert_eq!(
            of("redirect_uri"),
            format!("{}/oidc/callback/", library.base_url)
        );
        for scope in ["openid", "profile", "email"] {
            assert!(of("scope").split(' ').any(|asked| asked == scope));
        }
        seen.extend([of("state"), of("nonce"), of("code_challenge")]);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 6);
}

#[tokio::test]
async fn cookies_of_attempts_and_sessions_are_out_of_reach_of_scripts_and_other_sites() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let begun = browser.get("/oidc/authenticate/").await;
    let finished = library.sign_in(&mut browser, "reader").await;
    for answer in [begun, finished] {
        for cookie in answer.set_cookies() {
            assert!(
                cookie.contains("HttpOnly")
                    && cookie.contains("SameSite=Lax")
                    && cookie.contains("Path=/"),
                "{cookie}"
            );
        }
    }
}

#[tokio::test]
async fn no_cookie_tells_the_state_the_verifier_or_a_token() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let answer = browser.get("/oidc/authenticate/?next=/private").await;
    let cookies = answer.set_cookies().join("\n");
    let state = answer.location_parameter("state").unwrap();
    assert!(cookies.contains(&format!("oidc-{}", &state[..8])));
    assert!(!cookies.contains(&state) && !cookies.contains("private"));
    let mut browser = library.browser();
    let answer = library.sign_in(&mut browser, "reader").await;
    assert!(!answer.set_cookies().join("\n").contains("eyJ"));
}

#[tokio::test]
async fn many_tabs_sign_in_side_by_side_each_to_its_own_page() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let first = library
        .callback(&mut browser, "reader", "/private?tab=1")
        .await;
    let second = library
        .callback(&mut browser, "reader", "/private?tab=2")
        .await;
    assert_eq!(browser.get(&second).await.location(), "/private?tab=2");
    assert_eq!(browser.get(&first).await.location(), "/private?tab=1");
}

#[tokio::test]
async fn a_browser_keeps_a_limited_number_of_attempts() {
    let library = Library::open().await;
    let mut browser = library.browser();
    for _ in 0..30 {
        browser.get("/oidc/authenticate/").await;
    }
    assert!(
        browser.cookie_names().len() <= 8,
        "{:?}",
        browser.cookie_names()
    );
    library.sign_in(&mut browser, "reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn a_stale_callback_of_somebody_signed_in_goes_on_to_their_page() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let callback = library
        .callback(&mut browser, "reader", "/private?tab=1")
        .await;
    browser.get(&callback).await;
    let again = browser.get(&callback).await;
    assert_eq!(
        (again.status.as_u16(), again.location()),
        (302, "/private?tab=1")
    );
    let unknown = browser
        .get("/oidc/callback/?code=x&state=12345678901234567890")
        .await;
    assert_eq!((unknown.status.as_u16(), unknown.location()), (302, "/"));
}

#[tokio::test]
async fn a_callback_that_began_in_another_browser_signs_nobody_in() {
    let library = Library::open().await;
    let callback = library
        .callback(&mut library.browser(), "reader", "/private")
        .await;
    let mut victim = library.browser();
    let answer = victim.get(&callback).await;
    assert_eq!(answer.status, 400);
    assert_nobody(&mut victim, &answer).await;
}

#[tokio::test]
async fn an_attempt_is_over_after_ten_minutes() {
    let library = Library::open().await;
    let mut browser = library.browser();
    library.clock.set(Utc::now());
    let callback = library.callback(&mut browser, "reader", "/private").await;
    library.clock.advance(TimeDelta::minutes(10));
    let answer = browser.get(&callback).await;
    assert_eq!(answer.status, 400);
    assert_nobody(&mut browser, &answer).await;
}

#[tokio::test]
async fn garbage_at_the_callback_is_a_page_and_never_a_server_error() {
    let library = Library::open().await;
    let mut browser = library.browser();
    browser.get("/oidc/authenticate/").await;
    let long = format!("/oidc/callback/?state={}", "x".repeat(5000));
    let long_hint = format!("/oidc/authenticate/?login_hint={}", "x".repeat(513));
    for path in [
        "/oidc/callback/",
        "/oidc/callback/?",
        "/oidc/callback/?state=&code=",
        "/oidc/callback/?state=%00%ff&code=%F0%9F",
        "/oidc/callback/?state=äöüäöüäöü",
        "/oidc/callback/?code=1&code=2&state=3",
        "/oidc/callback/?error=%3Cscript%3Ealert(1)%3C/script%3E",
        "/oidc/authenticate/?max_age=-1",
        "/oidc/authenticate/?max_age=soon",
        "/oidc/authenticate/?prompt=a%00b",
        "/oidc/frontchannel-logout/",
        "/oidc/frontchannel-logout/?iss=x&sid=y",
        &long,
        &long_hint,
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 400, "{path}");
        assert!(!answer.text.contains("<script>"), "{path}");
    }
    assert_eq!(
        browser
            .post("/oidc/callback/", &[("state", "x")])
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn next_never_leads_to_another_site() {
    let library = Library::open().await;
    for next in [
        "//evil.example",
        "/%5Cevil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/%09/evil.example",
        "%20//evil.example",
        "https://127.0.0.1@evil.example/",
    ] {
        let mut browser = library.browser();
        let callback = library.callback(&mut browser, "reader", next).await;
        assert_eq!(browser.get(&callback).await.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn an_answer_that_names_another_issuer_is_refused() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .response_parameter("iss", "https://another.example/realms/other");
    assert_eq!(library.refused("reader").await.status, 400);
    library.provider.faults().clear();
    library.provider.faults().without_response_parameter("iss");
    assert_eq!(
        library.refused("reader").await.status,
        400,
        "the provider says that it sends iss"
    );
}

#[tokio::test]
async fn what_the_provider_refuses_is_a_page_that_offers_to_try_again() {
    let library = Library::open().await;
    for (error, status) in [
        ("access_denied", 403),
        ("login_required", 401),
        ("interaction_required", 401),
        ("temporarily_unavailable", 503),
        ("server_error", 503),
        ("invalid_scope", 400),
        ("<script>alert(1)</script>", 400),
    ] {
        library
            .provider
            .faults()
            .refuse_authorization(error, "<b>because</b>");
        let answer = library.refused("reader").await;
        assert_eq!(answer.status, status, "{error}");
        assert!(!answer.text.contains("<script>") && !answer.text.contains("because"));
        assert!(
            answer.text.contains("next=%2Fprivate"),
            "back to where they were"
        );
        library.provider.faults().clear();
    }
}

#[tokio::test]
async fn a_code_works_once() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let callback = library.callback(&mut browser, "reader", "/private").await;
    let mut copy = browser.clone();
    assert_eq!(browser.get(&callback).await.status, 302);
    let answer = copy.get(&callback).await;
    assert_eq!(answer.status, 400);
    assert_nobody(&mut copy, &answer).await;
}

#[tokio::test]
async fn a_sign_in_is_a_new_session_and_ends_the_one_before() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let before = browser.cookie("session").unwrap().to_owned();
    library.sign_in(&mut browser, "librarian").await;
    assert_ne!(browser.cookie("session").unwrap(), before);
    assert_eq!(browser.get("/").await.text, "signed in as librarian");
    browser.keep("session", &before);
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn the_provider_may_start_a_sign_in_for_a_page_of_ours() {
    let library = Library::open().await;
    let issuer = library.provider.issuer().to_owned();
    let path = format!(
        "/oidc/authenticate/?iss={issuer}&login_hint=reader&target_link_uri={}/private",
        library.base_url
    );
    let mut browser = library.browser();
    let answer = browser.get(&path).await;
    assert_eq!(answer.location_parameter("login_hint").unwrap(), "reader");
    let callback = library
        .provider
        .sign_in_as("reader", answer.location())
        .unwrap();
    assert_eq!(browser.get(callback.as_str()).await.location(), "/private");

    let stranger = "/oidc/authenticate/?iss=https://another.example&target_link_uri=/private";
    assert_eq!(library.browser().get(stranger).await.status, 400);
    let elsewhere =
        format!("/oidc/authenticate/?iss={issuer}&target_link_uri=https://evil.example/");
    let mut browser = library.browser();
    let url = library.begin(&mut browser, &elsewhere).await;
    let callback = library.provider.sign_in_as("reader", &url).unwrap();
    assert_eq!(browser.get(callback.as_str()).await.location(), "/");
}

#[tokio::test]
async fn the_provider_may_start_a_sign_in_by_a_form_from_its_own_page() {
    let library = Library::open().await;
    let issuer = library.provider.issuer().to_owned();
    let mut browser = library.browser();
    browser
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let form = [("iss", issuer.as_str()), ("target_link_uri", "/private")];
    let answer = browser.post("/oidc/authenticate/", &form).await;
    let callback = library
        .provider
        .sign_in_as("reader", answer.location())
        .unwrap();
    assert_eq!(browser.get(callback.as_str()).await.location(), "/private");
    let form = [("iss", "https://another.example")];
    assert_eq!(browser.post("/oidc/authenticate/", &form).await.status, 400);
}

#[tokio::test]
async fn links_pass_hints_on_to_the_provider() {
    let library = Library::open().await;
    let hints =
        "prompt=login&login_hint=ada&kc_idp_hint=google&ui_locales=de&acr_values=gold&max_age=60";
    let answer = library
        .browser()
        .get(&format!(
            "/oidc/authenticate/?{hints}&redirect_uri=https://evil.example"
        ))
        .await;
    for (name, value) in [
        ("prompt", "login"),
        ("login_hint", "ada"),
        ("kc_idp_hint", "google"),
        ("ui_locales", "de"),
        ("acr_values", "gold"),
        ("max_age", "60"),
    ] {
        assert_eq!(answer.location_parameter(name).unwrap(), value);
    }
    assert!(!answer.location().contains("evil.example"));
}

#[tokio::test]
async fn form_post_signs_in_by_a_form_from_the_providers_page() {
    let library = Library::with(|oidc| oidc["response_mode"] = "form_post".into()).await;
    let mut browser = library.browser();
    let begun = browser.get("/oidc/authenticate/?next=/private").await;
    assert_eq!(
        begun.location_parameter("response_mode").unwrap(),
        "form_post"
    );
    let cookie = begun.set_cookies()[0];
    assert!(
        cookie.contains("SameSite=None") && cookie.contains("Secure"),
        "{cookie}"
    );
    let callback = library
        .provider
        .sign_in_as("reader", begun.location())
        .unwrap();
    let parameters: Vec<_> = callback.query_pairs().collect();
    let form: Vec<_> = parameters
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_ref()))
        .collect();
    browser
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let answer = browser.post("/oidc/callback/", &form).await;
    assert_eq!(answer.location(), "/private", "{}", answer.text);
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn a_next_with_letters_that_no_header_may_have_is_written_as_a_browser_would() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let callback = library
        .callback(&mut browser, "reader", "/private?q=%C3%A4")
        .await;
    let answer = browser.get(&callback).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (302, "/private?q=%C3%A4")
    );
    assert_eq!(browser.follow(answer).await.status, 200);
}

#[tokio::test]
async fn next_may_lead_to_an_origin_that_the_configuration_names_and_to_no_other() {
    let allowed = "https://shop.example.org";
    let library = Library::with(|oidc| {
        oidc["redirects"] = serde_json::json!({ "allowed_origins": [allowed] })
    })
    .await;
    for (next, to) in [
        (
            "https://shop.example.org/cart?a=b",
            "https://shop.example.org/cart?a=b",
        ),
        ("http://shop.example.org/cart", "/"),
        ("https://shop.example.org:8443/cart", "/"),
        ("https://shop.example.org.evil.example/", "/"),
        ("https://shop.example.org@evil.example/", "/"),
        ("https://user@shop.example.org/", "/"),
        ("https://shop.example.org%0A/", "/"),
        ("ftp://shop.example.org/", "/"),
        (&format!("{allowed}/{}", "x".repeat(2_048)), "/"),
    ] {
        let mut browser = library.browser();
        let callback = library.callback(&mut browser, "reader", next).await;
        assert_eq!(browser.get(&callback).await.location(), to, "{next}");
    }
}

#[tokio::test]
async fn an_attempt_that_was_changed_or_belongs_to_another_state_signs_nobody_in() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let first = library.callback(&mut browser, "reader", "/private").await;
    let name = browser.cookie_names()[0].to_owned();
    let sealed = browser.cookie(&name).unwrap().to_owned();
    let state = |callback: &str| {
        let url = url::Url::parse(callback).unwrap();
        let pair = url.query_pairs().find(|(name, _)| name == "state");
        pair.unwrap().1.into_owned()
    };

    // Another state with the same beginning finds the cookie, and must not fit.
    let own = state(&first);
    let other = format!("{}{}", &own[..8], "x".repeat(own.len() - 8));
    let answer = browser.clone().get(&first.replace(&own, &other)).await;
    assert_eq!(answer.status, 400);

    let mut changed = browser.clone();
    let middle = if &sealed[60..61] == "A" { "B" } else { "A" };
    changed.keep(
        &name,
        &format!("{}{middle}{}", &sealed[..60], &sealed[61..]),
    );
    let answer = changed.get(&first).await;
    assert_eq!(answer.status, 400);

    // Sealed for one cookie, put under the name of another.
    let second = library.callback(&mut browser, "reader", "/private").await;
    let mut moved = library.browser();
    moved.keep(&format!("oidc-{}", &state(&second)[..8]), &sealed);
    let answer = moved.get(&second).await;
    assert_eq!(answer.status, 400);
    assert_nobody(&mut moved, &answer).await;
}

#[tokio::test]
async fn a_code_for_one_attempt_does_not_sign_in_with_another() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let first = library.callback(&mut browser, "reader", "/private").await;
    let second = library.callback(&mut browser, "reader", "/private").await;
    let parameter = |callback: &str, name: &str| {
        let url = url::Url::parse(callback).unwrap();
        let pair = url.query_pairs().find(|(key, _)| key == name);
        pair.unwrap().1.into_owned()
    };
    let mixed = first.replace(&parameter(&first, "code"), &parameter(&second, "code"));
    let answer = browser.get(&mixed).await;
    assert_eq!(answer.status, 400, "another verifier, and another nonce");
    assert_nobody(&mut browser, &answer).await;
}

#[tokio::test]
async fn an_error_in_a_form_of_the_provider_is_a_page() {
    let library = Library::with(|oidc| oidc["response_mode"] = "form_post".into()).await;
    let mut browser = library.browser();
    let begun = browser.get("/oidc/authenticate/?next=/private").await;
    let state = begun.location_parameter("state").unwrap();
    let issuer = library.provider.issuer().to_owned();
    browser
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let form = [
        ("error", "access_denied"),
        ("state", &state),
        ("iss", &issuer),
    ];
    let answer = browser.post("/oidc/callback/", &form).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text.contains("next=%2Fprivate"));
    let unknown = browser
        .post("/oidc/callback/", &[("state", "unknown")])
        .await;
    assert_eq!(unknown.status, 400);
}

#[tokio::test]
async fn a_parameter_that_comes_twice_or_one_of_too_many_is_refused() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let callback = library.callback(&mut browser, "reader", "/private").await;
    assert_eq!(
        browser
            .get(&format!("{callback}&code=another"))
            .await
            .status,
        400
    );
    let many: String = (0..40).map(|number| format!("&p{number}=x")).collect();
    assert_eq!(browser.get(&format!("{callback}{many}")).await.status, 400);
    assert_eq!(
        browser.get(&callback).await.status,
        302,
        "the attempt is still open"
    );
}

#[tokio::test]
async fn an_attempt_that_failed_is_over_and_its_cookie_gone() {
    let library = Library::open().await;
    let fault = TokenFault::WrongNonce;
    library.provider.faults().token(Token::Id, fault);
    let mut browser = library.browser();
    let callback = library.callback(&mut browser, "reader", "/private").await;
    assert_eq!(browser.get(&callback).await.status, 403);
    assert!(
        browser.cookie_names().is_empty(),
        "{:?}",
        browser.cookie_names()
    );
    assert_eq!(browser.get(&callback).await.status, 400);
}
