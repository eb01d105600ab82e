//! The page of failed jobs.
use axum::body::Bytes;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use super::PERMISSION;
use super::queue::{self, Jobs, SHOWN};
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form::Submitted;
use crate::visit::Visit;

fn entered(visit: &Visit) -> Result<()> {
    if !visit.site.has_jobs() {
        Err(Error::NotFound)
    } else if visit.staff.can(PERMISSION) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}

/// `GET /admin/jobs/`
pub(crate) async fn show(visit: Visit) -> Response {
    visit.respond(page(&visit).await)
}

async fn page(visit: &Visit) -> Result<Response> {
    entered(visit)?;
    let (kind, mut jobs) = match queue::failed(&visit.app).await {
        Ok(Jobs::NoQueue) => ("no-queue", Vec::new()),
        Ok(Jobs::Redis) => ("redis", Vec::new()),
        Ok(Jobs::Failed(jobs)) => ("listed", jobs),
        Err(error) => {
            tracing::error!(%error, "the queue of background jobs cannot be read");
            ("unreadable", Vec::new())
        }
    };
    let more = jobs.len() > SHOWN;
    jobs.truncate(SHOWN);
    let view = json!({ "jobs": { "kind": kind, "failed": jobs, "more": more } });
    visit.page(StatusCode::OK, "jobs.html", &view)
}

/// `POST /admin/jobs/`: one job again, or all that failed.
pub(crate) async fn retry(visit: Visit, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    let answer = async {
        entered(&visit)?;
        let Some(queue) = &visit.app.queue_provider else {
            return Err(Error::BadRequest(visit.text("admin-jobs-no-queue")));
        };
        let id = sent.last("id").filter(|id| !id.is_empty());
        let count = match queue.retry_failed(id).await {
            Ok(count) => count,
            Err(error) => {
                tracing::error!(%error, "failed jobs could not be retried");
                return Err(Error::BadRequest(visit.text("admin-jobs-unreadable")));
            }
        };
        tracing::info!(user = visit.staff.id, count, "failed jobs run again");
        let message = if count == 0 {
            Message::warning(visit.text("admin-jobs-not-retried"))
        } else {
            Message::success(visit.text_with("admin-jobs-retried", &[("count", count.into())]))
        };
        Ok(visit.redirect("/admin/jobs/", vec![message]))
    };
    visit.respond(answer.await)
}
