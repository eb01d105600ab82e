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
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|value| escape(&value::text(value).unwrap_or_default()))
            .collect();
        parts.join(",")
    }

    /// Reads what [`Key::text`] wrote; `None` for anything that is no key of these types.
    pub fn parse(types: &[ArrayType], text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(',').collect();
        if parts.len() != types.len() {
            return None;
        }
        types
            .iter()
            .zip(parts)
            .map(|(of, part)| value::parse(of, &unescape(part)?, chrono_tz::UTC).ok())
            .collect::<Option<Vec<_>>>()
            .filter(|values| values.iter().all(|value| !value::is_null(value)))
            .map(Self)
    }
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
    String::from_utf8(bytes).ok()
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
        for text in ["", "x", "1,2", "99999999999999999999", "1_", "_zz"] {
            assert_eq!(Key::parse(&[ArrayType::Int], text), None, "{text}");
        }
        assert_eq!(Key::parse(&[ArrayType::Uuid], "1234"), None);
    }
}
