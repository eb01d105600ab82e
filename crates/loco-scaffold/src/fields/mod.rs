//! Fields as the command line names them: `title:string! author:references genres:many-to-many format:enum:a,b`.

mod scalar;

use crate::{
    error::{Error, Result},
    naming::{self, Name},
};

/// The field types, with what each becomes in a form; for `--help`.
pub const TYPES: &str = "\
Fields: NAME:TYPE, followed by ! when it must be filled in, or ^ when it must be unlike all others.
Without either it may be empty; a ? says so too.

  string  string(80)       a line of text, 200 characters at most unless another number is said
  text  text(5000)         paragraphs, 1000 characters at most unless another number is said
  small_int  int  big_int  a whole number
  decimal  decimal:12:2    a number with that many digits, so many of them behind the point; 12,50 in German
  float                    a number of any size, not exact
  bool                     a box to tick
  date  time  date_time    a day, a time of day, or both, as the clock on the wall shows them
  uuid                     a UUID
  json                     data as JSON: a field of several lines
  enum:draft,published     one of these words: a choice        (also 'enum(draft,published)', in quotes)
  references               one of the resource that the field is named after: a select, or a search among many
  references:book          one of another resource; its column is named after the field
  references:user          somebody with an account here; only those who may change the resource see who
  references?:folder       for a folder itself: another folder, so that they form a tree
  many-to-many             any number of the resource that the field is named after, through a table of its own

A reference must be filled in unless a ? follows it (references?).";

const NAMES: &[&str] = &[
    "string",
    "text",
    "small_int",
    "int",
    "big_int",
    "decimal",
    "float",
    "bool",
    "date",
    "time",
    "date_time",
    "uuid",
    "json",
    "enum",
    "references",
    "many-to-many",
];

/// Columns that every table has, and words that generated code uses beside those of the fields.
const TAKEN: &[&str] = &[
    "id",
    "created_at",
    "updated_at",
    "version",
    "db",
    "entity",
    "errors",
    "form",
    "known",
    "model",
    "name_of",
    "new",
    "now",
    "own_id",
    "page",
    "query",
    "same",
    "seen",
    "transaction",
    "typed",
    "url",
    "values",
    "wanted",
];

/// The most characters of a column's name that PostgreSQL keeps, less `fk_`, the table and a little.
const LONGEST: usize = 40;

/// A field of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// In `snake_case`; for many-to-many the plural.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether no two may have the same.
    pub unique: bool,
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of text.
    Line {
        /// The most characters.
        max: u32,
    },
    /// Text of several lines.
    Paragraphs {
        /// The most characters.
        max: u32,
    },
    /// A whole number of 16 bits.
    SmallNumber,
    /// A whole number of 64 bits.
    Number,
    /// A number with a fixed number of digits.
    Decimal {
        /// All digits.
        digits: u32,
        /// Those behind the point.
        behind: u32,
    },
    /// A number of 64 bits with a floating point.
    Float,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day with a time of day, in no time zone.
    Moment,
    /// A UUID.
    Uuid,
    /// Data in JSON.
    Json,
    /// One of these words, in `snake_case`.
    Choice(Vec<String>),
    /// One of another resource.
    Reference(Name),
    /// Any number of another resource.
    Many(Name),
}

/// Reads all fields of a resource.
///
/// # Errors
/// The first that cannot be read, or that comes twice.
pub fn parse(texts: &[String]) -> Result<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    for text in texts {
        let field = Field::parse(text)?;
        if fields.iter().any(|other| other.column() == field.column()) {
            return Err(Error::usage(format!(
                "the field `{}` is named twice (names that differ in case alone are the same)",
                field.name
            )));
        }
        fields.push(field);
    }
    let order = label(&fields).map(|field| format!("sort_{}", field.name));
    if let Some(field) = fields
        .iter()
        .find(|field| Some(&field.name) == order.as_ref())
    {
        return Err(Error::usage(format!(
            "the field `{}` has the name of the column that lists are ordered by: choose another",
            field.name
        )));
    }
    Ok(fields)
}

/// The field that a thing is called by: the first line of text that must be there.
#[must_use]
pub fn label(fields: &[Field]) -> Option<&Field> {
    fields
        .iter()
        .find(|field| field.required && matches!(field.kind, Kind::Line { .. }))
}

impl Field {
    /// Reads one field.
    ///
    /// # Errors
    /// When the name or the type is none, with the nearest type that is one.
    pub fn parse(text: &str) -> Result<Self> {
        let Some((name, spec)) = text.split_once(':') else {
            return Err(Error::usage(format!(
                "the field `{text}` has no type: write {text}:string or another of {}",
                NAMES.join(", ")
            )));
        };
        let name = naming::word("field", name)?;
        if TAKEN.contains(&name.as_str()) {
            return Err(Error::usage(format!(
                "a field cannot be called `{name}`: every resource has it, or the code around it uses the word. Choose \
                 another name"
            )));
        }
        if name.len() > LONGEST {
            return Err(Error::usage(format!(
                "the field `{name}` has more than {LONGEST} characters, which is too long for a column"
            )));
        }
        let spec = spec.trim();
        let base = spec.split([':', '(']).next().unwrap_or_default();
        match base.trim_end_matches(['!', '?', '^']) {
            "references" => Self::reference(name, spec),
            "many-to-many" | "many_to_many" | "m2m" => Self::many(name, spec),
            _ => scalar::read(name, spec),
        }
    }

    fn reference(name: String, spec: &str) -> Result<Self> {
        let (base, flags) = flags(spec);
        if flags.contains('^') {
            return Err(Error::usage(format!(
                "`{name}:{spec}`: a unique reference is not generated; add the index in the migration"
            )));
        }
        // `references?:book` is Loco's own way to write it.
        let required = !flags.contains('?') && !base.starts_with("references?");
        let target = argument(&base.replacen("references?", "references", 1)).map_or_else(
            || Ok(name.clone()),
            |target| naming::word("resource", &target),
        )?;
        let name = name.strip_suffix("_id").map_or(name.clone(), str::to_owned);
        Ok(Self {
            name,
            kind: Kind::Reference(Name::of_target(
                target.strip_suffix("_id").unwrap_or(&target),
            )),
            required,
            unique: false,
        })
    }

    fn many(name: String, spec: &str) -> Result<Self> {
        let (base, flags) = flags(spec);
        if flags.contains(['^', '!']) {
            return Err(Error::usage(format!(
                "`{name}:{spec}`: many-to-many may always be empty, so it takes neither ! nor ^"
            )));
        }
        let target = match argument(base) {
            Some(target) => Name::of_target(&naming::word("resource", &target)?),
            None => {
                use cruet::Inflector;
                let target = Name {
                    singular: name.to_singular(),
                    plural: name.clone(),
                };
                if target.singular == name {
                    return Err(Error::usage(format!(
                        "the many-to-many field `{name}` must be named in the plural: {}",
                        name.to_plural()
                    )));
                }
                target
            }
        };
        Ok(Self {
            name,
            kind: Kind::Many(target),
            required: false,
            unique: false,
        })
    }

    /// The column in the table; many-to-many has none.
    #[must_use]
    pub fn column(&self) -> String {
        match self.kind {
            Kind::Reference(_) => format!("{}_id", self.name),
            _ => self.name.clone(),
        }
    }
}

/// The type without its marks, and the marks.
fn flags(spec: &str) -> (&str, String) {
    let base = spec.trim_end_matches(['!', '?', '^']);
    (base, spec[base.len()..].to_owned())
}

/// What stands in brackets or behind a colon after the type.
fn argument(base: &str) -> Option<String> {
    let bracketed = base
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    bracketed
        .or_else(|| base.split_once(':').map(|(_, rest)| rest))
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests;
