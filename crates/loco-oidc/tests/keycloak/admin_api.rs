//! The part of Keycloak's admin REST API that the task uses, with the statuses and words of the real one.
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode, Uri, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;

/// The administrator's password; the name is `root`.
pub const PASSWORD: &str = "correct horse";

/// A realm, in Keycloak's representations.
#[derive(Debug, Default, Clone)]
pub struct Realm {
    pub representation: Value,
    pub roles: Vec<Value>,
    pub scopes: Vec<Value>,
    pub clients: Vec<Value>,
    pub users: Vec<Value>,
    /// By the id of a user or client, the names of roles.
    pub mappings: BTreeMap<String, Vec<String>>,
    /// By the id of a user.
    pub passwords: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
pub struct Server {
    pub realms: BTreeMap<String, Realm>,
    /// Requests that changed something.
    pub writes: Vec<String>,
    /// The administrator may look and not touch.
    pub is_read_only: bool,
    /// A token is good for so many requests.
    pub token_lasts: Option<usize>,
    pub tokens_given: usize,
    used: usize,
    next_id: usize,
}

/// A running one.
pub struct FakeKeycloak {
    pub url: String,
    server: Arc<Mutex<Server>>,
}

type Answer = (StatusCode, Value);

impl FakeKeycloak {
    pub async fn start() -> Self {
        Self::start_at("").await
    }

    /// One that is served below a path, such as `/auth`.
    pub async fn start_at(path: &'static str) -> Self {
        let server = Arc::new(Mutex::new(Server::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}{path}", listener.local_addr().unwrap());
        let router = Router::new()
            .fallback(answer)
            .with_state((server.clone(), path));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, server }
    }

    pub fn server(&self) -> MutexGuard<'_, Server> {
        self.server.lock().unwrap()
    }

    pub fn realm(&self) -> Realm {
        self.server().realms["library"].clone()
    }

    /// The one client that the realm has.
    pub fn client(&self) -> Value {
        let realm = self.realm();
        assert_eq!(realm.clients.len(), 1, "{:#?}", realm.clients);
        realm.clients[0].clone()
    }

    /// Changes the realm, as somebody at the console would.
    pub fn change(&self, change: impl FnOnce(&mut Realm)) {
        change(self.server().realms.get_mut("library").unwrap());
    }
}

async fn answer(
    State((server, path)): State<(Arc<Mutex<Server>>, &'static str)>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut server = server.lock().unwrap();
    let (status, body) = match uri.path().strip_prefix(path) {
        Some(rest) => server.answer(
            &method,
            rest,
            uri.query().unwrap_or_default(),
            &headers,
            &body,
        ),
        None => (
            StatusCode::NOT_FOUND,
            json!({ "error": "Unable to find matching target resource method" }),
        ),
    };
    (status, axum::Json(body)).into_response()
}

fn not_found(what: &str) -> Answer {
    (StatusCode::NOT_FOUND, json!({ "error": what }))
}

fn done() -> Answer {
    (StatusCode::NO_CONTENT, Value::Null)
}

fn found(value: Value) -> Answer {
    (StatusCode::OK, value)
}

impl Server {
    fn answer(
        &mut self,
        method: &Method,
        path: &str,
        query: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Answer {
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        match parts.as_slice() {
            ["realms", "master", ".well-known", "openid-configuration"] => {
                found(json!({ "issuer": "as in Keycloak" }))
            }
            ["realms", "master", "protocol", "openid-connect", "token"] => self.give_token(body),
            ["realms", ..] => not_found("Realm does not exist"),
            ["admin", "realms", rest @ ..] => {
                let authorization = headers.get(header::AUTHORIZATION);
                let expected = format!("Bearer token-{}", self.tokens_given);
                self.used += 1;
                if authorization.is_none_or(|given| *given != *expected)
                    || self.token_lasts.is_some_and(|most| self.used > most)
                {
                    return (
                        StatusCode::UNAUTHORIZED,
                        json!({ "error": "HTTP 401 Unauthorized" }),
                    );
                }
                if method != Method::GET {
                    if self.is_read_only {
                        return (
                            StatusCode::FORBIDDEN,
                            json!({ "error": "HTTP 403 Forbidden" }),
                        );
                    }
                    self.writes.push(format!("{method} {path}"));
                }
                let body = serde_json::from_slice(body).unwrap_or_default();
                self.administer(method, rest, query, body)
            }
            _ => not_found("Unable to find matching target resource method"),
        }
    }

    fn give_token(&mut self, body: &[u8]) -> Answer {
        let form: BTreeMap<String, String> =
            url::form_urlencoded::parse(body).into_owned().collect();
        assert_eq!(form["grant_type"], "password");
        assert_eq!(form["client_id"], "admin-cli");
        if form["username"] != "root" || form["password"] != PASSWORD {
            return (
                StatusCode::UNAUTHORIZED,
                json!({ "error": "invalid_grant", "error_description": "Invalid user credentials" }),
            );
        }
        self.tokens_given += 1;
        self.used = 0;
        found(json!({ "access_token": format!("token-{}", self.tokens_given) }))
    }

    fn id(&mut self) -> Value {
        self.next_id += 1;
        format!("id-{}", self.next_id).into()
    }

    fn administer(
        &mut self,
        method: &Method,
        path: &[&str],
        query: &str,
        mut body: Value,
    ) -> Answer {
        let id = self.id();
        let get = method == Method::GET;
        if path == [""] || path.is_empty() {
            let name = body["realm"].as_str().unwrap().to_owned();
            let scope = |name: &str| json!({ "name": name, "id": format!("scope-{name}") });
            let realm = Realm {
                representation: body,
                scopes: ["basic", "profile", "email", "roles"].map(scope).into(),
                ..Realm::default()
            };
            self.realms.insert(name, realm);
            return (StatusCode::CREATED, Value::Null);
        }
        let Some(realm) = self.realms.get_mut(path[0]) else {
            return not_found("Realm not found.");
        };
        match &path[1..] {
            [] => found(realm.representation.clone()),
            ["client-scopes"] => found(realm.scopes.clone().into()),
            ["roles"] => {
                body["id"] = id;
                realm.roles.push(body);
                (StatusCode::CREATED, Value::Null)
            }
            ["roles", name] => match realm.roles.iter().find(|role| role["name"] == *name) {
                Some(role) => found(role.clone()),
                None => not_found("Could not find role"),
            },
            ["clients"] if get => found(matching(&realm.clients, query, "clientId")),
            ["clients"] => {
                body["id"] = id;
                body["secret"] = "made by Keycloak".into();
                // The realm gives a new client its default scopes.
                body["defaultClientScopes"] = json!(["basic", "profile", "email"]);
                for mapper in body["protocolMappers"].as_array_mut().unwrap() {
                    mapper["id"] = format!("mapper {}", mapper["name"]).into();
                }
                realm.clients.push(body);
                (StatusCode::CREATED, Value::Null)
            }
            ["clients", client, rest @ ..] => realm.administer_client(get, client, rest, body),
            ["users"] if get => found(matching(&realm.users, query, "username")),
            ["users"] => {
                let password = body["credentials"][0]["value"].as_str().unwrap_or_default();
                let key = id.as_str().unwrap().to_owned();
                realm.passwords.insert(key, password.to_owned());
                body["id"] = id;
                body.as_object_mut().unwrap().remove("credentials");
                realm.users.push(body);
                (StatusCode::CREATED, Value::Null)
            }
            ["users", user, "credentials"] => match realm.passwords.contains_key(*user) {
                true => found(json!([{ "type": "password" }])),
                false => found(json!([])),
            },
            ["users", user, "reset-password"] => {
                let password = body["value"].as_str().unwrap().to_owned();
                realm.passwords.insert((*user).to_owned(), password);
                done()
            }
            ["users", user, "role-mappings", "realm"] => realm.map_roles(get, user, &body),
            _ => not_found("Unable to find matching target resource method"),
        }
    }
}

impl Realm {
    fn administer_client(&mut self, get: bool, id: &str, path: &[&str], mut body: Value) -> Answer {
        let Some(client) = self.clients.iter_mut().find(|client| client["id"] == *id) else {
            return not_found("Could not find client");
        };
        match path {
            [] => {
                *client = body;
                done()
            }
            ["protocol-mappers", "models"] => {
                body["id"] = format!("mapper {}", body["name"]).into();
                let mappers = client["protocolMappers"].as_array_mut().unwrap();
                mappers.push(body);
                (StatusCode::CREATED, Value::Null)
            }
            ["protocol-mappers", "models", _] => {
                let mappers = client["protocolMappers"].as_array_mut().unwrap();
                let mapper = mappers.iter_mut().find(|mapper| mapper["id"] == body["id"]);
                *mapper.unwrap() = body;
                done()
            }
            ["default-client-scopes", scope] => {
                let name = scope.trim_start_matches("scope-");
                client["defaultClientScopes"]
                    .as_array_mut()
                    .unwrap()
                    .push(name.into());
                done()
            }
            ["scope-mappings", "realm"] => self.map_roles(get, id, &body),
            ["installation", "providers", "keycloak-oidc-keycloak-json"] => found(json!({
                "realm": self.representation["realm"], "auth-server-url": "https://login.example.org/",
                "resource": client["clientId"], "credentials": { "secret": client["secret"] },
            })),
            _ => not_found("Unable to find matching target resource method"),
        }
    }

    fn map_roles(&mut self, get: bool, id: &str, body: &Value) -> Answer {
        let names = self.mappings.entry(id.to_owned()).or_default();
        if get {
            let roles = names.iter().map(|name| json!({ "name": name })).collect();
            return found(roles);
        }
        for role in body.as_array().unwrap() {
            // Keycloak wants the whole representation, and finds the role by its id.
            assert!(role["id"].is_string(), "{role}");
            names.push(role["name"].as_str().unwrap().to_owned());
        }
        done()
    }
}

/// Those that the query asks for, and like the real one more than those for the beginning of a name.
fn matching(all: &[Value], query: &str, name: &str) -> Value {
    let query: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let asked = query[name].as_str();
    all.iter()
        .filter(|item| item[name].as_str().unwrap().starts_with(asked))
        .cloned()
        .collect()
}
