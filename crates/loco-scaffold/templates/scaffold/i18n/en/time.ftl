# A time of day.
invalid-time = “{ $typed }” is not a time of day. Write it like 14:30.
