//! Background jobs that failed, and their second chance: `/admin/jobs/`.

mod page;
mod queue;

pub(crate) use page::{retry, show};

/// The permission that the page takes: jobs carry what they are about, such as addresses.
pub(crate) const PERMISSION: &str = "loco.manage_jobs";
