# A tree.
invalid-circle = It would stand below itself. Choose another.
