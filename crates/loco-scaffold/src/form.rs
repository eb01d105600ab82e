//! `generate form`: what may be submitted, apart from any table, with its rules and their tests.

use serde::Serialize;

use crate::{
    command::FormArguments,
    error::{Error, Result},
    fields::{self, Kind},
    naming::{self, Name},
    plan::{Place, Plan},
    project::Project,
    scaffold::{self, field::ToldField, has::Has},
    templates::Templates,
};

const MODULES: Place = Place::Sorted(&["pub mod ", "mod "]);

#[derive(Serialize)]
struct Told {
    library: String,
    pascal: String,
    human: String,
    article: String,
    fields: Vec<ToldField>,
    has: Has,
}

/// A form.
///
/// # Errors
/// When a name or a field cannot be used, or is taken.
pub(crate) fn plan(project: &Project, arguments: &FormArguments) -> Result<Plan> {
    let name = naming::word("name", &arguments.name)?;
    let name = Name::of_target(name.strip_suffix("_form").unwrap_or(&name));
    let fields = fields::parse(&arguments.fields)?;
    if let Some(field) = fields
        .iter()
        .find(|field| matches!(field.kind, Kind::Reference(_) | Kind::Many(_)) || field.unique)
    {
        return Err(Error::usage(format!(
            "`{}`: a form alone knows no table, so it has neither references nor unique fields; `generate scaffold` writes \
             a form with both",
            field.name
        )));
    }
    let told: Vec<ToldField> = fields
        .iter()
        .map(|field| ToldField::new(&name, field, None, &project.library))
        .collect();
    let told = Told {
        library: project.library.clone(),
        pascal: name.pascal(),
        human: name.singular.replace('_', " "),
        article: naming::article(&name.singular).to_owned(),
        has: Has::of_form(&told),
        fields: told,
    };
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    let module = &name.singular;
    plan.file(
        format!("src/forms/{module}.rs"),
        templates.render("form/form.rs", &told)?,
    );
    plan.edit(
        "src/forms/mod.rs",
        MODULES,
        format!("pub mod {module};\n"),
        "Declare the modules there, one a line.",
    );
    plan.edit(
        "src/forms/mod.rs",
        Place::Sorted(&["pub use "]),
        format!("pub use {module}::{}Form;\n", told.pascal),
        "Name the forms there: `pub use …;`, one a line.",
    );
    scaffold::add_parsers(&templates, told.has.parses(), &mut plan)?;
    for language in project.languages()? {
        plan.file(
            format!("assets/i18n/{language}/{module}_form.ftl"),
            templates.render("form/messages.ftl", &told)?,
        );
        for shared in scaffold::has::refusals(&told.fields) {
            let known = scaffold::known_language(&language);
            plan.shared_file(
                format!("assets/i18n/{language}/{shared}.ftl"),
                templates.render(&format!("scaffold/i18n/{known}/{shared}.ftl"), &told)?,
            );
        }
    }
    plan.file(
        format!("tests/requests/{module}_form.rs"),
        templates.render("form/test.rs", &told)?,
    );
    plan.edit(
        "tests/requests/mod.rs",
        MODULES,
        format!("mod {module}_form;\n"),
        "Declare the tests there, one a line.",
    );
    scaffold::refuse_known_messages(project, &plan)?;
    plan.notes.push(format!(
        "Next: a handler takes it as `Submitted(form): Submitted<{}Form>`; the tests: cargo test --test app requests::{module}_form",
        told.pascal
    ));
    Ok(plan)
}
