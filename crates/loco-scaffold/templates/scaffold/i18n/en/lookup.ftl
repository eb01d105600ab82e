# Looking for something to choose.
form-look-for = Look for another
form-look-for-help = Type the beginning of its name and save: you then choose among what is found.
