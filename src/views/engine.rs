//! The template engine: one for each language, so that a template never has to say which one it speaks.

use std::{
    borrow::Cow,
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::SystemTime,
};

use chrono::{DateTime, NaiveDate, Utc};
use fluent_templates::fluent_bundle::FluentValue;
use serde::Serialize;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::{Calendar, Language, numbers, spelled_out::spell_out, static_files::StaticFiles};

const TEMPLATES: &str = "assets/views";

/// What has been read, by how dates are written: once for the whole process, however often it boots, as tests do.
static LOADED: Mutex<Vec<Views>> = Mutex::new(Vec::new());

/// Renders templates in each language. Cheap to clone.
#[derive(Clone)]
pub struct Views {
    engines: Arc<[Engine; 2]>,
    pub calendar: Calendar,
}

/// The templates in one language.
struct Engine {
    folder: PathBuf,
    language: Language,
    calendar: Calendar,
    statics: Arc<StaticFiles>,
    read: RwLock<Read>,
}

struct Read {
    tera: Tera,
    state: Option<FolderState>,
}

/// How many files there are, and when one was last written.
type FolderState = (usize, SystemTime);

impl Views {
    /// Reads all templates, and checks that every function and component they name exists.
    ///
    /// # Errors
    ///
    /// When a template or the folder of static files cannot be read or is not valid.
    pub fn load(calendar: Calendar, statics: &Arc<StaticFiles>) -> loco_rs::Result<Self> {
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(views) = loaded.iter().find(|views| views.calendar == calendar) {
            return Ok(views.clone());
        }
        let engine = |language| Engine::load(Path::new(TEMPLATES), language, calendar, statics);
        let views = Self {
            engines: Arc::new([engine(Language::English)?, engine(Language::German)?]),
            calendar,
        };
        loaded.push(views.clone());
        Ok(views)
    }

    /// Renders one template.
    ///
    /// # Errors
    ///
    /// When the template does not exist or names something that `data` lacks.
    pub fn render(
        &self,
        language: Language,
        template: &str,
        data: impl Serialize,
    ) -> loco_rs::Result<String> {
        self.engines[language.index()].render(template, &data)
    }
}

impl Engine {
    fn load(
        folder: &Path,
        language: Language,
        calendar: Calendar,
        statics: &Arc<StaticFiles>,
    ) -> loco_rs::Result<Self> {
        Ok(Self {
            read: RwLock::new(Read::templates(folder, language, calendar, statics)?),
            folder: folder.to_owned(),
            language,
            calendar,
            statics: Arc::clone(statics),
        })
    }

    fn render(&self, template: &str, data: &impl Serialize) -> loco_rs::Result<String> {
        if cfg!(debug_assertions) {
            self.read_again_if_changed()?;
        }
        let context = tera::Context::from_serialize(data)?;
        let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
        Ok(read.tera.render(template, &context)?)
    }

    /// Who writes a template sees it with the next page.
    fn read_again_if_changed(&self) -> loco_rs::Result<()> {
        let now = state(&self.folder).ok();
        let before = self
            .read
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .state;
        if now != before {
            let templates =
                Read::templates(&self.folder, self.language, self.calendar, &self.statics)?;
            *self.read.write().unwrap_or_else(PoisonError::into_inner) = templates;
        }
        Ok(())
    }
}

impl Read {
    fn templates(
        folder: &Path,
        language: Language,
        calendar: Calendar,
        statics: &Arc<StaticFiles>,
    ) -> loco_rs::Result<Self> {
        let shown = folder.display();
        let state = state(folder).map_err(|error| {
            loco_rs::Error::Message(format!(
                "{shown}: {error}; start in the application's folder"
            ))
        })?;
        let mut tera = Tera::default();
        register(&mut tera, language, calendar, statics);
        let mut templates = Vec::new();
        for (file, name) in tera::load_from_glob(&format!("{shown}/**/*.html"))? {
            let text = fs::read_to_string(&file)?;
            templates.push((name, spell_out(&text, language, statics)));
        }
        // All in one call: what a template extends or calls may come after it.
        tera.add_raw_templates(templates)?;
        Ok(Self {
            tera,
            state: Some(state),
        })
    }
}

fn state(folder: &Path) -> io::Result<FolderState> {
    let (mut files, mut newest) = (0, SystemTime::UNIX_EPOCH);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (inside, written) = if entry.file_type()?.is_dir() {
            state(&entry.path())?
        } else {
            (1, fs::metadata(entry.path())?.modified()?)
        };
        files += inside;
        newest = newest.max(written);
    }
    Ok((files, newest))
}

/// What templates may call: `t` (messages), `static` (addresses of static files), and the filters
/// `number`, `decimal`, `day` and `moment`.
fn register(tera: &mut Tera, language: Language, calendar: Calendar, statics: &Arc<StaticFiles>) {
    tera.register_function("t", move |arguments: Kwargs, _: &State<'_>| {
        message(&arguments, language)
    });
    let statics = Arc::clone(statics);
    tera.register_function(
        "static",
        move |arguments: Kwargs, _: &State<'_>| -> TeraResult<Value> {
            let path = arguments.must_get::<&str>("path")?;
            // Made here from a fixed list, so it needs no escaping.
            Ok(Value::safe_string(&statics.url(path)))
        },
    );
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State<'_>| {
        numbers::grouped(number, language)
    });
    tera.register_filter("decimal", move |number: &str, _: Kwargs, _: &State<'_>| {
        numbers::decimal(number, language)
    });
    tera.register_filter(
        "day",
        move |day: &str, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let day: NaiveDate = day.parse().map_err(|_| not_a("day", day))?;
            Ok(calendar.day(day, language))
        },
    );
    tera.register_filter(
        "moment",
        move |instant: &str, _: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let instant: DateTime<Utc> = instant.parse().map_err(|_| not_a("moment", instant))?;
            Ok(calendar.moment(instant, language))
        },
    );
}

fn not_a(what: &str, value: &str) -> tera::Error {
    tera::Error::message(format!("`{value}` is not a {what}"))
}

/// `t(key="…", name=value …)`; an argument `borrowed_on` is `$borrowed-on` in the message.
fn message(arguments: &Kwargs, language: Language) -> TeraResult<Value> {
    let key = arguments.must_get::<&str>("key")?;
    let mut named: HashMap<Cow<'static, str>, FluentValue<'_>> = HashMap::new();
    for (name, value) in arguments.iter() {
        if let Some(name) = name.as_str().filter(|name| *name != "key") {
            named.insert(Cow::Owned(name.replace('_', "-")), fluent_value(value));
        }
    }
    let text = if named.is_empty() {
        language.text(key)
    } else {
        language.text_with(key, &named)
    };
    Ok(Value::from(text.as_ref()))
}

fn fluent_value(value: &Value) -> FluentValue<'_> {
    match (value.as_i64(), value.as_str()) {
        (Some(number), _) => FluentValue::from(number),
        (None, Some(text)) => FluentValue::from(text),
        (None, None) => FluentValue::from(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::DateOrder;

    #[test]
    fn who_writes_a_template_sees_it_with_the_next_page() {
        let folder = tempfile::tempdir().unwrap();
        let template = folder.path().join("greeting.html");
        fs::write(&template, "<p>{{ t(key=\"sign-out\") }}, {{ name }}</p>").unwrap();
        let calendar = Calendar {
            time_zone: chrono_tz::UTC,
            order: DateOrder::default(),
        };
        let statics = Arc::new(StaticFiles::default());
        let engine = Engine::load(folder.path(), Language::German, calendar, &statics).unwrap();
        let page = || {
            engine
                .render("greeting.html", &serde_json::json!({ "name": "<Ada>" }))
                .unwrap()
        };
        assert_eq!(page(), "<p>Abmelden, &lt;Ada&gt;</p>");
        fs::write(&template, "<h1>{{ name }}</h1>").unwrap();
        assert_eq!(page(), "<h1>&lt;Ada&gt;</h1>");
    }
}
