# Data in JSON.
invalid-json = This is not valid JSON, such as {"{"} "pages": 12 {"}"}.
