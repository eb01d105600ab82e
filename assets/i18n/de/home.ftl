# Die Startseite.
home-title = Ein gutes Buch wartet schon
home-lead = Suchen Sie im Katalog, sehen Sie, was heute im Regal steht, und nehmen Sie es eine Weile mit nach Hause.
home-latest = Neu im Regal
home-holdings = Was die Bibliothek hat
home-books = { $count ->
    [one] Buch
   *[other] Bücher
}
home-copies = { $count ->
    [one] Exemplar
   *[other] Exemplare
}
home-available = { $count ->
    [one] Exemplar verfügbar
   *[other] Exemplare verfügbar
}
home-authors = { $count ->
    [one] Autor
   *[other] Autoren
}
home-genres = { $count ->
    [one] Genre
   *[other] Genres
}
home-languages = { $count ->
    [one] Sprache
   *[other] Sprachen
}
home-visits = Sie haben diese Seite { $count } Mal besucht.
