//! A copy of the application's sources in a temporary folder, and what a test looks at in it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use loco_scaffold::{
    Application, Error,
    conflict::{Ask, Nobody},
};
use tempfile::TempDir;

/// One resource with every type of field.
pub const EDITION: &[&str] = &[
    "generate",
    "scaffold",
    "edition",
    "title:string!",
    "code:string:20^",
    "book:references",
    "editor:references?:author",
    "languages:many-to-many",
    "format:enum:hardback,paperback!",
    "binding:enum:cloth,leather",
    "pages:int",
    "shelf:small_int!",
    "published_on:date!",
    "seen_on:date",
    "in_print:bool",
    "summary:text",
];

/// The folders that generators read and write.
const FOLDERS: &[&str] = &[
    "src",
    "migration/src",
    "assets/views",
    "assets/i18n",
    "config",
    "tests/admin",
    "tests/api",
    "tests/models",
    "tests/support",
    "tests/requests",
    "tests/tasks",
];

/// An application of a test's own.
pub struct App {
    folder: TempDir,
}

/// Every file with its text.
pub type Tree = BTreeMap<PathBuf, String>;

impl App {
    pub fn copy() -> Self {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for name in FOLDERS {
            copy(&library.join(name), &folder.path().join(name));
        }
        std::fs::copy(library.join("Cargo.toml"), folder.path().join("Cargo.toml"))
            .expect("is there");
        Self { folder }
    }

    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("there is room for temporary files");
        Self { folder }
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.folder().join(path)).expect("is there");
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn try_run(&self, arguments: &[&str]) -> Result<String, Error> {
        self.run_asking(arguments, &mut Nobody)
    }

    pub fn run_asking(&self, arguments: &[&str], ask: &mut dyn Ask) -> Result<String, Error> {
        loco_scaffold::run_in(self.folder(), arguments, Application::default(), ask)
    }

    /// What a command prints that succeeds.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> String {
        self.try_run(arguments)
            .unwrap_or_else(|error| panic!("{arguments:?}: {error}"))
    }

    /// What a command is refused with; nothing may have changed.
    #[track_caller]
    pub fn refusal(&self, arguments: &[&str]) -> String {
        let before = self.tree();
        let Err(error) = self.try_run(arguments) else {
            panic!("{arguments:?} should have been refused");
        };
        assert!(before == self.tree(), "{arguments:?} changed something");
        error.to_string()
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder().join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder().join(path);
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("can be made");
        std::fs::write(path, text).expect("can be written");
    }

    pub fn has(&self, path: &str) -> bool {
        self.folder().join(path).exists()
    }

    /// Has Git do this in the application's folder.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) {
        let done = std::process::Command::new("git")
            .args([
                "-c",
                "user.name=Somebody",
                "-c",
                "user.email=somebody@example.org",
            ])
            .args(arguments)
            .current_dir(self.folder())
            .output()
            .expect("git runs");
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }

    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        collect(self.folder(), &mut tree);
        tree
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("can be made");
    for entry in std::fs::read_dir(from).expect("is there") {
        let entry = entry.expect("can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("can be copied");
        }
    }
}

fn collect(folder: &Path, tree: &mut Tree) {
    for entry in std::fs::read_dir(folder).expect("is there") {
        let path = entry.expect("can be read").path();
        if path.ends_with(".git") {
            // Git's own, which it keeps in order when it is asked something.
        } else if path.is_dir() {
            // An empty folder that is left behind is a difference as well.
            tree.insert(path.clone(), String::new());
            collect(&path, tree);
        } else {
            let text =
                String::from_utf8_lossy(&std::fs::read(&path).expect("can be read")).into_owned();
            tree.insert(path, text);
        }
    }
}
