# Ja und nein.
answer-yes = Ja
answer-no = Nein
