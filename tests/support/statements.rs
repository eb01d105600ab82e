//! Counts the statements that reach the database while a page is made.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tracing::{
    Event, Metadata, Subscriber,
    span::{Attributes, Id, Record},
};

/// Does something, and says with its result how many statements it cost. The whole library works on the test's own
/// thread, so no other test is counted.
pub async fn counted<T>(work: impl Future<Output = T>) -> (T, usize) {
    let counter = Counter::default();
    let count = Arc::clone(&counter.0);
    let _counting = tracing::subscriber::set_default(counter);
    (work.await, count.load(Ordering::Relaxed))
}

/// SeaORM opens a span around each call of its driver, whether or not statements are logged.
#[derive(Default)]
struct Counter(Arc<AtomicUsize>);

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span()
            && (metadata.target().starts_with("sea_orm::driver::sqlx_")
                || metadata.target() == "sea_orm::database::transaction")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        self.0.fetch_add(1, Ordering::Relaxed);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
