//! `keycloak_setup` against a small admin REST API that behaves as Keycloak's does.
mod admin_api;
mod errors;
mod setup;

use admin_api::FakeKeycloak;
use loco_oidc::KeycloakSetup;
use loco_rs::app::AppContext;
use loco_rs::config::Config;
use loco_rs::environment::Environment;
use loco_rs::task::Vars;
use sea_orm::DatabaseConnection;
use serde_json::{Value, json};

/// The application's own realm file.
const REALM: &str = r#"{
    "realm": "library", "displayName": "The Library",
    "roles": { "realm": [
        { "name": "reader", "description": "Borrows" },
        { "name": "librarian", "description": "Works here" },
        { "name": "uma_authorization" }
    ] },
    "users": [
        {
            "username": "rosa", "email": "rosa@library.example", "firstName": "Rosa", "lastName": "Reader",
            "credentials": [{ "type": "password", "value": "known" }],
            "realmRoles": ["default-roles-library", "reader"]
        },
        { "username": "service-account-api", "serviceAccountClientId": "api" }
    ]
}"#;

/// An application that may call the task.
struct Operator {
    environment: Environment,
    settings: Value,
}

/// What the task printed, and the sentence that it ended with if it failed.
struct Outcome {
    output: String,
    error: Option<String>,
}

impl Outcome {
    #[track_caller]
    fn expect_done(self) -> String {
        assert_eq!(self.error, None, "after:\n{}", self.output);
        self.output
    }

    #[track_caller]
    fn expect_refusal(self) -> String {
        self.error.unwrap()
    }
}

impl Operator {
    fn new() -> Self {
        Self {
            environment: Environment::Test,
            settings: json!({
                "oidc": {
                    "base_url": "https://library.example.org",
                    "scopes": ["openid", "profile", "email", "roles"],
                    "roles": { "mapping": { "reader": {}, "librarian": {}, "admin": {} } },
                },
                "keycloak": { "admin_password": admin_api::PASSWORD },
            }),
        }
    }

    fn in_production(mut self) -> Self {
        self.environment = Environment::Production;
        self
    }

    fn with(mut self, pointer: &str, value: Value) -> Self {
        *self.settings.pointer_mut(pointer).unwrap() = value;
        self
    }

    async fn set_up(&self, keycloak: &FakeKeycloak, arguments: &[(&str, &str)]) -> Outcome {
        self.set_up_at(&keycloak.url, arguments).await
    }

    async fn set_up_at(&self, url: &str, arguments: &[(&str, &str)]) -> Outcome {
        let config: Config = serde_json::from_value(json!({
            "logger": { "enable": false, "level": "off", "format": "compact" },
            "server": { "host": "http://127.0.0.1", "port": 5150 },
            "workers": { "mode": "ForegroundBlocking" },
            "database": {
                "uri": "sqlite::memory:", "enable_logging": false, "min_connections": 1, "max_connections": 1,
                "connect_timeout": 1000, "idle_timeout": 1000,
            },
            "settings": self.settings,
        }))
        .unwrap();
        let ctx = AppContext::builder(
            self.environment.clone(),
            DatabaseConnection::default(),
            config,
        )
        .build();
        let needed = [("url", url), ("realm", "library"), ("admin", "root")];
        let cli = needed
            .iter()
            .chain(arguments)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let mut output = Vec::new();
        let result = KeycloakSetup::of("library-web")
            .like(REALM)
            .run_with(&ctx, &Vars { cli }, &mut output)
            .await;
        Outcome {
            output: String::from_utf8(output).unwrap(),
            error: result.err().map(|error| error.to_string()),
        }
    }
}
