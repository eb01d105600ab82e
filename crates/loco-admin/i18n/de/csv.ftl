# CSV-Dateien: Export und Import.

admin-export = Exportieren
admin-export-chosen = Angekreuzte exportieren
admin-export-title = { $models } exportieren
admin-export-rows = { $count ->
    [one] Eine Zeile kommt in die Datei.
   *[other] { $number } Zeilen kommen in die Datei.
}
admin-export-more-than = Mehr als { $number } Zeilen kommen in die Datei.
admin-export-columns = Spalten
admin-export-none = Kreuzen Sie mindestens eine Spalte an.
admin-export-style = Werte
admin-export-shown = Wie auf den Seiten, für Menschen
admin-export-stored = Wie gespeichert, um die Datei wieder zu importieren
admin-export-separator = Trennzeichen
admin-export-comma = Komma
admin-export-semicolon = Semikolon
admin-export-tab = Tabulator
admin-export-mark = Datei als UTF-8 kennzeichnen
admin-export-mark-help = Damit zeigt Excel Umlaute richtig an. Manche anderen Programme kommen damit nicht zurecht.
admin-export-download = CSV herunterladen

admin-import = Importieren
admin-import-title = { $models } importieren
admin-import-text = Die Datei wird zuerst geprüft: Sie sehen Zeile für Zeile, was geschehen würde, und nichts wird geschrieben. Danach wird sie ganz übernommen oder gar nicht.
admin-import-file = CSV-Datei
admin-import-help = UTF-8, mit den Namen der Spalten in der ersten Zeile. Höchstens { $megabytes } MB und { $rows } Zeilen.
admin-import-try = Prüfen
admin-import-columns = Spalten, die importiert werden können
admin-import-columns-text = Die erste Zeile nennt die Spalten, mit Name oder Beschriftung. Andere Spalten werden ausgelassen.
admin-import-name = Name
admin-import-label = Beschriftung
admin-import-note = Hinweis
admin-import-needed = Für neue Zeilen nötig.
admin-import-finds = Findet die vorhandene Zeile.
admin-import-no-file = Wählen Sie erst eine Datei. Nichts wurde geändert.
admin-import-broken-off = Die Datei ist nicht ganz angekommen. Nichts wurde geändert; senden Sie sie noch einmal.
admin-import-too-large = Die Datei ist größer als { $most } MB. Teilen Sie sie, und importieren Sie die Teile nacheinander.
admin-import-too-many = Die Datei hat mehr als { $most } Zeilen. Teilen Sie sie, und importieren Sie die Teile nacheinander.
admin-import-workbook = Das ist eine Arbeitsmappe, keine CSV-Datei. Speichern Sie sie als „CSV UTF-8“, und importieren Sie diese.
admin-import-utf-16 = Diese Datei ist UTF-16. Speichern Sie sie als „CSV UTF-8“, und importieren Sie diese.
admin-import-not-utf-8 = Diese Datei ist nicht UTF-8: siehe Zeile { $line }. Speichern Sie sie als „CSV UTF-8“, und importieren Sie diese.
admin-import-binary = Das ist kein Text: In Zeile { $line } steht ein Zeichen, das in keinem Text steht.
admin-import-empty = Die Datei ist leer.
admin-import-endless = Der Datensatz, der in Zeile { $line } beginnt, hört nicht auf. Vermutlich fehlt ein schließendes Anführungszeichen.
admin-import-twice = Zwei Spalten gehören zu „{ $field }“. Nehmen Sie eine aus der Datei.
admin-import-no-finder = Die Spalte „{ $field }“ fehlt. Mit ihr werden vorhandene Zeilen gefunden.
admin-import-no-columns = Die erste Zeile nennt keine Spalte, die importiert werden kann. Ihre Namen müssen die folgenden sein.
admin-import-cells = Diese Zeile hat { $cells } Zellen, die erste { $columns }.
admin-import-may-not-change = Sie dürfen diese Zeile nicht ändern.
admin-import-may-not-add = Sie dürfen keine Zeilen hinzufügen.
admin-import-nothing-there = Mit diesem Schlüssel gibt es nichts.
admin-import-again = In Zeile { $line } geht es um dasselbe.
admin-import-several = Mehr als eine Zeile hat diesen Wert.
admin-import-no-row = Diesen Schlüssel gibt es nicht. Für Neues lassen Sie die Zelle leer.
admin-import-preview = Was „{ $file }“ bewirken würde
admin-import-stopped = Nach { $most } fehlerhaften Zeilen wurde nicht weitergelesen. Nichts wurde geschrieben.
admin-import-nothing-written = Es wurde nichts geschrieben. Berichtigen Sie die Datei und versuchen Sie es noch einmal.
admin-import-wrong = Was nicht stimmt
admin-import-line = Zeile
admin-import-column = Spalte
admin-import-message = Meldung
admin-import-would = Neu: { $added }. Geändert: { $changed }. Unverändert: { $same }. Noch wurde nichts geschrieben.
admin-import-now = { $count ->
    [one] Eine Zeile importieren
   *[other] { $count } Zeilen importieren
}
admin-import-broken = { $count ->
    [one] Eine Zeile ist fehlerhaft
   *[other] { $count } Zeilen sind fehlerhaft
}
admin-import-another = Andere Datei wählen
admin-import-discard = Verwerfen
admin-import-discarded = Die Datei wurde verworfen. Nichts wurde geändert.
admin-import-mapping = Welche Spalte wohin gehört
admin-import-left-out = ausgelassen
admin-import-first = Die ersten Zeilen
admin-import-new = neu
admin-import-changed = geändert
admin-import-done = Importiert. Neu: { $added }. Geändert: { $changed }.
