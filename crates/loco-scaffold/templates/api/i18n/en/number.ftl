# Bodies of the API.
invalid-not-a-number = This must be a number.
