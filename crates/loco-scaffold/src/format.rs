//! Generated Rust is written as `cargo fmt` would write it, so that the first `cargo fmt --check` is silent.

use std::process::{Command, Stdio};

use crate::{
    error::{Error, Result},
    plan::Plan,
};

/// Formats all new Rust files of a plan, in one run of rustfmt beside the application. Without rustfmt they stay as they
/// are, and the person hears of it.
///
/// # Errors
/// When there is no room for temporary files.
pub fn format(plan: &mut Plan) -> Result<()> {
    let folder = tempfile::tempdir().map_err(Error::file(std::env::temp_dir()))?;
    let mut copies = Vec::new();
    for (index, file) in plan.files.iter().enumerate() {
        if file.path.ends_with(".rs") {
            let copy = folder.path().join(format!("{index}.rs"));
            std::fs::write(&copy, &file.text).map_err(Error::file(&copy))?;
            copies.push((index, copy));
        }
    }
    let formatted = Command::new("rustfmt")
        .args(["--edition", "2024", "--quiet"])
        .args(copies.iter().map(|(_, copy)| copy))
        .stderr(Stdio::null())
        .status();
    match formatted {
        Err(_) => plan
            .notes
            .push("rustfmt is not installed: run `cargo fmt` once it is".to_owned()),
        Ok(status) if !status.success() => {
            plan.notes.push(
                "rustfmt could not format all of it: run `cargo fmt`, and see what it says"
                    .to_owned(),
            );
        }
        Ok(_) => {}
    }
    for (index, copy) in copies {
        plan.files[index].text = std::fs::read_to_string(&copy).map_err(Error::file(copy))?;
    }
    Ok(())
}
