//! Libraries: the built binary in a folder of its own, as one node or as several on the same database.
use super::browser::http_client;
use super::{Console, keycloak_url, variable};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A start migrates and, on a busy machine, takes its time.
const PATIENCE: Duration = Duration::from_secs(120);

/// The one port at which the imported realm knows the library: for one test at a time.
static IMPORTED_PORT: Mutex<()> = Mutex::new(());

/// A library with one node or several. All of it ends with the test.
pub struct Library {
    folder: TempDir,
    /// Where people reach it.
    pub url: String,
    variables: Vec<(&'static str, String)>,
    nodes: Vec<Node>,
    /// Given back last, when the nodes have ended.
    port: Option<MutexGuard<'static, ()>>,
}

/// A process that ends with the test.
struct Node(Child);

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What `keycloak_setup` did.
pub struct Setup {
    pub succeeded: bool,
    pub output: String,
}

impl Library {
    /// A library at a port of its own, whose realm `keycloak_setup` has made, and which runs with the adapter file
    /// that it wrote.
    pub async fn with_realm(realm: &str) -> (Self, Console) {
        let mut library = Self::at_port(free_port());
        let setup = library.keycloak_setup(realm, &["write:keycloak.json"]);
        assert!(setup.succeeded, "{}", setup.output);
        library
            .variables
            .push(("OIDC_ADAPTER_FILE", "keycloak.json".to_owned()));
        library.start().await;
        (library, Console::of(realm))
    }

    /// The library that the imported realm knows.
    pub async fn of_imported_realm() -> (Self, Console) {
        let port = IMPORTED_PORT.lock().unwrap_or_else(PoisonError::into_inner);
        let mut library = Self::at_port(5150);
        library.port = Some(port);
        for (name, value) in [
            (
                "OIDC_ISSUER",
                format!("{}/realms/locallibrary", keycloak_url()),
            ),
            ("OIDC_CLIENT_ID", "locallibrary".to_owned()),
            ("OIDC_CLIENT_SECRET", "development-only-secret".to_owned()),
        ] {
            library.variables.push((name, value));
        }
        library.start().await;
        (library, Console::of("locallibrary"))
    }

    /// A library that does not run yet.
    pub fn at_port(port: u16) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config");
        std::fs::create_dir(&config).unwrap();
        for entry in std::fs::read_dir(root.join("config")).unwrap() {
            let file = entry.unwrap().path();
            // Nobody here reads books.
            let text = std::fs::read_to_string(&file)
                .unwrap()
                .replace("seed_when_empty: true", "seed_when_empty: false");
            std::fs::write(config.join(file.file_name().unwrap()), text).unwrap();
        }
        let assets = std::fs::canonicalize(root.join("assets")).unwrap();
        std::os::unix::fs::symlink(assets, folder.path().join("assets")).unwrap();
        let url = format!("http://localhost:{port}");
        Self {
            folder,
            variables: vec![("BASE_URL", url.clone()), ("PORT", port.to_string())],
            url,
            nodes: Vec::new(),
            port: None,
        }
    }

    /// Sets a variable of the environment for what is started from now on.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.variables.push((name, value.to_owned()));
    }

    /// A file in the library's folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Starts the first node.
    pub async fn start(&mut self) {
        let url = self.url.clone();
        self.run_node(&url, None).await;
    }

    /// Starts a further node on the same database, as behind a load balancer, and says where it is.
    pub async fn start_another_node(&mut self) -> String {
        let port = free_port();
        let url = format!("http://localhost:{port}");
        self.run_node(&url, Some(port)).await;
        url
    }

    /// Asks for a further scope at sign-in from now on.
    pub async fn ask_for_scope(&mut self, scope: &str) {
        let file = self.file("config/development.yaml");
        let config = std::fs::read_to_string(&file).unwrap();
        let scopes = "scopes: [openid, ";
        assert!(config.contains(scopes), "{config}");
        std::fs::write(&file, config.replace(scopes, &format!("{scopes}{scope}, "))).unwrap();
        self.restart().await;
    }

    /// Signs in with this private key and without a secret from now on.
    pub async fn prove_itself_by_key(&mut self, pem: &str, realm: &str) {
        std::fs::write(self.file("client.pem"), pem).unwrap();
        self.variables
            .retain(|(name, _)| *name != "OIDC_ADAPTER_FILE");
        self.set("OIDC_ISSUER", &format!("{}/realms/{realm}", keycloak_url()));
        self.set("OIDC_CLIENT_SECRET", "");
        self.set("OIDC_CLIENT_KEY_FILE", "client.pem");
        self.restart().await;
    }

    async fn restart(&mut self) {
        self.nodes.clear();
        self.start().await;
    }

    async fn run_node(&mut self, url: &str, port: Option<u16>) {
        let log = self.file(&format!("node-{}.log", self.nodes.len() + 1));
        let output = std::fs::File::create(&log).unwrap();
        let mut command = self.command(&["start"]);
        if let Some(port) = port {
            command.env("PORT", port.to_string());
        }
        let node = command
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .unwrap();
        self.nodes.push(Node(node));
        let begun = Instant::now();
        let client = http_client();
        while client.get(format!("{url}/catalog/")).send().await.is_err() {
            let has_ended = self
                .nodes
                .last_mut()
                .unwrap()
                .0
                .try_wait()
                .unwrap()
                .is_some();
            assert!(
                !has_ended && begun.elapsed() < PATIENCE,
                "the library did not start:\n{}",
                std::fs::read_to_string(&log).unwrap()
            );
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Runs `keycloak_setup` for a realm, as Keycloak's administrator.
    pub fn keycloak_setup(&self, realm: &str, arguments: &[&str]) -> Setup {
        let url = format!("url:{}", keycloak_url());
        let realm = format!("realm:{realm}");
        let needed = ["task", "keycloak_setup", &url, &realm, "admin:admin"];
        let all: Vec<&str> = needed.iter().chain(arguments).copied().collect();
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(&all).output().unwrap();
        Setup {
            succeeded: status.success(),
            output: String::from_utf8([stdout, stderr].concat()).unwrap(),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(variable("LIBRARY_BINARY"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("KEYCLOAK_ADMIN_PASSWORD", "admin")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null());
        command
    }
}

/// Runs `bin/keycloak` with these words.
pub fn keycloak_script(words: &[&str]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bin/keycloak");
    let status = Command::new(script)
        .args(words)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "bin/keycloak {words:?} failed");
}

/// A port that nobody listens on at this moment.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
