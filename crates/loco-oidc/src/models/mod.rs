//! The identity tables: users, what identifies them, what they may do, and where they are signed in.
pub mod group_permissions;
pub mod groups;
pub mod identities;
pub mod logout_tokens;
pub mod permissions;
pub mod sessions;
pub mod user_groups;
pub mod user_permissions;
pub mod users;
