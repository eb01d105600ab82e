//! The admin site over the catalogue: MDN's admin.py, lending, and people with their rights.

mod actions;
mod catalogue;
mod people;
mod plans;
