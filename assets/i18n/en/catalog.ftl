# Books, authors, genres, languages and copies.
more-than = More than
nothing-found = Nothing found
nothing-found-text = Try fewer words, another spelling, or only the beginning of a word.
search-clear = Show all
browse-books = Browse the books
action-edit = Edit
action-delete = Delete
actions = Actions
books-title = Books
books-found-title = Books for “{ $query }”
books-search = Search by title, author or ISBN
books-none = There are no books in the library yet
books-none-text = As soon as somebody adds one, it stands here.
found-books = { $count ->
    [one] { $count } book found
   *[other] { $count } books found
}
book-title = Title
book-author = Author
book-by = by
book-genre = Genre
book-language = Language
book-summary = Summary
book-summary-help = Enter a brief description of the book, 1,000 characters at most.
book-isbn = ISBN
book-isbn-help = 10 or 13 digits, with or without hyphens.
book-copies = Copies
book-available = { $count ->
    [one] { $count } copy can be borrowed now
   *[other] { $count } copies can be borrowed now
}
book-waiting = { $count ->
    [one] { $count } reader waits
   *[other] { $count } readers wait
}
book-no-copies = The library has no copy of this book.
book-new = New book
book-edit = Edit book
book-delete = Delete book
book-delete-warning = Reservations of this book end with it.
book-search = Find another book
book-search-help = Choose the book, or look for one by its title, author or ISBN and save: you then choose among what is found.
book-created = The book “{ $title }” was added.
book-updated = The book “{ $title }” was changed.
book-deleted = The book “{ $title }” was deleted.
authors-title = Authors
authors-search = Search by name
authors-none = There are no authors in the catalogue yet
count-authors = { $count ->
    [one] { $count } author
   *[other] { $count } authors
}
found-authors = { $count ->
    [one] { $count } author found
   *[other] { $count } authors found
}
author-name = Name
author-born = Born
author-died = Died
author-first-name = First name
author-last-name = Last name
author-date-of-birth = Date of birth
author-date-of-death = Died
author-books = Books
author-no-books = The library has no books by this author
author-new = New author
author-edit = Edit author
author-delete = Delete author
author-search = Find an author by name
author-search-help = An author who is not here yet is added under Authors first.
author-created = { $name } was added to the authors.
author-updated = { $name } was changed.
author-deleted = { $name } was deleted.
genres-title = Genres
genres-none = There are no genres yet
count-genres = { $count ->
    [one] { $count } genre
   *[other] { $count } genres
}
genre-name = Name
genre-name-help = Enter a book genre (e.g. Science Fiction, French Poetry etc.)
genre-no-books = There are no books of this genre yet
genre-new = New genre
genre-edit = Edit genre
genre-delete = Delete genre
genre-delete-warning = Its books stay, without this genre.
genre-created = The genre “{ $name }” was added.
genre-updated = The genre “{ $name }” was changed.
genre-deleted = The genre “{ $name }” was deleted.
languages-title = Languages
languages-none = There are no languages yet
count-languages = { $count ->
    [one] { $count } language
   *[other] { $count } languages
}
language-name = Name
language-name-help = Enter the book's natural language (e.g. English, French, Japanese etc.)
language-no-books = There are no books in this language yet
language-new = New language
language-edit = Edit language
language-delete = Delete language
language-delete-warning = Its books stay, without this language.
language-created = The language “{ $name }” was added.
language-updated = The language “{ $name }” was changed.
language-deleted = The language “{ $name }” was deleted.
copies-title = Copies
copies-search = Search by title, author, ISBN or number
found-copies = { $count ->
    [one] { $count } copy found
   *[other] { $count } copies found
}
copies-none = The library has no copies of books yet
count-copies = { $count ->
    [one] { $count } copy
   *[other] { $count } copies
}
copy-book = Book
copy-imprint = Imprint
copy-imprint-help = Publisher, place and year.
copy-status = Status
copy-status-help = Book availability. A copy on loan has a reader and a date.
copy-due-back = Due back
copy-borrower = Borrower
copy-borrower-help = The username of the reader who has it.
copy-id = Number
copy-mine = You have this copy.
copy-new = New copy
copy-edit = Edit copy
copy-delete = Delete copy
copy-delete-warning = The history of its loans goes with it.
copy-history = History of loans
copy-history-none = This copy has never been borrowed
copy-created = The copy “{ $imprint }” was added.
copy-updated = The copy “{ $imprint }” was changed.
copy-deleted = The copy “{ $imprint }” was deleted.
status-maintenance = Maintenance
status-on-loan = On loan
status-available = Available
status-reserved = Reserved
status-overdue = Overdue
due-back = due back
