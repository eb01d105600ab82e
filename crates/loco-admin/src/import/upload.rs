//! Taking a file in: some of it at a time, and refused as soon as it cannot be read.
use axum::extract::Multipart;
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::file;
use crate::declare::DeclaredImport;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::visit::Visit;

/// How much is held at once, in bytes.
const PART: usize = 64 * 1024;
/// A file that nobody imports is kept for this long.
const KEPT_HOURS: i64 = 24;

/// The file that was uploaded, or a sentence about what is wrong with it.
pub(super) async fn receive(
    visit: &Visit,
    entry: &Entry,
    import: DeclaredImport,
    form: &mut Multipart,
) -> Result<Result<Uuid, String>> {
    let broken = |_| Error::BadRequest(visit.text("admin-import-broken-off"));
    forget_old(visit, entry).await?;
    while let Some(mut field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        let id = Uuid::new_v4();
        let name: String = field
            .file_name()
            .unwrap_or_default()
            .chars()
            .filter(|c| !c.is_control())
            .take(255)
            .collect();
        file::ActiveModel {
            id: Set(id),
            user_id: Set(visit.staff.id),
            model: Set(entry.slug.to_owned()),
            file_name: Set(name),
            created_at: Set(visit.now),
        }
        .insert(&visit.app.db)
        .await?;
        let mut taken = Taken::default();
        let (mut place, mut bytes, mut wrong) = (0, 0, None);
        while let Some(chunk) = field.chunk().await.map_err(broken)? {
            bytes += chunk.len() as u64;
            if wrong.is_none() {
                wrong = if bytes > import.most_bytes {
                    let most = import.most_bytes / 1_000_000;
                    Some(visit.text_with("admin-import-too-large", &[("most", most.into())]))
                } else {
                    taken.take(&chunk).err().map(|wrong| wrong.said(visit))
                };
            }
            // What comes after a mistake is read and dropped: a browser that is cut off while it
            // sends would not show the answer.
            if wrong.is_some() {
                if bytes > import.most_bytes * 20 {
                    break;
                }
                continue;
            }
            while taken.held.len() >= PART {
                let rest = taken.held.split_off(PART);
                let part = std::mem::replace(&mut taken.held, rest);
                file::add_part(&visit.db(), id, place, part).await?;
                place += 1;
            }
        }
        let wrong = wrong.or_else(|| taken.end().err().map(|wrong| wrong.said(visit)));
        if let Some(wrong) = wrong {
            file::delete(&visit.db(), id).await?;
            return Ok(Err(wrong));
        }
        if !taken.held.is_empty() {
            file::add_part(&visit.db(), id, place, taken.held).await?;
        }
        return Ok(Ok(id));
    }
    Ok(Err(visit.text("admin-import-no-file")))
}

/// Each person has one file of a model on its way.
async fn forget_old(visit: &Visit, entry: &Entry) -> Result<()> {
    let before = visit.now - Duration::hours(KEPT_HOURS);
    file::Entity::delete_many()
        .filter(
            Condition::any()
                .add(file::Column::CreatedAt.lt(before))
                .add(
                    Condition::all()
                        .add(file::Column::UserId.eq(visit.staff.id))
                        .add(file::Column::Model.eq(entry.slug)),
                ),
        )
        .exec(&visit.app.db)
        .await?;
    Ok(())
}

/// Why a file cannot be read.
#[derive(Debug, PartialEq, Eq)]
enum Wrong {
    Workbook,
    Utf16,
    NotUtf8 { line: u64 },
    Binary { line: u64 },
    Empty,
}

impl Wrong {
    fn said(&self, visit: &Visit) -> String {
        match self {
            Self::Workbook => visit.text("admin-import-workbook"),
            Self::Utf16 => visit.text("admin-import-utf-16"),
            Self::NotUtf8 { line } => {
                visit.text_with("admin-import-not-utf-8", &[("line", (*line).into())])
            }
            Self::Binary { line } => {
                visit.text_with("admin-import-binary", &[("line", (*line).into())])
            }
            Self::Empty => visit.text("admin-import-empty"),
        }
    }
}

/// Bytes as they come, known to be UTF-8 but for a character whose end is still to come.
#[derive(Default)]
struct Taken {
    held: Vec<u8>,
    /// The beginning of a character at the end of what came.
    begun: Vec<u8>,
    lines: u64,
    any: bool,
    began: bool,
}

impl Taken {
    fn take(&mut self, chunk: &[u8]) -> Result<(), Wrong> {
        let mut bytes = std::mem::take(&mut self.begun);
        bytes.extend_from_slice(chunk);
        if !self.began {
            // The marks at the beginning have four bytes at most.
            if bytes.len() < 4 {
                self.begun = bytes;
                return Ok(());
            }
            self.began = true;
            begin(&mut bytes)?;
        }
        let whole = match std::str::from_utf8(&bytes) {
            Ok(_) => bytes.len(),
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            Err(error) => {
                let line = self.line_at(&bytes[..error.valid_up_to()]);
                return Err(Wrong::NotUtf8 { line });
            }
        };
        if bytes[..whole].contains(&0) {
            let before = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
            return Err(Wrong::Binary {
                line: self.line_at(before),
            });
        }
        self.begun = bytes.split_off(whole);
        self.lines += newlines(&bytes);
        self.any |= bytes.iter().any(|byte| !byte.is_ascii_whitespace());
        self.held.extend_from_slice(&bytes);
        Ok(())
    }

    fn end(&mut self) -> Result<(), Wrong> {
        if !self.began {
            self.began = true;
            let mut rest = std::mem::take(&mut self.begun);
            begin(&mut rest)?;
            self.take(&rest)?;
        }
        if !self.begun.is_empty() {
            return Err(Wrong::NotUtf8 {
                line: self.lines + 1,
            });
        }
        if self.any { Ok(()) } else { Err(Wrong::Empty) }
    }

    fn line_at(&self, before: &[u8]) -> u64 {
        self.lines + newlines(before) + 1
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Takes the mark of UTF-8 away, and refuses what other marks say.
fn begin(bytes: &mut Vec<u8>) -> Result<(), Wrong> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(Wrong::Workbook);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Wrong::Utf16);
    }
    if bytes.starts_with("\u{feff}".as_bytes()) {
        bytes.drain(..3);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(chunks: &[&[u8]]) -> Result<String, Wrong> {
        let mut taken = Taken::default();
        for chunk in chunks {
            taken.take(chunk)?;
        }
        taken.end()?;
        Ok(String::from_utf8(taken.held).unwrap())
    }

    #[test]
    fn utf_8_is_taken_however_it_is_cut() {
        let text = "\u{feff}name\nÄpfel, 🍎\n";
        for size in 1..text.len() {
            let chunks: Vec<&[u8]> = text.as_bytes().chunks(size).collect();
            assert_eq!(take(&chunks).unwrap(), "name\nÄpfel, 🍎\n", "{size}");
        }
        assert_eq!(take(&[b"a"]).unwrap(), "a");
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        assert_eq!(
            take(&[b"name\nM\xfcller\n"]),
            Err(Wrong::NotUtf8 { line: 2 })
        );
        assert_eq!(take(&[b"name\nM\xc3"]), Err(Wrong::NotUtf8 { line: 2 }));
        assert_eq!(take(&[b"\xff\xfen\x00"]), Err(Wrong::Utf16));
        assert_eq!(take(&[b"PK\x03", b"\x04 zip"]), Err(Wrong::Workbook));
        assert_eq!(take(&[b"name\na\0b"]), Err(Wrong::Binary { line: 2 }));
        assert_eq!(take(&[b" \n \n"]), Err(Wrong::Empty));
        assert_eq!(take(&[]), Err(Wrong::Empty));
    }
}
