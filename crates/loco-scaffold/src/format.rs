//! Generated Rust is written as `cargo fmt` would write it, so that the first `cargo fmt --check` is silent.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use crate::{
    error::{Error, Result},
    plan::{Place, Plan},
    project::Project,
};

/// Formats all new Rust files of a plan, in one run of rustfmt beside the application, and the items that others get.
/// Without rustfmt they stay as they are, and the person hears of it.
///
/// # Errors
/// When there is no room for temporary files.
pub fn format(project: &Project, plan: &mut Plan) -> Result<()> {
    let style = style(project)?;
    let folder = tempfile::tempdir().map_err(Error::file(std::env::temp_dir()))?;
    let mut copies = Vec::new();
    let mut complete = true;
    for (index, file) in plan.files.iter_mut().enumerate() {
        if !file.path.ends_with(".rs") {
            continue;
        }
        if names_modules(&file.text) {
            // As a file, rustfmt would look for them beside it.
            complete &= format_text(&mut file.text, &style);
        } else {
            let copy = folder.path().join(format!("{index}.rs"));
            std::fs::write(&copy, &file.text).map_err(Error::file(&copy))?;
            copies.push((index, copy));
        }
    }
    for edit in &mut plan.edits {
        if matches!(edit.place, Place::End) && edit.path.ends_with(".rs") {
            complete &= format_text(&mut edit.lines, &style);
        }
    }
    let formatted = rustfmt(&style)
        .args(copies.iter().map(|(_, copy)| copy))
        .stderr(Stdio::null())
        .status();
    match formatted {
        _ if copies.is_empty() && complete => {}
        Err(_) => plan
            .notes
            .push("rustfmt is not installed: run `cargo fmt` once it is".to_owned()),
        Ok(status) if !status.success() || !complete => {
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

fn rustfmt(style: &str) -> Command {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--style-edition", style, "--quiet"]);
    rustfmt
}

fn names_modules(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start_matches("pub ");
        line.starts_with("mod ") && line.ends_with(';')
    })
}

/// Formats a text, and says whether that was possible. Empty lines before it stay.
fn format_text(text: &mut String, style: &str) -> bool {
    let before = text.len() - text.trim_start_matches('\n').len();
    let formatted = rustfmt(style)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .and_then(|mut child| {
            if let Some(mut input) = child.stdin.take() {
                input.write_all(text.as_bytes())?;
            }
            child.wait_with_output()
        });
    match formatted {
        Ok(output) if output.status.success() => {
            *text = "\n".repeat(before) + &String::from_utf8_lossy(&output.stdout);
            true
        }
        _ => false,
    }
}

/// The style that the application is formatted in: what its configuration asks for, else that of its edition.
fn style(project: &Project) -> Result<String> {
    for file in [".rustfmt.toml", "rustfmt.toml"] {
        let text = project.read(file)?.unwrap_or_default();
        let asked = text.lines().find_map(|line| {
            line.strip_prefix("style_edition = \"")?
                .split('"')
                .next()
                .map(str::to_owned)
        });
        if let Some(style) = asked {
            return Ok(style);
        }
    }
    project.edition()
}
