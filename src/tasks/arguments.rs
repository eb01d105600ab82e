//! What a person typed behind a task's name (`key:value`), read strictly: a mistake is one sentence, never ignored.

use std::str::FromStr;

use loco_rs::{Error, Result, task::Vars};

/// The arguments of one run of a task.
pub struct Arguments<'a> {
    task: &'a str,
    vars: &'a Vars,
}

impl<'a> Arguments<'a> {
    /// Takes the arguments of `task`, which knows the names in `known` and no others.
    ///
    /// # Errors
    /// When an argument has another name.
    pub fn of(task: &'a str, vars: &'a Vars, known: &[&str]) -> Result<Self> {
        match vars.cli.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(Self { task, vars }),
            Some(name) if known.is_empty() => Err(Error::Message(format!(
                "the task {task} takes no arguments, so not `{name}` either"
            ))),
            Some(name) => Err(Error::Message(format!(
                "the task {task} has no argument `{name}`: it takes {}",
                known
                    .iter()
                    .map(|name| format!("{name}:…"))
                    .collect::<Vec<_>>()
                    .join(" and ")
            ))),
        }
    }

    /// The argument `name`, or `None` where it was not given.
    ///
    /// # Errors
    /// When it is not a `T`; `expected` says in the sentence what it should have been.
    pub fn optional<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>> {
        let Some(value) = self.vars.cli.get(name) else {
            return Ok(None);
        };
        match value.trim().parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(self.refuse(name, value, expected)),
        }
    }

    /// The argument `name`, which must be given and not be empty.
    ///
    /// # Errors
    /// When it is missing or empty; `expected` says in the sentence what it should have been.
    pub fn required(&self, name: &str, expected: &str) -> Result<&'a str> {
        match self.vars.cli.get(name).map(|value| value.trim()) {
            None | Some("") => Err(Error::Message(format!(
                "the task {} needs `{name}:…`, {expected}",
                self.task
            ))),
            Some(value) => Ok(value),
        }
    }

    /// The sentence that refuses a value.
    #[must_use]
    pub fn refuse(&self, name: &str, value: &str, expected: &str) -> Error {
        Error::Message(format!(
            "`{name}:{value}` cannot be used with the task {}: give {expected}",
            self.task
        ))
    }
}
