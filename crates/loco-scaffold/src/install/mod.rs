//! `install oidc` and `install admin`: the parts in an application that `loco new` has made.

mod borrowed;
pub(crate) mod dependencies;
mod modules;

use serde::Serialize;

use crate::{
    command::{InstallArguments, OidcArguments},
    error::{Error, Result},
    naming,
    parts::{MODULES, ONE_A_LINE},
    plan::{Place, Plan},
    project::Project,
    scaffold,
    templates::Templates,
};
use dependencies::Source;
use modules::add_modules;

const APP: &str = "src/app.rs";
const STARTER: &str = "It is not as `loco new` writes it: write it so, install, and put yours back beside what is there then.";
/// What addresses begin with already.
const TAKEN: [&str; 7] = [
    "accounts",
    "admin",
    "api",
    "metrics",
    "oidc",
    "openid_provider",
    "preferences",
];
/// The version of Loco that the parts are made for.
const LOCO: &str = "1.2";

#[derive(Serialize)]
struct Told {
    library: String,
    /// As pages call the application.
    title: String,
    /// As the provider calls it.
    realm: String,
}

impl Told {
    fn new(project: &Project) -> Self {
        Self {
            library: project.library.clone(),
            title: project.title(),
            realm: project.library.replace('_', "-"),
        }
    }
}

/// Sign-in through a provider, with one inside for development, and pages for whatever is generated.
///
/// # Errors
/// When the application is none of Loco's, has another version or no database, or is not as `loco new` has written it.
pub(crate) fn oidc(project: &Project, arguments: &OidcArguments) -> Result<Plan> {
    refuse_others(project)?;
    let project = &called(project, arguments.app.as_deref())?;
    let source = Source::find(project, arguments.install.from.as_deref())?;
    let told = Told::new(project);
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    dependencies::of_oidc(project, &source, &mut plan)?;
    for (path, text) in borrowed::files(project)? {
        plan.file(path, text);
    }
    add_files(&templates, &told, "install/oidc/files/", &mut plan)?;
    add_modules(project, &mut plan)?;
    add_configuration(project, &templates, &told, &mut plan)?;
    add_migrations(project, &templates, &told, &mut plan)?;
    add_to_app(&mut plan);
    plan.replace(
        "src/bin/main.rs",
        "#[tokio::main]\nasync fn main() -> loco_rs::Result<()> {\n    cli::main::<App, Migrator>().await\n}\n",
        templates.render("install/oidc/main.rs", &told)?,
        STARTER,
    );
    plan.notes.push(
        "Next: cargo loco start, and sign in at http://localhost:5150/ as reader, editor or admin; each password is the \
         name. Then cargo loco generate --help, and loco-scaffold install admin"
            .to_owned(),
    );
    Ok(plan)
}

/// The application with the first word of its addresses: the one that is wanted, or its own name.
fn called(project: &Project, wanted: Option<&str>) -> Result<Project> {
    let app = naming::word("application", wanted.unwrap_or(&project.library))?;
    if TAKEN.contains(&app.as_str()) {
        return Err(Error::usage(format!(
            "other pages stand below /{app}/ already: choose another first word for addresses and permissions with --app, \
             such as --app {app}_site"
        )));
    }
    let mut called = project.clone();
    called.app = app;
    Ok(called)
}

/// An admin site, empty until a model is declared.
///
/// # Errors
/// When the application has no sign-in yet, or is not as `install oidc` has left it.
pub(crate) fn admin(project: &Project, arguments: &InstallArguments) -> Result<Plan> {
    if project
        .read("src/initializers/dev_openid_provider.rs")?
        .is_none()
    {
        return Err(Error::refused(
            "nobody can sign in here yet, and an admin is for those who have: `loco-scaffold install oidc` first",
        ));
    }
    let source = Source::find(project, arguments.from.as_deref())?;
    let told = Told::new(project);
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    dependencies::of_admin(project, &source, &mut plan)?;
    add_files(&templates, &told, "install/admin/files/", &mut plan)?;
    let made = "`install oidc` writes it there.";
    plan.replace(
        APP,
        "            Box::new(crate::initializers::view_engine::ViewEngine { admin: None }),\n",
        "            Box::new(crate::initializers::view_engine::ViewEngine {\n                admin: Some(\"/admin/\"),\n            \
         }),\n            loco_admin::initializer(crate::admin::site()),\n",
        made,
    );
    plan.edit(
        APP,
        Place::AfterExactly(".add_route(loco_oidc::routes())"),
        "            .add_route(loco_admin::routes())\n",
        made,
    );
    plan.edit("src/lib.rs", MODULES, "pub mod admin;\n", ONE_A_LINE);
    plan.edit("tests/mod.rs", MODULES, "mod admin;\n", ONE_A_LINE);
    plan.edit(
        "migration/src/lib.rs",
        Place::AfterExactly("migrations.extend(own);"),
        "        migrations.extend(loco_admin::migrations());\n",
        made,
    );
    plan.notes.push(
        "Next: cargo loco start, and see /admin/ as admin. What is generated from now on stands there; `generate admin \
         --all` declares what is there already"
            .to_owned(),
    );
    Ok(plan)
}

/// Everything that is no application for the parts, with what to do.
fn refuse_others(project: &Project) -> Result<()> {
    let manifest = project.read_needed("Cargo.toml")?;
    let loco = manifest
        .lines()
        .find(|line| line.starts_with("loco-rs") && !line.contains("workspace = true"))
        .ok_or_else(|| {
            Error::refused("Cargo.toml does not name loco-rs, so this is no application of Loco's")
        })?;
    let version = loco
        .split_once("version = \"")
        .and_then(|(_, rest)| rest.split('"').next());
    if let Some(version) = version
        && !version
            .trim_start_matches(['^', '=', '~'])
            .starts_with(LOCO)
        && version != "*"
    {
        return Err(Error::refused(format!(
            "this application is made with Loco {version}, and the parts with {LOCO}: bring it to {LOCO} first"
        )));
    }
    if project
        .read("src/initializers/dev_openid_provider.rs")?
        .is_some()
    {
        return Err(Error::refused(
            "people can sign in here already: src/initializers/dev_openid_provider.rs is there",
        ));
    }
    if project.read("migration/src/lib.rs")?.is_none() {
        return Err(Error::refused(
            "this application has no database (migration/src/lib.rs is not there), and users are kept in one: make it \
             with `loco new --db sqlite`",
        ));
    }
    for (folder, what) in [
        ("frontend", "pages that are rendered by the browser"),
        ("assets/views", "pages of its own"),
    ] {
        if project.path(folder).is_dir() {
            return Err(Error::refused(format!(
                "this application has {what} ({folder}): make it with `loco new --assets none`, or put the sign-in in by \
                 hand, as docs/oidc.md and examples/minimal-oidc show"
            )));
        }
    }
    for (path, has) in [
        ("config/development.yaml", "settings:"),
        ("config/test.yaml", "settings:"),
        ("config/production.yaml", "settings:"),
    ] {
        if project
            .read(path)?
            .is_some_and(|text| text.lines().any(|line| line.starts_with(has)))
        {
            return Err(Error::refused(format!(
                "{path} has `{has}` already, and there can be only one: take it out, install, and put it back below the \
                 new one"
            )));
        }
    }
    Ok(())
}

/// Every template below a folder of templates, at the same place in the application.
fn add_files(templates: &Templates, told: &Told, folder: &str, plan: &mut Plan) -> Result<()> {
    for (name, _) in crate::templates::embedded() {
        if let Some(path) = name.strip_prefix(folder) {
            plan.file(path, templates.render(name, told)?);
        }
    }
    Ok(())
}

// These begin with `<%` as the generators' own templates do, so they are none of them.
const DEVELOPMENT: &str = include_str!("../../configuration/development.yaml");
const TEST: &str = include_str!("../../configuration/test.yaml");
const PRODUCTION: &str = include_str!("../../configuration/production.yaml");

fn add_configuration(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    for (environment, settings) in [
        ("development", DEVELOPMENT),
        ("test", TEST),
        ("production", PRODUCTION),
    ] {
        let path = format!("config/{environment}.yaml");
        let Some(text) = project.read(&path)? else {
            continue;
        };
        plan.edit(
            &path,
            Place::AfterExactly("  middlewares:"),
            templates.render("install/oidc/middlewares.yaml", told)?,
            "Write `  middlewares:` on a line of its own below `server:`.",
        );
        plan.edit(
            &path,
            Place::End,
            settings
                .replace("«title»", &told.title)
                .replace("«realm»", &told.realm),
            "",
        );
        // One connection for everybody would let people wait for each other, and half a second is soon over. Tests make
        // their tables anew with foreign keys switched off, which holds for one connection.
        for (before, after, in_tests) in [
            (
                "  connect_timeout: <%= get_env(name=\"DB_CONNECT_TIMEOUT\", default=\"500\") %>\n",
                "  connect_timeout: <%= get_env(name=\"DB_CONNECT_TIMEOUT\", default=\"5000\") %>\n",
                true,
            ),
            (
                "  idle_timeout: <%= get_env(name=\"DB_IDLE_TIMEOUT\", default=\"500\") %>\n",
                "  idle_timeout: <%= get_env(name=\"DB_IDLE_TIMEOUT\", default=\"60000\") %>\n",
                true,
            ),
            (
                "  max_connections: <%= get_env(name=\"DB_MAX_CONNECTIONS\", default=\"1\") %>\n",
                "  max_connections: <%= get_env(name=\"DB_MAX_CONNECTIONS\", default=\"8\") %>\n",
                false,
            ),
        ] {
            if environment == "test" && !in_tests {
                continue;
            }
            if text.contains(before) {
                plan.replace(&path, before, after, "");
            }
        }
    }
    Ok(())
}

fn add_migrations(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    let lib = "migration/src/lib.rs";
    let groups = templates.render("install/oidc/groups.rs", told)?;
    scaffold::add_migration(project, "groups", groups, plan)?;
    let list = "The migrations stand there in one `vec![…]`, with `// inject-above` at its end.";
    plan.replace(
        lib,
        "        vec![\n",
        "        let mut migrations = loco_oidc::migrations();\n        let own: Vec<Box<dyn MigrationTrait>> = vec![\n",
        list,
    );
    plan.replace(
        lib,
        "            // inject-above (do not remove this comment)\n        ]\n",
        "            // inject-above (do not remove this comment)\n        ];\n        migrations.extend(own);\n        migrations\n    }\n\n    async fn fresh<'c, C: IntoSchemaManagerConnection<'c>>(db: C) -> Result<(), DbErr> {\n        loco_oidc::fresh::<Self, _>(db).await\n",
        list,
    );
    plan.edit(
        lib,
        Place::End,
        templates.render("install/oidc/migration_lib.rs", told)?,
        list,
    );
    Ok(())
}

fn add_to_app(plan: &mut Plan) {
    plan.replace(
        APP,
        "    async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {\n        Ok(vec![])\n",
        PLUGGED_IN,
        STARTER,
    );
    plan.edit(
        APP,
        Place::AfterLast(".add_route(controllers::"),
        "            .add_route(loco_oidc::routes())\n            .add_route(controllers::home::routes())\n            \
         .add_route(controllers::preferences::routes())\n            .add_route(controllers::profile::routes())\n",
        "Add the routes of the controllers there: `.add_route(controllers::…::routes())`, one a line.",
    );
    plan.edit(
        APP,
        Place::After("async fn connect_workers("),
        "        crate::workers::register(ctx, queue).await?;\n",
        STARTER,
    );
    plan.edit(
        APP,
        Place::After("// tasks-inject"),
        "        tasks::register(tasks);\n",
        STARTER,
    );
    plan.edit(
        APP,
        Place::After("async fn truncate(ctx: &AppContext)"),
        TRUNCATED,
        STARTER,
    );
}

const PLUGGED_IN: &str = "    async fn after_context(mut ctx: AppContext) -> Result<AppContext> {
        ctx.db = crate::database::connect(&ctx.config.database).await?;
        Ok(ctx)
    }

    async fn initializers(ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
        use crate::initializers::canonical_urls::CanonicalUrls;
        // The last one is the outermost layer.
        Ok(vec![
            Box::new(crate::initializers::one_router::OneRouter::<Self>::default()),
            Box::new(crate::initializers::view_engine::ViewEngine { admin: None }),
            loco_oidc::initializer(loco_oidc::DefaultBackend),
            Box::new(crate::initializers::dev_openid_provider::DevOpenIdProvider),
            Box::new(crate::initializers::static_files::StaticFiles),
            Box::new(crate::initializers::error_pages::ErrorPages),
            Box::new(crate::initializers::security_headers::SecurityHeaders),
            Box::new(CanonicalUrls::of(&Self::routes(ctx))),
        ])
";

const TRUNCATED: &str = "        for table in [
            // What points to others goes first; users and their sessions stay.
            \"auth_logout_tokens\",
        ] {
            let delete = sea_orm::sea_query::Query::delete()
                .from_table(table)
                .to_owned();
            sea_orm::ConnectionTrait::execute(&ctx.db, &delete).await?;
        }
";
