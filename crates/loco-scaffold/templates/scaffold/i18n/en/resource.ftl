# «humans | capitalize».
«keys»-title = «humans | capitalize»
«keys»-none = There are no «humans» yet
«keys»-none-text = As soon as somebody adds one, it stands here.
count-«keys» = { $count ->
    [one] { $count } «human»
   *[other] { $count } «humans»
}
<%- if not label %>
«key»-number = Number
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
«key»-new = New «human»
«key»-edit = Edit «human»
«key»-delete = Delete «human»
«key»-created = “{ $name }” was added to the «humans».
«key»-updated = “{ $name }” was changed.
«key»-deleted = “{ $name }” was deleted.
<%- if has.admin %>
admin-«kind» = «human»
admin-«kind»-several = «humans»
<%- endif %>
