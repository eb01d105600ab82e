admin-book = book
admin-book-several = books
