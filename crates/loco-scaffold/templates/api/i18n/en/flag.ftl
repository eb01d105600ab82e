# Bodies of the API.
invalid-not-a-flag = This must be true or false.
