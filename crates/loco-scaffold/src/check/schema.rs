//! Where the entities say something else than the tables that the migrations make.

use super::Finding;
use crate::{error::Result, naming, project::Project, scaffold::columns};

const FOLDER: &str = "src/models/_entities";

/// A table as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// A column as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Whether it may be empty.
    pub nullable: bool,
}

/// Who can say which tables the migrations make: the application, which knows its migrator.
pub type TableReader<'a> = &'a dyn Fn() -> std::result::Result<Vec<Table>, String>;

pub(super) fn findings(project: &Project, tables: &[Table]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for path in project.files_below(FOLDER, ".rs")? {
        let text = project.read_needed(&path)?;
        let Some(name) = text
            .split("table_name = \"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
        else {
            continue;
        };
        let Some(table) = tables.iter().find(|table| table.name == name) else {
            let near = naming::nearest(name, tables.iter().map(|table| table.name.as_str()))
                .map_or_else(String::new, |near| format!(" (there is {near})"));
            findings.push(Finding::new(
                path,
                format!("no migration makes the table {name}{near}"),
            ));
            continue;
        };
        compare(&path, &columns(&text), table, &mut findings);
    }
    Ok(findings)
}

fn compare(path: &str, fields: &[(String, String)], table: &Table, findings: &mut Vec<Finding>) {
    for (field, rust) in fields {
        match table.columns.iter().find(|column| column.name == *field) {
            None => findings.push(Finding::new(
                path,
                format!("has `{field}`, which the table {} has not", table.name),
            )),
            Some(column) if column.nullable != rust.starts_with("Option<") => {
                let (may, must) = if column.nullable {
                    ("may", "must")
                } else {
                    ("must not", "must not")
                };
                findings.push(Finding::new(
                    path,
                    format!(
                        "`{field}` is {rust}, but the column {may} be empty: it {must} be Option"
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    for column in &table.columns {
        if !fields.iter().any(|(field, _)| *field == column.name) {
            findings.push(Finding::new(
                path,
                format!("lacks the column `{}` of {}", column.name, table.name),
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_difference_is_named() {
        let table = Table {
            name: "books".into(),
            columns: vec![
                Column {
                    name: "id".into(),
                    nullable: false,
                },
                Column {
                    name: "summary".into(),
                    nullable: true,
                },
                Column {
                    name: "isbn".into(),
                    nullable: false,
                },
            ],
        };
        let fields = [("id", "i32"), ("summary", "String"), ("title", "String")]
            .map(|(name, rust)| (name.to_owned(), rust.to_owned()));
        let mut findings = Vec::new();
        compare("books.rs", &fields, &table, &mut findings);
        let problems: Vec<&str> = findings
            .iter()
            .map(|finding| finding.problem.as_str())
            .collect();
        assert_eq!(
            problems,
            [
                "`summary` is String, but the column may be empty: it must be Option",
                "has `title`, which the table books has not",
                "lacks the column `isbn` of books",
            ]
        );
    }
}
