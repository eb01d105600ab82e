//! The numbers that an application's recorder sees.
use crate::support::Library;
use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
use metrics_exporter_prometheus::PrometheusBuilder;

#[tokio::test]
async fn what_happens_is_counted() {
    // Everything in this test runs on this one thread, and so under its recorder.
    let recorder = PrometheusBuilder::new().build_recorder();
    let numbers = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let library = Library::open().await;

    let mut browser = library.browser_of("reader").await;
    library.end_access_tokens().await;
    browser.get("/").await;
    library.end_access_tokens().await;
    let faults = library.provider.faults();
    faults.answer(Endpoint::Token, AnswerFault::Status(503));
    browser.get("/").await;
    faults.clear();
    browser.get("/librarians").await;
    browser.post("/oidc/logout/", &[]).await;

    faults.token(Token::Id, TokenFault::WrongAudience);
    library.refused("reader").await;
    faults.clear();
    let mut browser = library.browser_of("reader").await;
    library.end_access_tokens().await;
    faults.refuse_refresh(true);
    browser.get("/").await;
    faults.clear();
    library.browser_of("reader").await;
    let sid = library.session_rows().await[0].sid.clone().unwrap();
    library.provider.end_session(&sid).await.unwrap();
    let mut client = library.browser();
    let bearer = "Bearer garbage".parse().unwrap();
    client.headers.insert("authorization", bearer);
    client.get("/api/me").await;

    let text = numbers.render();
    for line in [
        "oidc_sign_ins_total 3",
        "oidc_sessions_opened_total 3",
        "oidc_sessions_ended_total 3",
        r#"oidc_refreshes_total{outcome="renewed"} 1"#,
        r#"oidc_refreshes_total{outcome="provider_unavailable"} 1"#,
        r#"oidc_refreshes_total{outcome="refused"} 1"#,
        r#"oidc_refusals_total{reason="forbidden"} 1"#,
        r#"oidc_refusals_total{reason="invalid-id-token"} 1"#,
        r#"oidc_refusals_total{reason="invalid-token"} 1"#,
        r#"oidc_invalid_tokens_total{token="id",rule="aud is not this client"} 1"#,
        r#"oidc_invalid_tokens_total{token="access",rule="this is no signed token"} 1"#,
        r#"oidc_logouts_total{kind="rp_initiated"} 1"#,
        r#"oidc_logouts_total{kind="back_channel"} 1"#,
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
    }
    for (endpoint, outcome) in [
        ("discovery", "success"),
        ("token", "success"),
        ("token", "failed"),
        ("token", "refused"),
        ("userinfo", "success"),
    ] {
        let series = format!(
            r#"oidc_provider_request_duration_seconds_count{{endpoint="{endpoint}",outcome="{outcome}"}}"#
        );
        assert!(text.contains(&series), "{series} in\n{text}");
    }
}
