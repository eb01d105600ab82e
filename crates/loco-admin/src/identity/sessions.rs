//! Where people are signed in, and by which accounts of which providers.
use loco_oidc::models::identities;
use loco_oidc::models::sessions::{Column as C, Entity, Model};
use loco_oidc::models::users;

use crate::declare::{Action, ActionTx, Col, Desc, Filter, ModelAdmin, Options, Search};
use crate::row;

/// Browsers in which somebody is signed in. Deleting one signs the person out there.
pub struct SessionAdmin;

impl ModelAdmin for SessionAdmin {
    type Entity = Entity;
    const APP: &'static str = "auth";
    const MODEL: &'static str = "session";
    const SLUG: &'static str = "sessions";

    fn options() -> Options<Entity> {
        Options::new()
            .label("admin-identity-session", "admin-identity-sessions")
            .display(|session: &Model| {
                if session.user_agent.is_empty() {
                    session.ip.clone()
                } else {
                    session.user_agent.clone()
                }
            })
            .list([
                Col::field(C::UserId).order_via(C::UserId, [users::Column::Username]),
                Col::field(C::LastSeenAt).order_of_few(),
                // They are numbered as they begin.
                Col::field(C::CreatedAt).order_by([C::Id]),
                Col::field(C::ExpiresAt).order_of_few(),
                Col::field(C::Ip).order_of_few(),
                Col::field(C::UserAgent).order_of_few(),
            ])
            .order([(C::Id, Desc)])
            .search([
                Search::via(
                    C::UserId,
                    [users::Column::Username, users::Column::LastName],
                ),
                Search::starts_with(C::Ip),
            ])
            .filters([Filter::field(C::UserId), Filter::field(C::LastSeenAt)])
            .fieldset(
                "",
                [
                    row![C::UserId, C::Ip],
                    row![C::UserAgent],
                    row![C::CreatedAt, C::LastSeenAt],
                    row![C::ExpiresAt, C::AbsoluteExpiresAt],
                    row![C::AuthTime, C::Acr],
                    row![C::Issuer, C::Subject],
                ],
            )
            .readonly([
                C::UserId,
                C::Ip,
                C::UserAgent,
                C::CreatedAt,
                C::LastSeenAt,
                C::ExpiresAt,
                C::AbsoluteExpiresAt,
                C::AuthTime,
                C::Acr,
                C::Issuer,
                C::Subject,
            ])
            .fresh_sign_in(super::FRESH)
            .secret([C::TokenHash, C::Tokens, C::Userinfo, C::RefreshingUntil])
            .no_adding()
            .action(
                Action::new("end_session", "admin-identity-end")
                    .needs("auth.delete_session")
                    .danger()
                    .within(end),
            )
    }
}

async fn end(cx: &ActionTx, session: Model) -> Result<(), String> {
    let failed = || "admin-problem-failed-text".to_owned();
    let oidc = loco_oidc::Oidc::of(&cx.app).map_err(|_| failed())?;
    match oidc.sessions().end(&cx.db, session.id).await {
        Ok(true) => Ok(()),
        Ok(false) => Err("admin-error-gone".to_owned()),
        Err(error) => {
            tracing::error!(%error, "a session could not be ended");
            Err(failed())
        }
    }
}

/// Accounts at providers, on the pages of people.
pub struct IdentityAdmin;

impl ModelAdmin for IdentityAdmin {
    type Entity = identities::Entity;
    const APP: &'static str = "auth";
    const MODEL: &'static str = "identity";
    const SLUG: &'static str = "identities";

    fn options() -> Options<identities::Entity> {
        use identities::Column as I;
        Options::new()
            .label("admin-identity-identity", "admin-identity-identities")
            .display(|identity: &identities::Model| {
                format!("{} · {}", identity.issuer, identity.subject)
            })
            .readonly([
                I::UserId,
                I::Issuer,
                I::Subject,
                I::GaveStaff,
                I::GaveSuperuser,
                I::CreatedAt,
                I::LastSignInAt,
            ])
            .hidden()
            .no_adding()
    }
}
