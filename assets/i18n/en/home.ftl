# The front page.
home-title = A good book is waiting
home-lead = Search the catalogue, see what stands on the shelf today, and take it home for a while.
home-latest = New on the shelves
home-holdings = What the library holds
home-books = { $count ->
    [one] book
   *[other] books
}
home-copies = { $count ->
    [one] copy
   *[other] copies
}
home-available = { $count ->
    [one] copy available
   *[other] copies available
}
home-authors = { $count ->
    [one] author
   *[other] authors
}
home-genres = { $count ->
    [one] genre
   *[other] genres
}
home-languages = { $count ->
    [one] language
   *[other] languages
}
home-visits = { $count ->
    [one] You have visited this page { $count } time.
   *[other] You have visited this page { $count } times.
}
