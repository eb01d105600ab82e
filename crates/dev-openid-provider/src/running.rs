//! A provider on a loopback port of its own, on a thread of its own.
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::realm::Realm;
use crate::{DevProvider, Error};

/// A provider that listens on 127.0.0.1 until it is dropped. Dereferences to [`DevProvider`].
///
/// It has its own thread, so that it may outlive the runtime of the test that started it.
#[derive(Debug)]
pub struct RunningProvider {
    provider: DevProvider,
    address: SocketAddr,
    server: Mutex<Option<Server>>,
}

#[derive(Debug)]
struct Server {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

impl RunningProvider {
    /// Serves a realm (the text of a Keycloak realm export) on a free port. The issuer is
    /// `http://127.0.0.1:<port>/realms/<realm>`.
    ///
    /// # Errors
    /// The text is no realm export, or no port could be taken.
    pub fn start(realm_json: &str) -> Result<Self, Error> {
        let realm = Realm::parse(realm_json)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let issuer = format!("http://{address}/realms/{}", realm.name);
        let provider = DevProvider::new(realm, &issuer)?;
        let server = Server::start(&provider, listener)?;
        Ok(Self {
            provider,
            address,
            server: Mutex::new(Some(server)),
        })
    }

    /// Stops listening: connections are refused until [`RunningProvider::come_back`].
    pub fn go_offline(&self) {
        let server = self.server().take();
        if let Some(server) = server {
            server.stop();
        }
    }

    /// Listens again, on the same port, with everything it knew.
    ///
    /// # Errors
    /// Somebody else has taken the port.
    pub fn come_back(&self) -> Result<(), Error> {
        let mut server = self.server();
        if server.is_none() {
            *server = Some(Server::start(
                &self.provider,
                TcpListener::bind(self.address)?,
            )?);
        }
        Ok(())
    }

    fn server(&self) -> std::sync::MutexGuard<'_, Option<Server>> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    fn start(provider: &DevProvider, listener: TcpListener) -> Result<Self, Error> {
        listener.set_nonblocking(true)?;
        let router = provider.router();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("dev-openid-provider".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    let listener = match tokio::net::TcpListener::from_std(listener) {
                        Ok(listener) => listener,
                        Err(error) => {
                            tracing::error!(%error, "the development provider cannot listen");
                            return;
                        }
                    };
                    tokio::select! {
                        // Not a graceful end: an idle keep-alive connection would hold it up,
                        // and going offline means now.
                        _ = stopped => {}
                        _ = axum::serve(listener, router) => {}
                    }
                });
            })?;
        Ok(Self { stop, thread })
    }

    fn stop(self) {
        // Both fail only when the thread has ended already, which is what is wanted.
        let _ = self.stop.send(());
        let _ = self.thread.join();
    }
}

impl Deref for RunningProvider {
    type Target = DevProvider;

    fn deref(&self) -> &DevProvider {
        &self.provider
    }
}

impl Drop for RunningProvider {
    fn drop(&mut self) {
        self.go_offline();
    }
}
