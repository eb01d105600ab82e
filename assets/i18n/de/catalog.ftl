# Bücher, Autoren, Genres, Sprachen und Exemplare.
more-than = Mehr als
nothing-found = Nichts gefunden
nothing-found-text = Versuchen Sie es mit weniger Wörtern, anders geschrieben oder nur mit dem Anfang eines Wortes.
search-clear = Alle zeigen
browse-books = In den Büchern stöbern
action-edit = Bearbeiten
action-delete = Löschen
actions = Aktionen
books-title = Bücher
books-found-title = Bücher zu „{ $query }“
books-search = Nach Titel, Autor oder ISBN suchen
books-none = Noch hat die Bibliothek keine Bücher
books-none-text = Sobald jemand eines hinzufügt, steht es hier.
found-books = { $count ->
    [one] { $count } Buch gefunden
   *[other] { $count } Bücher gefunden
}
book-title = Titel
book-author = Autor
book-by = von
book-genre = Genre
book-language = Sprache
book-summary = Inhalt
book-summary-help = Beschreiben Sie das Buch kurz, mit höchstens 1.000 Zeichen.
book-isbn = ISBN
book-isbn-help = 10 oder 13 Ziffern, mit oder ohne Bindestriche.
book-copies = Exemplare
book-available = { $count ->
    [one] { $count } Exemplar ist jetzt ausleihbar
   *[other] { $count } Exemplare sind jetzt ausleihbar
}
book-waiting = { $count ->
    [one] { $count } Person wartet
   *[other] { $count } Personen warten
}
book-no-copies = Die Bibliothek hat kein Exemplar dieses Buches.
book-new = Neues Buch
book-edit = Buch bearbeiten
book-delete = Buch löschen
book-delete-warning = Vormerkungen auf dieses Buch enden damit.
book-search = Ein anderes Buch suchen
book-search-help = Wählen Sie das Buch, oder suchen Sie eines nach Titel, Autor oder ISBN und speichern Sie: Dann wählen Sie unter den Treffern.
book-created = Das Buch „{ $title }“ wurde hinzugefügt.
book-updated = Das Buch „{ $title }“ wurde geändert.
book-deleted = Das Buch „{ $title }“ wurde gelöscht.
authors-title = Autoren
authors-search = Nach Namen suchen
authors-none = Noch stehen keine Autoren im Katalog
count-authors = { $count ->
    [one] { $count } Autor
   *[other] { $count } Autoren
}
found-authors = { $count ->
    [one] { $count } Autor gefunden
   *[other] { $count } Autoren gefunden
}
author-name = Name
author-born = Geboren
author-died = Gestorben
author-first-name = Vorname
author-last-name = Nachname
author-date-of-birth = Geburtsdatum
author-date-of-death = Gestorben
author-books = Bücher
author-no-books = Die Bibliothek hat keine Bücher dieses Autors
author-new = Neuer Autor
author-edit = Autor bearbeiten
author-delete = Autor löschen
author-search = Einen Autor nach Namen suchen
author-search-help = Wer hier noch fehlt, wird zuerst unter Autoren hinzugefügt.
author-created = { $name } wurde zu den Autoren hinzugefügt.
author-updated = { $name } wurde geändert.
author-deleted = { $name } wurde gelöscht.
genres-title = Genres
genres-none = Noch gibt es keine Genres
count-genres = { $count ->
    [one] { $count } Genre
   *[other] { $count } Genres
}
genre-name = Name
genre-name-help = Ein Genre, zum Beispiel Science-Fiction oder französische Lyrik.
genre-no-books = Noch gibt es keine Bücher dieses Genres
genre-new = Neues Genre
genre-edit = Genre bearbeiten
genre-delete = Genre löschen
genre-delete-warning = Seine Bücher bleiben, ohne dieses Genre.
genre-created = Das Genre „{ $name }“ wurde hinzugefügt.
genre-updated = Das Genre „{ $name }“ wurde geändert.
genre-deleted = Das Genre „{ $name }“ wurde gelöscht.
languages-title = Sprachen
languages-none = Noch gibt es keine Sprachen
count-languages = { $count ->
    [one] { $count } Sprache
   *[other] { $count } Sprachen
}
language-name = Name
language-name-help = Die Sprache, in der das Buch geschrieben ist, zum Beispiel Englisch, Französisch oder Japanisch.
language-no-books = Noch gibt es keine Bücher in dieser Sprache
language-new = Neue Sprache
language-edit = Sprache bearbeiten
language-delete = Sprache löschen
language-delete-warning = Ihre Bücher bleiben, ohne diese Sprache.
language-created = Die Sprache „{ $name }“ wurde hinzugefügt.
language-updated = Die Sprache „{ $name }“ wurde geändert.
language-deleted = Die Sprache „{ $name }“ wurde gelöscht.
copies-title = Exemplare
copies-search = Nach Titel, Autor, ISBN oder Nummer suchen
found-copies = { $count ->
    [one] { $count } Exemplar gefunden
   *[other] { $count } Exemplare gefunden
}
copies-none = Noch hat die Bibliothek keine Exemplare
count-copies = { $count ->
    [one] { $count } Exemplar
   *[other] { $count } Exemplare
}
copy-book = Buch
copy-imprint = Ausgabe
copy-imprint-help = Verlag, Ort und Jahr.
copy-status = Status
copy-status-help = Ob man es ausleihen kann. Zu einem verliehenen Exemplar gehören ein Leser und ein Datum.
copy-due-back = Zurück bis
copy-borrower = Entliehen von
copy-borrower-help = Der Benutzername der Person, die es hat.
copy-id = Nummer
copy-mine = Dieses Exemplar haben Sie.
copy-new = Neues Exemplar
copy-edit = Exemplar bearbeiten
copy-delete = Exemplar löschen
copy-delete-warning = Die Geschichte seiner Ausleihen geht damit verloren.
copy-history = Geschichte der Ausleihen
copy-history-none = Dieses Exemplar wurde noch nie ausgeliehen
copy-created = Das Exemplar „{ $imprint }“ wurde hinzugefügt.
copy-updated = Das Exemplar „{ $imprint }“ wurde geändert.
copy-deleted = Das Exemplar „{ $imprint }“ wurde gelöscht.
status-maintenance = In Pflege
status-on-loan = Ausgeliehen
status-available = Verfügbar
status-reserved = Vorgemerkt
status-overdue = Überfällig
due-back = zurück bis
