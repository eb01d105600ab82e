# Was dieser Anwendung eigen ist.
site-name = «title»
site-description = «title»
home-title = Willkommen bei «title»
home-lead = Das ist die erste Seite. Ihre Wörter stehen in assets/i18n, und was sie zeigt in assets/views/index.html.
search-clear = Alle zeigen
more-than = Mehr als
error-way-home = Zur ersten Seite
error-403-text = Sie sind angemeldet, aber Ihr Konto darf das nicht. Wenn Sie meinen, es sollte, fragen Sie, wer diese Seiten betreut.
error-404-title = Hier steht nichts
error-404-text = Unter dieser Adresse gibt es keine Seite. Vielleicht wurde entfernt, was hier stand, oder die Adresse enthält einen Tippfehler.
error-503-text = Die Seite konnte nicht rechtzeitig antworten. Bitte versuchen Sie es gleich noch einmal.
oidc-problem-forbidden-text = Sie sind angemeldet, aber Ihr Konto darf das nicht. Wenn Sie meinen, es sollte, fragen Sie, wer diese Seiten betreut.
conflict-stale-title = Jemand anders hat das geändert
conflict-stale-text = Es wurde geändert, während Sie es ansahen. Darum wurde nichts getan. Sehen Sie nach, wie es jetzt ist.
conflict-in-use-title = Das wird noch gebraucht
conflict-in-use-text = Etwas anderes weist darauf hin und kann nicht ohne es sein. Darum wurde nichts getan.
