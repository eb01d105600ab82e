    /// The last look, before it is stored.
    <% if has.lookups %>async fn checked(&self, transaction: &DatabaseTransaction<% if has.own_id %>, own_id: Option<«id»><% endif %>)<% else %>fn checked(&self)<% endif %> -> Result<ActiveModel> {
<%- if has.text or has.lookups %>
        let mut typed = Typed::default();
<%- endif %>
<%- for field in fields %>
<%- if field.kind == "line" and field.required %>
        let «field.name» = typed.line("«field.name»", &self.«field.name», «field.constant»);
<%- elif field.kind == "paragraphs" and field.required %>
        let «field.name» = typed.paragraph("«field.name»", &self.«field.name», «field.constant»);
<%- elif field.kind == "line" or field.kind == "paragraphs" %>
        let «field.name» = self
            .«field.name»
            .as_deref()
            .map(|text| typed.<% if field.kind == "line" %>line<% else %>paragraph<% endif %>("«field.name»", text, «field.constant»));
<%- endif %>
<%- endfor %>
<%- for field in fields %>
<%- if field.kind == "reference" and field.required %>
        if «field.target.module»::Entity::find_by_id(self.«field.column»).one(transaction).await?.is_none() {
            typed.reject("«field.name»", Problem::DoesNotExist);
        }
<%- elif field.kind == "reference" %>
        if let Some(id) = self.«field.column»
            && «field.target.module»::Entity::find_by_id(id).one(transaction).await?.is_none()
        {
            typed.reject("«field.name»", Problem::DoesNotExist);
        }
<%- if field.own %>
        if let Some(own) = own_id
            && stands_below_itself_by_«field.name»(transaction, own, self.«field.column»).await?
        {
            typed.reject("«field.name»", Problem::Circle);
        }
<%- endif %>
<%- elif field.kind == "many" %>
        let wanted = distinct(&self.«field.value»);
        let known = «field.target.module»::Entity::find().filter(«field.target.module»::Column::Id.is_in(wanted.iter().copied()));
        if !wanted.is_empty() && known.all(transaction).await?.len() < wanted.len() {
            typed.reject("«field.name»", Problem::DoesNotExist);
        }
<%- endif %>
<%- if field.unique %>
        let same = Entity::find()
            .filter(Column::«field.column_pascal».eq(<% if field.kind == "line" %>&«field.name»<% else %>self.«field.name»<% endif %>))
            .one(transaction)
            .await?;
        if same.is_some_and(|«singular»| Some(«singular».id) != own_id) {
            typed.reject("«field.name»", Problem::Taken);
        }
<%- endif %>
<%- endfor %>
<%- if has.text or has.lookups %>
        typed.accepted()?;
<%- endif %>
        Ok(ActiveModel {
<%- for field in fields %>
<%- if field.kind == "line" or field.kind == "paragraphs" %>
            «field.column»: Set(«field.name»),
<%- elif field.kind == "choice" and field.required %>
            «field.column»: Set(self.«field.name».code().to_owned()),
<%- elif field.kind == "choice" %>
            «field.column»: Set(self.«field.name».map(|one| one.code().to_owned())),
<%- elif field.kind == "json" %>
            «field.column»: Set(self.«field.column».clone()),
<%- elif field.kind != "many" %>
            «field.column»: Set(self.«field.column»),
<%- endif %>
<%- endfor %>
            ..Default::default()
        })
    }
