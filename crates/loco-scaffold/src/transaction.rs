//! Writing all or nothing: what fails half-way leaves the tree as it was.

use std::path::{Path, PathBuf};

use crate::{
    error::{Error, Result},
    project::Project,
};

/// A file's new text, or its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// From the application's root.
    pub path: String,
    /// What is to stand in it; `None` removes it.
    pub text: Option<String>,
}

/// What has to be undone if a later change fails.
enum Done {
    Wrote {
        path: PathBuf,
        before: Option<Vec<u8>>,
    },
    MadeFolder(PathBuf),
    RemovedFolder(PathBuf),
}

/// Makes all changes, or none.
///
/// # Errors
/// When a file cannot be written; everything before it has been taken back.
pub fn apply(project: &Project, changes: &[Change]) -> Result<()> {
    let mut done = Vec::new();
    for change in changes {
        if let Err(error) = make(project, change, &mut done) {
            undo(done);
            return Err(error);
        }
    }
    Ok(())
}

fn make(project: &Project, change: &Change, done: &mut Vec<Done>) -> Result<()> {
    let path = project.path(&change.path);
    let before = match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => None,
        Err(cause) => return Err(Error::file(path)(cause)),
    };
    match &change.text {
        Some(text) => {
            make_folders(&path, done)?;
            done.push(Done::Wrote {
                path: path.clone(),
                before,
            });
            std::fs::write(&path, text).map_err(Error::file(path))
        }
        None if before.is_none() => Ok(()),
        None => {
            done.push(Done::Wrote {
                path: path.clone(),
                before,
            });
            std::fs::remove_file(&path).map_err(Error::file(&path))?;
            remove_empty_folders(project.root(), &path, done);
            Ok(())
        }
    }
}

fn make_folders(path: &Path, done: &mut Vec<Done>) -> Result<()> {
    let missing: Vec<&Path> = path
        .ancestors()
        .skip(1)
        .take_while(|folder| !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        std::fs::create_dir(folder).map_err(Error::file(folder))?;
        done.push(Done::MadeFolder(folder.to_owned()));
    }
    Ok(())
}

/// Version control keeps no empty folders, so none is left behind.
fn remove_empty_folders(root: &Path, path: &Path, done: &mut Vec<Done>) {
    for folder in path
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != root)
    {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
        done.push(Done::RemovedFolder(folder.to_owned()));
    }
}

/// Best effort: the first error is the one that the person hears of.
fn undo(done: Vec<Done>) {
    for step in done.into_iter().rev() {
        let _ = match step {
            Done::Wrote {
                path,
                before: Some(bytes),
            } => std::fs::write(path, bytes),
            Done::Wrote { path, before: None } => std::fs::remove_file(path),
            Done::MadeFolder(path) => std::fs::remove_dir(path),
            Done::RemovedFolder(path) => std::fs::create_dir(path),
        };
    }
}
