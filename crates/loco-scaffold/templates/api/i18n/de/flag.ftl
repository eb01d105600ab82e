# Daten für die API.
invalid-not-a-flag = Das muss true oder false sein.
