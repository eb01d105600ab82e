//! The files that the provider's pages need: a stylesheet and one small script.
use axum::http::header;
use axum::response::IntoResponse;

/// `GET /resources/provider.css`
pub(crate) async fn stylesheet() -> impl IntoResponse {
    file(
        "text/css; charset=utf-8",
        include_str!("../../assets/provider.css"),
    )
}

/// `GET /resources/form_post.js`
pub(crate) async fn form_post_script() -> impl IntoResponse {
    file(
        "text/javascript; charset=utf-8",
        include_str!("../../assets/form_post.js"),
    )
}

fn file(content_type: &'static str, text: &'static str) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, content_type),
            (header::CACHE_CONTROL, "no-cache"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        text,
    )
}
