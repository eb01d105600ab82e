//! The help of the command line as a whole: the application's commands and ours in one list, and the nearest one to a
//! word that is no command.

use clap::{Command, CommandFactory as _};

use crate::command::{CommandLine, LOCOS, OURS};

/// Short for one of Loco's commands.
const SHORT: [&str; 3] = ["s", "t", "w"];

/// What to print instead of running a command: that there is none, or none of that name, or that help was asked for.
///
/// `name` is the application's; without one there are no commands but ours.
pub(crate) fn of(arguments: &[String], name: Option<&str>) -> Option<clap::Error> {
    let mut words = arguments.iter().skip(1).map(String::as_str);
    let first = loop {
        match words.next() {
            Some("-e" | "--environment") => drop(words.next()),
            // Loco's.
            Some("-V" | "--version") => return None,
            Some(option) if option.starts_with('-') => {}
            word => break word,
        }
    };
    let is_for_one = match first {
        Some("help") => words.next().is_some(),
        Some(word) => is_known(word),
        None => false,
    };
    if is_for_one {
        return None;
    }
    whole(name)
        .arg_required_else_help(true)
        .try_get_matches_from(arguments)
        .err()
}

fn is_known(word: &str) -> bool {
    OURS.contains(&word) || SHORT.contains(&word) || LOCOS.iter().any(|(name, _)| *name == word)
}

/// All commands; with Loco's, where an application is there to run them.
pub(crate) fn whole(name: Option<&str>) -> Command {
    let Some(name) = name else {
        return CommandLine::command()
            .name("loco-scaffold")
            .bin_name("loco-scaffold");
    };
    let command = CommandLine::command()
        .about(format!("Runs {name}, and writes code for it"))
        .subcommand_help_heading("Commands");
    LOCOS
        .iter()
        .filter(|(name, _)| *name != "help")
        .fold(command, |command, (name, about)| {
            command.subcommand(Command::new(*name).about(*about))
        })
}
