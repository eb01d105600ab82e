//! The sample copies: where each of them is, who has it, and who waits.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, DbErr};
use uuid::{Builder, Uuid};

use super::{
    rows::{self, Reader, at_the_desk},
    sample_files::{SampleBook, SampleFiles},
};
use crate::models::_entities::{book_instances, loans, reservations};

/// Copies on the shelf of a book, by its place in the files.
const ON_THE_SHELF: [usize; 8] = [1, 2, 1, 3, 1, 2, 1, 1];
/// One book in this many has a further copy that is being mended.
const BOOKS_PER_REPAIR: usize = 12;
/// The lending period that the history keeps to.
const LENDING: TimeDelta = TimeDelta::days(21);
/// The copies' keys say that they were made on this day.
const KEY_MILLIS: u64 = 1_546_300_800_000;

/// Copies by where they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// With a reader.
    pub on_loan: usize,
    /// On the hold shelf.
    pub reserved: usize,
    /// Can be borrowed.
    pub available: usize,
    /// Being mended.
    pub in_maintenance: usize,
}

impl Copies {
    /// All of them.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.on_loan + self.reserved + self.available + self.in_maintenance
    }
}

/// What was added.
#[derive(Clone, Copy, Debug, Default)]
pub struct Circulated {
    pub copies: Copies,
    pub loans: usize,
    pub overdue: usize,
    pub reservations: usize,
}

/// A sample book that was just added.
pub struct Book<'a> {
    /// In the files.
    pub place: usize,
    /// In the database.
    pub key: i32,
    pub book: &'a SampleBook,
}

/// Where the copies are handed out.
pub struct Desk<'a> {
    pub db: &'a DatabaseTransaction,
    pub files: &'a SampleFiles,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

/// The rows to be added.
#[derive(Default)]
struct Rows {
    copies: Vec<book_instances::ActiveModel>,
    loans: Vec<loans::ActiveModel>,
    reservations: Vec<reservations::ActiveModel>,
    done: Circulated,
}

impl Desk<'_> {
    /// Adds the copies of these books with their loans and reservations.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn stock(&self, books: &[Book<'_>]) -> Result<Circulated, DbErr> {
        let readers = self.readers(books).await?;
        let mut rows = Rows::default();
        for book in books {
            self.stock_one(book, &readers, &mut rows);
        }
        rows::insert(self.db, rows.copies).await?;
        rows::insert_for_keys(self.db, rows.loans).await?;
        rows::insert_for_keys(self.db, rows.reservations).await?;
        Ok(rows.done)
    }

    /// The keys of the readers by username; nobody is made who has nothing to do with these books.
    async fn readers(&self, books: &[Book<'_>]) -> Result<HashMap<&str, i32>, DbErr> {
        let circulation = &self.files.circulation;
        let moves = (circulation
            .loans
            .iter()
            .map(|loan| (&loan.reader, &loan.title)))
        .chain(
            circulation
                .history
                .iter()
                .map(|loan| (&loan.reader, &loan.title)),
        )
        .chain(
            circulation
                .ready
                .iter()
                .map(|held| (&held.reader, &held.title)),
        )
        .chain(
            circulation
                .waiting
                .iter()
                .map(|waiting| (&waiting.reader, &waiting.title)),
        );
        let busy: Vec<&String> = moves
            .filter(|(_, title)| books.iter().any(|book| book.book.title == **title))
            .map(|(name, _)| name)
            .collect();
        let mut keys = HashMap::new();
        for reader in circulation
            .readers
            .iter()
            .filter(|reader| busy.contains(&&reader.username))
        {
            let user = Reader {
                username: &reader.username,
                first_name: &reader.first_name,
                last_name: &reader.last_name,
                email: &reader.email,
                locale: &reader.locale,
            };
            keys.insert(reader.username.as_str(), user.key(self.db, self.now).await?);
        }
        Ok(keys)
    }

    fn stock_one(&self, book: &Book<'_>, readers: &HashMap<&str, i32>, rows: &mut Rows) {
        let circulation = &self.files.circulation;
        let reader = |name: &str| readers.get(name).copied();
        let mut copies = self.copies_of(book);

        for loan in circulation
            .loans
            .iter()
            .filter(|loan| loan.title == book.book.title)
        {
            let mut copy = copies.next();
            copy.status = Set("o".to_owned());
            copy.due_back = Set(Some(self.day(loan.due)));
            copy.borrower_id = Set(reader(&loan.reader));
            rows.loans.push(loans::ActiveModel {
                copy_id: copy.id.clone(),
                user_id: Set(reader(&loan.reader)),
                borrowed_at: Set(at_the_desk(self.day(-loan.borrowed))),
                due_on: Set(self.day(loan.due)),
                returned_at: Set(None),
                renewals: Set(loan.renewals),
                ..Default::default()
            });
            rows.done.copies.on_loan += 1;
            rows.done.loans += 1;
            rows.done.overdue += usize::from(loan.due < 0);
            rows.copies.push(copy);
        }
        for held in circulation
            .ready
            .iter()
            .filter(|held| held.title == book.book.title)
        {
            let mut copy = copies.next();
            copy.status = Set("r".to_owned());
            rows.reservations.push(reservations::ActiveModel {
                copy_id: Set(copy.id.clone().take()),
                ready_until: Set(Some(self.day(held.ready_for))),
                ..self.reservation(book, reader(&held.reader), held.reserved, "ready")
            });
            rows.done.copies.reserved += 1;
            rows.done.reservations += 1;
            rows.copies.push(copy);
        }
        let mut awaited = false;
        for waiting in circulation
            .waiting
            .iter()
            .filter(|waiting| waiting.title == book.book.title)
        {
            awaited = true;
            rows.reservations.push(self.reservation(
                book,
                reader(&waiting.reader),
                waiting.reserved,
                "waiting",
            ));
            rows.done.reservations += 1;
        }
        // Nobody waits for a book that stands on the shelf.
        let on_the_shelf = if awaited {
            0
        } else {
            ON_THE_SHELF[book.place % ON_THE_SHELF.len()]
        };
        for _ in 0..on_the_shelf {
            rows.copies.push(copies.next());
            rows.done.copies.available += 1;
        }
        if book.place.is_multiple_of(BOOKS_PER_REPAIR) {
            let mut copy = copies.next();
            copy.status = Set("d".to_owned());
            rows.copies.push(copy);
            rows.done.copies.in_maintenance += 1;
        }
        for past in circulation
            .history
            .iter()
            .filter(|past| past.title == book.book.title)
        {
            let borrowed_at = at_the_desk(self.day(-past.borrowed));
            let due_on = (borrowed_at + LENDING * (past.renewals + 1)).date_naive();
            rows.loans.push(loans::ActiveModel {
                copy_id: Set(copies.first()),
                user_id: Set(reader(&past.reader)),
                borrowed_at: Set(borrowed_at),
                due_on: Set(due_on),
                returned_at: Set(Some(at_the_desk(self.day(-past.returned)))),
                renewals: Set(past.renewals),
                ..Default::default()
            });
            rows.done.loans += 1;
        }
    }

    fn reservation(
        &self,
        book: &Book<'_>,
        user: Option<i32>,
        days_ago: i64,
        outcome: &str,
    ) -> reservations::ActiveModel {
        reservations::ActiveModel {
            book_id: Set(book.key),
            user_id: Set(user),
            copy_id: Set(None),
            created_at: Set(at_the_desk(self.day(-days_ago))),
            ready_until: Set(None),
            closed_at: Set(None),
            outcome: Set(outcome.to_owned()),
            ..Default::default()
        }
    }

    /// The copies of a book, each on the shelf until somebody says otherwise.
    fn copies_of<'a>(&'a self, book: &'a Book<'a>) -> CopiesOf<'a> {
        CopiesOf {
            desk: self,
            book,
            next: 0,
        }
    }

    fn day(&self, days: i64) -> NaiveDate {
        let distance = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.today.checked_sub_days(distance)
        } else {
            self.today.checked_add_days(distance)
        };
        day.unwrap_or(self.today)
    }
}

/// Makes the copies of a book one after another.
struct CopiesOf<'a> {
    desk: &'a Desk<'a>,
    book: &'a Book<'a>,
    next: u8,
}

impl CopiesOf<'_> {
    fn next(&mut self) -> book_instances::ActiveModel {
        let number = self.next;
        self.next += 1;
        book_instances::ActiveModel {
            id: Set(self.key(number)),
            book_id: Set(self.book.key),
            imprint: Set(self.imprint(number)),
            due_back: Set(None),
            borrower_id: Set(None),
            status: Set("a".to_owned()),
            created_at: Set(self.desk.now),
            updated_at: Set(self.desk.now),
        }
    }

    /// The key of the copy that has a history.
    fn first(&self) -> Uuid {
        self.key(0)
    }

    /// The same key in every library, so that a sample copy has the same page everywhere.
    fn key(&self, number: u8) -> Uuid {
        let mut rest = [0; 10];
        rest[..9].copy_from_slice(&self.book.book.isbn.as_bytes()[4..13]);
        rest[9] = number;
        Builder::from_unix_timestamp_millis(KEY_MILLIS, &rest).into_uuid()
    }

    fn imprint(&self, number: u8) -> String {
        let imprints = self
            .desk
            .files
            .imprints
            .get(&self.book.book.language)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let place = self.book.place + usize::from(number);
        let imprint = imprints
            .get(place % imprints.len().max(1))
            .map_or("Sample Press", String::as_str);
        let earliest = self.book.book.year.max(1968);
        let span = usize::try_from(2024 - earliest).unwrap_or_default() + 1;
        let year = earliest + i32::try_from(place * 7 % span).unwrap_or_default();
        format!("{imprint}, {year} (sample)")
    }
}
