//! OpenID Connect for Loco.
