# Die Seite um alles herum.
site-name = LocalLibrary
site-description = Der Katalog der LocalLibrary: Bücher suchen, sehen, was im Regal steht, ausleihen und vormerken.
skip-to-content = Zum Inhalt springen
search-label = Im Katalog suchen
search-placeholder = Titel, Autor oder ISBN
search-submit = Suchen
sign-in = Anmelden
sign-out = Abmelden
nav-label = Hauptnavigation
nav-home = Start
nav-books = Bücher
nav-authors = Autoren
nav-genres = Genres
nav-languages = Sprachen
nav-copies = Exemplare
nav-my-books = Meine Bücher
nav-history = Meine Lesegeschichte
nav-profile = Mein Profil
nav-borrowed = Alle Ausleihen
nav-admin = Verwaltung
breadcrumbs-label = Sie sind hier
footer-line = offen für alle, die lesen
preferences-language = Sprache:
preferences-theme = Darstellung:
theme-auto = Automatisch
theme-light = Hell
theme-dark = Dunkel

# Seiten einer Liste.
pagination-label = Seiten
pagination-here = Seite { $page } von { $last }
pagination-page = Seite { $page }
pagination-previous = Zurück
pagination-next = Weiter
count-books = { $count ->
    [one] { $count } Buch
   *[other] { $count } Bücher
}
