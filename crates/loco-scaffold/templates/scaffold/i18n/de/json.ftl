# Daten in JSON.
invalid-json = Das ist kein gültiges JSON wie {"{"} "seiten": 12 {"}"}.
