//! The style sheet and the script, compiled in. Their addresses change with them, so that browsers
//! may keep them for good.
use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use sha2::{Digest, Sha256};

struct File {
    name: &'static str,
    ending: &'static str,
    kind: &'static str,
    text: &'static str,
}

const FILES: [File; 5] = [
    File {
        name: "admin",
        ending: "css",
        kind: "text/css; charset=utf-8",
        text: include_str!("../assets/admin.css"),
    },
    File {
        name: "admin",
        ending: "js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("../assets/admin.js"),
    },
    File {
        name: "related",
        ending: "js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("../assets/related.js"),
    },
    File {
        name: "two-lists",
        ending: "js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("../assets/two-lists.js"),
    },
    File {
        name: "admin",
        ending: "svg",
        kind: "image/svg+xml",
        text: include_str!("../assets/admin.svg"),
    },
];

static URLS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|file| {
            let hash: String = Sha256::digest(file.text)
                .iter()
                .take(6)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            (
                format!("{}.{}", file.name, file.ending),
                format!("/admin/static/{}.{hash}.{}", file.name, file.ending),
            )
        })
        .collect()
});

/// The address of a file, by its plain name.
pub(crate) fn url(name: &str) -> Option<&'static str> {
    URLS.iter()
        .find(|(plain, _)| plain == name)
        .map(|(_, url)| url.as_str())
}

/// `GET /admin/static/{file}`
pub(crate) async fn serve(Path(asked): Path<String>) -> Response {
    let found = FILES
        .iter()
        .zip(URLS.iter())
        .find(|(file, _)| asked.ends_with(file.ending) && asked.starts_with(file.name));
    let Some((file, (_, url))) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let is_current = url.rsplit('/').next() == Some(asked.as_str());
    let keep = if is_current {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    (
        [
            (CONTENT_TYPE, file.kind),
            (CACHE_CONTROL, keep),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        file.text,
    )
        .into_response()
}
