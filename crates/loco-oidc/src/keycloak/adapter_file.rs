//! The "Keycloak OIDC JSON" of a client, as Keycloak's console offers it for download, and its file.
use super::admin_api::AdminApi;
use super::error::SetupError;
use super::found;
use super::wanted::Wanted;
use serde_json::Value;
use std::io::Write as _;
use std::path::Path;

/// Keycloak's name for the form that `settings.oidc.adapter_file` takes.
const FORM: &str = "keycloak-oidc-keycloak-json";

/// The client's adapter file, with its secret.
pub(super) async fn of_client(api: &mut AdminApi, wanted: &Wanted) -> Result<String, SetupError> {
    let what = "give out the adapter file";
    let nothing = || SetupError::Answer {
        what: what.to_owned(),
        why: "it has none for this client".to_owned(),
    };
    let realm = wanted.realm.as_str();
    let client = found::client(api, realm, &wanted.client.client_id).await?;
    let id = client
        .and_then(|client| found::text(&client, "id"))
        .ok_or_else(nothing)?;
    let path = [realm, "clients", &id, "installation", "providers", FORM];
    let json: Value = api.get(&path, &[], what).await?.ok_or_else(nothing)?;
    serde_json::to_string_pretty(&json).map_err(|_| nothing())
}

/// What became of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Made,
    Replaced,
    AsItWas,
}

/// Writes the file so that only its owner can read it, and never half of it. A file of another kind is not replaced.
pub(super) fn write(path: &Path, json: &str) -> Result<Written, SetupError> {
    let complain = |why: String| SetupError::File {
        path: path.display().to_string(),
        why,
    };
    let text = format!("{json}\n");
    let written = match std::fs::read_to_string(path) {
        Ok(before) if !is_adapter_file(&before) => {
            return Err(complain(
                "it exists already and is no adapter file; name another one".to_owned(),
            ));
        }
        Ok(before) if before == text => Written::AsItWas,
        Ok(_) => Written::Replaced,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Written::Made,
        Err(error) => return Err(complain(error.to_string())),
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    // Temporary files are made readable for their owner alone; also where the file before was readable for others.
    let mut file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
        .map_err(|error| complain(error.to_string()))?;
    file.write_all(text.as_bytes())
        .map_err(|error| complain(error.to_string()))?;
    file.persist(path)
        .map_err(|error| complain(error.error.to_string()))?;
    Ok(written)
}

fn is_adapter_file(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|json| json.get("auth-server-url").is_some())
}
