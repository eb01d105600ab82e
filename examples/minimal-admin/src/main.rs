//! `cargo run -- start`, in this folder: http://localhost:5152/admin/, with the account ada and the password ada.
use loco_rs::cli;
use minimal_admin::{App, Migrator};

#[tokio::main]
async fn main() -> loco_rs::Result<()> {
    cli::main::<App, Migrator>().await
}
