//! The templates, compiled in, with the texts of both languages.
use std::sync::LazyLock;

use serde_json::Value;
use tera::{Context, Kwargs, State, Tera, TeraResult};

use crate::language::Language;

static TEMPLATES: LazyLock<TeraResult<Tera>> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.register_function("text", text);
    tera.add_raw_templates([
        ("layout.html", include_str!("../../templates/layout.html")),
        ("sign_in.html", include_str!("../../templates/sign_in.html")),
        (
            "form_post.html",
            include_str!("../../templates/form_post.html"),
        ),
        (
            "sign_out.html",
            include_str!("../../templates/sign_out.html"),
        ),
        ("notice.html", include_str!("../../templates/notice.html")),
        ("device.html", include_str!("../../templates/device.html")),
        ("problem.html", include_str!("../../templates/problem.html")),
    ])?;
    Ok(tera)
});

/// A page of this template, with this data.
pub(super) fn render(template: &str, data: &Value) -> Result<String, String> {
    let tera = TEMPLATES.as_ref().map_err(ToString::to_string)?;
    let context = Context::from_serialize(data).map_err(|error| error.to_string())?;
    tera.render(template, &context)
        .map_err(|error| error.to_string())
}

/// `{{ text(key="…") }}`: a text in the page's language.
fn text(arguments: Kwargs, state: &State) -> TeraResult<String> {
    let key: &str = arguments.must_get("key")?;
    let tag: Option<String> = state.get("language")?;
    let language = tag
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default();
    Ok(language.text(key))
}
