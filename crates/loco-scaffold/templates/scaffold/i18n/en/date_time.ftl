# A day with a time of day.
invalid-date-time = “{ $typed }” is not a day with a time of day. Write it like 2026-11-24 14:30.
