//! The generators' templates: the crate's own, or the application's in `.loco-templates/library`.
//!
//! What they write is full of Rust's and Tera's braces, so theirs are others: `«name»`, `<% if … %>` and `<# … #>`.

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, Delimiters, Tera};

use crate::{
    conflict::{Answer, Ask},
    error::{Error, Result},
    project::Project,
    report::{Action, Report},
    transaction::{self, Change},
    words,
    write::Options,
};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Where an application's own templates lie.
pub(crate) const FOLDER: &str = ".loco-templates/library";

/// What several templates include, so that it has to be known before them.
const PARTS: &str = "parts/";

/// Every template, ready to be rendered.
pub(crate) struct Templates {
    tera: Tera,
}

impl Templates {
    /// Reads all templates; those of the application replace the crate's.
    ///
    /// # Errors
    /// When one of the application's is not valid, or has a name that nothing would ever use.
    pub(crate) fn load(project: &Project) -> Result<Self> {
        let mut tera = Tera::new();
        tera.set_delimiters(delimiters())
            .map_err(invalid("delimiters"))?;
        // What is written is code, and pages that escape for themselves.
        tera.autoescape_on(Vec::<&str>::new());
        for own in project.files_below(FOLDER, "")? {
            let name = own.trim_start_matches(FOLDER).trim_start_matches('/');
            if !embedded().iter().any(|(known, _)| *known == name) {
                return Err(Error::Template {
                    name: name.to_owned(),
                    cause: "there is no template of this name; `generate override --list` names them all".to_owned(),
                });
            }
        }
        let is_library = project.is_library()?;
        let (parts, others): (Vec<_>, Vec<_>) = embedded()
            .into_iter()
            .partition(|(name, _)| name.starts_with(PARTS));
        for (name, text) in parts.into_iter().chain(others) {
            // The application's own are in its own words.
            let adapted = match project.read(&format!("{FOLDER}/{name}"))? {
                Some(own) => own,
                None => in_words_of(project, is_library, text),
            };
            tera.add_raw_template(name, &adapted)
                .map_err(invalid(name))?;
        }
        Ok(Self { tera })
    }

    /// Renders one template.
    ///
    /// # Errors
    /// When it names something that it is not told.
    pub(crate) fn render(&self, name: &str, told: &impl Serialize) -> Result<String> {
        let context = Context::from_serialize(told).map_err(invalid(name))?;
        self.tera.render(name, &context).map_err(invalid(name))
    }
}

/// A template of the crate's as the application would say it.
fn in_words_of(project: &Project, is_library: bool, text: &str) -> String {
    if is_library {
        text.to_owned()
    } else {
        words::of_template(text, &project.app)
    }
}

fn delimiters() -> Delimiters {
    Delimiters {
        block_start: "<%".into(),
        block_end: "%>".into(),
        variable_start: "«".into(),
        variable_end: "»".into(),
        comment_start: "<#".into(),
        comment_end: "#>".into(),
    }
}

fn invalid(name: &str) -> impl Fn(tera::Error) -> Error {
    move |error| {
        let mut cause = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(deeper) = source {
            cause = format!("{cause}: {deeper}");
            source = deeper.source();
        }
        Error::Template {
            name: name.to_owned(),
            cause,
        }
    }
}

/// Where the catalogue's own files are among the templates: linked, so that there is one home for each of them.
const BORROWED: &str = "borrowed/";

/// Every template of the crate, by its path, sorted.
pub(crate) fn embedded() -> Vec<(&'static str, &'static str)> {
    let mut all = all();
    all.retain(|(path, _)| !path.starts_with(BORROWED));
    all
}

/// The catalogue's own files that others get, by their path there, sorted. They are no templates.
pub(crate) fn borrowed() -> Vec<(&'static str, &'static str)> {
    all()
        .into_iter()
        .filter_map(|(path, text)| Some((path.strip_prefix(BORROWED)?, text)))
        .collect()
}

fn all() -> Vec<(&'static str, &'static str)> {
    fn collect(dir: &'static Dir<'_>, all: &mut Vec<(&'static str, &'static str)>) {
        all.extend(
            dir.files()
                .filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?))),
        );
        for inner in dir.dirs() {
            collect(inner, all);
        }
    }
    let mut all = Vec::new();
    collect(&TEMPLATES, &mut all);
    all.sort_unstable();
    all
}

/// The list that `generate override` shows.
pub(crate) fn list() -> String {
    let mut text = String::from(
        "Templates of these generators, to be copied by `cargo loco generate override PATH`:\n\n",
    );
    for (name, _) in embedded() {
        text.push_str(&format!("  library/{name}\n"));
    }
    text.push_str(
        "\nA copy lies in .loco-templates/library and is used instead from then on; delete it to go back.\n\
         Loco's own templates: cargo loco generate override . --info\n",
    );
    text
}

/// Copies a template, or all below a folder, into the application. Copies are the application's own from then on, so
/// `destroy` does not know them.
///
/// # Errors
/// When there is no such template, or a copy is there already with other contents.
pub(crate) fn copy(
    project: &Project,
    path: &str,
    command: &str,
    options: Options,
    ask: &mut dyn Ask,
) -> Result<Report> {
    let wanted = path.trim_start_matches("library").trim_matches('/');
    let below = format!("{wanted}/");
    let chosen: Vec<_> = embedded()
        .into_iter()
        .filter(|(name, _)| wanted.is_empty() || *name == wanted || name.starts_with(&below))
        .collect();
    if chosen.is_empty() {
        let known = embedded();
        let near = crate::naming::nearest(wanted, known.iter().map(|(name, _)| *name))
            .map_or_else(String::new, |near| format!(" Did you mean library/{near}?"));
        return Err(Error::usage(format!(
            "there is no template library/{wanted}.{near} `generate override --list` names them all"
        )));
    }
    let mut report = Report::new(command, options.pretend);
    let mut changes = Vec::new();
    let mut conflicts = Vec::new();
    let is_library = project.is_library()?;
    for (name, text) in chosen {
        let target = format!("{FOLDER}/{name}");
        let text = in_words_of(project, is_library, text);
        let action = match project.read(&target)? {
            None => Action::Create,
            Some(own) if own == text => Action::Identical,
            Some(_) if options.skip_existing => Action::Skip,
            Some(_) if options.force || options.pretend => Action::Replace,
            Some(own) => match ask.about(&target, &own, &text)? {
                Answer::Replace => Action::Replace,
                Answer::Keep => Action::Skip,
                Answer::Nobody => {
                    conflicts.push(target.into());
                    continue;
                }
            },
        };
        report.add(action, &target, "");
        if matches!(action, Action::Create | Action::Replace) {
            changes.push(Change {
                path: target,
                text: Some(text),
            });
        }
    }
    if !conflicts.is_empty() {
        return Err(Error::Conflict(conflicts));
    }
    if !options.pretend {
        transaction::apply(project, &changes)?;
    }
    Ok(report)
}
