//! The pages of an import: the file, its trial, and its end.
use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path};
use axum::response::Response;
use http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use super::outcome::{MOST_BROKEN, Outcome};
use super::run::{Run, Tried};
use super::{file, plan, upload};
use crate::Op;
use crate::declare::DeclaredImport;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form::{Submitted, fields};
use crate::fresh;
use crate::labels;
use crate::number;
use crate::visit::Visit;

/// Where a list offers its import.
pub(crate) fn offered(visit: &Visit, entry: &Entry) -> Option<String> {
    imported(visit, entry)
        .ok()
        .map(|_| format!("{}import/", entry.url()))
}

/// Whoever can neither add nor change rows has nothing to import.
fn imported(visit: &Visit, entry: &Entry) -> Result<DeclaredImport> {
    let import = entry.declaration.import.ok_or(Error::NotFound)?;
    let may = [Op::Add, Op::Change]
        .into_iter()
        .any(|op| entry.can(&visit.staff, op, None));
    if may {
        Ok(import)
    } else {
        Err(Error::Forbidden)
    }
}

fn entry<'a>(visit: &'a Visit, slug: &str) -> Result<(&'a Entry, DeclaredImport)> {
    let entry = visit.site.by_slug(slug).ok_or(Error::NotFound)?;
    Ok((entry, imported(visit, entry)?))
}

/// `GET /admin/{model}/import/`
pub(crate) async fn ask(visit: Visit, Path(slug): Path<String>) -> Response {
    let answer = entry(&visit, &slug)
        .and_then(|(entry, import)| page(&visit, entry, import, StatusCode::OK, None));
    visit.respond(answer)
}

/// `POST /admin/{model}/import/`: takes the file in.
pub(crate) async fn receive(
    visit: Visit,
    Path(slug): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    let answer = async {
        let (entry, import) = entry(&visit, &slug)?;
        let Ok(mut form) = form else {
            return Err(Error::BadRequest(visit.text("admin-import-no-file")));
        };
        match upload::receive(&visit, entry, import, &mut form).await? {
            Ok(id) => Ok(visit.redirect(&format!("{}import/{id}/", entry.url()), Vec::new())),
            Err(wrong) => page(
                &visit,
                entry,
                import,
                StatusCode::UNPROCESSABLE_ENTITY,
                Some(wrong),
            ),
        }
    };
    visit.respond(answer.await)
}

/// `GET /admin/{model}/import/{id}/`: what would become of the file.
pub(crate) async fn preview(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Response {
    let answer = async {
        let (entry, import) = entry(&visit, &slug)?;
        let file = mine(&visit, entry, &id).await?;
        let tried = run(&visit, entry, import, file.id, false).await?;
        outcome(&visit, entry, import, &file, tried)
    };
    visit.respond(answer.await)
}

/// `POST /admin/{model}/import/{id}/`: imports the file, or forgets it.
pub(crate) async fn commit(
    visit: Visit,
    Path((slug, id)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let sent = Submitted::read(&body);
    let answer = async {
        let (entry, import) = entry(&visit, &slug)?;
        let file = mine(&visit, entry, &id).await?;
        if sent.has("_discard") {
            file::delete(&visit.db(), file.id).await?;
            let message = Message::warning(visit.text("admin-import-discarded"));
            return Ok(visit.redirect(&entry.url(), vec![message]));
        }
        fresh::ask(&visit, entry.declaration.fresh, &body).await?;
        let tried = run(&visit, entry, import, file.id, true).await?;
        match tried {
            Ok((_, outcome)) if outcome.broken == 0 => {
                let message = Message::success(visit.text_with(
                    "admin-import-done",
                    &[
                        ("added", outcome.added.into()),
                        ("changed", outcome.changed.into()),
                    ],
                ));
                let url = if entry.can(&visit.staff, Op::View, None) {
                    entry.url()
                } else {
                    "/admin/".to_owned()
                };
                Ok(visit.redirect(&url, vec![message]))
            }
            tried => self::outcome(&visit, entry, import, &file, tried),
        }
    };
    visit.respond(answer.await)
}

async fn mine(visit: &Visit, entry: &Entry, id: &str) -> Result<file::Model> {
    let id = Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
    file::Entity::find_by_id(id)
        .one(&visit.app.db)
        .await?
        .filter(|file| file.user_id == visit.staff.id && file.model == entry.slug)
        .ok_or(Error::NotFound)
}

async fn run(
    visit: &Visit,
    entry: &Entry,
    import: DeclaredImport,
    id: Uuid,
    keep: bool,
) -> Result<Tried> {
    let run = Run {
        visit,
        entry,
        import,
        id,
        keep,
    };
    run.run().await
}

fn page(
    visit: &Visit,
    entry: &Entry,
    import: DeclaredImport,
    status: StatusCode,
    wrong: Option<String>,
) -> Result<Response> {
    let mut names = plan::fillable(visit, entry, true);
    let finder = plan::finder(entry, import);
    if let Some(finder) = finder.filter(|finder| !names.contains(finder)) {
        names.insert(0, finder);
    }
    let columns: Vec<_> = names
        .iter()
        .filter_map(|name| {
            let field = entry.field(name)?;
            let needed = field.is_required()
                && !field.has_default
                && !field.is_key
                && field.tweak.initial.is_none();
            Some(json!({
                "name": name,
                "label": fields::label(visit, entry, name),
                "needed": needed,
                "finds": finder == Some(*name),
            }))
        })
        .collect();
    let view = json!({
        "import": {
            "model": labels::several(visit, entry),
            "list_url": entry.url(),
            "action": format!("{}import/", entry.url()),
            "columns": columns,
            "megabytes": import.most_bytes / 1_000_000,
            "rows": number::whole(i64::try_from(import.most_rows).unwrap_or(i64::MAX), visit.language),
            "wrong": wrong,
        }
    });
    visit.page(status, "import.html", &view)
}

fn outcome(
    visit: &Visit,
    entry: &Entry,
    import: DeclaredImport,
    file: &file::Model,
    tried: Tried,
) -> Result<Response> {
    let (columns, outcome) = match tried {
        Ok(tried) => tried,
        Err(wrong) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return page(visit, entry, import, status, Some(wrong));
        }
    };
    let Outcome {
        added,
        changed,
        same,
        broken,
        stopped,
        wrong,
        shown,
    } = outcome;
    let view = json!({
        "import": {
            "model": labels::several(visit, entry),
            "list_url": entry.url(),
            "again_url": format!("{}import/", entry.url()),
            "action": format!("{}import/{}/", entry.url(), file.id),
            "file": file.file_name,
            "columns": columns,
            "added": added,
            "changed": changed,
            "same": same,
            "broken": broken,
            "stopped": stopped,
            "most": MOST_BROKEN,
            "wrong": wrong,
            "shown": shown,
            "more": (added + changed).saturating_sub(shown.len() as u64),
        }
    });
    let status = if broken > 0 {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    visit.page(status, "import_preview.html", &view)
}
