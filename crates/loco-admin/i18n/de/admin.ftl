# Die Wörter der Verwaltung. Eine Anwendung sagt ihre eigenen in assets/i18n/de/admin.ftl.

admin-title = Verwaltung
admin-home = Verwaltung
admin-skip = Zum Inhalt springen
admin-account = Konto
admin-view-site = Zur Website
admin-sign-out = Abmelden
admin-menu = Menü
admin-crumbs = Sie sind hier
admin-preferences-language = Sprache
admin-theme = Darstellung
admin-theme-auto = Automatisch
admin-theme-light = Hell
admin-theme-dark = Dunkel
admin-add = Hinzufügen
admin-change = Ändern
admin-view = Ansehen
admin-yes = Ja
admin-no = Nein
admin-none = Leer
admin-index-title = Worum möchten Sie sich kümmern?
admin-index-empty = Nichts zu verwalten
admin-index-empty-text = Ihr Konto hat hier noch keine Rechte. Fragen Sie die Betreiber dieser Website.
admin-recent = Was Sie zuletzt getan haben
admin-recent-empty = Noch nichts.
admin-search = Suchen
admin-search-label = { $models } durchsuchen
admin-filters = Filter
admin-filters-clear = Alle Filter aufheben
admin-filter-clear = Aufheben
admin-filter-all = Alle
admin-filter-empty = Leer
admin-filter-not-empty = Nicht leer
admin-range-from = Von
admin-range-to = Bis
admin-range-show = Anzeigen
admin-time-today = Heute
admin-time-past-7-days = Letzte 7 Tage
admin-time-this-month = Dieser Monat
admin-time-this-year = Dieses Jahr
admin-time-before-today = Vor heute
admin-period = Nach Datum
admin-period-all = Alle Daten
admin-month-1 = Januar
admin-month-2 = Februar
admin-month-3 = März
admin-month-4 = April
admin-month-5 = Mai
admin-month-6 = Juni
admin-month-7 = Juli
admin-month-8 = August
admin-month-9 = September
admin-month-10 = Oktober
admin-month-11 = November
admin-month-12 = Dezember
admin-list-unknown = Die Liste kennt keinen Parameter „{ $name }“. Es wurde nichts geändert; gehen Sie zurück und wählen Sie aus, was die Seite anbietet.
admin-list-unknown-value = „{ $value }“ ergibt keinen Sinn für „{ $name }“. Es wurde nichts geändert; gehen Sie zurück und wählen Sie aus, was die Seite anbietet.
admin-list-more-than = Mehr als { $number } insgesamt
admin-list-nothing-found = Nichts gefunden
admin-list-show-all = Alle anzeigen
admin-list-empty = Hier ist noch nichts
admin-list-no-page = Diese Seite ist leer
admin-list-first-page = Zur ersten Seite
admin-pages = Seiten
admin-page = Seite { $page }
admin-page-of = Seite { $page } von { $last }
admin-page-first = Erste
admin-page-previous = Vorige
admin-page-next = Nächste
admin-page-last = Letzte
admin-sizes = Zeilen je Seite
admin-unsort = Nicht nach { $column } sortieren
admin-unsort-all = Übliche Reihenfolge
admin-form-add = { $model } hinzufügen
admin-form-bookkeeping = Verwaltungsdaten
admin-choose-none = { "–" }
admin-choose-nothing-there = Es gibt noch nichts zur Auswahl.
admin-lookup-label = { $field } suchen
admin-lookup-placeholder = Tippen, um zu suchen
admin-lookup-open = Nachschlagen
admin-lookup-found = Gefunden: { $count }. Pfeiltasten wählen.
admin-lookup-choose = Auswählen …
admin-save = Speichern
admin-save-as-new = Als neu speichern
admin-save-add = Speichern und weiteres hinzufügen
admin-save-continue = Speichern und weiter bearbeiten
admin-delete = Löschen
admin-back = Zurück
admin-history = Verlauf
admin-on-site = Auf der Website ansehen
admin-unsaved = Ihre Änderungen sind nicht gespeichert.
admin-view-only = Sie dürfen dies ansehen, aber nicht ändern.
admin-added = „{ $object }“ ({ $model }) wurde hinzugefügt.
admin-changed = „{ $object }“ ({ $model }) wurde gespeichert.
admin-deleted = „{ $object }“ ({ $model }) wurde gelöscht.
admin-error-required = Bitte ausfüllen.
admin-error-choice = Bitte wählen Sie etwas aus dem Angebot.
admin-error-number = Bitte geben Sie eine passende Zahl ein.
admin-error-number-doubtful = Ist das tausend oder weniger? Schreiben Sie die Zahl mit Komma oder ohne Punkt.
admin-error-value = Das kann hier nicht gespeichert werden.
admin-error-one-character = Bitte geben Sie ein einzelnes Zeichen ein.
admin-error-day = Bitte geben Sie einen Tag ein, etwa 2026-03-31.
admin-error-time = Bitte geben Sie eine Uhrzeit ein, etwa 14:30.
admin-error-moment = Bitte geben Sie Tag und Uhrzeit ein.
admin-error-uuid = Bitte geben Sie eine UUID ein.
admin-error-json = Das ist kein gültiges JSON.
admin-error-long = Bitte verwenden Sie höchstens { $max } Zeichen.
admin-error-unique = Das gibt es schon: { $fields }.
admin-error-foreign-key = Worauf dies verweist, gibt es nicht mehr.
admin-error-rule = Die Datenbank nimmt diesen Wert nicht an.
admin-error-gone = Das hat inzwischen jemand gelöscht.
admin-error-nothing-found = Dazu wurde nichts gefunden.
admin-error-several-found = Mehrere gefunden: Bitte wählen Sie aus.
admin-conflict-title = Jemand anders hat zuerst gespeichert
admin-conflict-text = Während Sie daran gearbeitet haben, hat jemand anders Änderungen gespeichert. Ihre sind noch nicht gespeichert, aber auch nicht verloren.
admin-conflict-who = Wer hat was geändert?
admin-conflict-base = Zu Beginn
admin-conflict-theirs = Gespeicherter Stand
admin-conflict-mine = Ihr Stand
admin-conflict-below = Das Formular unten enthält Ihre Änderungen und dort, wo Sie nichts geändert haben, den gespeicherten Stand. Prüfen Sie es und speichern Sie.
admin-conflict-discard = Meine verwerfen
admin-delete-title = „{ $object }“ löschen?
admin-delete-protected = Löschen ist nicht möglich, denn hier wird es noch gebraucht
admin-delete-forbidden = Dies würde mitgelöscht, und Sie dürfen es nicht löschen
admin-delete-cascaded = Dies wird mitgelöscht
admin-delete-emptied = Dies bleibt, verweist danach aber nicht mehr hierher
admin-delete-question = „{ $object }“ wird endgültig gelöscht.
admin-delete-yes = Ja, löschen
admin-delete-no = Nein, behalten
admin-delete-still-used = Es wird noch gebraucht und wurde daher nicht gelöscht.
admin-history-title = Verlauf von „{ $object }“
admin-history-add = Hinzugefügt
admin-history-change = Geändert
admin-history-delete = Gelöscht
admin-history-field = Feld
admin-history-old = Vorher
admin-history-new = Nachher
admin-history-secret = Geändert; der Wert wird nicht aufbewahrt.
admin-history-older = Älter
admin-history-empty = Es ist noch nichts verzeichnet
admin-choices-title = Auswählen: { $field }
admin-choices-more = Es gibt weitere. Suchen Sie, um sie einzugrenzen.
admin-more-than = mehr als { $count }
admin-and-more = und { $count } weitere
admin-action-unknown-row = Diese Zeile gibt es nicht mehr.
admin-actions = Aktion
admin-action-go = Los
admin-action-all = Alles, was die Liste zeigt ({ $total })
admin-action-chosen = # ausgewählt
admin-action-tick = Zeilen auswählen
admin-action-choose = Wählen Sie zuerst eine Aktion. Es wurde nichts geändert.
admin-action-nothing-chosen = Kreuzen Sie mindestens eine Zeile an. Es wurde nichts geändert.
admin-action-too-many = Es wurden mehr als { $most } Zeilen ausgewählt. Grenzen Sie die Liste ein und gehen Sie in Teilen vor.
admin-action-delete = Löschen
admin-action-cancel = Abbrechen
admin-action-ask = { $action }?
admin-app-auth = Personen und Rechte
admin-identity-user = Person
admin-identity-users = Personen
admin-identity-name = Name
admin-identity-group = Gruppe
admin-identity-groups = Gruppen
admin-identity-permission = Recht
admin-identity-permissions = Rechte
admin-identity-session = Sitzung
admin-identity-sessions = Sitzungen
admin-identity-identity = Konto bei einem Anbieter
admin-identity-identities = Konten bei Anbietern
admin-identity-log = Eintrag
admin-identity-logs = Verlauf
admin-identity-object = Was
admin-identity-person = Person
admin-identity-person-text = Der Anmeldedienst sagt bei jeder Anmeldung, wer das ist.
admin-identity-rights = Rechte
admin-identity-rights-text = Mitarbeit und Vollrechte kommen aus den Rollen beim Anmeldedienst. Gruppen und Rechte lassen sich hier vergeben.
admin-identity-when = Wann
admin-identity-not-myself = Das können Sie nicht mit sich selbst tun.
admin-identity-end = Sitzung beenden
admin-user-username = Benutzername
admin-user-first-name = Vorname
admin-user-last-name = Nachname
admin-user-email = E-Mail
admin-user-email-verified = E-Mail bestätigt
admin-user-locale = Sprache
admin-user-is-active = Aktiv
admin-user-is-staff = Mitarbeit
admin-user-is-superuser = Vollrechte
admin-user-date-joined = Seit
admin-user-last-sign-in-at = Letzte Anmeldung
admin-session-user-id = Person
admin-session-ip = Adresse
admin-session-user-agent = Browser
admin-session-created-at = Angemeldet
admin-session-last-seen-at = Zuletzt gesehen
admin-session-expires-at = Endet ohne Nutzung
admin-session-absolute-expires-at = Endet
admin-session-auth-time = Identität nachgewiesen
admin-session-acr = Wie
admin-log-at = Wann
admin-log-user-name = Wer
admin-log-user-id = Person
admin-log-action = Aktion
admin-log-model = Modell
admin-log-object-label = Objekt
admin-log-object-key = Schlüssel
admin-log-changes = Änderungen
admin-group-name = Name
admin-permission-name = Name
admin-permission-codename = Codename
admin-inline-changed = Jemand anders hat diese Zeile geändert, seit Sie die Seite geöffnet haben. Unten steht Ihr Stand; speichern Sie erneut, um ihn zu übernehmen.
admin-inline-min = Es müssen mindestens { $count } sein.
admin-inline-more = Hier werden nur die ersten { $max } gezeigt.
admin-inline-list = Zur Liste
admin-inline-none = Noch keine.
admin-inline-add = { $model } hinzufügen
admin-inline-hint = „Speichern und weiter bearbeiten“ bringt weitere leere Zeilen.
admin-problem-not-found-title = Nicht gefunden
admin-problem-not-found-text = Diese Seite oder dieses Objekt gibt es nicht, oder Sie dürfen es nicht sehen.
admin-problem-forbidden-title = Nicht erlaubt
admin-problem-forbidden-text = Ihr Konto darf das nicht.
admin-problem-bad-request-title = Diese Adresse funktioniert nicht
admin-problem-bad-request-text = Was gesendet wurde, lässt sich nicht lesen. Es wurde nichts geändert; gehen Sie zurück und senden Sie es noch einmal.
admin-problem-failed-title = Etwas ist schiefgegangen
admin-problem-failed-text = Es wurde nichts geändert. Bitte versuchen Sie es erneut; wenn es wieder geschieht, sagen Sie es den Betreibern dieser Website.
admin-problem-home = Zur Übersicht
admin-list-total = { $count ->
    [one] 1 insgesamt
   *[other] { $number } insgesamt
}
admin-form-mistakes = { $count ->
    [one] Bitte berichtigen Sie eine Angabe
   *[other] Bitte berichtigen Sie { $count } Angaben
}
admin-list-saved = { $count ->
    [one] Eine Zeile wurde gespeichert.
   *[other] { $count } Zeilen wurden gespeichert.
}
admin-action-rows = { $count ->
    [one] Für eine Zeile
   *[other] Für { $count } Zeilen
}
admin-action-cannot = { $count ->
    [one] Mit einer Zeile dürfen Sie das nicht
   *[other] Mit { $count } Zeilen dürfen Sie das nicht
}
admin-action-missing = { $count ->
    [one] Eine Zeile ist nicht mehr da
   *[other] { $count } Zeilen sind nicht mehr da
}
admin-action-done = { $count ->
    [one] { $action }: für eine Zeile erledigt.
   *[other] { $action }: für { $count } Zeilen erledigt.
}
admin-action-report = { $count ->
    [0] Es wurde nichts geändert.
    [one] Für eine Zeile erledigt.
   *[other] Für { $count } Zeilen erledigt.
}
admin-action-failed = { $count ->
    [one] Für eine Zeile nicht erledigt
   *[other] Für { $count } Zeilen nicht erledigt
}
