# Fenster und Listen in Formularen.

admin-related-change = { $model } ändern
admin-related-view = { $model } ansehen
admin-related-delete = { $model } löschen
admin-popup-note = Diese Seite wurde aus einem anderen Formular geöffnet. Wenn Sie fertig sind, schließen Sie sie und gehen Sie dorthin zurück: „Auswahl neu laden“ holt, was Sie gespeichert haben, und behält, was Sie eingegeben haben.
admin-popup-refresh = Auswahl neu laden
admin-window-close = Schließen
admin-window-failed = Die Seite antwortet nicht. Es ist nichts verloren; bitte versuchen Sie es noch einmal.
admin-window-signed-out = Sie sind nicht mehr angemeldet. Melden Sie sich in einem anderen Tab wieder an und speichern Sie dann hier noch einmal: Es ist nichts verloren.
admin-window-sign-in = Anmelden
admin-window-fresh = Dafür melden Sie sich noch einmal an. Ein anderer Tab ist dafür geöffnet; mit Ihren Eingaben geht es dort weiter.
admin-window-saved = „{ $object }“ wurde gespeichert und gewählt.
admin-window-deleted = Gelöscht; bitte wählen Sie etwas anderes.
admin-lists-available = Zur Auswahl
admin-lists-chosen = Gewählt
admin-lists-search = Suchen
admin-lists-add = Hinzufügen
admin-lists-remove = Entfernen
admin-lists-status = { $chosen } gewählt, { $available } weitere zur Auswahl
admin-fresh-hint = Dafür melden Sie sich zuerst noch einmal an. Nichts, was Sie ausgefüllt haben, geht verloren.
admin-fresh-hint-rows = Wenn Sie hier etwas ändern, melden Sie sich zuerst noch einmal an. Nichts, was Sie ausgefüllt haben, geht verloren.
admin-kept-title = Sie haben sich erneut angemeldet
admin-kept-text = Ihre Eingaben wurden aufgehoben. Mit „Weiter“ geschieht, was Sie vorhatten.
admin-kept-go-on = Weiter
admin-kept-cancel = Abbrechen
