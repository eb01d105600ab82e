//! The routes of the relying party.
use crate::{authenticate, callback, logout};
use axum::routing::{get, post};
use loco_rs::controller::Routes;

/// Where the provider sends people back to.
pub(crate) const CALLBACK: &str = "/oidc/callback/";
/// Where signing out is, and where the provider sends people back to after it.
pub(crate) const LOGOUT: &str = "/oidc/logout/";

/// The routes of the relying party, for `Hooks::routes`:
///
/// | route | |
/// |---|---|
/// | `GET /oidc/authenticate/?next=` | begins signing in |
/// | `GET`, `POST /oidc/callback/` | where the provider sends people back to |
/// | `POST /oidc/logout/` | signs out here and at the provider; `GET` is where the provider returns to |
/// | `POST /oidc/backchannel-logout/` | OpenID Connect Back-Channel Logout 1.0 |
/// | `GET /oidc/frontchannel-logout/` | OpenID Connect Front-Channel Logout 1.0 |
///
/// ```
/// use loco_rs::{app::AppContext, controller::AppRoutes};
///
/// fn routes(_ctx: &AppContext) -> AppRoutes {
///     AppRoutes::with_default_routes().add_route(loco_oidc::routes())
/// }
/// ```
#[must_use]
pub fn routes() -> Routes {
    Routes::new()
        .add(crate::sign_in_link::AUTHENTICATE, get(authenticate::authenticate))
        .add(CALLBACK, get(callback::from_query).post(callback::from_form))
        .add(LOGOUT, post(logout::sign_out).get(logout::signed_out))
        .add("/oidc/backchannel-logout/", post(logout::back_channel))
        .add("/oidc/frontchannel-logout/", get(logout::front_channel))
}
