//! The admin site over the catalogue: MDN's admin.py, lending, and people with their rights.

mod actions;
mod catalogue;
mod fresh_sign_in;
mod names;
mod overview;
mod people;
mod plans;
