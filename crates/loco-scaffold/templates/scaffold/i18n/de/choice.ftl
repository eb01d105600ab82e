# Was an einer gesuchten Auswahl nicht stimmt.
invalid-nothing-fits = Es gibt nichts, das mit „{ $typed }“ beginnt.
invalid-several-fit = Mehreres beginnt mit „{ $typed }“. Wählen Sie eines davon.
