# Bodies of the API.
invalid-not-uuids = This must be a list of UUIDs: the “id” of each.
