//! The lines of a file, some at a time.
use sea_orm::DbErr;
use uuid::Uuid;

use super::file;
use crate::Db;

/// A line longer than this has a quotation mark that is never closed.
const LONGEST: usize = 1_000_000;

/// One record: the line of the file on which it begins, and its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub line: u64,
    pub cells: Vec<String>,
}

/// Reads a file from its parts. Holds one part, and one record that goes over its end.
pub(super) struct Records {
    id: Uuid,
    place: i32,
    held: Vec<u8>,
    separator: Option<u8>,
    line: u64,
    over: bool,
}

/// The line on which a record begins that does not end.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Endless(pub u64);

impl Records {
    pub fn of(id: Uuid) -> Self {
        Self {
            id,
            place: 0,
            held: Vec::new(),
            separator: None,
            line: 1,
            over: false,
        }
    }

    /// The next records; none at the end.
    pub async fn next(&mut self, db: &Db<'_>) -> Result<Result<Vec<Record>, Endless>, DbErr> {
        while !self.over {
            match file::part(db, self.id, self.place).await? {
                Some(part) => {
                    self.place += 1;
                    self.held.extend_from_slice(&part);
                }
                None => self.over = true,
            }
            let records = self.take();
            if !records.is_empty() {
                return Ok(Ok(records));
            }
            if self.held.len() > LONGEST {
                return Ok(Err(Endless(self.line)));
            }
        }
        Ok(Ok(Vec::new()))
    }

    /// Takes the records that are whole out of what is held.
    fn take(&mut self) -> Vec<Record> {
        let separator = *self.separator.get_or_insert_with(|| separator(&self.held));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(&self.held[..]);
        let mut records = Vec::new();
        let mut taken = 0;
        let mut counted = 0;
        let mut lines = 0;
        let mut record = csv::ByteRecord::new();
        // Reading from memory does not fail, and any bytes are records.
        while reader.read_byte_record(&mut record).unwrap_or(false) {
            let after = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            // What ends with the part may go on in the next one.
            if after >= self.held.len() && !self.over {
                break;
            }
            taken = after.min(self.held.len());
            // The reader takes the second half of a line's end, and empty lines, for the beginning of the next record.
            let behind = record.position().map_or(0, csv::Position::byte);
            let behind = usize::try_from(behind).unwrap_or(taken).min(taken);
            let begins = behind
                + self.held[behind..taken]
                    .iter()
                    .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                    .count();
            lines += line_ends(&self.held[counted..begins]);
            counted = begins;
            records.push(Record {
                line: self.line + lines,
                cells: record
                    .iter()
                    .map(|cell| String::from_utf8_lossy(cell).into_owned())
                    .collect(),
            });
        }
        drop(reader);
        self.line += lines + line_ends(&self.held[counted..taken]);
        self.held.drain(..taken);
        records
    }
}

fn line_ends(text: &[u8]) -> u64 {
    text.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

/// What stands between the columns of the first line: the sign that is there most often outside
/// of quotation marks.
fn separator(text: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                for (sign, count) in &mut counts {
                    *count += usize::from(sign == byte);
                }
            }
            _ => {}
        }
    }
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(sign, _)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, size: usize) -> Vec<Record> {
        let mut records = Records::of(Uuid::nil());
        let mut all = Vec::new();
        for part in text.as_bytes().chunks(size) {
            records.held.extend_from_slice(part);
            if records.held.contains(&b'\n') {
                all.extend(records.take());
            }
        }
        records.over = true;
        all.extend(records.take());
        all
    }

    #[test]
    fn records_and_their_lines_are_the_same_however_the_file_is_cut() {
        let text = "name,note\r\nÄ,\"two\r\nlines, \"\"quoted\"\"\"\r\n\r\nlast,";
        let whole = read(text, 10_000);
        assert_eq!(
            whole,
            [
                (1, ["name", "note"]),
                (2, ["Ä", "two\r\nlines, \"quoted\""]),
                (5, ["last", ""]),
            ]
            .map(|(line, cells)| Record {
                line,
                cells: cells.map(str::to_owned).to_vec()
            })
        );
        for size in 1..text.len() {
            assert_eq!(read(text, size), whole, "{size}");
        }
    }

    #[test]
    fn the_separator_is_the_one_of_the_first_line() {
        assert_eq!(separator(b"a;b;\"c,d,e,f\"\n1,2,3,4,5,6"), b';');
        assert_eq!(separator(b"a\tb\n"), b'\t');
        assert_eq!(separator(b"one\n"), b',');
    }
}
