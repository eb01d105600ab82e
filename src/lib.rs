//! LocalLibrary.
