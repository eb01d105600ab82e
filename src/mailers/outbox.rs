//! Where mails go: to the SMTP server that is configured, or into a folder where a developer can open them.

use std::path::Path;

use lettre::{
    AsyncFileTransport, AsyncTransport, Message, Tokio1Executor,
    message::{MultiPart, header::MessageId},
};
use loco_rs::{
    Error, Result,
    app::AppContext,
    mailer::{Email, Mailer},
};
use serde::Deserialize;

/// What mails need to know of `settings`.
#[derive(Clone, Debug, Deserialize)]
pub struct MailSettings {
    /// Where the site is, without a slash at the end.
    pub base_url: String,
    /// The sender's name and postal address.
    pub library: Letterhead,
    /// How mails leave.
    pub mail: Postage,
}

/// The library, as it signs its letters.
#[derive(Clone, Debug, Deserialize)]
pub struct Letterhead {
    /// Its name.
    pub name: String,
    /// Its postal address, in one line.
    pub address: String,
}

/// `settings.mail`
#[derive(Clone, Debug, Deserialize)]
pub struct Postage {
    /// Mails are written here as files; empty: they are sent through Loco's mailer.
    #[serde(default)]
    pub folder: String,
    /// The sender.
    pub from: String,
}

impl MailSettings {
    /// The settings of a running application, or of its configuration.
    ///
    /// # Errors
    /// When one of them is missing or not what it should be.
    pub fn of(ctx: &AppContext) -> Result<Self> {
        let Some(settings) = ctx.config.settings.clone() else {
            // A handler's context.
            return ctx
                .shared_store
                .get()
                .ok_or_else(|| Error::Message("`settings` is missing in config/".to_owned()));
        };
        serde_json::from_value(settings).map_err(|error| {
            Error::Message(format!(
                "`settings` in config/ lacks what mails need: {error}"
            ))
        })
    }
}

/// Sends a mail now, and returns when it is delivered to the server or lies in the folder.
///
/// # Errors
/// When an address cannot be used, the folder cannot be written to, or the server does not take the mail.
pub async fn send<M: Mailer + Send>(
    ctx: &AppContext,
    settings: &MailSettings,
    email: Email,
) -> Result<()> {
    let email = Email {
        from: Some(settings.mail.from.clone()),
        ..email
    };
    if settings.mail.folder.is_empty() {
        return M::deliver_now(ctx, &email).await;
    }
    let folder = Path::new(&settings.mail.folder);
    tokio::fs::create_dir_all(folder)
        .await
        .map_err(|error| unwritable(folder, &error))?;
    let path = AsyncFileTransport::<Tokio1Executor>::new(folder)
        .send(message(&email)?)
        .await
        .map_err(|error| unwritable(folder, &error))?;
    tracing::info!(mail = %folder.join(format!("{path}.eml")).display(), "a mail was written");
    Ok(())
}

/// The mail as Loco's mailer would send it.
fn message(email: &Email) -> Result<Message> {
    let from = email.from.as_deref().unwrap_or_default();
    let id = email
        .headers
        .as_ref()
        .and_then(|headers| headers.message_id.clone());
    let mut builder = Message::builder()
        .from(from.parse()?)
        .to(email.to.parse()?)
        .subject(email.subject.clone());
    if let Some(id) = id {
        builder = builder.header(MessageId::from(id));
    }
    Ok(builder.multipart(MultiPart::alternative_plain_html(
        email.text.clone(),
        email.html.clone(),
    ))?)
}

fn unwritable(folder: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Message(format!(
        "mails cannot be written to {} ({error}): make the folder writable, or name an SMTP server with MAILER_HOST",
        folder.display()
    ))
}
