# Die Karten der ersten Seite, die Suche über alles und die Befehlspalette.

admin-cards = Zahlen
admin-card-failed = Diese Zahl ließ sich nicht ermitteln.
admin-card-nothing = Noch nichts zu zeigen.
admin-card-values = Werte
admin-card-said = { $card }: { $count } Werte von { $least } bis { $most }
admin-card-range = von { $least } bis { $most }
admin-search-everything = Überall suchen
admin-search-more = Alles Gefundene: { $models }
admin-search-pages = Seiten
admin-search-nowhere = Es gibt nichts zu durchsuchen.
admin-search-add = Hinzufügen: { $models }
admin-palette = Gehe zu …
admin-palette-hint = Tippen findet Seiten und Zeilen. Pfeiltasten wählen, Eingabe öffnet, Escape schließt.
admin-shortcuts = Tastenkürzel
admin-shortcuts-help = / sucht, Strg oder ⌘ K führt überallhin
admin-shortcuts-on = An
admin-shortcuts-off = Aus
