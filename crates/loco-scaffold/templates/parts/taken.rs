<%- for field in fields %>
<%- if field.kind == "many" %>
            «field.value»: self.«field.name».iter().map(|one| one.parse().unwrap_or_default()).collect(),
<%- elif field.kind == "reference" and field.required %>
            «field.value»: self.«field.name».parse().unwrap_or_default(),
<%- elif field.kind == "reference" %>
            «field.value»: (!self.«field.name».is_empty()).then(|| self.«field.name».parse().unwrap_or_default()),
<%- elif field.kind == "flag" %>
            «field.value»: !self.«field.name».is_empty(),
<%- elif field.kind in ["line", "paragraphs"] and field.required %>
            «field.value»: self.«field.name».clone(),
<%- elif field.kind in ["line", "paragraphs"] %>
            «field.value»: (!self.«field.name».is_empty()).then(|| self.«field.name».clone()),
<%- elif field.required %>
            «field.value»: «field.name».unwrap_or_default(),
<%- else %>
            «field.value»,
<%- endif %>
<%- endfor %>