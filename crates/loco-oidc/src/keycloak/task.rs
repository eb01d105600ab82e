//! The task: what is said on the terminal, and in which order things happen.
use super::adapter_file::{self, Written};
use super::admin_api::{self, AdminApi, Administrator};
use super::apply::apply;
use super::arguments::Arguments;
use super::error::SetupError;
use super::found::Found;
use super::plan::{plan, remarks};
use super::realm_file::RealmFile;
use super::wanted::Wanted;
use crate::provider::ProviderHttp;
use crate::{Config, Http, Settings};
use async_trait::async_trait;
use loco_rs::Result;
use loco_rs::app::AppContext;
use loco_rs::environment::Environment;
use loco_rs::task::{Task, TaskInfo, Vars};
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Making a realm takes Keycloak longer than what it is asked for at sign-in.
const PATIENCE_SECONDS: u64 = 60;
/// What was made is looked at again, and completed: a new client has only what Keycloak gives it.
const ROUNDS: usize = 3;

/// `cargo loco task keycloak_setup url:… realm:… admin:…`: makes a Keycloak ready for this application, through its
/// admin REST API.
///
/// It makes the realm, the roles of `settings.oidc.roles.mapping`, and the client, or changes what an existing one
/// lacks: addresses for returning from sign-in and sign-out (OpenID Connect RP-Initiated Logout 1.0), back-channel
/// logout (OpenID Connect Back-Channel Logout 1.0), PKCE (RFC 7636), client scopes, and mappers for audience and
/// roles. It is idempotent, never takes away what somebody else has added, says each thing that it changed, and gives
/// out the adapter file that `settings.oidc.adapter_file` takes.
///
/// | argument | |
/// |---|---|
/// | `url:` | where Keycloak is; `/auth` is found where it is served below that |
/// | `realm:` | the realm that people sign in to |
/// | `admin:` | an administrator, of the realm `master` or of `admin_realm:` |
/// | `client:` | the client, else `settings.oidc.client_id`, else the application's name |
/// | `users:` | whether sample users are made: `true` but in production |
/// | `pretend:` | `true` only says what would be done |
/// | `write:` | a file for the adapter JSON, readable for its owner alone; else it is printed |
///
/// The administrator's password is asked for on the terminal, or stands in `settings.keycloak.admin_password`, which
/// an environment variable should fill; it is never an argument.
///
/// ```
/// use loco_oidc::KeycloakSetup;
/// use loco_rs::task::Tasks;
///
/// fn register_tasks(tasks: &mut Tasks) {
///     tasks.register(KeycloakSetup::of("library").like(r#"{ "realm": "library", "users": [] }"#));
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct KeycloakSetup {
    application: &'static str,
    realm: &'static str,
}

impl KeycloakSetup {
    /// The task for an application; its name is that of the client, where none is configured.
    #[must_use]
    pub const fn of(application: &'static str) -> Self {
        Self {
            application,
            realm: "{}",
        }
    }

    /// Takes the roles' descriptions, further roles, and the sample users from a realm in Keycloak's export format.
    /// The passwords in it are used for a Keycloak on this machine only; elsewhere each account gets a random one,
    /// which is printed once.
    #[must_use]
    pub const fn like(self, realm: &'static str) -> Self {
        Self { realm, ..self }
    }

    /// Runs the task, and writes to `output` what it prints.
    ///
    /// # Errors
    /// One sentence with the remedy: arguments or settings that cannot be used, no way to Keycloak, no rights there.
    pub async fn run_with(
        &self,
        ctx: &AppContext,
        vars: &Vars,
        output: &mut (dyn Write + Send),
    ) -> Result<()> {
        let arguments = Arguments::read(vars)?;
        let production = ctx.environment == Environment::Production;
        let config = Settings::written(&ctx.config, &ctx.environment)?;
        let file = RealmFile::parse(self.realm).map_err(|error| {
            SetupError::Refused(format!("the application's realm file: {error}"))
        })?;
        let base_url = config.base_url.clone().filter(|url| !url.is_empty());
        let base_url = base_url.unwrap_or_else(|| ctx.config.server.full_url());
        let wanted = Wanted::of(
            &arguments,
            &config,
            &base_url,
            &file,
            self.application,
            production,
        )?;
        let mut api = sign_in(ctx, &arguments, &config).await?;
        set_up(&mut api, &arguments, &wanted, output).await?;
        Ok(())
    }
}

#[async_trait]
impl Task for KeycloakSetup {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "keycloak_setup".to_string(),
            detail: "Makes a Keycloak ready: url:ADDRESS realm:NAME admin:NAME".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        self.run_with(ctx, vars, &mut std::io::stdout()).await
    }
}

async fn sign_in(ctx: &AppContext, arguments: &Arguments, config: &Config) -> Result<AdminApi> {
    let patient = Http {
        timeout_seconds: config.http.timeout_seconds.max(PATIENCE_SECONDS),
        ..config.http.clone()
    };
    let http = ProviderHttp::with(&patient, &config.ca_file)?;
    // First whether Keycloak is there at all: nobody likes to type a password for nothing.
    let base = admin_api::find(&http, &arguments.url, &arguments.admin_realm).await?;
    let administrator = Administrator {
        password: password(ctx, &arguments.admin, base.as_str()).await?,
        name: arguments.admin.clone(),
        realm: arguments.admin_realm.clone(),
    };
    Ok(AdminApi::sign_in(http, base, administrator).await?)
}

async fn password(ctx: &AppContext, admin: &str, at: &str) -> Result<String, SetupError> {
    let settings = ctx.config.settings.as_ref();
    let configured = settings
        .and_then(|settings| settings.pointer("/keycloak/admin_password")?.as_str())
        .filter(|password| !password.is_empty());
    if let Some(password) = configured {
        return Ok(password.to_owned());
    }
    if !std::io::stdin().is_terminal() {
        return Err(SetupError::NoPassword(admin.to_owned()));
    }
    let question = format!("Password of {admin} at {at}: ");
    let typed = tokio::task::spawn_blocking(move || rpassword::prompt_password(question)).await;
    match typed {
        Ok(password) => Ok(password?),
        Err(_) => Err(SetupError::NoPassword(admin.to_owned())),
    }
}

async fn set_up(
    api: &mut AdminApi,
    arguments: &Arguments,
    wanted: &Wanted,
    output: &mut (dyn Write + Send),
) -> Result<(), SetupError> {
    let client_id = wanted.client.client_id.as_str();
    let mut found = Found::read(api, wanted).await?;
    let mut changes = plan(wanted, &found);
    if changes.is_empty() {
        writeln!(output, "nothing to change")?;
    }
    if arguments.pretend {
        for change in &changes {
            print(output, &change.lines(client_id, true))?;
        }
        print(output, &remarks(wanted, &found))?;
        return Ok(());
    }
    for _ in 0..ROUNDS {
        for change in &changes {
            apply(api, wanted, change).await?;
            print(output, &change.lines(client_id, false))?;
        }
        if changes.is_empty() {
            break;
        }
        found = Found::read(api, wanted).await?;
        changes = plan(wanted, &found);
    }
    if let Some(change) = changes.first() {
        return Err(SetupError::NotTaken(
            change.lines(client_id, false).join("; "),
        ));
    }
    print(output, &remarks(wanted, &found))?;
    let json = adapter_file::of_client(api, wanted).await?;
    match &arguments.write {
        Some(path) => report(output, path, adapter_file::write(path, &json)?)?,
        None => writeln!(output, "\nThe adapter file, for OIDC_ADAPTER_FILE:\n{json}")?,
    }
    Ok(())
}

fn report(output: &mut (dyn Write + Send), path: &Path, written: Written) -> std::io::Result<()> {
    let path = path.display();
    match written {
        Written::AsItWas => writeln!(output, "{path} is as it was"),
        Written::Made | Written::Replaced => {
            writeln!(
                output,
                "wrote {path}: OIDC_ADAPTER_FILE={path} makes the application sign in there"
            )
        }
    }
}

fn print(output: &mut (dyn Write + Send), lines: &[String]) -> std::io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(output, "{line}"))
}
