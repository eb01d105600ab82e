# Bodies of the API.
invalid-not-a-decimal = This must be a number with a point in quotes, like "12.50".
