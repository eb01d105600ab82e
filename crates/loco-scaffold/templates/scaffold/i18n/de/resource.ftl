# «humans | capitalize».
«keys»-title = «humans | capitalize»
«keys»-none = Noch gibt es hier keine Einträge
«keys»-none-text = Sobald jemand einen hinzufügt, steht er hier.
count-«keys» = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}
<%- if not label %>
«key»-number = Nummer
<%- endif %>
<%- for field in fields %>
«field.message» = «field.human»
<%- if field.shown_there %>
«keys»-of-«field.filter_key» = «humans | capitalize»<% if field.filter_name != field.target.singular %> («field.human»)<% endif %>
<%- endif %>
<%- for choice in field.choices %>
«field.message»-«choice.name» = «choice.human»
<%- endfor %>
<%- endfor %>
«key»-new = Neu: «human | capitalize»
«key»-edit = «human | capitalize» bearbeiten
«key»-delete = «human | capitalize» löschen
«key»-created = „{ $name }“ wurde hinzugefügt.
«key»-updated = „{ $name }“ wurde geändert.
«key»-deleted = „{ $name }“ wurde gelöscht.
<%- if has.admin %>
admin-«kind» = «human | capitalize»
admin-«kind»-several = «humans | capitalize»
<%- endif %>
