# The first page's cards, the search over everything, and the command palette.

admin-cards = Figures
admin-card-failed = This figure could not be worked out.
admin-card-nothing = Nothing to show yet.
admin-card-values = Values
admin-card-said = { $card }: { $count } values from { $least } to { $most }
admin-card-range = from { $least } to { $most }
admin-search-everything = Search everything
admin-search-more = All { $models } that were found
admin-search-pages = Pages
admin-search-nowhere = There is nothing that can be searched.
admin-search-add = Add: { $models }
admin-palette = Go to …
admin-palette-hint = Type to find pages and rows. Arrow keys choose, Enter opens, Escape closes.
admin-shortcuts = Keyboard shortcuts
admin-shortcuts-help = / searches, Ctrl or ⌘ K goes anywhere
admin-shortcuts-on = On
admin-shortcuts-off = Off
