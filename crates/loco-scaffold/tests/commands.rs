//! The command line itself.

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
        "inspect",
        "mailer",
        "oidc",
        "permission",
        "scheduler",
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
