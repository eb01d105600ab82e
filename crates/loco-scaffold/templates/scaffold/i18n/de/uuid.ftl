# Eine UUID.
invalid-uuid = „{ $typed }“ ist keine UUID: 32 hexadezimale Ziffern, mit Bindestrichen oder ohne.
