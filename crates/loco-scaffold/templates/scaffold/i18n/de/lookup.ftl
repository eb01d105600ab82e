# Etwas suchen, um es auszuwählen.
form-look-for = Etwas anderes suchen
form-look-for-help = Geben Sie den Anfang des Namens ein und speichern Sie: Dann wählen Sie unter den Treffern.
