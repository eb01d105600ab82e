//! What is going to be written: new files, and lines put into files that are there. Nothing is touched while planning.

use std::collections::BTreeMap;

use crate::{
    error::{Error, Result},
    project::Project,
};

/// Everything that one command writes.
#[derive(Debug, Default)]
pub struct Plan {
    /// Whole files.
    pub files: Vec<NewFile>,
    /// Lines for files that are there.
    pub edits: Vec<Edit>,
    /// What the person has to know or do afterwards.
    pub notes: Vec<String>,
}

/// A whole file.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// From the application's root.
    pub path: String,
    /// Its text.
    pub text: String,
    /// Several resources need it: it is written once, kept as it is found, and goes with the last of them.
    pub shared: bool,
}

/// Whole lines put into a file that is there.
#[derive(Clone, Debug)]
pub struct Edit {
    /// From the application's root.
    pub path: String,
    /// The lines, each with its end.
    pub lines: String,
    /// Where they go.
    pub place: Place,
    /// What the person is to do when there is no such place.
    pub remedy: String,
    /// Several resources need them: they are put in once, and go with the last of them.
    pub shared: bool,
}

impl Edit {
    /// The lines that these take the place of.
    pub(crate) fn replaced(&self) -> Option<&str> {
        match &self.place {
            Place::InsteadOf(lines) => Some(lines),
            _ => None,
        }
    }
}

/// Where lines are put.
#[derive(Clone, Debug)]
pub enum Place {
    /// Before the first line that begins so, after its indentation.
    Before(&'static str),
    /// Before the first line that is this and nothing else, but for its indentation.
    BeforeExactly(String),
    /// Before the last line that begins so.
    BeforeLast(&'static str),
    /// After the first line that begins so.
    After(&'static str),
    /// After the first line that is this and nothing else, but for its indentation.
    AfterExactly(&'static str),
    /// After the last line that begins so.
    AfterLast(&'static str),
    /// Among the first run of lines that begin with one of these, in the order of what follows.
    Sorted(&'static [&'static str]),
    /// Instead of these lines, which stand there once.
    InsteadOf(&'static str),
    /// At the end of the file.
    End,
}

impl Plan {
    /// Adds a file.
    pub fn file(&mut self, path: impl Into<String>, text: String) {
        self.files.push(NewFile {
            path: path.into(),
            text,
            shared: false,
        });
    }

    /// Adds a file that several resources need.
    pub fn shared_file(&mut self, path: impl Into<String>, text: String) {
        self.files.push(NewFile {
            path: path.into(),
            text,
            shared: true,
        });
    }

    /// Adds lines to a file.
    pub fn edit(&mut self, path: &str, place: Place, lines: impl Into<String>, remedy: &str) {
        self.edits.push(Edit {
            path: path.to_owned(),
            lines: lines.into(),
            place,
            remedy: remedy.to_owned(),
            shared: false,
        });
    }

    /// Puts lines in place of others.
    pub fn replace(
        &mut self,
        path: &str,
        lines: &'static str,
        others: impl Into<String>,
        remedy: &str,
    ) {
        self.edit(path, Place::InsteadOf(lines), others, remedy);
    }

    /// Adds lines that several resources need.
    pub fn shared_edit(&mut self, path: &str, place: Place, lines: &str, remedy: &str) {
        self.edit(path, place, lines, remedy);
        if let Some(edit) = self.edits.last_mut() {
            edit.shared = true;
        }
    }

    /// Adds an item to the end of a Rust file, with an empty line before it.
    pub fn item(&mut self, path: &str, item: String, remedy: &str) {
        self.edit(path, Place::End, format!("\n{}\n", item.trim()), remedy);
    }

    /// The texts of all edited files as they are going to be, with what they are now.
    ///
    /// # Errors
    /// When a file is not there, has no place for the lines, or has them already: all of these at once.
    pub fn edited(&self, project: &Project) -> Result<BTreeMap<String, Edited>> {
        let mut texts: BTreeMap<String, Edited> = BTreeMap::new();
        let mut problems = Vec::new();
        for edit in &self.edits {
            let before = match texts.get(&edit.path) {
                Some(edited) => edited.after.clone(),
                None => match project.read(&edit.path)? {
                    Some(text) => {
                        texts.insert(
                            edit.path.clone(),
                            Edited {
                                before: text.clone(),
                                after: text.clone(),
                            },
                        );
                        text
                    }
                    None => {
                        problems.push(format!("  {} is not there. {}", edit.path, edit.remedy));
                        continue;
                    }
                },
            };
            let is_there = find_lines(&before, &edit.lines).is_some();
            if is_there && edit.shared {
                continue;
            }
            if is_there {
                let first = edit.lines.lines().next().unwrap_or_default().trim();
                problems.push(format!("  {} has this already: {first}", edit.path));
                continue;
            }
            match edit.applied(&before) {
                Some(after) => {
                    if let Some(edited) = texts.get_mut(&edit.path) {
                        edited.after = after;
                    }
                }
                None => problems.push(format!(
                    "  {}: {} {}",
                    edit.path,
                    edit.place.missing(),
                    edit.remedy
                )),
            }
        }
        if problems.is_empty() {
            Ok(texts)
        } else {
            problems.dedup();
            Err(Error::refused(format!(
                "lines cannot be put where they belong, so nothing was written:\n{}",
                problems.join("\n")
            )))
        }
    }
}

/// A file before and after the lines were put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// As it is.
    pub before: String,
    /// As it is going to be.
    pub after: String,
}

impl Edited {
    /// Whether it had these lines before.
    #[must_use]
    pub fn has_before(&self, lines: &str) -> bool {
        find_lines(&self.before, lines).is_some()
    }
}

impl Edit {
    fn applied(&self, text: &str) -> Option<String> {
        if let Place::InsteadOf(other) = self.place {
            let at = find_lines(text, other)?;
            let mut edited = text.to_owned();
            edited.replace_range(at..at + other.len(), &self.lines);
            return Some(edited);
        }
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let begins = |start: &'static str| move |line: &&str| line.trim_start().starts_with(start);
        let at = match &self.place {
            Place::Before(start) => lines.iter().position(begins(start))?,
            Place::BeforeExactly(line) => lines.iter().position(|other| other.trim() == line)?,
            Place::BeforeLast(start) => lines.iter().rposition(begins(start))?,
            Place::After(start) => lines.iter().position(begins(start))? + 1,
            Place::AfterExactly(line) => {
                let is = |other: &&str| other.trim() == line.trim();
                lines.iter().position(is)? + 1
            }
            Place::AfterLast(start) => lines.iter().rposition(begins(start))? + 1,
            Place::Sorted(starts) => sorted(&lines, starts, &self.lines)?,
            Place::InsteadOf(_) => return None,
            Place::End => lines.len(),
        };
        let mut edited = lines[..at].concat();
        if !edited.is_empty() && !edited.ends_with('\n') {
            edited.push('\n');
        }
        edited.push_str(&self.lines);
        edited.push_str(&lines[at..].concat());
        Some(edited)
    }
}

/// The place of a line among its like. Without any, there is no place.
fn sorted(lines: &[&str], starts: &[&str], new: &str) -> Option<usize> {
    let key = |line: &str| {
        starts
            .iter()
            .find_map(|start| line.strip_prefix(start))
            .map(|rest| rest.trim_end().to_owned())
    };
    let wanted = key(new)?;
    let first = lines.iter().position(|line| key(line).is_some())?;
    let run = lines[first..]
        .iter()
        .take_while(|line| key(line).is_some())
        .count();
    let after = lines[first..first + run]
        .iter()
        .position(|line| key(line).is_some_and(|other| other > wanted));
    Some(first + after.unwrap_or(run))
}

impl Place {
    fn missing(&self) -> String {
        match self {
            Self::Before(start)
            | Self::BeforeLast(start)
            | Self::After(start)
            | Self::AfterLast(start) => {
                format!("there is no line that begins with `{start}`.")
            }
            Self::AfterExactly(line) => format!("there is no line `{}`.", line.trim()),
            Self::BeforeExactly(line) => format!("there is no line `{line}`."),
            Self::Sorted(starts) => format!(
                "there is no line that begins with `{}`.",
                starts.join("` or `").trim()
            ),
            Self::InsteadOf(lines) => format!(
                "there is no line `{}` with what follows it.",
                lines.lines().next().unwrap_or_default().trim()
            ),
            Self::End => String::new(),
        }
    }
}

/// Where whole lines stand in a text.
#[must_use]
pub fn find_lines(text: &str, lines: &str) -> Option<usize> {
    text.match_indices(lines)
        .map(|(at, _)| at)
        .find(|at| *at == 0 || text[..*at].ends_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, lines: &str, place: Place) -> Option<String> {
        Edit {
            path: String::new(),
            lines: lines.into(),
            place,
            remedy: String::new(),
            shared: false,
        }
        .applied(text)
    }

    #[test]
    fn modules_are_put_in_their_order_whether_public_or_not() {
        let text = "//! All.\n\nmod a;\npub mod c;\nmod wanted;\n\npub use c::C;\n";
        let place = Place::Sorted(&["pub mod ", "mod "]);
        assert_eq!(
            edited(text, "pub mod b;\n", place.clone()).as_deref(),
            Some("//! All.\n\nmod a;\npub mod b;\npub mod c;\nmod wanted;\n\npub use c::C;\n")
        );
        assert!(
            edited(text, "mod z;\n", place)
                .is_some_and(|text| text.contains("mod wanted;\nmod z;\n"))
        );
    }

    #[test]
    fn lines_go_before_after_or_behind_the_last_of_their_like() {
        let text = "fn a() {\n    .add(1)\n    .add(2)\n}\n";
        assert_eq!(
            edited(text, "    .add(3)\n", Place::AfterLast(".add(")).as_deref(),
            Some("fn a() {\n    .add(1)\n    .add(2)\n    .add(3)\n}\n")
        );
        assert!(
            edited(text, "x\n", Place::Before(".add(2"))
                .is_some_and(|text| text.contains("(1)\nx\n    .add(2)"))
        );
        assert!(
            edited(text, "x\n", Place::BeforeLast(".add("))
                .is_some_and(|text| text.contains("(1)\nx\n    .add(2)"))
        );
        assert!(
            edited(text, "x\n", Place::BeforeExactly(".add(1)".to_owned()))
                .is_some_and(|text| text.contains("{\nx\n    .add(1)"))
        );
        assert_eq!(
            edited(text, "x\n", Place::BeforeExactly(".add(".to_owned())),
            None
        );
        assert_eq!(edited(text, "x\n", Place::After("nothing")), None);
        assert_eq!(
            edited("no end", "x\n", Place::End).as_deref(),
            Some("no end\nx\n")
        );
    }

    #[test]
    fn lines_are_found_as_whole_lines_only() {
        assert_eq!(find_lines("pub mod books;\n", "mod books;\n"), None);
        assert_eq!(find_lines("mod a;\nmod books;\n", "mod books;\n"), Some(7));
    }
}
