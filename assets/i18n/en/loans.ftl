# Borrowing, returning, renewing, reserving.
mybooks-title = My books
mybooks-count = { $count ->
    [one] You have { $count } book; { $max } at a time are possible.
   *[other] You have { $count } books; { $max } at a time are possible.
}
mybooks-none = There are no books borrowed
mybooks-none-text = Whatever you borrow stands here, with the day it is due back.
borrowed-title = All loans
borrowed-none = No book is on loan
history-title = My reading history
history-none = You have not borrowed anything yet
count-loans = { $count ->
    [one] { $count } loan
   *[other] { $count } loans
}
loan-reader = Reader
loan-reader-gone = account deleted
loan-borrowed = Borrowed
loan-due = Due back
loan-returned-on = Returned
loan-renewals = Renewals
loan-renewals-of = { $count } of { $max }
loan-created = “{ $title }” is yours until { $day }. Enjoy reading.
loan-renewed = “{ $title }” is now due back on { $day }.
loan-returned = “{ $title }” came back and is available again.
loan-returned-held = “{ $title }” came back. Put it aside: another reader waits for it.
action-borrow = Borrow
action-renew = Renew
action-renew-until = Renew until …
action-return = Mark returned
action-reserve = Reserve
action-sign-in-to-borrow = Sign in to borrow
action-sign-in-to-reserve = Sign in to reserve
reservations-title = Reserved
reservation-ready = A copy is put aside for you.
reservation-ready-short = Put aside for you
reservation-waiting-short = Waiting
reservation-until = Until
reservation-waiting = { $count ->
    [0] You wait for this book, and you are next.
    [one] You wait for this book, and { $count } reader comes before you.
   *[other] You wait for this book, and { $count } readers come before you.
}
reservation-cancel = Cancel reservation
reservation-created = You are in the queue for “{ $title }”.
reservation-cancelled = Your reservation of “{ $title }” is cancelled.
renewal-title = Renew
renewal-date = Renewal date
renewal-help-weeks = Enter a date between now and { $longest } weeks (default { $usual }).
renewal-help-days = Enter a date between now and { $longest } days (default { $usual }).
conflict-stale-title = Somebody else changed this
conflict-stale-text = It was changed after you opened the form, so nothing was saved.
conflict-in-use-title = This is still in use
conflict-in-use-text = Something that cannot be without it points to it, so it was not deleted.
conflict-not-available-title = This copy is not available any more
conflict-not-available-text = Somebody else was faster, or the copy is being mended. The page of the book shows what can be borrowed now.
conflict-held-for-another-title = This copy is put aside for another reader
conflict-held-for-another-text = Somebody waited for it. You can reserve the book and be next.
conflict-too-many-loans-title = You have as many books as is possible
conflict-too-many-loans-text = { $max } loans at a time are the limit. Bring one back and this one is yours.
conflict-not-on-loan-title = This copy is not on loan
conflict-not-on-loan-text = It came back in the meantime, so there was nothing to do.
conflict-no-renewals-left-title = This loan cannot be renewed any more
conflict-no-renewals-left-text = A loan is renewed { $max } times at most. Please bring the book back.
conflict-somebody-waits-title = Another reader waits for this book
conflict-somebody-waits-text = So it cannot be renewed. Please bring it back in time.
conflict-renewed-too-early-title = It is too early to renew
conflict-renewed-too-early-text = A renewal today would not give you more time. Try again nearer to the due date.
conflict-already-reserved-title = You have reserved this book already
conflict-already-reserved-text = You keep your place in the queue.
conflict-already-borrowed-title = You have this book
conflict-already-borrowed-text = There is a copy of it among your loans.
conflict-copy-available-title = A copy can be borrowed right away
conflict-copy-available-text = So there is no need to reserve: take it home.
conflict-no-copies-title = There is no copy to wait for
conflict-no-copies-text = The library has no copy of this book.
conflict-reservation-closed-title = This reservation is over
conflict-reservation-closed-text = It was collected, cancelled or has expired.
