<%- for field in fields %>
<%- if field.required and (field.parse or field.kind == "reference") %>
        if self.«field.name».is_empty() {
            errors.add("«field.name»", Reason::new("empty"));
        }
<%- endif %>
<%- if field.parse %>
        let «field.name» = «field.parse»;
        if «field.name».is_none() && !self.«field.name».is_empty() {
            errors.add("«field.name»", Reason::new("«field.refusal»").with_text("typed", &self.«field.name»));
        }
<%- elif field.kind == "choice" %>
        let «field.name» = «field.choice_type»::from_code(&self.«field.name»);
        if «field.name».is_none()<% if not field.required %> && !self.«field.name».is_empty()<% endif %> {
            errors.add("«field.name»", Reason::new("does-not-exist"));
        }
<%- endif %>
<%- endfor %>