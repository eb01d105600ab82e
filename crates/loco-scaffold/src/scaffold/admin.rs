//! The resource in the admin, and on the admin's pages of what it points to.

use serde::Serialize;

use super::told::Told;
use crate::{
    error::{Error, Result},
    plan::Plan,
    project::Project,
    templates::Templates,
};

/// What the template of an inline is told.
#[derive(Serialize)]
struct ToldInline<'a> {
    name: String,
    singular: &'a str,
    child: &'a str,
    children: String,
    key: &'a str,
    /// A line has no room for all of its fields.
    wide: bool,
}

/// Fields that stand beside each other on a page of the admin.
const IN_A_LINE: usize = 6;

/// The rows on the admin's pages of what they point to.
pub(super) fn add_inlines(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    for parent in told.inlines() {
        let file = format!("src/admin/{}.rs", parent.module);
        if project.read(&file)?.is_none() {
            return Err(Error::refused(format!(
                "{file} is not there, so {} cannot be edited on its pages: leave --inline {1} out, or `generate admin {1}` \
                 first",
                told.plural, parent.singular
            )));
        }
        let inline = ToldInline {
            name: format!("{}_inline", told.plural),
            singular: &parent.singular,
            child: &told.plural,
            children: told.plural.replace('_', " "),
            key: &parent.key,
            wide: told.fields().len() > IN_A_LINE,
        };
        plan.edit(
            &file,
            crate::admin_parts::BEGINNING,
            format!("            .inline({}())\n", inline.name),
            crate::admin_parts::WHERE,
        );
        plan.item(
            &file,
            templates.render("scaffold/inline.rs", &inline)?,
            crate::admin_parts::WHERE,
        );
    }
    Ok(())
}

/// The declaration for the admin, where the application has one.
pub(super) fn add_admin(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    let index = "src/admin/mod.rs";
    if project.read(index)?.is_none() {
        return Ok(());
    }
    plan.file(
        format!("src/admin/{}.rs", told.plural),
        templates.render("admin/declaration.rs", told)?,
    );
    crate::admin::add_to_site(&told.plural, &told.pascal, plan);
    Ok(())
}
