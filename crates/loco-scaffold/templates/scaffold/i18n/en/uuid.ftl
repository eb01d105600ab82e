# A UUID.
invalid-uuid = “{ $typed }” is not a UUID: 32 hexadecimal digits, with hyphens or without.
