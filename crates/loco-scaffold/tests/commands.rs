//! The command line itself.

use loco_scaffold::{Application, conflict::Nobody};

use crate::support::App;

#[test]
fn the_help_lists_ours_and_locos_kinds_together() {
    let app = App::copy();
    let help = app.refusal(&["generate", "--help"]);
    for kind in [
        "scaffold",
        "override",
        "model",
        "migration",
        "controller",
        "deployment",
    ] {
        assert!(help.contains(&format!("  {kind}")), "{kind}: {help}");
    }
}

/// What an application's own command line answers to words that are no command.
fn answer(arguments: &[&str]) -> String {
    let application = Application {
        package: Some("library"),
        ..Application::default()
    };
    let folder = App::empty();
    loco_scaffold::run_in(folder.folder(), arguments, application, &mut Nobody)
        .expect_err("nothing is run")
        .to_string()
}

#[test]
fn the_help_of_the_whole_lists_the_applications_commands_and_ours() {
    for help in [answer(&["help"]), answer(&["--help"]), answer(&[])] {
        for command in ["start", "db", "task", "generate", "destroy", "check"] {
            assert!(help.contains(&format!("  {command}")), "{command}: {help}");
        }
    }
}

#[test]
fn a_word_that_is_no_command_brings_the_nearest_one() {
    assert!(answer(&["destory", "scaffold", "edition"]).contains("'destroy'"));
    assert!(answer(&["strat", "--all"]).contains("'start'"));
    assert!(answer(&["-e", "production", "seed"]).contains("unrecognized"));
}

#[test]
fn every_kind_has_examples_and_the_field_types_are_listed() {
    let app = App::copy();
    let help = app.refusal(&["generate", "scaffold", "--help"]);
    for word in [
        "Examples:",
        "many-to-many",
        "references?",
        "enum:",
        "--plural",
    ] {
        assert!(help.contains(word), "{word}: {help}");
    }
    for kind in [
        "admin",
        "admin-action",
        "admin-filter",
        "admin-inline",
        "form",
        "inspect",
        "mailer",
        "oidc",
        "permission",
        "scheduler",
        "seed",
        "task",
        "view",
        "worker",
    ] {
        let help = app.refusal(&["generate", kind, "--help"]);
        assert!(help.contains("Example"), "{help}");
    }
    for part in ["oidc", "admin"] {
        let help = app.refusal(&["install", part, "--help"]);
        assert!(help.contains("Example"), "{help}");
    }
    assert!(app.refusal(&["destroy", "--help"]).contains("Example"));
    assert!(
        app.refusal(&["generate", "override", "--help"])
            .contains("Example")
    );
}

#[test]
fn a_misspelt_word_is_recognised() {
    let app = App::copy();
    assert!(
        app.refusal(&["generate", "scafold", "x"])
            .contains("'scaffold'")
    );
    assert!(
        app.refusal(&["generate", "scaffold", "edition", "a:string!", "--pretnd"])
            .contains("'--pretend'")
    );
}

/// What the program that is nothing but the generators says, and what it ends with.
fn alone(folder: &std::path::Path, arguments: &[&str]) -> (String, Option<i32>) {
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_loco-scaffold"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let said = [done.stdout, done.stderr].concat();
    (
        String::from_utf8_lossy(&said).into_owned(),
        done.status.code(),
    )
}

#[test]
fn the_program_alone_speaks_of_itself_and_leaves_locos_commands_to_loco() {
    let folder = tempfile::tempdir().expect("there is room");
    let (help, code) = alone(folder.path(), &["--help"]);
    assert!(help.contains("Usage: loco-scaffold <COMMAND>"), "{help}");
    assert_eq!(code, Some(0));
    let (help, _) = alone(folder.path(), &["generate", "seed", "--help"]);
    assert!(
        help.contains("  loco-scaffold generate seed edition"),
        "{help}"
    );
    assert!(help.contains("  cargo loco task seed_editions"), "{help}");
    let (said, code) = alone(folder.path(), &["genrate", "task", "x"]);
    assert!(said.contains("'generate'"), "{said}");
    assert_eq!(code, Some(2));
    let (said, code) = alone(folder.path(), &["generate", "model", "x"]);
    assert!(said.contains("`cargo loco generate model x`"), "{said}");
    assert_eq!(code, Some(2));
    let (help, code) = alone(folder.path(), &[]);
    assert!(help.contains("install"), "{help}");
    assert_eq!(code, Some(2));
}

#[test]
fn completions_know_ours_and_locos_commands() {
    let app = App::copy();
    for shell in ["bash", "zsh", "fish"] {
        let script = app.run(&["completions", shell]);
        for word in ["scaffold", "routes", "destroy"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}
