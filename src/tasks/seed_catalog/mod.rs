//! `cargo loco task seed_catalog`: something to look at. Without arguments the sample catalogue of `assets/seeds/`;
//! with `books:N`, and perhaps `seed:S`, as many invented books as a large library needs.

use async_trait::async_trait;
use indicatif::{ProgressBar, ProgressStyle};
use locallibrary_migration::Migrator;
use loco_oidc::Clock;
use loco_rs::{
    Error, Result,
    app::AppContext,
    db,
    task::{Task, TaskInfo, Vars},
};

use super::arguments::Arguments;
use crate::models::{LibrarySettings, counts::Counts};

mod circulation;
pub mod isbn;
mod rows;
mod sample;
pub mod sample_files;
pub mod synthetic;

pub use sample::Added;

/// The most books that one call makes: keys are 32-bit numbers, and nobody has waited longer yet.
const MOST_BOOKS: u64 = 10_000_000;
const DEFAULT_SEED: u64 = 1;

/// Fills the catalogue.
pub struct SeedCatalog;

#[async_trait]
impl Task for SeedCatalog {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "seed_catalog".to_string(),
            detail: "Adds the sample catalogue, or invented books: books:N seed:S".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        let arguments = Arguments::of("seed_catalog", vars, &["books", "seed"])?;
        let expected = format!("a whole number from 1 to {MOST_BOOKS}");
        let books: Option<u64> = arguments.optional("books", &expected)?;
        let seed: Option<u64> = arguments.optional("seed", "a whole number from 0 on")?;
        if ctx.config.database.auto_migrate {
            // As the first thing in a fresh clone, before any start.
            db::migrate::<Migrator>(&ctx.db).await?;
        }
        match (books, seed) {
            (Some(books), _) if !(1..=MOST_BOOKS).contains(&books) => {
                Err(arguments.refuse("books", &books.to_string(), &expected))
            }
            (Some(books), seed) => fill(ctx, books, seed.unwrap_or(DEFAULT_SEED)).await,
            (None, Some(_)) => Err(Error::Message(
                "seed:… says what books:N are invented from: give both, or neither for the sample catalogue".to_owned(),
            )),
            (None, None) => {
                println!("{}", describe(&sample(ctx).await?));
                Ok(())
            }
        }
    }
}

/// Adds the sample books that are not in the catalogue, with authors, copies, loans and reservations; all or nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn sample(ctx: &AppContext) -> Result<Added> {
    let now = Clock::of(ctx).now();
    let today = LibrarySettings::of(ctx)?.today(now);
    sample::add(&ctx.db, now, today).await
}

/// What was added, for the person who asked for it.
#[must_use]
pub fn describe(added: &Added) -> String {
    if added.books == 0 {
        return "The sample catalogue is complete: nothing was changed.".to_owned();
    }
    let copies = added.copies;
    format!(
        "Added to the catalogue: {} books, {} authors, {} copies ({} available, {} on loan, {} reserved, {} in \
         maintenance), {} loans ({} overdue) and {} reservations.\n\
         Works and authors are real; readers and imprints are invented, and the ISBNs are samples: they begin with \
         979-9, which no agency assigns.",
        added.books,
        added.authors,
        copies.total(),
        copies.available,
        copies.on_loan,
        copies.reserved,
        copies.in_maintenance,
        added.loans,
        added.overdue,
        added.reservations,
    )
}

async fn fill(ctx: &AppContext, books: u64, seed: u64) -> Result<()> {
    let now = Clock::of(ctx).now();
    let order = synthetic::Order {
        books,
        seed,
        now,
        today: LibrarySettings::of(ctx)?.today(now),
    };
    // Draws nothing where the output is not a terminal.
    let bar = ProgressBar::new(books).with_style(style());
    let filled = synthetic::fill(&ctx.db, order, |there| {
        bar.set_position(there);
    })
    .await?;
    bar.finish_and_clear();
    let counts = Counts::read(&ctx.db).await?;
    if filled.books == filled.before {
        println!(
            "There are {} synthetic books already: nothing was changed.",
            filled.before
        );
        return Ok(());
    }
    println!(
        "Added {} books, {} authors and {} copies, invented from seed:{seed}.\n\
         The catalogue has {} books by {} authors now, and {} copies, of which {} are on loan.\n\
         The ISBNs are samples: they begin with 979-7, which no agency assigns.",
        filled.books - filled.before,
        filled.authors_added(),
        filled.copies_added(),
        counts.books,
        counts.authors,
        counts.copies,
        counts.copies_on_loan,
    );
    Ok(())
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:32} {human_pos} of {human_len} books, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
