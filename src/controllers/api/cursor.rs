//! Cursors: where a page of a list begins, signed, so that only what the API gave out comes back, to the same list.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use url::form_urlencoded;

use crate::models::PageRequest;

/// The bytes of the signature that are kept.
const SIGNATURE: usize = 16;
/// The longest cursor that is looked at; the longest that is made is shorter.
const LONGEST: usize = 4_096;

/// Signs and reads the cursors of one list: its path, filters, order and limit.
pub struct Cursors<'a> {
    key: &'a [u8],
    list: &'a str,
}

impl<'a> Cursors<'a> {
    pub const fn new(key: &'a [u8], list: &'a str) -> Self {
        Self { key, list }
    }

    fn mac(&self, place: &[u8]) -> Option<Hmac<Sha256>> {
        // A key of any length will do, so this never fails.
        let mut mac = Hmac::<Sha256>::new_from_slice(self.key).ok()?;
        mac.update(b"api cursor\0");
        mac.update(self.list.as_bytes());
        mac.update(b"\0");
        mac.update(place);
        Some(mac)
    }

    /// The cursor of a place, as [`crate::models::PageLink`] writes it.
    pub fn write(&self, place: &str) -> String {
        let mut bytes = place.as_bytes().to_vec();
        if let Some(mac) = self.mac(place.as_bytes()) {
            bytes.extend_from_slice(&mac.finalize().into_bytes()[..SIGNATURE]);
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The page that a cursor stands for; `None` for one that was not written for this list.
    pub fn read(&self, cursor: &str) -> Option<PageRequest> {
        if cursor.len() > LONGEST {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (place, signature) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
        self.mac(place)?.verify_truncated_left(signature).ok()?;
        let find = |wanted: &str| {
            form_urlencoded::parse(place)
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.into_owned())
        };
        let (page, after, before) = (find("page"), find("after"), find("before"));
        PageRequest::parse(page.as_deref(), after.as_deref(), before.as_deref()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "page=2&after=7.emma";

    #[test]
    fn a_cursor_leads_back_to_its_place() {
        let cursors = Cursors::new(b"key", "/api/v1/books?limit=20");
        let read = cursors.read(&cursors.write(PLACE)).unwrap();
        assert_eq!(
            read,
            PageRequest::parse(Some("2"), Some("7.emma"), None).unwrap()
        );
    }

    #[test]
    fn what_nobody_gave_out_is_no_cursor() {
        let cursors = Cursors::new(b"key", "/api/v1/books?limit=20");
        let genuine = cursors.write(PLACE);
        let elsewhere = Cursors::new(b"key", "/api/v1/authors?limit=20").write(PLACE);
        let other_key = Cursors::new(b"other", "/api/v1/books?limit=20").write(PLACE);
        let unsigned = URL_SAFE_NO_PAD.encode(PLACE);
        let mut flipped = genuine.clone().into_bytes();
        flipped[3] ^= 1;
        let flipped = String::from_utf8(flipped).unwrap();
        for forged in [
            "",
            "x",
            "📚",
            "page=2",
            &genuine[1..],
            &format!("{genuine}="),
            &"A".repeat(100_000),
            &elsewhere,
            &other_key,
            &unsigned,
            &flipped,
        ] {
            assert_eq!(cursors.read(forged), None, "{forged:.80}");
        }
    }
}
