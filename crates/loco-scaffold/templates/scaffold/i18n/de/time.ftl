# Eine Uhrzeit.
invalid-time = „{ $typed }“ ist keine Uhrzeit. Schreiben Sie sie wie 14:30.
