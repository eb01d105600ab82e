//! What an application has to name in its `Cargo.toml` for the parts, and where their crates are.

use std::path::{Path, PathBuf};

use crate::{
    error::{Error, Result},
    plan::{Place, Plan},
    project::Project,
};

const MANIFEST: &str = "Cargo.toml";

/// Where the crates of the parts come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A folder that has a folder for each.
    Path(PathBuf),
    /// A repository.
    Git(&'static str),
}

impl Source {
    /// The folder that somebody named; else the one that this program was built from; else the repository.
    pub(super) fn find(project: &Project, from: Option<&Path>) -> Result<Self> {
        let Some(named) = from else {
            let built_from = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            return Ok(match built_from.canonicalize() {
                Ok(folder) if has_crates(&folder) => Self::Path(folder),
                _ => Self::Git(env!("CARGO_PKG_REPOSITORY")),
            });
        };
        for below in ["", "crates"] {
            let folder = named.join(below);
            let seen_from_root = project.root().join(&folder);
            if has_crates(&seen_from_root) {
                // A relative one stays as it is typed where it means the same to Cargo.
                return Ok(Self::Path(folder));
            }
            if has_crates(&folder) {
                return folder
                    .canonicalize()
                    .map(Self::Path)
                    .map_err(Error::file(folder));
            }
        }
        Err(Error::usage(format!(
            "--from {} has no crates: name the folder of the repository, in which crates/loco-oidc is",
            named.display()
        )))
    }

    fn of(&self, name: &str) -> String {
        match self {
            Self::Path(folder) => format!(
                "{name} = {{ path = \"{}\" }}",
                folder.join(name).display().to_string().replace('\\', "/")
            ),
            Self::Git(repository) => format!("{name} = {{ git = \"{repository}\" }}"),
        }
    }
}

fn has_crates(folder: &Path) -> bool {
    folder.join("loco-oidc/Cargo.toml").is_file()
}

/// What the borrowed files use beside what `loco new` names.
const USED: [&str; 17] = [
    "axum-extra = { version = \"0.10\", features = [\"cookie-signed\", \"form\", \"query\"] }",
    "chrono-tz = { version = \"0.10\", features = [\"serde\"] }",
    "deunicode = { version = \"1.6\" }",
    "fluent-langneg = { version = \"0.13\" }",
    "fluent-templates = { version = \"0.15\", default-features = false, features = [\"walkdir\"] }",
    "lettre = { version = \"0.11\", default-features = false, features = [\"builder\", \"file-transport\", \"tokio1\"] }",
    "matchit = { version = \"0.8\" }",
    "moka = { version = \"0.12\", features = [\"future\"] }",
    "regex = { version = \"1\" }",
    "sha2 = { version = \"0.10\" }",
    "tera = { version = \"2\", features = [\"fast\", \"glob_fs\"] }",
    "thiserror = { version = \"2\" }",
    "tower = { version = \"0.5\", features = [\"util\"] }",
    "tower-http = { version = \"0.6\", features = [\"fs\"] }",
    "unic-langid = { version = \"0.9\" }",
    "unicode-normalization = { version = \"0.1\" }",
    "url = { version = \"2\", features = [\"serde\"] }",
];

/// What their tests use.
const TESTED_WITH: [&str; 3] = [
    "reqwest = { version = \"0.12\", default-features = false, features = [\"rustls-tls\", \"json\"] }",
    "scraper = { version = \"0.25\" }",
    "tempfile = { version = \"3\" }",
];

/// Names the crates of the sign-in, of the generators, and what the files that come along use.
pub(super) fn of_oidc(project: &Project, source: &Source, plan: &mut Plan) -> Result<()> {
    let manifest = project.read_needed(MANIFEST)?;
    let ours = ["dev-openid-provider", "loco-oidc", "loco-scaffold"].map(|name| source.of(name));
    let mut lines: Vec<String> = ours.into_iter().collect();
    lines.extend(USED.map(str::to_owned));
    add(&manifest, "[dependencies]", &lines, plan);
    add(
        &manifest,
        "[dev-dependencies]",
        &TESTED_WITH.map(str::to_owned),
        plan,
    );
    if !manifest.contains("[profile.dev.package]") {
        plan.edit(
            MANIFEST,
            Place::End,
            "\n# RSA keys are unusably slow unoptimised.\n[profile.dev.package]\nnum-bigint-dig.opt-level = 3\n\
             rsa.opt-level = 3\nsha2.opt-level = 3\n",
            "",
        );
    }
    if manifest.lines().any(|line| line == "edition = \"2021\"") {
        plan.replace(
            MANIFEST,
            "edition = \"2021\"\n",
            "edition = \"2024\"\n",
            "The files are written in the edition 2024.",
        );
        let style = ".rustfmt.toml";
        if project
            .read(style)?
            .is_some_and(|text| !text.contains("style_edition"))
        {
            plan.edit(style, Place::End, "style_edition = \"2021\"\n", "");
        }
    }
    let migrations = project.read_needed("migration/Cargo.toml")?;
    add_to(
        "migration/Cargo.toml",
        &migrations,
        "[dependencies]",
        &[source.of_below("loco-oidc")],
        plan,
    );
    Ok(())
}

/// Names what tasks with invented rows use.
pub(crate) fn of_seeds(project: &Project, plan: &mut Plan) -> Result<()> {
    let manifest = project.read_needed(MANIFEST)?;
    let fake = "fake = { version = \"5\" }".to_owned();
    add(&manifest, "[dependencies]", &[fake], plan);
    Ok(())
}

/// Names the crate of the admin.
pub(super) fn of_admin(project: &Project, source: &Source, plan: &mut Plan) -> Result<()> {
    let manifest = project.read_needed(MANIFEST)?;
    add(
        &manifest,
        "[dependencies]",
        &[source.of("loco-admin")],
        plan,
    );
    let migrations = project.read_needed("migration/Cargo.toml")?;
    add_to(
        "migration/Cargo.toml",
        &migrations,
        "[dependencies]",
        &[source.of_below("loco-admin")],
        plan,
    );
    Ok(())
}

impl Source {
    /// As the manifest in the folder of the migrations has to say it.
    fn of_below(&self, name: &str) -> String {
        match self {
            Self::Path(folder) if folder.is_relative() => {
                Self::Path(Path::new("..").join(folder)).of(name)
            }
            other => other.of(name),
        }
    }
}

fn add(manifest: &str, table: &'static str, lines: &[String], plan: &mut Plan) {
    add_to(MANIFEST, manifest, table, lines, plan);
}

/// Names what is not named yet; twice the same name would be an error of Cargo's.
fn add_to(path: &str, manifest: &str, table: &'static str, lines: &[String], plan: &mut Plan) {
    let named: Vec<&str> = manifest
        .lines()
        .skip_while(|line| line.trim() != table)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(line.split_once(['=', '.'])?.0.trim()))
        .collect();
    let is_named = |line: &String| {
        line.split_once(" =")
            .is_some_and(|(name, _)| named.contains(&name))
    };
    let wants = |line: &&String| line.contains("features") || line.contains("path");
    for line in lines.iter().filter(|line| is_named(line)).filter(wants) {
        plan.notes.push(format!(
            "{path} names this already, so see that it has what is needed: {line}"
        ));
    }
    let new: String = lines
        .iter()
        .filter(|line| !is_named(line))
        .map(|line| format!("{line}\n"))
        .collect();
    if !new.is_empty() {
        plan.edit(
            path,
            Place::AfterExactly(table),
            new,
            "Name the dependencies below a line of that name.",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_already_is_not_named_twice() {
        let manifest = "[dependencies]\nurl = \"2\"\nserde.workspace = true\n\n[dev-dependencies]\nx = \"1\"\n";
        let lines = [
            "url = { version = \"2\", features = [\"serde\"] }",
            "x = { version = \"1\" }",
        ]
        .map(str::to_owned);
        let mut plan = Plan::default();
        add(manifest, "[dependencies]", &lines, &mut plan);
        assert_eq!(plan.edits[0].lines, "x = { version = \"1\" }\n");
        assert!(plan.notes[0].contains("url"), "{:?}", plan.notes);
    }

    #[test]
    fn a_relative_folder_is_one_further_up_for_the_migrations() {
        let source = Source::Path("../library/crates".into());
        assert_eq!(
            source.of_below("loco-oidc"),
            "loco-oidc = { path = \"../../library/crates/loco-oidc\" }"
        );
    }
}
