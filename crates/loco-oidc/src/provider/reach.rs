//! Before a browser is sent to the provider: does anybody listen there?
use super::{Provider, ProviderError};
use std::time::Duration;
use tokio::net::TcpStream;
use url::Url;

impl Provider {
    /// What is known of the provider may be an hour old, and it may have gone since: then a page of this application
    /// says so, where the browser would only say that it cannot connect. Asks by connecting, which leaves no trace in
    /// the provider's log, and where this application itself connects to: the browser may have another way there.
    pub(crate) async fn check_reach(&self, endpoint: &Url) -> Result<(), ProviderError> {
        let http = &self.settings.http;
        let (Some(host), Some(port)) = (endpoint.host_str(), endpoint.port_or_known_default())
        else {
            return Ok(());
        };
        // Through a proxy, a connection says nothing about who is behind it.
        if !http.proxy.is_empty() {
            return Ok(());
        }
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let patience = Duration::from_secs(http.connect_timeout_seconds);
        let unreachable = |why: String| {
            tracing::warn!(why, "the provider cannot be reached");
            ProviderError::Unreachable(why)
        };
        match tokio::time::timeout(patience, TcpStream::connect((host, port))).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(unreachable(error.to_string())),
            Err(_) => Err(unreachable("no connection in time".to_owned())),
        }
    }
}
