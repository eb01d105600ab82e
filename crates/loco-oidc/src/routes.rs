//! The routes of the relying party.
use crate::{authenticate, callback, logout};
use axum::Router;
use axum::routing::{MethodRouter, get, post};
use loco_rs::app::AppContext;
use loco_rs::controller::Routes;

/// Where the provider sends people back to.
pub(crate) const CALLBACK: &str = "/oidc/callback/";
/// Where signing out is, and where the provider sends people back to after it.
pub(crate) const LOGOUT: &str = "/oidc/logout/";

/// Where the provider's page says in a frame that somebody signed out.
pub(crate) const FRONT_CHANNEL: &str = "/oidc/frontchannel-logout/";
/// Where the provider says that somebody signed out.
pub(crate) const BACK_CHANNEL: &str = "/oidc/backchannel-logout/";

/// The routes of the relying party, for `Hooks::routes`:
///
/// | route | |
/// |---|---|
/// | `GET`, `POST /oidc/authenticate/` | begins signing in |
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
    table()
        .into_iter()
        .fold(Routes::new(), |routes, (path, methods)| {
            routes.add(path, methods)
        })
}

fn table() -> [(&'static str, MethodRouter<AppContext>); 5] {
    [
        (
            crate::sign_in_link::AUTHENTICATE,
            get(authenticate::from_query).post(authenticate::from_form),
        ),
        (
            CALLBACK,
            get(callback::from_query).post(callback::from_form),
        ),
        (LOGOUT, post(logout::sign_out).get(logout::signed_out)),
        (BACK_CHANNEL, post(logout::back_channel)),
        (FRONT_CHANNEL, get(logout::front_channel)),
    ]
}

/// The same with their final slash, which Loco drops when it registers a route. The provider knows
/// the addresses as they are documented, slash included.
pub(crate) fn with_final_slash(ctx: &AppContext) -> Router {
    table()
        .into_iter()
        .fold(Router::new(), |router, (path, methods)| {
            router.route(path, methods)
        })
        .with_state(ctx.clone())
}
