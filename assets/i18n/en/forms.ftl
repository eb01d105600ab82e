# Forms: buttons, and what is wrong with a value.
form-save = Save
form-cancel = Cancel
form-optional = (optional)
form-choose = Choose …
form-none = None
form-mistakes = { $count ->
    [one] One thing is not right yet
   *[other] { $count } things are not right yet
}
form-stale-title = Somebody else changed this while you were writing
form-stale-text = Nothing was saved. What you wrote is still below: save again to replace the other change.
form-stale-link = See how it is now (new window)
delete-question = Are you sure that you want to delete “{ $name }”? This cannot be undone.
delete-confirm = Yes, delete
delete-back = Back
delete-blocked-title = “{ $name }” cannot be deleted yet
delete-blocked-text = { $count ->
    [one] { $count } entry still points here. Delete it first:
   *[other] { $count } entries still point here. Delete them first:
}
delete-blocked-others = { $count ->
    [one] and { $count } more.
   *[other] and { $count } more.
}
delete-blocked-more = and many more.
invalid-empty = This field is required.
invalid-too-long = At most { $max } characters are possible.
invalid-control-characters = There are characters in it that cannot be seen. Please type it again.
invalid-date = “{ $typed }” is not a date. Write it like 2026-11-24 or 24/11/2026.
invalid-died-before-birth = Nobody dies before being born.
invalid-already-exists = It already exists (case insensitive match).
invalid-taken = There is one with this value already.
invalid-number = “{ $typed }” is not a whole number, or is too large.
invalid-isbn-taken = The library has a book with this ISBN already.
invalid-isbn-length = An ISBN has 10 or 13 digits.
invalid-isbn-prefix = An ISBN of 13 digits begins with 978 or 979.
invalid-isbn-check-digit = One of the digits must be wrong: the last one does not fit the others.
invalid-does-not-exist = This choice does not exist (any more). Please choose again.
invalid-author-unknown = There is no author “{ $typed }”.
invalid-author-ambiguous = Several authors fit “{ $typed }”. Choose one of them.
invalid-book-unknown = There is no book that fits “{ $typed }”.
invalid-book-ambiguous = Several books fit “{ $typed }”. Choose one of them.
invalid-borrower-unknown = There is no reader with the username “{ $typed }”.
invalid-held-for-another = This copy is put aside for another reader.
invalid-renewal-in-past = Invalid date - renewal in past
invalid-renewal-too-far-ahead = Invalid date - renewal more than { $weeks } weeks ahead
invalid-renewal-too-many-days-ahead = Invalid date - renewal more than { $days } days ahead
