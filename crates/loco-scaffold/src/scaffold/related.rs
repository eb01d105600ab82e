//! What points to a thing: lists of it, narrowed to one thing, and the first of it on that thing's page.

use cruet::Inflector as _;

use super::{MODULES, field::ToldField, told::Told};
use crate::{
    error::{Error, Result},
    naming::Name,
    plan::{Place, Plan},
    project::Project,
    templates::Templates,
};

/// What the addresses of lists have names for already.
const PARAMETERS: [&str; 7] = ["after", "before", "cursor", "limit", "order", "page", "q"];

/// Says by which fields lists are narrowed: by what they point to, and in the API by choices too. By people they are not:
/// nobody is to learn who has something.
///
/// # Errors
/// When a page of another resource cannot be read.
pub(super) fn mark(
    fields: &mut [ToldField],
    project: &Project,
    in_api: bool,
    on_pages: bool,
) -> Result<()> {
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for field in fields {
        let is_link = matches!(field.kind, "reference" | "many") && !field.person;
        let is_choice = in_api && field.kind == "choice";
        if !(is_link || is_choice) {
            continue;
        }
        let one = match field.kind {
            "many" => field.name.to_singular(),
            _ => field.name.clone(),
        };
        let is_taken = field.kind == "many" && names.contains(&one);
        let name = if is_taken { field.name.clone() } else { one };
        let parameter = match PARAMETERS.contains(&name.as_str()) {
            true => format!("{name}_id"),
            false => name.clone(),
        };
        let shown = is_link
            && on_pages
            && match &field.target {
                Some(target) if target.is_self => true,
                Some(target) => {
                    target.has_page && project.read(&page_of(project, &target.singular))?.is_some()
                }
                None => false,
            };
        field.narrowed_by(&name, parameter, shown);
    }
    Ok(())
}

/// The template of one thing's page.
fn page_of(project: &Project, singular: &str) -> String {
    format!(
        "assets/views/{}/{}_detail.html",
        project.app,
        kind(singular)
    )
}

fn kind(singular: &str) -> String {
    Name::of_target(singular).kind()
}

/// What narrows the list, and the lines on the pages of others.
///
/// # Errors
/// When a page of another resource has no place for them.
pub(super) fn add(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    if !told.has.narrowed() {
        return Ok(());
    }
    for (folder, file) in [("controllers", "narrowed"), ("views", "related")] {
        plan.shared_file(
            format!("src/{folder}/{file}.rs"),
            templates.render(&format!("scaffold/{file}.rs"), told)?,
        );
    }
    let declared = "Declare the modules there, one a line.";
    plan.shared_edit(
        "src/controllers/mod.rs",
        MODULES,
        "mod narrowed;\n",
        declared,
    );
    plan.shared_edit("src/views/mod.rs", MODULES, "pub mod related;\n", declared);
    for field in told.fields().iter().filter(|field| field.shown_there) {
        let Some(target) = field.target.as_ref().filter(|target| !target.is_self) else {
            continue;
        };
        let page = page_of(project, &target.singular);
        let answer = format!(
            "page.render(\"{}/{}_detail.html\", &view)",
            project.app,
            kind(&target.singular)
        );
        let controller = controller(project, &answer)?.ok_or_else(|| {
            Error::refused(format!(
                "{page} is there, but no controller in src/controllers ends its `show` with the line\n  {answer}\n\
                 before which {plural} could be put on the page of {singular}. Write it so, with `ctx`, `id` and `view` \
                 before it, or generate with --no-related",
                plural = told.plural,
                singular = target.singular
            ))
        })?;
        plan.edit(
            &controller,
            Place::BeforeExactly(answer),
            line(&told.plural, &field.filter_name),
            "What stands on the page is put before it is rendered; or generate with --no-related.",
        );
        plan.edit(
            &page,
            Place::BeforeLast("{% endblock %}"),
            format!(
                "{{{{ <{plural}.related heading={{t(key=\"{keys}-of-{key}\")}} related={{{plural}_of_{name}}} \
                 without=\"{name}\" /> }}}}\n",
                plural = told.plural,
                keys = told.keys,
                key = field.filter_key,
                name = field.filter_name
            ),
            "The page's content ends with `{% endblock %}`; or generate with --no-related.",
        );
    }
    Ok(())
}

/// The controller that answers so.
fn controller(project: &Project, answer: &str) -> Result<Option<String>> {
    for path in project.files_below("src/controllers", ".rs")? {
        let text = project.read_needed(&path)?;
        if text.lines().any(|line| line.trim() == answer) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The view with what points to it, broken as rustfmt breaks lines.
fn line(plural: &str, name: &str) -> String {
    let call = format!("super::{plural}::beside_{name}(&ctx.db, &page, id, view).await?;");
    let line = format!("    let view = {call}\n");
    if line.len() <= 101 {
        line
    } else {
        format!("    let view =\n        {call}\n")
    }
}
