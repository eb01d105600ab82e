# «humans | capitalize» in the admin.
<%- for message in messages %>
«message.key» = «message.text»
<%- endfor %>
