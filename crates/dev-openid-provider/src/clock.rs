//! The provider's time, which a test may set.
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Says what time it is. The default is the system's clock.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The system's clock.
pub(crate) fn system() -> Clock {
    Arc::new(Utc::now)
}
