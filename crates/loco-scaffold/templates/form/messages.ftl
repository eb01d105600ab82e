# The form for «article» «human».
<%- for field in fields %>
«field.message» = «field.human»
<%- for choice in field.choices %>
«field.message»-«choice.name» = «choice.human»
<%- endfor %>
<%- endfor %>
