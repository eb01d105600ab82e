# The page around everything.
site-name = LocalLibrary
site-description = The catalogue of LocalLibrary: search for books, see what is on the shelf, borrow and reserve.
skip-to-content = Skip to content
search-label = Search the catalogue
search-placeholder = Title, author or ISBN
search-submit = Search
sign-in = Sign in
sign-out = Sign out
nav-label = Main
nav-home = Home
nav-books = Books
nav-authors = Authors
nav-genres = Genres
nav-languages = Languages
nav-copies = Copies
nav-my-books = My books
nav-history = My reading history
nav-profile = My profile
nav-borrowed = All loans
nav-admin = Administration
breadcrumbs-label = You are here
footer-line = open to every reader
preferences-language = Language:
preferences-theme = Appearance:
theme-auto = Automatic
theme-light = Light
theme-dark = Dark

# Pages of a list.
pagination-label = Pages
pagination-here = Page { $page } of { $last }
pagination-page = Page { $page }
pagination-previous = Previous
pagination-next = Next
count-books = { $count ->
    [one] { $count } book
   *[other] { $count } books
}
