# Bedingungen, Anzahlen, Seiten und Änderungen vieler Zeilen in Listen.

admin-filter-chip = { $field }: { $value }
admin-filter-chips = Die Liste ist eingeschränkt auf
admin-filter-remove = entfernen
admin-list-too-many = Mehr als { $most } Bedingungen auf einmal sind nicht möglich. Es wurde nichts geändert; gehen Sie zurück und entfernen Sie einige.
admin-list-search-stopped = Die Suche hat mehr als { $number } gefunden. Die Liste hat die ersten { $number } davon: Mehr Wörter, oder seltenere, finden die anderen.
admin-list-not-sorted = Mehr als { $number } Zeilen können nicht nach { $column } sortiert werden; das wurde weggelassen. Schränken Sie die Liste mit der Suche oder den Filtern ein, dann wird sie auch danach sortiert.
admin-list-wrong = { $field } { $how } „{ $typed }“: { $message }
admin-list-wrong-left-out = Die Liste wird ohne diese Bedingung gezeigt. Die Eingabe steht noch in den Filtern.
admin-error-range = Bitte geben Sie einen Anfang, ein Ende oder beides ein.
admin-operator = Bedingung
admin-operator-value = Wert
admin-operator-and = Bis
admin-operator-add = Hinzufügen
admin-operator-contains = enthält
admin-operator-begins = beginnt mit
admin-operator-is = ist
admin-operator-not = ist nicht
admin-operator-less = ist kleiner als
admin-operator-greater = ist größer als
admin-operator-less-day = ist vor
admin-operator-greater-day = ist nach
admin-operator-between = liegt zwischen
admin-operator-empty = ist leer
admin-operator-filled = ist nicht leer
admin-facets-show = Anzahlen zeigen
admin-facets-hide = Anzahlen verbergen
admin-history-along = { $models }, die mitgelöscht wurden
admin-history-with = Mitgelöscht mit
admin-history-rows = Zeilen
admin-history-filter = Filter
admin-history-columns = Spalten
admin-export-ticked = { $count ->
    [one] Eine angekreuzte Zeile
   *[other] { $count } angekreuzte Zeilen
}
admin-action-change-field = Ein Feld ändern
admin-action-which-field = Feld
admin-action-go-on = Weiter
admin-action-changes = „{ $field }“ ändern
admin-delete-forbidden-along = Dabei würden Zeilen gelöscht, die Sie nicht löschen dürfen.
admin-action-changed-meanwhile = Jemand anders hat es inzwischen geändert. Prüfen Sie es und versuchen Sie es noch einmal.
