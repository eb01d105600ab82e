# Eine Zahl mit Komma.
invalid-decimal = „{ $typed }“ ist keine Zahl oder hat zu viele Stellen.
