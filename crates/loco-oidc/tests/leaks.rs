//! What is secret stays where it belongs: not in logs, pages, addresses or the database.
use crate::support::{Answer, Library};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use tracing_subscriber::fmt::MakeWriter;

/// While this is on, everything that any code of this process logs is kept.
static IS_KEPT: AtomicBool = AtomicBool::new(false);
static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn kept() -> MutexGuard<'static, Vec<u8>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        if IS_KEPT.load(Ordering::Relaxed) {
            kept().extend_from_slice(text);
        }
        Ok(text.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Keeper {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        Self
    }
}

/// Keeps what is logged from here on, at every level, by every crate.
fn keep_logs() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(Keeper)
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
    IS_KEPT.store(true, Ordering::Relaxed);
}

fn logs() -> String {
    IS_KEPT.store(false, Ordering::Relaxed);
    String::from_utf8_lossy(&kept()).into_owned()
}

/// Everything in the database, as text.
async fn everything_stored(library: &Library) -> String {
    let mut text = String::new();
    for table in [
        "auth_users",
        "auth_identities",
        "auth_sessions",
        "auth_logout_tokens",
        "auth_groups",
    ] {
        let as_json = match library.db.get_database_backend() {
            DbBackend::Postgres => format!("SELECT row_to_json(t)::text AS row FROM {table} t"),
            _ => {
                let columns = library
                    .db
                    .query_all_raw(Statement::from_string(
                        DbBackend::Sqlite,
                        format!("SELECT name FROM pragma_table_info('{table}')"),
                    ))
                    .await
                    .unwrap();
                let names: Vec<String> = columns
                    .iter()
                    .map(|row| row.try_get::<String>("", "name").unwrap())
                    .map(|name| format!("coalesce(\"{name}\", '')"))
                    .collect();
                format!("SELECT {} AS row FROM {table}", names.join(" || ' ' || "))
            }
        };
        let statement = Statement::from_string(library.db.get_database_backend(), as_json);
        for row in library.db.query_all_raw(statement).await.unwrap() {
            text += &row.try_get::<String>("", "row").unwrap();
            text.push('\n');
        }
    }
    text
}

/// A whole life: sign-in with a detour over refusals, a refresh, an API call, sign-out of each kind.
#[tokio::test]
async fn no_secret_is_logged_shown_stored_or_sent_in_an_address() {
    keep_logs();
    let library = Library::open().await;
    let mut secrets: Vec<String> = vec![
        "development-only-secret".into(),
        "a secret of the tests, long enough to be taken".into(),
    ];
    let mut seen: Vec<Answer> = Vec::new();
    let mut browser = library.browser();

    // Refused first, so that errors are logged too.
    let callback = library.callback(&mut browser, "reader", "/private").await;
    secrets.extend(library.provider.secrets());
    let mut stranger = library.browser();
    seen.push(stranger.get(&callback).await);
    let garbled = callback.replace("code=", "code=garbled");
    seen.push(browser.get(&garbled).await);

    // The callback without its final slash is a route that the framework logs.
    let callback = library.callback(&mut browser, "reader", "/private").await;
    secrets.extend(library.provider.secrets());
    secrets.extend(
        browser
            .cookie_names()
            .iter()
            .map(|name| browser.cookie(name).unwrap().to_owned()),
    );
    let answer = browser
        .get(&callback.replace("/callback/?", "/callback?"))
        .await;
    assert_eq!(answer.location(), "/private", "{}", answer.text);
    seen.push(answer);
    secrets.extend(library.provider.secrets());
    secrets.push(browser.cookie("session").unwrap().to_owned());

    seen.push(browser.get("/private").await);
    let stored = everything_stored(&library).await;
    library.end_access_tokens().await;
    seen.push(browser.get("/claims").await);
    secrets.extend(library.provider.secrets());
    let stored = stored + &everything_stored(&library).await;

    // An access token, and one that is spoilt.
    let access = browser.get("/token").await.text;
    assert!(access.starts_with("eyJ"));
    for token in [access.clone(), format!("{access}x")] {
        let mut client = library.browser();
        let bearer = format!("Bearer {token}").parse().unwrap();
        client.headers.insert("authorization", bearer);
        seen.push(client.get("/api/account").await);
    }
    secrets.push(access);

    let sid = library.session_rows().await[0].sid.clone().unwrap();
    let answer = browser.post("/oidc/logout/", &[]).await;
    let hint = answer.location_parameter("id_token_hint").unwrap();
    let state = answer.location_parameter("state").unwrap();
    seen.push(browser.get(&format!("/oidc/logout?state={state}")).await);
    secrets.extend([hint.clone(), state]);
    let issuer = library.provider.issuer();
    seen.push(
        browser
            .get(&format!("/oidc/frontchannel-logout?iss={issuer}&sid={sid}"))
            .await,
    );
    for call in library.provider.backchannel_calls() {
        secrets.push(call.logout_token);
    }
    let logs = logs();

    secrets.sort();
    secrets.dedup();
    assert!(secrets.len() >= 12, "{}", secrets.len());
    for place in ["refused", "signed in", "refreshed", "signed out"] {
        assert!(logs.contains(place), "the logs say what happened: {place}");
    }
    assert!(logs.contains("http-request"), "the framework logs requests");
    for secret in &secrets {
        assert!(!stored.contains(secret.as_str()), "stored: {secret}");
        let line = logs.lines().find(|line| line.contains(secret.as_str()));
        assert!(line.is_none(), "logged: {secret} in {line:?}");
        for answer in &seen {
            assert!(
                !answer.text.contains(secret.as_str()),
                "shown at {}",
                answer.url
            );
            assert!(
                !answer.location().contains(secret.as_str()),
                "sent on from {}",
                answer.url
            );
        }
    }
    // The middle of every JWT. Its beginning alone stands in a long random text now and then.
    assert!(
        !logs.contains(".eyJ") && !stored.contains(".eyJ"),
        "nothing like a token at all"
    );
}

#[test]
fn a_configuration_that_is_printed_shows_no_secret() {
    let config = loco_oidc::Config {
        issuer: "https://login.example.org".into(),
        client_id: "library".into(),
        client_secret: "the-client-secret".into(),
        session: loco_oidc::Session {
            secrets: vec!["the-session-secret-of-32-characters".into()],
            ..loco_oidc::Session::default()
        },
        ..loco_oidc::Config::default()
    };
    let session = format!("{:?}", config.session);
    let printed = format!("{config:?}");
    let settings = loco_oidc::Settings::check(config, "http://localhost:5150", false).unwrap();
    for text in [session, printed, format!("{settings:?}")] {
        assert!(!text.contains("-secret"), "{text}");
    }
}
