//! The application's files, as the generators find them.

use std::path::{Path, PathBuf};

use crate::{
    error::{Error, Result},
    naming,
};

/// A Loco application.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    /// The name of its library crate.
    pub library: String,
    /// The first word of its pages' addresses and of its permissions.
    pub app: String,
}

/// What the library's pages and permissions begin with, and those of whoever has chosen nothing else.
pub const CATALOG: &str = "catalog";

/// Where `install oidc` has put the first word of addresses.
const SECTIONS: &str = "src/views/section.rs";

impl Project {
    /// The application that `folder` is in; its package's name is read from `Cargo.toml` unless it is known.
    ///
    /// # Errors
    /// When neither it nor a folder above has a `src/app.rs` beside a `Cargo.toml`, or that names no package.
    pub fn find(folder: &Path, package: Option<&str>) -> Result<Self> {
        let root = folder
            .ancestors()
            .find(|root| root.join("src/app.rs").is_file() && root.join("Cargo.toml").is_file())
            .ok_or_else(|| {
                Error::refused(format!(
                    "{} is in no Loco application: go to the folder that has Cargo.toml and src/app.rs",
                    folder.display()
                ))
            })?;
        let mut project = Self {
            root: root.to_owned(),
            library: String::new(),
            app: CATALOG.to_owned(),
        };
        if let Some(app) = project.read(SECTIONS)?.as_deref().and_then(first_word) {
            app.clone_into(&mut project.app);
        }
        let package = match package {
            Some(package) => package.to_owned(),
            None => package_name(&project.read_needed("Cargo.toml")?).ok_or_else(|| {
                Error::refused("Cargo.toml names no package: `name = …` below [package]")
            })?,
        };
        project.library = package.replace('-', "_");
        Ok(project)
    }

    /// Where the application lies.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The whole path of a file.
    #[must_use]
    pub fn path(&self, file: &str) -> PathBuf {
        self.root.join(file)
    }

    /// The text of a file, if it is there.
    ///
    /// # Errors
    /// When it is there but cannot be read.
    pub fn read(&self, file: &str) -> Result<Option<String>> {
        let path = self.path(file);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Error::file(path)(cause)),
        }
    }

    /// The text of a file that must be there.
    ///
    /// # Errors
    /// When it is not.
    pub fn read_needed(&self, file: &str) -> Result<String> {
        self.read(file)?.ok_or_else(|| {
            Error::refused(format!(
                "{file} is not there, and the generated code needs it"
            ))
        })
    }

    /// The names of what a folder has, sorted; none when there is no such folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn entries(&self, folder: &str) -> Result<Vec<String>> {
        let path = self.path(folder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&path).map_err(Error::file(&path))? {
            let entry = entry.map_err(Error::file(&path))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// Every file below a folder whose name ends so, by its path from the root, sorted.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn files_below(&self, folder: &str, ending: &str) -> Result<Vec<String>> {
        let mut files = Vec::new();
        for name in self.entries(folder)? {
            let path = format!("{folder}/{name}");
            if self.path(&path).is_dir() {
                files.extend(self.files_below(&path, ending)?);
            } else if name.ends_with(ending) {
                files.push(path);
            }
        }
        Ok(files)
    }

    /// The languages that the application speaks: the folders of `assets/i18n`.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn languages(&self) -> Result<Vec<String>> {
        let mut languages = self.entries("assets/i18n")?;
        languages.retain(|name| self.path(&format!("assets/i18n/{name}")).is_dir());
        Ok(languages)
    }

    /// Whether it is written in the catalogue's words; other applications have editors in place of librarians.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn is_library(&self) -> Result<bool> {
        let settings = self.read("src/models/settings.rs")?.unwrap_or_default();
        Ok(settings.contains("LibrarySettings"))
    }

    /// What people call it: `my_app` is `My app`.
    #[must_use]
    pub fn title(&self) -> String {
        naming::sentence(&self.library)
    }

    /// The edition that its code is written in.
    ///
    /// # Errors
    /// When `Cargo.toml` cannot be read.
    pub fn edition(&self) -> Result<String> {
        let manifest = self.read_needed("Cargo.toml")?;
        let named = manifest
            .lines()
            .find_map(|line| line.strip_prefix("edition = \"")?.split('"').next());
        Ok(named.unwrap_or("2024").to_owned())
    }

    /// How many files have changes that are not committed; `None` without Git.
    #[must_use]
    pub fn uncommitted(&self) -> Option<usize> {
        let output = std::process::Command::new("git")
            .args(["status", "--porcelain", "--", "."])
            .current_dir(&self.root)
            .stderr(std::process::Stdio::null())
            .output()
            .ok()?;
        output.status.success().then(|| {
            output
                .stdout
                .split(|byte| *byte == b'\n')
                .filter(|line| !line.is_empty())
                .count()
        })
    }
}

/// The first word of addresses in the file that tells sections apart.
fn first_word(sections: &str) -> Option<&str> {
    let (_, rest) = sections.split_once("strip_prefix(\"/")?;
    let (word, _) = rest.split_once("/\")")?;
    (!word.is_empty()).then_some(word)
}

fn package_name(manifest: &str) -> Option<String> {
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[package]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .find_map(|line| {
            line.trim()
                .strip_prefix("name")?
                .trim_start()
                .strip_prefix('=')
        })
        .map(|name| name.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{first_word, package_name};

    #[test]
    fn the_first_word_of_addresses_is_where_sections_are_told_apart() {
        let sections = "    let Some(rest) = path.strip_prefix(\"/shop/\") else {\n";
        assert_eq!(first_word(sections), Some("shop"));
        assert_eq!(first_word("fn section() {}"), None);
        assert_eq!(first_word("strip_prefix(\"/\")"), None);
    }

    #[test]
    fn the_package_is_found_behind_the_workspace() {
        let manifest =
            "[workspace]\nmembers = []\n[package]\nname = \"my-library\"\n[dependencies]\n";
        assert_eq!(package_name(manifest).as_deref(), Some("my-library"));
        assert_eq!(package_name("[workspace]\nname = \"x\"\n"), None);
    }
}
