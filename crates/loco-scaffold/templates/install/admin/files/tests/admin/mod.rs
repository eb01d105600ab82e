//! The admin site.

mod site;
