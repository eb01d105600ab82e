# Die Startseite.
home-title = Ein gutes Buch wartet schon
home-lead = Suchen Sie im Katalog, sehen Sie, was heute im Regal steht, und nehmen Sie es für drei Wochen mit nach Hause.
home-visits = { $count ->
    [one] Sie haben diese Seite { $count } Mal besucht.
   *[other] Sie haben diese Seite { $count } Mal besucht.
}
