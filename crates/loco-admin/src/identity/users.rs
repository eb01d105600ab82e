//! People: who they are is the provider's to say; what they may do here is ours.
use loco_oidc::models::users::{Column as C, Entity, Model};
use loco_oidc::models::{groups, permissions};

use crate::declare::{
    Asc, Col, Filter, FormErrors, Inline, Many, ModelAdmin, Options, SaveCx, Search, named,
};
use crate::row;

/// People who have signed in.
pub struct UserAdmin;

impl ModelAdmin for UserAdmin {
    type Entity = Entity;
    const APP: &'static str = "auth";
    const MODEL: &'static str = "user";
    const SLUG: &'static str = "users";

    fn options() -> Options<Entity> {
        Options::new()
            .label("admin-identity-user", "admin-identity-users")
            .display(Model::display_name)
            .list([
                Col::field(C::Username).link(),
                Col::computed("name", "admin-identity-name", Model::display_name)
                    .order_by([C::LastName, C::FirstName])
                    .order_of_few(),
                Col::field(C::Email).order_of_few(),
                Col::field(C::IsActive).order_of_few(),
                Col::field(C::IsStaff).order_of_few(),
                Col::field(C::LastSignInAt).order_of_few(),
            ])
            .order([(C::Username, Asc)])
            .search([
                Search::contains(C::Username),
                Search::contains(C::FirstName),
                Search::contains(C::LastName),
                Search::contains(C::Email),
            ])
            .filters([
                Filter::field(C::IsActive),
                Filter::field(C::IsStaff),
                Filter::field(C::IsSuperuser),
                Filter::many("group", groups::Entity).label("admin-identity-group"),
                Filter::field(C::LastSignInAt),
            ])
            .fieldset(
                "admin-identity-person",
                [
                    row![C::Username, C::Email, C::EmailVerified],
                    row![C::FirstName, C::LastName, C::Locale],
                ],
            )
            .description("admin-identity-person-text")
            .fieldset(
                "admin-identity-rights",
                [
                    row![C::IsActive, C::IsStaff, C::IsSuperuser],
                    row![named("groups")],
                    row![named("permissions")],
                ],
            )
            .description("admin-identity-rights-text")
            .fieldset(
                "admin-identity-when",
                [row![C::DateJoined, C::LastSignInAt]],
            )
            .readonly([
                C::Username,
                C::Email,
                C::EmailVerified,
                C::FirstName,
                C::LastName,
                C::Locale,
                C::IsStaff,
                C::IsSuperuser,
                C::DateJoined,
                C::LastSignInAt,
            ])
            .many(
                Many::to("groups", groups::Entity)
                    .label("admin-identity-groups")
                    .two_lists(),
            )
            .many(
                Many::to("permissions", permissions::Entity)
                    .label("admin-identity-permissions")
                    .two_lists(),
            )
            .inline(
                Inline::tabular(loco_oidc::models::identities::Column::UserId)
                    .extra(0)
                    .no_deleting(),
            )
            .fresh_sign_in(super::FRESH)
            .no_adding()
    }

    async fn before_save(
        cx: &SaveCx<'_>,
        user: &mut loco_oidc::models::users::ActiveModel,
    ) -> Result<(), FormErrors> {
        let is_me = user.id.try_as_ref() == Some(&cx.staff.id);
        if is_me && user.is_active.try_as_ref() == Some(&false) {
            return Err(FormErrors::field(C::IsActive, "admin-identity-not-myself"));
        }
        Ok(())
    }

    async fn before_delete(cx: &SaveCx<'_>, user: &Model) -> Result<(), FormErrors> {
        if user.id == cx.staff.id {
            return Err(FormErrors::form("admin-identity-not-myself"));
        }
        Ok(())
    }
}
