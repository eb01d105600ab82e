//! Addresses of static files that change with their content, so that browsers may keep them for a year.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// Where the files lie and where they are served.
pub const FOLDER: &str = "assets/static";
pub const URL: &str = "/static";

/// The fingerprint of every static file, taken when the application starts.
#[derive(Debug, Default)]
pub struct StaticFiles {
    versions: HashMap<String, String>,
}

impl StaticFiles {
    /// Takes the fingerprints of all files in a folder and in the folders below.
    ///
    /// # Errors
    ///
    /// When a file or folder cannot be read.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut versions = HashMap::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(current) = folders.pop() {
            for entry in fs::read_dir(&current)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    versions.insert(name_of(folder, &path), fingerprint(&fs::read(&path)?));
                }
            }
        }
        Ok(Self { versions })
    }

    /// The address of a file, with its fingerprint; a file that was not there at the start goes without.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        match self.versions.get(name) {
            Some(version) => format!("{URL}/{name}?v={version}"),
            None => format!("{URL}/{name}"),
        }
    }
}

fn name_of(folder: &Path, path: &Path) -> String {
    let inside: PathBuf = path
        .strip_prefix(folder)
        .unwrap_or(path)
        .components()
        .collect();
    inside
        .to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}

fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_changes_with_the_content() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("css").join("a.css");
        fs::create_dir(folder.path().join("css")).unwrap();
        fs::write(&file, "one").unwrap();
        let before = StaticFiles::read(folder.path()).unwrap().url("css/a.css");
        fs::write(&file, "two").unwrap();
        let after = StaticFiles::read(folder.path()).unwrap().url("css/a.css");
        assert!(before.starts_with("/static/css/a.css?v="), "{before}");
        assert_ne!(before, after);
    }
}
