//! What people do in a browser. Run by bin/browser-tests, which starts the library and Chromium's driver.

mod admin;
mod catalogue;
mod look;
mod sign_in;
