admin-book = Buch
admin-book-several = Bücher
