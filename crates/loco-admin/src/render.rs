//! The templates: compiled in, or the application's own of the same name; one engine for each
//! language, so that a template never has to say which one it speaks.
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::Language;
use crate::error::Error;
use crate::language::{Argument, Texts};
use crate::static_files;

const TEMPLATES: [(&str, &str); 22] = [
    ("layout.html", include_str!("../templates/layout.html")),
    (
        "components.html",
        include_str!("../templates/components.html"),
    ),
    ("fields.html", include_str!("../templates/fields.html")),
    ("index.html", include_str!("../templates/index.html")),
    ("list.html", include_str!("../templates/list.html")),
    ("filters.html", include_str!("../templates/filters.html")),
    ("form.html", include_str!("../templates/form.html")),
    ("conflict.html", include_str!("../templates/conflict.html")),
    ("action.html", include_str!("../templates/action.html")),
    ("report.html", include_str!("../templates/report.html")),
    ("delete.html", include_str!("../templates/delete.html")),
    ("history.html", include_str!("../templates/history.html")),
    ("choices.html", include_str!("../templates/choices.html")),
    ("export.html", include_str!("../templates/export.html")),
    ("import.html", include_str!("../templates/import.html")),
    (
        "import_preview.html",
        include_str!("../templates/import_preview.html"),
    ),
    ("cards.html", include_str!("../templates/cards.html")),
    ("saved.html", include_str!("../templates/saved.html")),
    ("search.html", include_str!("../templates/search.html")),
    ("jobs.html", include_str!("../templates/jobs.html")),
    ("kept.html", include_str!("../templates/kept.html")),
    ("problem.html", include_str!("../templates/problem.html")),
];

/// Renders templates in each language. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Views(Arc<[Tera; 2]>);

impl Views {
    /// Reads all templates; those in `folder` take the place of the crate's own.
    pub fn load(texts: &Texts, folder: &Path) -> Result<Self, String> {
        let mut templates: Vec<(String, String)> = TEMPLATES
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect();
        for (name, text) in own(folder)? {
            match templates.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = text,
                None => templates.push((name, text)),
            }
        }
        let engine = |language| -> Result<Tera, String> {
            let mut tera = Tera::new();
            register(&mut tera, texts, language);
            tera.add_raw_templates(templates.clone())
                .map_err(|error| format!("{}: {error}", folder.display()))?;
            Ok(tera)
        };
        Ok(Self(Arc::new([
            engine(Language::English)?,
            engine(Language::German)?,
        ])))
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.0[0].contains_template(template)
    }

    pub fn render(
        &self,
        language: Language,
        template: &str,
        view: &impl Serialize,
    ) -> Result<String, Error> {
        let failed = |error: tera::Error| Error::Template(format!("{template}: {error}"));
        let context = Context::from_serialize(view).map_err(failed)?;
        self.0[language.index()]
            .render(template, &context)
            .map_err(failed)
    }
}

/// The application's templates, by their path in the folder.
fn own(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries = match std::fs::read_dir(&next) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(format!("{}: {error}", next.display())),
        };
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let text = std::fs::read_to_string(&path)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                let name = path.strip_prefix(folder).unwrap_or(&path);
                found.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    Ok(found)
}

/// What templates may call: `t` (messages) and `asset` (addresses of the crate's files).
fn register(tera: &mut Tera, texts: &Texts, language: Language) {
    let texts = texts.clone();
    tera.register_function(
        "t",
        move |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            let key = arguments.must_get::<&str>("key")?;
            let mut named: Vec<(String, Argument<'_>)> = Vec::new();
            for (name, value) in arguments.iter() {
                if let Some(name) = name.as_str().filter(|name| *name != "key") {
                    named.push((name.replace('_', "-"), argument(value)));
                }
            }
            let borrowed: Vec<(&str, Argument<'_>)> = named
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone()))
                .collect();
            Ok(Value::from(
                texts.text_with(language, key, &borrowed).as_str(),
            ))
        },
    );
    tera.register_function(
        "asset",
        |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            let name = arguments.must_get::<&str>("name")?;
            static_files::url(name)
                .map(Value::safe_string)
                .ok_or_else(|| tera::Error::message(format!("there is no file {name}")))
        },
    );
}

fn argument(value: &Value) -> Argument<'static> {
    match (value.as_i64(), value.as_str()) {
        (Some(number), _) => Argument::Number(number),
        (None, Some(text)) => Argument::from(text.to_owned()),
        (None, None) => Argument::from(value.to_string()),
    }
}
