# Ein Tag mit Uhrzeit.
invalid-date-time = „{ $typed }“ ist kein Tag mit Uhrzeit. Schreiben Sie ihn wie 24.11.2026 14:30.
