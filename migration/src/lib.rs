//! The catalogue schema.
