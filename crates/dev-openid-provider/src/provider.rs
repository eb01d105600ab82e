//! The provider itself: what its endpoints share.
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use openidconnect::IssuerUrl;
use url::Url;

use crate::clock::{self, Clock};
use crate::faults::Faults;
use crate::keys::{Algorithm, KeyRing};
use crate::realm::Realm;
use crate::store::Store;
use crate::testing::Records;
use crate::{Error, router};

/// How long a client may take to answer a back-channel call.
const BACKCHANNEL_TIMEOUT: Duration = Duration::from_secs(3);

/// An OpenID provider for one realm, in memory.
///
/// Clones share everything. Build one with [`DevProvider::from_realm_file`], mount
/// [`DevProvider::router`], and never do so in production
/// ([`DevProvider::refuse_in_production`]).
///
/// ```
/// use dev_openid_provider::DevProvider;
///
/// let realm = r#"{"realm": "library", "users": [], "clients": []}"#;
/// let issuer = "http://localhost:5150/openid-provider/realms/library";
/// let provider = DevProvider::from_realm_json(realm, issuer)?.refuse_in_production(false)?;
/// let app: axum::Router = axum::Router::new().nest("/openid-provider", provider.router());
/// # Ok::<(), dev_openid_provider::Error>(())
/// ```
#[derive(Clone)]
pub struct DevProvider {
    inner: Arc<Inner>,
}

struct Inner {
    issuer: IssuerUrl,
    /// Path of the issuer, without a final slash: cookies and links begin with it.
    path: String,
    realm: Mutex<Realm>,
    store: Mutex<Store>,
    keys: Mutex<KeyRing>,
    algorithm: RwLock<Algorithm>,
    clock: RwLock<Clock>,
    faults: Faults,
    records: Records,
    http: reqwest::Client,
}

impl DevProvider {
    /// Reads a Keycloak realm export and serves it under `issuer_url`, for example
    /// `http://localhost:5150/openid-provider/realms/locallibrary`.
    ///
    /// # Errors
    /// The file cannot be read or is no realm export, or the issuer does not end in
    /// `/realms/<realm>`.
    pub fn from_realm_file(path: impl AsRef<Path>, issuer_url: &str) -> Result<Self, Error> {
        let path = path.as_ref();
        let json = std::fs::read_to_string(path).map_err(|source| Error::ReadRealm {
            path: path.to_owned(),
            source,
        })?;
        Self::from_realm_json(&json, issuer_url)
    }

    /// Like [`DevProvider::from_realm_file`], from the file's text.
    ///
    /// # Errors
    /// The text is no realm export, or the issuer does not end in `/realms/<realm>`.
    pub fn from_realm_json(json: &str, issuer_url: &str) -> Result<Self, Error> {
        Self::new(Realm::parse(json)?, issuer_url)
    }

    pub(crate) fn new(realm: Realm, issuer_url: &str) -> Result<Self, Error> {
        let bad_issuer = || Error::Issuer {
            issuer: issuer_url.to_owned(),
            realm: realm.name.clone(),
        };
        let url = Url::parse(issuer_url).map_err(|_| bad_issuer())?;
        let ends_as_it_must = url.path().ends_with(&format!("/realms/{}", realm.name));
        if !matches!(url.scheme(), "http" | "https") || !ends_as_it_must || url.query().is_some() {
            return Err(bad_issuer());
        }
        let issuer = IssuerUrl::new(issuer_url.to_owned()).map_err(|_| bad_issuer())?;
        // A client that answers with a redirect did not take the logout token, and a proxy
        // must not see it.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(BACKCHANNEL_TIMEOUT)
            .no_proxy()
            .build()?;
        Ok(Self {
            inner: Arc::new(Inner {
                path: url.path().to_owned(),
                issuer,
                realm: Mutex::new(realm),
                store: Mutex::new(Store::default()),
                keys: Mutex::new(KeyRing::default()),
                algorithm: RwLock::new(Algorithm::Rs256),
                clock: RwLock::new(clock::system()),
                faults: Faults::default(),
                records: Records::default(),
                http,
            }),
        })
    }

    /// Takes the time from `clock` from now on.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        self.set_clock(clock);
        self
    }

    /// Like [`DevProvider::with_clock`], for a provider that runs already.
    pub fn set_clock(&self, clock: Clock) {
        let mut current = self
            .inner
            .clock
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *current = clock;
    }

    /// Signs ID tokens, access tokens and logout tokens with this algorithm from now on (RS256
    /// unless told). A client's `id.token.signed.response.alg` goes before it for ID tokens.
    pub fn set_algorithm(&self, algorithm: Algorithm) {
        let mut current = self
            .inner
            .algorithm
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *current = algorithm;
    }

    /// Lets the client also live at `base_url`: redirects and post-logout redirects below it are
    /// allowed, and the back-channel call goes there. For an application on another port than the
    /// realm file says.
    ///
    /// # Errors
    /// The realm has no such client, or `base_url` is no URL.
    pub fn with_client_at(self, client_id: &str, base_url: &str) -> Result<Self, Error> {
        let base = Url::parse(base_url)
            .map_err(|error| Error::Refused(format!("{base_url} is no URL: {error}")))?;
        self.realm()
            .clients
            .get_mut(client_id)
            .ok_or_else(|| Error::UnknownClient(client_id.to_owned()))?
            .also_at(&base);
        Ok(self)
    }

    /// Stops, with one sentence, an application that mounts this provider in production.
    ///
    /// # Errors
    /// [`Error::Production`] if `is_production`.
    pub fn refuse_in_production(self, is_production: bool) -> Result<Self, Error> {
        if is_production {
            return Err(Error::Production);
        }
        Ok(self)
    }

    /// The endpoints, below `/realms/<realm>/`: nest it where the issuer's path says.
    pub fn router(&self) -> axum::Router {
        router::routes(self)
    }

    /// The issuer, exactly as tokens carry it in `iss`.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.inner.issuer.as_str()
    }

    /// What the provider is to do wrong; see [`crate::faults`].
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    pub(crate) fn issuer_url(&self) -> &IssuerUrl {
        &self.inner.issuer
    }

    /// The address of an endpoint, as the discovery document gives it.
    pub(crate) fn endpoint(&self, path: &str) -> String {
        format!("{}/{path}", self.issuer())
    }

    /// The path of an endpoint on this host, for links, forms and cookies.
    pub(crate) fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.inner.path)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        let clock = self
            .inner
            .clock
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        clock()
    }

    pub(crate) fn algorithm(&self) -> Algorithm {
        *self
            .inner
            .algorithm
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    // A panic of one request must not take the others down, so a poisoned lock is used on.
    pub(crate) fn realm(&self) -> MutexGuard<'_, Realm> {
        self.inner
            .realm
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        self.inner
            .store
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn keys(&self) -> MutexGuard<'_, KeyRing> {
        self.inner
            .keys
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn records(&self) -> &Records {
        &self.inner.records
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }
}

impl std::fmt::Debug for DevProvider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DevProvider")
            .field("issuer", &self.issuer())
            .finish_non_exhaustive()
    }
}
