# Daten für die API.
invalid-not-a-number = Das muss eine Zahl sein.
