# A number with a point.
invalid-decimal = “{ $typed }” is not a number, or has too many digits.
