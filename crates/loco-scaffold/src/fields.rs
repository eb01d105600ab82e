//! Fields as the command line names them: `title:string! author:references genres:many-to-many format:enum:a,b`.

use loco_gen::column::{Column, ColumnKind, ScalarType, parse_column};

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
            _ => Self::scalar(name, spec),
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

    fn scalar(name: String, spec: &str) -> Result<Self> {
        let (base, flags) = flags(spec);
        let named = base.split([':', '(']).next().unwrap_or_default();
        let (base, length) = match (named, argument(base)) {
            ("string" | "text" | "decimal", Some(length)) => (named, Some(length)),
            ("decimal_len", Some(length)) => ("decimal", Some(length)),
            _ => (base, None),
        };
        let plain = match base
            .strip_prefix("enum(")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            Some(values) => format!("enum:{values}"),
            None => base.to_owned(),
        };
        let marks = flags.replace('?', "");
        let column = parse_column(&name, &format!("{plain}{marks}"))
            .map_err(|error| unknown(&name, spec, &plain, &error))?;
        let kind = kind_of(&column, &name, spec, length.as_deref())?;
        if flags.contains('?') && !column.nullable {
            return Err(Error::usage(format!(
                "`{name}:{spec}` cannot be both: ? says that it may be empty"
            )));
        }
        if column.unique
            && matches!(
                kind,
                Kind::Choice(_) | Kind::Paragraphs { .. } | Kind::Float | Kind::Json
            )
        {
            return Err(Error::usage(format!(
                "`{name}:{spec}`: only lines of text, exact numbers, dates, times and UUIDs can be unique (^)"
            )));
        }
        // A box is ticked or not: there is no third.
        let required = !column.nullable && kind != Kind::Flag;
        Ok(Self {
            name,
            kind,
            required,
            unique: column.unique,
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

fn kind_of(column: &Column, name: &str, spec: &str, length: Option<&str>) -> Result<Kind> {
    let max = |usual: u32, most: u32| match length {
        None => Ok(usual),
        Some(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|max| (1..=most).contains(max))
            .ok_or_else(|| {
                Error::usage(format!(
                    "`{name}:{spec}`: the most characters must be a number from 1 to {most}"
                ))
            }),
    };
    match &column.kind {
        ColumnKind::Scalar(ScalarType::String) => Ok(Kind::Line {
            max: max(200, 1_000)?,
        }),
        ColumnKind::Scalar(ScalarType::Text) => Ok(Kind::Paragraphs {
            max: max(1_000, 100_000)?,
        }),
        ColumnKind::Scalar(ScalarType::SmallInt) => Ok(Kind::SmallNumber),
        ColumnKind::Scalar(ScalarType::Int | ScalarType::BigInt) => Ok(Kind::Number),
        ColumnKind::Scalar(ScalarType::Decimal) => digits(name, spec, length),
        ColumnKind::Scalar(ScalarType::Float | ScalarType::Double) => Ok(Kind::Float),
        ColumnKind::Scalar(ScalarType::Bool) => Ok(Kind::Flag),
        ColumnKind::Scalar(ScalarType::Date) => Ok(Kind::Date),
        ColumnKind::Scalar(ScalarType::Time) => Ok(Kind::Time),
        ColumnKind::Scalar(ScalarType::DateTime) => Ok(Kind::Moment),
        ColumnKind::Scalar(ScalarType::Uuid) => Ok(Kind::Uuid),
        ColumnKind::Scalar(ScalarType::Json | ScalarType::Jsonb) => Ok(Kind::Json),
        ColumnKind::Scalar(ScalarType::Enum { values }) => choices(name, values).map(Kind::Choice),
        _ => Err(Error::usage(format!(
            "`{name}:{spec}`: forms have no field for this type. They have: {}. A column of another type is added by \
             `generate migration`",
            NAMES.join(", ")
        ))),
    }
}

/// SQLite keeps such numbers with a floating point, in which more digits would not be exact.
const MOST_DIGITS: u32 = 15;

/// `decimal:12:2`, `decimal(12,2)`; twelve digits with two behind the point unless said.
fn digits(name: &str, spec: &str, said: Option<&str>) -> Result<Kind> {
    let (digits, behind) = match said {
        None => (Some(12), Some(2)),
        Some(said) => match said.split_once([':', ',']) {
            Some((digits, behind)) => (digits.trim().parse().ok(), behind.trim().parse().ok()),
            None => (said.trim().parse().ok(), Some(0)),
        },
    };
    match (digits, behind) {
        (Some(digits), Some(behind)) if (1..=MOST_DIGITS).contains(&digits) && behind <= digits => {
            Ok(Kind::Decimal { digits, behind })
        }
        _ => Err(Error::usage(format!(
            "`{name}:{spec}`: say how many digits there are at most, up to {MOST_DIGITS}, and how many of them stand \
             behind the point: {name}:decimal:12:2"
        ))),
    }
}

/// Types that the module of a model has already, so that none of its choices can be called so.
const TYPES_OF_MODELS: &[&str] = &[
    "column", "count", "error", "key", "listing", "option", "order", "pager", "problem", "result",
    "row", "set",
];

fn choices(name: &str, values: &[String]) -> Result<Vec<String>> {
    if TYPES_OF_MODELS.contains(&name) {
        return Err(Error::usage(format!(
            "a choice cannot be called `{name}`, because its type would be `{}`: choose another name, such as {name}_kind",
            naming::pascal(name)
        )));
    }
    let mut words: Vec<String> = Vec::new();
    for value in values {
        let word = naming::word("choice", value)?;
        if words
            .iter()
            .any(|other| naming::pascal(other) == naming::pascal(&word))
        {
            return Err(Error::usage(format!(
                "the field `{name}` has the choice `{word}` twice"
            )));
        }
        words.push(word);
    }
    if words.len() < 2 {
        return Err(Error::usage(format!(
            "the field `{name}` needs two choices at least: {name}:enum:draft,published"
        )));
    }
    Ok(words)
}

fn unknown(name: &str, spec: &str, plain: &str, error: &loco_gen::Error) -> Error {
    let base = plain.split([':', '(']).next().unwrap_or_default();
    if NAMES.contains(&base) {
        return Error::usage(format!("`{name}:{spec}`: {error}"));
    }
    let meant = naming::nearest(base, NAMES.iter().copied()).map_or_else(String::new, |near| {
        format!(" Did you mean `{name}:{near}`?")
    });
    Error::usage(format!(
        "`{name}:{spec}`: there is no type `{base}`.{meant} There are: {}",
        NAMES.join(", ")
    ))
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
mod tests {
    use super::*;

    fn field(text: &str) -> Field {
        Field::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn refusal(texts: &[&str]) -> String {
        let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
        parse(&texts).expect_err("refused").to_string()
    }

    #[test]
    fn marks_say_what_must_be_there_and_unlike_all_others() {
        assert!(field("title:string!").required);
        assert!(field("isbn:string^").required && field("isbn:string^").unique);
        for text in ["due:date", "due:date?", "summary:text"] {
            assert!(!field(text).required, "{text}");
        }
    }

    #[test]
    fn lengths_are_said_in_brackets_or_behind_a_colon() {
        assert_eq!(field("code:string(20)^").kind, Kind::Line { max: 20 });
        assert_eq!(field("code:string:20").kind, Kind::Line { max: 20 });
        assert_eq!(field("summary:text").kind, Kind::Paragraphs { max: 1_000 });
        assert!(refusal(&["code:string(0)"]).contains("from 1 to"));
    }

    #[test]
    fn digits_are_counted() {
        for (text, digits, behind) in [
            ("price:decimal", 12, 2),
            ("price:decimal:8:3!", 8, 3),
            ("price:decimal(8,3)", 8, 3),
            ("price:decimal_len:8:3", 8, 3),
            ("price:decimal:5", 5, 0),
        ] {
            assert_eq!(field(text).kind, Kind::Decimal { digits, behind }, "{text}");
        }
        for text in [
            "price:decimal:16:2",
            "price:decimal:2:3",
            "price:decimal:x",
            "price:decimal:0:0",
        ] {
            assert!(refusal(&[text]).contains("behind the point"), "{text}");
        }
    }

    #[test]
    fn other_types_have_forms_too() {
        for (text, kind) in [
            ("weight:float!", Kind::Float),
            ("weight:double", Kind::Float),
            ("opens:time", Kind::Time),
            ("begins:date_time!", Kind::Moment),
            ("serial:uuid^", Kind::Uuid),
            ("extra:json", Kind::Json),
            ("extra:jsonb!", Kind::Json),
        ] {
            assert_eq!(field(text).kind, kind, "{text}");
        }
    }

    #[test]
    fn choices_are_words() {
        let both = [
            field("format:enum:hardback,e_book!"),
            field("format:enum(hardback,EBook)!"),
        ];
        for one in &both {
            assert_eq!(
                one.kind,
                Kind::Choice(vec!["hardback".into(), "e_book".into()])
            );
            assert!(one.required);
        }
        assert!(refusal(&["format:enum:a,A"]).contains("twice"));
        assert!(refusal(&["format:enum:a"]).contains("two choices"));
    }

    #[test]
    fn references_point_to_what_they_are_named_after_or_to_what_is_said() {
        let author = field("author:references");
        assert_eq!(
            (author.column().as_str(), author.required),
            ("author_id", true)
        );
        assert!(!field("author:references?").required);
        for text in [
            "reviewer:references:author?",
            "reviewer:references(author)?",
            "reviewer_id:references?:author",
        ] {
            let reviewer = field(text);
            assert_eq!(
                reviewer.kind,
                Kind::Reference(Name::of_target("author")),
                "{text}"
            );
            assert_eq!(
                (reviewer.column().as_str(), reviewer.required),
                ("reviewer_id", false),
                "{text}"
            );
        }
        assert_eq!(
            field("genres:many-to-many").kind,
            Kind::Many(Name::of_target("genre"))
        );
        assert_eq!(
            field("tags:m2m:genre").kind,
            Kind::Many(Name::of_target("genre"))
        );
        assert!(refusal(&["genre:many-to-many"]).contains("genres"));
    }

    #[test]
    fn a_mistake_is_named_with_what_was_meant() {
        assert!(refusal(&["title:sting"]).contains("`title:string`"));
        assert!(refusal(&["title"]).contains("no type"));
        assert!(refusal(&["title:string", "Title:text"]).contains("twice"));
        assert!(refusal(&["cover:blob"]).contains("generate migration"));
        assert!(refusal(&["at:tstz"]).contains("generate migration"));
        assert!(refusal(&["type:string"]).contains("Rust's own"));
        assert!(refusal(&["id:int"]).contains("every resource has it"));
        assert!(refusal(&["title:string!", "sort_title:string"]).contains("ordered by"));
        assert!(refusal(&["author:references", "author_id:int"]).contains("twice"));
        assert!(refusal(&["title:string!?"]).contains("both"));
        assert!(refusal(&["x:bool^"]).contains("unique"));
        for text in ["x:json^", "x:float^", "x:text^", "x:enum:a,b^"] {
            assert!(refusal(&[text]).contains("unique"), "{text}");
        }
    }
}
