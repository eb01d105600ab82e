# Bedingungen, Anzahlen, Seiten und Änderungen vieler Zeilen in Listen.

admin-filter-chip = { $field }: { $value }
admin-filter-chips = Die Liste ist eingeschränkt auf
admin-filter-remove = wegnehmen
admin-list-too-many = Mehr als { $most } Bedingungen auf einmal sind nicht möglich. Es wurde nichts geändert; gehen Sie zurück und nehmen Sie einige weg.
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
