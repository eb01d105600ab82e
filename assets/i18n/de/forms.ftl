# Formulare: Knöpfe, und was an einem Wert nicht stimmt.
form-save = Speichern
form-cancel = Abbrechen
form-optional = (optional)
form-choose = Bitte wählen …
form-none = Keine
form-mistakes = { $count ->
    [one] Eine Sache stimmt noch nicht
   *[other] { $count } Dinge stimmen noch nicht
}
form-stale-title = Jemand anders hat das geändert, während Sie schrieben
form-stale-text = Nichts wurde gespeichert. Was Sie schrieben, steht noch unten: Speichern Sie noch einmal, um die andere Änderung zu ersetzen.
form-stale-link = Sehen, wie es jetzt ist (neues Fenster)
delete-question = Möchten Sie „{ $name }“ wirklich löschen? Das lässt sich nicht rückgängig machen.
delete-confirm = Ja, löschen
delete-back = Zurück
delete-blocked-title = „{ $name }“ lässt sich noch nicht löschen
delete-blocked-text = { $count ->
    [one] { $count } Eintrag weist noch hierher. Löschen Sie ihn zuerst:
   *[other] { $count } Einträge weisen noch hierher. Löschen Sie diese zuerst:
}
delete-blocked-others = { $count ->
    [one] und { $count } weiterer.
   *[other] und { $count } weitere.
}
delete-blocked-more = und viele weitere.
invalid-empty = Dieses Feld muss ausgefüllt sein.
invalid-too-long = Höchstens { $max } Zeichen sind möglich.
invalid-control-characters = Darin sind Zeichen, die man nicht sehen kann. Bitte tippen Sie es neu.
invalid-date = „{ $typed }“ ist kein Datum. Schreiben Sie es wie 2026-11-24 oder 24.11.2026.
invalid-died-before-birth = Niemand stirbt vor der Geburt.
invalid-already-exists = Das gibt es schon (Groß- und Kleinschreibung zählt nicht).
invalid-taken = Diesen Wert gibt es schon.
invalid-number = „{ $typed }“ ist keine ganze Zahl, oder sie ist zu groß.
invalid-isbn-taken = Die Bibliothek hat schon ein Buch mit dieser ISBN.
invalid-isbn-length = Eine ISBN hat 10 oder 13 Ziffern.
invalid-isbn-prefix = Eine ISBN mit 13 Ziffern beginnt mit 978 oder 979.
invalid-isbn-check-digit = Eine Ziffer muss falsch sein: Die letzte passt nicht zu den anderen.
invalid-does-not-exist = Diese Wahl gibt es nicht (mehr). Bitte wählen Sie noch einmal.
invalid-author-unknown = Es gibt keinen Autor „{ $typed }“.
invalid-author-ambiguous = Mehrere Autoren passen zu „{ $typed }“. Wählen Sie einen aus.
invalid-book-unknown = Kein Buch passt zu „{ $typed }“.
invalid-book-ambiguous = Mehrere Bücher passen zu „{ $typed }“. Wählen Sie eines aus.
invalid-borrower-unknown = Es gibt niemanden mit dem Benutzernamen „{ $typed }“.
invalid-held-for-another = Dieses Exemplar liegt für jemand anderen bereit.
invalid-renewal-in-past = Ungültiges Datum - Verlängerung in die Vergangenheit
invalid-renewal-too-far-ahead = Ungültiges Datum - Verlängerung um mehr als { $weeks } Wochen
invalid-renewal-too-many-days-ahead = Ungültiges Datum - Verlängerung um mehr als { $days } Tage
