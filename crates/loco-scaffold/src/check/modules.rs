//! Files that no `mod` names, migrations that never run, routes that nobody can reach.

use super::{Finding, code};
use crate::{error::Result, project::Project};

/// The folders whose modules each `mod.rs` declares.
const FOLDERS: [&str; 9] = [
    "src/admin",
    "src/controllers",
    "src/forms",
    "src/initializers",
    "src/mailers",
    "src/models",
    "src/models/_entities",
    "src/tasks",
    "src/workers",
];

/// The same for tests and views, whose folders have the same shape.
const MORE: [&str; 5] = [
    "src/views",
    "tests/models",
    "tests/requests",
    "tests/tasks",
    "tests/admin",
];

const CONTROLLERS: &str = "src/controllers";

pub(super) fn findings(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for folder in FOLDERS.into_iter().chain(MORE) {
        undeclared(project, folder, &mut findings)?;
    }
    migrations(project, &mut findings)?;
    routes(project, &mut findings)?;
    admin(project, &mut findings)?;
    Ok(findings)
}

fn undeclared(project: &Project, folder: &str, findings: &mut Vec<Finding>) -> Result<()> {
    let index = format!("{folder}/mod.rs");
    let Some(declared) = project.read(&index)? else {
        return Ok(());
    };
    let declared = code(&declared);
    for module in modules(project, folder)? {
        if !declares(&declared, &module) {
            findings.push(Finding::new(
                format!("{folder}/{module}.rs"),
                format!("is not compiled: {index} has no `mod {module};`"),
            ));
        }
    }
    Ok(())
}

fn modules(project: &Project, folder: &str) -> Result<Vec<String>> {
    let files = project.entries(folder)?;
    let modules = files.iter().filter_map(|file| file.strip_suffix(".rs"));
    Ok(modules
        .filter(|module| *module != "mod" && *module != "lib")
        .map(str::to_owned)
        .collect())
}

fn declares(text: &str, module: &str) -> bool {
    let declaration = format!("mod {module};");
    text.lines().any(|line| {
        let line = line.trim();
        line == declaration
            || line
                .strip_suffix(&declaration)
                .is_some_and(|before| before.starts_with("pub"))
    })
}

fn migrations(project: &Project, findings: &mut Vec<Finding>) -> Result<()> {
    let index = "migration/src/lib.rs";
    let Some(lib) = project.read(index)? else {
        return Ok(());
    };
    let lib = code(&lib);
    for module in modules(project, "migration/src")? {
        let path = format!("migration/src/{module}.rs");
        if !project.read_needed(&path)?.contains("MigrationTrait") {
            continue;
        }
        if !declares(&lib, &module) || !lib.contains(&format!("{module}::Migration")) {
            findings.push(Finding::new(
                path,
                format!(
                    "never runs: {index} needs `mod {module};` and `Box::new({module}::Migration)`"
                ),
            ));
        }
    }
    Ok(())
}

fn routes(project: &Project, findings: &mut Vec<Finding>) -> Result<()> {
    let app = code(&project.read_needed("src/app.rs")?);
    for path in project.files_below(CONTROLLERS, ".rs")? {
        let Some(module) = path
            .strip_prefix(CONTROLLERS)
            .and_then(|path| path.strip_prefix('/')?.strip_suffix(".rs"))
            .filter(|module| *module != "mod" && !module.ends_with("/mod"))
        else {
            continue;
        };
        if !code(&project.read_needed(&path)?).contains("pub fn routes()") {
            continue;
        }
        let named = module.replace('/', "::");
        let mut reached = adds_routes_of(&app, &named);
        // The `mod.rs` of a folder above may gather the routes of its files, and names them from there.
        let parts: Vec<&str> = module.split('/').collect();
        for above in 0..parts.len() {
            let index = [&[CONTROLLERS], &parts[..above], &["mod.rs"]]
                .concat()
                .join("/");
            let text = project.read(&index)?.unwrap_or_default();
            reached |= adds_routes_of(&code(&text), &parts[above..].join("::"));
        }
        if !reached {
            findings.push(Finding::new(
                path,
                format!("has routes that nobody can reach: src/app.rs needs `.add_route(controllers::{named}::routes())`"),
            ));
        }
    }
    Ok(())
}

/// Whether a text calls a module's `routes()`, and not those of another module whose name ends in the same way.
fn adds_routes_of(text: &str, module: &str) -> bool {
    let call = format!("{module}::routes()");
    text.match_indices(&call).any(|(at, _)| {
        let before = &text[..at];
        before.ends_with("controllers::")
            || !before.ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == ':')
    })
}

fn admin(project: &Project, findings: &mut Vec<Finding>) -> Result<()> {
    let Some(index) = project.read("src/admin/mod.rs")? else {
        return Ok(());
    };
    let index = code(&index);
    for module in modules(project, "src/admin")? {
        let path = format!("src/admin/{module}.rs");
        let text = code(&project.read_needed(&path)?);
        for name in text.lines().filter_map(|line| {
            line.trim()
                .strip_prefix("impl ModelAdmin for ")?
                .split([' ', '{'])
                .next()
                .map(str::to_owned)
        }) {
            let here = text.contains(&format!("add::<{name}>"));
            if !here && !index.contains(&format!("{name}>")) {
                findings.push(Finding::new(
                    &path,
                    format!(
                        "`{name}` is declared but not in the admin: add it where the site is made"
                    ),
                ));
            }
        }
    }
    Ok(())
}
