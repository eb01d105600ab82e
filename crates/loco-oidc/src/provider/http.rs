//! Requests to the provider: no redirects, limits of time and size, an extra root certificate.
use crate::{ConfigError, Http, Settings};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

/// Why there is no answer to go by.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    /// No connection, no answer in time, or an answer that breaks off.
    #[error("{0}")]
    Transport(#[from] reqwest::Error),
    /// More than `http.max_response_kilobytes`.
    #[error("the answer is longer than {0} bytes")]
    TooLong(usize),
    /// The provider says itself that it cannot answer now.
    #[error("the answer is {0}")]
    Unavailable(http::StatusCode),
    /// A request or an answer that HTTP does not know.
    #[error("{0}")]
    Malformed(#[from] http::Error),
}

/// The HTTP client for the provider.
#[derive(Clone, Debug)]
pub(crate) struct ProviderHttp {
    client: reqwest::Client,
    longest: usize,
}

impl ProviderHttp {
    pub(crate) fn new(settings: &Settings) -> Result<Self, ConfigError> {
        Self::with(&settings.http, &settings.ca_file)
    }

    pub(crate) fn with(http: &Http, ca_file: &str) -> Result<Self, ConfigError> {
        // The environment's proxies are not asked: a provider on this machine would get lost.
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(http.connect_timeout_seconds))
            .timeout(Duration::from_secs(http.timeout_seconds))
            .user_agent(concat!("loco-oidc/", env!("CARGO_PKG_VERSION")))
            .no_proxy();
        if !ca_file.is_empty() {
            for certificate in certificates(ca_file)? {
                builder = builder.add_root_certificate(certificate);
            }
        }
        if !http.proxy.is_empty() {
            let proxy = reqwest::Proxy::all(&http.proxy).map_err(|_| {
                ConfigError::new(
                    "http.proxy",
                    format!(
                        "\"{}\" is not an address like http://proxy.example.org:3128",
                        http.proxy
                    ),
                )
            })?;
            builder = builder.proxy(proxy);
        }
        let client = builder.build().map_err(|error| {
            ConfigError::new(
                "http",
                format!("gives no HTTP client ({error}); check ca_file and proxy"),
            )
        })?;
        Ok(Self {
            client,
            longest: http.max_response_kilobytes * 1024,
        })
    }

    /// The client for one endpoint, whose answers are timed under this name.
    pub(crate) const fn asking(&self, endpoint: &'static str) -> Asking<'_> {
        Asking {
            http: self,
            endpoint,
        }
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let mut answer = self
            .client
            .execute(request)
            .await
            .map_err(reqwest::Error::without_url)?;
        let status = answer.status();
        if status.is_server_error() || status == http::StatusCode::TOO_MANY_REQUESTS {
            return Err(HttpError::Unavailable(status));
        }
        let mut response = http::Response::builder().status(status);
        if let Some(headers) = response.headers_mut() {
            *headers = answer.headers().clone();
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + chunk.len() > self.longest {
                return Err(HttpError::TooLong(self.longest));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(response.body(body)?)
    }
}

fn certificates(path: &str) -> Result<Vec<reqwest::Certificate>, ConfigError> {
    let complain = |why: String| {
        ConfigError::new(
            "ca_file",
            format!("{path} {why}; OIDC_CA_FILE must name a certificate in PEM form"),
        )
    };
    let pem = std::fs::read(path).map_err(|error| complain(format!("cannot be read ({error})")))?;
    match reqwest::Certificate::from_pem_bundle(&pem) {
        Ok(found) if !found.is_empty() => Ok(found),
        _ => Err(complain("has no certificate in it".into())),
    }
}

/// A client that asks one endpoint.
pub(crate) struct Asking<'h> {
    http: &'h ProviderHttp,
    endpoint: &'static str,
}

impl Asking<'_> {
    /// Sends a request and reads the answer up to the limit.
    pub(crate) async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let begun = Instant::now();
        let answer = self.http.send(request).await;
        let outcome = match &answer {
            Ok(answer) if answer.status().is_success() => "success",
            Ok(_) => "refused",
            Err(_) => "failed",
        };
        crate::metrics::provider_asked(self.endpoint, outcome, begun.elapsed());
        answer
    }
}

impl<'c> AsyncHttpClient<'c> for Asking<'_> {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
