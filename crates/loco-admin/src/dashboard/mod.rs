//! Figures and charts on the first page.

mod card;
mod chart;
mod view;

pub use card::{Card, CardCx, Figure};
pub(crate) use view::views;
