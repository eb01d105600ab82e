//! The addresses of the admin site.
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{MethodRouter, get, post};
use loco_rs::app::AppContext;
use loco_rs::controller::Routes;

use crate::{
    actions, choices, delete, export, form, fresh, history, import, index, jobs, list, preferences,
    saved, search, static_files,
};

/// The routes of the admin site, for `Hooks::routes`. They lie under `/admin/`:
///
/// | route | |
/// |---|---|
/// | `/admin/` | the models, and what happened last |
/// | `/admin/search/` | rows of all models, and pages |
/// | `/admin/jobs/` | background jobs that failed |
/// | `/admin/kept/{id}/` | what waits for a fresh sign-in |
/// | `/admin/{model}/` | the list |
/// | `/admin/{model}/add/` | a new row |
/// | `/admin/{model}/{key}/change/` | a row: its form, or what it says |
/// | `/admin/{model}/{key}/delete/` | what goes with it, and what forbids it |
/// | `/admin/{model}/{key}/history/` | who changed what |
/// | `/admin/{model}/edits/` | rows that were edited in the list |
/// | `/admin/{model}/actions/` | something to do with many rows |
/// | `/admin/{model}/export/` | rows as a CSV file |
/// | `/admin/{model}/import/` | rows from a CSV file |
/// | `/admin/{model}/views/` | names for what a list shows |
/// | `/admin/{model}/choices/{field}/` | the rows that a field can point to |
///
/// ```
/// use loco_rs::{app::AppContext, controller::AppRoutes};
///
/// fn routes(_ctx: &AppContext) -> AppRoutes {
///     AppRoutes::with_default_routes().add_route(loco_oidc::routes()).add_route(loco_admin::routes())
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

fn table() -> Vec<(&'static str, MethodRouter<AppContext>)> {
    vec![
        ("/admin/", get(index::show)),
        ("/admin/static/{file}", get(static_files::serve)),
        ("/admin/preferences/", post(preferences::set)),
        ("/admin/search/", get(search::show)),
        ("/admin/jobs/", get(jobs::show).post(jobs::retry)),
        ("/admin/kept/{id}/", get(fresh::show).post(fresh::go_on)),
        ("/admin/{model}/", get(list::show)),
        ("/admin/{model}/add/", get(form::new).post(form::create)),
        ("/admin/{model}/actions/", post(actions::act)),
        ("/admin/{model}/edits/", post(list::save)),
        (
            "/admin/{model}/export/",
            get(export::ask).post(export::answer),
        ),
        (
            "/admin/{model}/import/",
            // The declaration says how large a file may be.
            get(import::ask)
                .post(import::receive)
                .layer(DefaultBodyLimit::disable()),
        ),
        (
            "/admin/{model}/import/{id}/",
            get(import::preview).post(import::commit),
        ),
        ("/admin/{model}/views/", post(saved::save)),
        ("/admin/{model}/views/{id}/delete/", post(saved::delete)),
        ("/admin/{model}/choices/{field}/", get(choices::show)),
        ("/admin/{model}/{key}/", get(form::show)),
        (
            "/admin/{model}/{key}/change/",
            get(form::edit).post(form::update),
        ),
        (
            "/admin/{model}/{key}/delete/",
            get(delete::ask).post(delete::delete),
        ),
        ("/admin/{model}/{key}/history/", get(history::show)),
    ]
}

/// The same with their final slash, which Loco drops when it registers a route.
pub(crate) fn with_final_slash(ctx: &AppContext) -> Router {
    table()
        .into_iter()
        .filter(|(path, _)| path.ends_with('/'))
        .fold(Router::new(), |router, (path, methods)| {
            router.route(path, methods)
        })
        .with_state(ctx.clone())
}
