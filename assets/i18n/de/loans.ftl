# Ausleihen, zurückgeben, verlängern, vormerken.
mybooks-title = Meine Bücher
mybooks-count = { $count ->
    [one] Sie haben { $count } Buch; { $max } gleichzeitig sind möglich.
   *[other] Sie haben { $count } Bücher; { $max } gleichzeitig sind möglich.
}
mybooks-none = Sie haben nichts ausgeliehen
mybooks-none-text = Was Sie ausleihen, steht hier mit dem Tag, an dem es zurück sein soll.
borrowed-title = Alle Ausleihen
borrowed-none = Kein Buch ist ausgeliehen
history-title = Meine Lesegeschichte
history-none = Sie haben noch nichts ausgeliehen
count-loans = { $count ->
    [one] { $count } Ausleihe
   *[other] { $count } Ausleihen
}
loan-reader = Leser
loan-reader-gone = Konto gelöscht
loan-borrowed = Ausgeliehen
loan-due = Zurück bis
loan-returned-on = Zurückgegeben
loan-renewals = Verlängert
loan-renewals-of = { $count } von { $max }
loan-created = „{ $title }“ gehört Ihnen bis { $day }. Viel Freude beim Lesen.
loan-renewed = „{ $title }“ soll jetzt bis { $day } zurück sein.
loan-returned = „{ $title }“ ist zurück und wieder verfügbar.
loan-returned-held = „{ $title }“ ist zurück. Legen Sie es beiseite: Jemand wartet darauf.
action-borrow = Ausleihen
action-renew = Verlängern
action-renew-until = Verlängern bis …
action-return = Zurücknehmen
action-reserve = Vormerken
action-sign-in-to-borrow = Zum Ausleihen anmelden
action-sign-in-to-reserve = Zum Vormerken anmelden
reservations-title = Vorgemerkt
reservation-ready = Ein Exemplar liegt für Sie bereit.
reservation-ready-short = Liegt für Sie bereit
reservation-waiting-short = Wartet
reservation-until = Bis
reservation-waiting = { $count ->
    [0] Sie warten auf dieses Buch und sind als Nächstes dran.
    [one] Sie warten auf dieses Buch; { $count } Person ist vor Ihnen dran.
   *[other] Sie warten auf dieses Buch; { $count } Personen sind vor Ihnen dran.
}
reservation-cancel = Vormerkung aufheben
reservation-created = Sie sind für „{ $title }“ vorgemerkt.
reservation-cancelled = Ihre Vormerkung für „{ $title }“ ist aufgehoben.
renewal-title = Verlängern
renewal-date = Neues Rückgabedatum
renewal-help-weeks = Ein Tag zwischen heute und in { $longest } Wochen (üblich sind { $usual }).
renewal-help-days = Ein Tag zwischen heute und in { $longest } Tagen (üblich sind { $usual }).
conflict-stale-title = Jemand anders hat das geändert
conflict-stale-text = Es wurde geändert, nachdem Sie das Formular geöffnet hatten. Darum wurde nichts gespeichert.
conflict-in-use-title = Das wird noch gebraucht
conflict-in-use-text = Etwas, das nicht ohne es sein kann, verweist darauf. Darum wurde es nicht gelöscht.
conflict-not-available-title = Dieses Exemplar ist nicht mehr verfügbar
conflict-not-available-text = Jemand war schneller, oder das Exemplar wird gerade gepflegt. Die Seite des Buches zeigt, was jetzt ausleihbar ist.
conflict-held-for-another-title = Dieses Exemplar liegt für jemand anderen bereit
conflict-held-for-another-text = Jemand hat darauf gewartet. Sie können das Buch vormerken und sind dann an der Reihe.
conflict-too-many-loans-title = Mehr Bücher gehen gerade nicht
conflict-too-many-loans-text = { $max } Ausleihen gleichzeitig sind die Grenze. Bringen Sie eines zurück, dann bekommen Sie dieses.
conflict-not-on-loan-title = Dieses Exemplar ist nicht ausgeliehen
conflict-not-on-loan-text = Es ist inzwischen zurück, darum war nichts zu tun.
conflict-no-renewals-left-title = Diese Ausleihe lässt sich nicht mehr verlängern
conflict-no-renewals-left-text = Verlängert wird höchstens { $max } Mal. Bitte bringen Sie das Buch zurück.
conflict-somebody-waits-title = Jemand wartet auf dieses Buch
conflict-somebody-waits-text = Darum lässt es sich nicht verlängern. Bitte bringen Sie es rechtzeitig zurück.
conflict-renewed-too-early-title = Zum Verlängern ist es zu früh
conflict-renewed-too-early-text = Heute gewännen Sie damit keine Zeit. Versuchen Sie es näher am Rückgabedatum.
conflict-already-reserved-title = Sie haben dieses Buch schon vorgemerkt
conflict-already-reserved-text = Ihr Platz in der Reihe bleibt Ihnen.
conflict-already-borrowed-title = Sie haben dieses Buch
conflict-already-borrowed-text = Ein Exemplar davon ist unter Ihren Ausleihen.
conflict-copy-available-title = Ein Exemplar ist sofort ausleihbar
conflict-copy-available-text = Darum müssen Sie nichts vormerken: Nehmen Sie es mit.
conflict-no-copies-title = Es gibt kein Exemplar, auf das man warten könnte
conflict-no-copies-text = Die Bibliothek hat kein Exemplar dieses Buches.
conflict-reservation-closed-title = Diese Vormerkung ist erledigt
conflict-reservation-closed-text = Sie wurde abgeholt, aufgehoben oder ist abgelaufen.
