//! The "Keycloak OIDC JSON" adapter file that Keycloak's console offers for download.
use super::ConfigError;
use serde::Deserialize;

/// What of the adapter file matters here; its other keys are for other libraries.
#[derive(Deserialize)]
struct Adapter {
    realm: String,
    #[serde(rename = "auth-server-url")]
    auth_server_url: String,
    resource: String,
    #[serde(default)]
    credentials: Credentials,
}

#[derive(Default, Deserialize)]
struct Credentials {
    #[serde(default)]
    secret: String,
}

/// The three values that the file stands for.
pub(super) struct AdapterValues {
    pub(super) issuer: String,
    pub(super) client_id: String,
    pub(super) client_secret: String,
}

pub(super) fn read(path: &str) -> Result<AdapterValues, ConfigError> {
    let complain = |why: String| {
        ConfigError::new(
            "adapter_file",
            format!("{path} {why}; download \"Keycloak OIDC JSON\" again from the client's page"),
        )
    };
    let text = std::fs::read_to_string(path)
        .map_err(|error| complain(format!("cannot be read ({error})")))?;
    parse(&text).map_err(|error| complain(format!("is not an adapter file ({error})")))
}

fn parse(text: &str) -> Result<AdapterValues, serde_json::Error> {
    let adapter: Adapter = serde_json::from_str(text)?;
    Ok(AdapterValues {
        issuer: format!(
            "{}/realms/{}",
            adapter.auth_server_url.trim_end_matches('/'),
            adapter.realm
        ),
        client_id: adapter.resource,
        client_secret: adapter.credentials.secret,
    })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_adapter_file_of_an_old_server_under_auth_names_its_issuer() {
        let values = parse(
            r#"{"realm":"library","auth-server-url":"https://login.example.org/auth/",
                "ssl-required":"external","resource":"library-web",
                "credentials":{"secret":"s3cret"},"confidential-port":0}"#,
        )
        .unwrap();
        assert_eq!(
            values.issuer,
            "https://login.example.org/auth/realms/library"
        );
        assert_eq!(values.client_id, "library-web");
        assert_eq!(values.client_secret, "s3cret");
    }

    #[test]
    fn an_adapter_file_of_a_public_client_has_no_secret() {
        let values = parse(
            r#"{"realm":"library","auth-server-url":"http://localhost:8180",
                "ssl-required":"none","resource":"library-web","public-client":true}"#,
        )
        .unwrap();
        assert_eq!(values.issuer, "http://localhost:8180/realms/library");
        assert_eq!(values.client_secret, "");
    }
}
