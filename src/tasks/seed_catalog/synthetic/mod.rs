//! synthetic
pub mod invent;
pub mod words;
