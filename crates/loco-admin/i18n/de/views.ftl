# Gespeicherte Ansichten von Listen, und Hintergrundaufgaben.

admin-views = Gespeicherte Ansichten
admin-view-save = Diese Ansicht speichern
admin-view-name = Name
admin-view-share = Alle, die diese Liste sehen, sehen die Ansicht
admin-view-is-shared = geteilt
admin-view-delete = Diese Ansicht löschen
admin-view-needs-name = Geben Sie der Ansicht einen Namen mit höchstens 100 Zeichen.
admin-view-needs-query = Suchen, filtern oder sortieren Sie zuerst: Noch gibt es nichts zu speichern.
admin-view-too-many = Sie haben 50 Ansichten dieser Liste. Löschen Sie erst eine.
admin-view-exists = Eine Ansicht mit diesem Namen haben Sie schon.
admin-view-saved = Die Ansicht „{ $name }“ wurde gespeichert.
admin-view-deleted = Die Ansicht „{ $name }“ wurde gelöscht.
admin-jobs = Hintergrundaufgaben
admin-jobs-failed = Gescheiterte Aufgaben
admin-jobs-none = Keine Aufgabe ist gescheitert.
admin-jobs-name = Aufgabe
admin-jobs-when = Gescheitert
admin-jobs-why = Grund
admin-jobs-data = Was sie tun sollte
admin-jobs-retry = Wiederholen
admin-jobs-retry-all = Alle gescheiterten wiederholen
admin-jobs-retried = { $count ->
    [one] Eine Aufgabe läuft noch einmal.
   *[other] { $count } Aufgaben laufen noch einmal.
}
admin-jobs-not-retried = Es gab keine gescheiterte Aufgabe zu wiederholen.
admin-jobs-more = Es gibt weitere. Wiederholen Sie diese, oder alle.
admin-jobs-no-queue = Diese Anwendung hat keine Warteschlange: Ihre Aufgaben laufen sofort oder in ihrem eigenen Prozess und werden nicht aufgehoben.
admin-jobs-redis = Die Warteschlange ist Redis. Ihre Aufgaben stehen hier nicht: Nutzen Sie „cargo loco jobs“ auf dem Server. Alle gescheiterten lassen sich von hier aus wiederholen.
admin-jobs-unreadable = Die Warteschlange antwortet nicht.
