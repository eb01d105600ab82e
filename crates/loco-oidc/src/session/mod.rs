//! Sessions: rows in the database, opened by a random cookie of which only the hash is stored.
mod cookie;
mod handle;
mod layer;
mod load;
mod new_session;
mod store;

pub(crate) use cookie::{clear_session_cookie, read as read_cookie, session_cookie};
pub(crate) use handle::SessionHandle;
pub(crate) use layer::SessionLayer;
pub(crate) use load::{Loaded, LoadedSession};
pub use new_session::{NewSession, OpenedSession, Tokens};
pub use store::Sessions;
