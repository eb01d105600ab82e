//! The primary key of a row, in addresses and forms.
use sea_orm::Value;
use sea_orm::sea_query::ArrayType;

use crate::value;

/// The values of a primary key, in the order of its columns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key(pub Vec<Value>);

impl Key {
    /// The key in an address: the parts with commas between, what is special in them escaped.
    pub fn text(&self) -> String {
        text(&self.0)
    }

    /// Reads what [`Key::text`] wrote; `None` for anything that is no key of these types.
    pub fn parse(types: &[ArrayType], text: &str) -> Option<Self> {
        parse(types, text)
            .filter(|values| values.iter().all(|value| !value::is_null(value)))
            .map(Self)
    }
}

/// No value.
const NONE: &str = "_";

/// Values in an address: with commas between, what is special in them escaped.
pub(crate) fn text(values: &[Value]) -> String {
    let parts: Vec<String> = values
        .iter()
        .map(|value| value::text(value).map_or_else(|| NONE.to_owned(), |text| escape(&text)))
        .collect();
    parts.join(",")
}

/// Reads what [`text`] wrote; `None` for anything that is no value of these types.
pub(crate) fn parse(types: &[ArrayType], text: &str) -> Option<Vec<Value>> {
    let parts: Vec<&str> = text.split(',').collect();
    if parts.len() != types.len() {
        return None;
    }
    types
        .iter()
        .zip(parts)
        .map(|(of, part)| match part {
            NONE => value::null(of),
            part => value::parse(of, &unescape(part)?, chrono_tz::UTC).ok(),
        })
        .collect()
}

fn escape(part: &str) -> String {
    part.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.') {
                char::from(byte).to_string()
            } else {
                format!("_{byte:02x}")
            }
        })
        .collect()
}

fn unescape(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'_' {
            let hex = [rest.next()?, rest.next()?];
            let hex = std::str::from_utf8(&hex).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    // PostgreSQL takes no NUL.
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_as_it_went_whatever_it_is_made_of() {
        let types = [ArrayType::Int, ArrayType::String];
        for word in ["a", "a,b", "_2c", "ä/ö", "", "  x "] {
            let key = Key(vec![7.into(), word.into()]);
            assert_eq!(Key::parse(&types, &key.text()), Some(key), "{word}");
        }
    }

    #[test]
    fn what_is_no_key_is_none() {
        for text in ["", "x", "1,2", "99999999999999999999", "1_", "_zz", "_"] {
            assert_eq!(Key::parse(&[ArrayType::Int], text), None, "{text}");
        }
        assert_eq!(Key::parse(&[ArrayType::Uuid], "1234"), None);
        assert_eq!(Key::parse(&[ArrayType::String], "_00"), None);
    }

    #[test]
    fn no_value_is_something_else_than_an_empty_one() {
        let types = [ArrayType::String, ArrayType::ChronoDate];
        let values = vec![Value::from(""), Value::ChronoDate(None)];
        assert_eq!(text(&values), ",_");
        assert_eq!(parse(&types, ",_"), Some(values));
    }
}
