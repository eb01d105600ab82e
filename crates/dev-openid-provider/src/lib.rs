//! An OpenID provider for development and tests.
