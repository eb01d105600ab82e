//! «humans | capitalize» in the admin.

use loco_admin::{Asc, Col, <% if has.filters %>Filter, <% endif %><% if has.own %>FormErrors, <% endif %><% if has.many %>Many, <% endif %>ModelAdmin, Options, <% if has.own %>SaveCx, <% endif %><% if has.lines %>Search, <% endif %><% if has.many %>named, <% endif %>row};
<%- if has.related_people %>
use loco_oidc::models::users;
<%- endif %>
<%- if has.own and has.through %>
use sea_orm::{ActiveValue::{Set, Unchanged}, RelationTrait};
<%- elif has.own %>
use sea_orm::ActiveValue::{Set, Unchanged};
<%- elif has.through %>
use sea_orm::RelationTrait;
<%- endif %>
<%- if id == "Uuid" %>
use uuid::Uuid;
<%- endif %>

<% if has.decimals %>use crate::forms::parsed;
<% endif %>use crate::models::{
<%- for field in fields %><% if field.kind == "many" and not field.related %>
    _entities::«field.join_table»,
<%- endif %><% endfor %>
    «plural»::{<% if has.own %>self, ActiveModel, <% endif %>Column as C, Entity, <% for field in fields %><% if field.max %>«field.constant», <% endif %><% endfor %>Model},
<%- for field in fields %><% if field.related and not field.person %>
    «field.target.module»,
<%- endif %><% endfor %>
};

/// «humans | capitalize»: «summary».
pub struct «pascal»Admin;

impl ModelAdmin for «pascal»Admin {
    type Entity = Entity;
    const APP: &'static str = "catalog";
    const MODEL: &'static str = "«kind»";

    fn options() -> Options<Entity> {
        Options::new()
            .display(|«singular»: &Model| «singular».to_string())
            .list([
<%- if label %>
                Col::field(C::«label_pascal»).link(),
<%- else %>
                Col::field(C::Id).link(),
<%- endif %>
<%- for field in listed %>
                Col::field(C::«field.column_pascal»),
<%- endfor %>
            ])
            .order([(C::<% if label %>Sort«label_pascal»<% else %>Id<% endif %>, Asc)])
<%- if has.lines %>
            .search([
<%- for field in fields %><% if field.kind == "line" %>
                Search::contains(C::«field.column_pascal»),
<%- endif %><% endfor %>
            ])
<%- endif %>
<%- if has.filters %>
            .filters([
<%- for field in fields %><% if field.kind in ["choice", "flag", "date", "reference"] %>
                Filter::field(C::«field.column_pascal»),
<%- endif %><% endfor %>
            ])
<%- endif %>
<%- for field in fields %>
<%- if field.kind == "choice" %>
            .choices(C::«field.column_pascal», [
<%- for choice in field.choices %>
                ("«choice.code»", "«field.message»-«choice.name»"),
<%- endfor %>
            ])
<%- endif %>
<%- if field.max %>
            .max_length(C::«field.column_pascal», «field.constant» as u32)
<%- endif %>
<%- if field.kind == "decimal" %>
            .validate(C::«field.column_pascal», |typed| match parsed::decimal(typed, «field.digits», «field.behind», '.') {
                None if !typed.trim().is_empty() => Err("admin-error-number".to_owned()),
                _ => Ok(()),
            })
<%- endif %>
<%- if field.kind != "many" %>
            .field_label(C::«field.column_pascal», "«field.message»")
<%- elif field.related %>
            .many(Many::to("«field.name»", «field.target.module»::Entity).label("«field.message»"))
<%- else %>
            .many(Many::through(
                "«field.name»",
                &«field.join_table»::Relation::«field.join_own».def(),
                &«field.join_table»::Relation::«field.join_other».def(),
            ).label("«field.message»"))
<%- endif %>
<%- endfor %>
<%- if id == "Uuid" %>
            .initial(C::Id, || Uuid::now_v7().to_string())
<%- endif %>
            .fieldset("", [
<%- for field in fields %>
<%- if field.kind != "many" %>
                row![C::«field.column_pascal»],
<%- else %>
                row![named("«field.name»")],
<%- endif %>
<%- endfor %>
<%- if id == "Uuid" %>
                row![C::Id],
<%- endif %>
            ])
            .view_on_site(Model::url)
    }
<%- if has.own %>

    async fn before_save(cx: &SaveCx<'_>, «singular»: &mut ActiveModel) -> Result<(), FormErrors> {
<%- for field in fields %><% if field.own %>
        if let (Set(own) | Unchanged(own), Set(above)) = (&«singular».id, &«singular».«field.column»)
            && «plural»::stands_below_itself_by_«field.name»(cx.db, *own, *above).await?
        {
            return Err(FormErrors::field(C::«field.column_pascal», "invalid-circle"));
        }
<%- endif %><% endfor %>
        Ok(())
    }
<%- endif %>
}
