//! Versions: what a form was made from. Two rows with the same values have the same version, and nobody without the key
//! can tell from it what the values are: a form carries the version of fields that its reader does not see.
use std::collections::BTreeMap;

use hmac::{Hmac, Mac};
use loco_oidc::Oidc;
use sea_orm::Value;
use sha2::Sha256;

use crate::erased::Entry;
use crate::object::Object;
use crate::value;

/// The bytes that are kept: nobody finds two rows that have them in common.
const KEPT: usize = 16;

/// What versions are made with. It changes with the session's secret: forms that were open then are answered as if
/// somebody had changed the row, with what was typed in them.
#[derive(Clone)]
pub(crate) struct VersionKey([u8; 32]);

impl VersionKey {
    pub fn of(oidc: &Oidc) -> Self {
        Self(oidc.derived_key("loco-admin/row-version"))
    }

    /// Of a row.
    pub fn version(&self, entry: &Entry, object: &Object) -> String {
        self.of_values(entry.slug, &object.values, None)
    }

    /// Of a row with what it is paired with.
    pub fn with_pairs(
        &self,
        entry: &Entry,
        object: &Object,
        pairs: &BTreeMap<&'static str, Vec<String>>,
    ) -> String {
        self.of_values(entry.slug, &object.values, Some(pairs))
    }

    fn of_values(
        &self,
        model: &str,
        values: &[Value],
        pairs: Option<&BTreeMap<&'static str, Vec<String>>>,
    ) -> String {
        // A key of any length will do, so this never fails.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        let mut part = |text: Option<&str>| match text {
            Some(text) => {
                mac.update(&(text.len() as u64 + 1).to_le_bytes());
                mac.update(text.as_bytes());
            }
            None => mac.update(&0_u64.to_le_bytes()),
        };
        part(Some(model));
        for value in values {
            part(value::text(value).as_deref());
        }
        for (name, chosen) in pairs.into_iter().flatten() {
            part(Some(name));
            for one in chosen {
                part(Some(one));
            }
            part(None);
        }
        let version = mac.finalize().into_bytes();
        version
            .iter()
            .take(KEPT)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_tells_rows_apart_and_nothing_without_the_key() {
        let key = VersionKey([7; 32]);
        let of = |key: &VersionKey, values: &[Value]| key.of_values("books", values, None);
        let row: [Value; 2] = ["a".into(), Value::String(None)];
        assert_eq!(of(&key, &row), of(&key, &row.clone()));
        assert_eq!(of(&key, &row).len(), 2 * KEPT);
        for other in [
            ["a".into(), "".into()],
            ["".into(), "a".into()],
            [Value::String(None), "a".into()],
            ["b".into(), Value::String(None)],
        ] {
            assert_ne!(of(&key, &row), of(&key, &other), "{other:?}");
        }
        assert_ne!(of(&key, &row), of(&VersionKey([8; 32]), &row));
        assert_ne!(of(&key, &row), key.of_values("authors", &row, None));
    }

    #[test]
    fn what_a_row_is_paired_with_counts_too() {
        let key = VersionKey([7; 32]);
        let with = |pairs: &[(&'static str, &[&str])]| {
            let pairs = pairs
                .iter()
                .map(|(name, keys)| (*name, keys.iter().map(|key| (*key).to_owned()).collect()))
                .collect();
            key.of_values("books", &[], Some(&pairs))
        };
        let some = with(&[("genres", &["1", "2"]), ("shelves", &["3"])]);
        assert_ne!(some, with(&[("genres", &["1"]), ("shelves", &["2", "3"])]));
        assert_ne!(some, with(&[("genres", &["12"]), ("shelves", &["3"])]));
    }
}
