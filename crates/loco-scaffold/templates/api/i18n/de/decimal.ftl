# Daten für die API.
invalid-not-a-decimal = Das muss eine Zahl mit Punkt in Anführungszeichen sein, wie "12.50".
