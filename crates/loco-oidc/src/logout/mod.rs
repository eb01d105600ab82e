//! Signing out, from either side.
mod back_channel;
mod front_channel;
mod logout_token;
mod rp_initiated;

pub(crate) use back_channel::back_channel;
pub(crate) use front_channel::front_channel;
pub(crate) use rp_initiated::{sign_out, signed_out};
