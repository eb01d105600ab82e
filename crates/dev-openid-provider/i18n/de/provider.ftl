# Seiten des Anbieters für die Entwicklung.
development-note = Anbieter für die Entwicklung. Er kennt alle Passwörter und läuft nie im Betrieb.

sign-in-title = Anmelden
sign-in-to = weiter zu
sign-in-username = Benutzername oder E-Mail
sign-in-password = Passwort
sign-in-submit = Anmelden
sign-in-wrong = Name und Passwort gehören nicht zusammen. Bitte beides prüfen und noch einmal versuchen.
sign-in-again = Bitte bestätigen Sie, dass Sie es sind.
sign-in-samples = Beispielkonten
sign-in-samples-text = Ein Druck meldet an. Das Passwort ist jeweils gleich dem Namen.
sign-in-as = Anmelden als

form-post-title = Zurück zur Anwendung
form-post-text = Wenn von selbst nichts geschieht, drücken Sie den Knopf.
form-post-submit = Weiter

sign-out-title = Abmelden?
sign-out-text = Die Anwendung hat nicht gesagt, wer sich abmeldet. Möchten Sie Ihre Sitzung hier beenden?
sign-out-submit = Abmelden
signed-out-title = Sie sind abgemeldet
signed-out-text = Ihre Sitzung bei diesem Anbieter ist beendet.

problem-title = Das geht nicht
problem-unknown-client = Die Anwendung, die Sie hierher geschickt hat, ist diesem Anbieter nicht bekannt.
problem-unknown-client-hint = Für ihre Entwickler: client_id muss der Name eines aktiven Clients in der Realm-Datei sein.
problem-wrong-redirect-uri = Die Anwendung möchte Sie an eine Adresse schicken, die sie nicht angemeldet hat. Darum bleiben Sie hier.
problem-wrong-redirect-uri-hint = Für ihre Entwickler: redirect_uri muss genau zu einer der „Valid redirect URIs“ des Clients passen, oder unter deren * am Ende liegen.
problem-wrong-logout-redirect = Die Anwendung möchte Sie nach dem Abmelden an eine Adresse schicken, die sie nicht angemeldet hat. Darum bleiben Sie hier und angemeldet.
problem-wrong-logout-redirect-hint = Für ihre Entwickler: post_logout_redirect_uri muss zu post.logout.redirect.uris des Clients passen und braucht client_id oder id_token_hint.
problem-cross-site = Dieses Formular kam von einer fremden Seite.
problem-cross-site-hint = Gehen Sie zur Anwendung zurück und beginnen Sie dort von Neuem.

device-title = Gerät zulassen
device-text = Geben Sie den Code ein, den Ihr Gerät zeigt.
device-asks = möchte für Sie handeln. Prüfen Sie, ob der Code derselbe ist wie auf Ihrem Gerät.
device-code = Code
device-unknown = Kein Gerät wartet mit diesem Code. Prüfen Sie ihn oder beginnen Sie am Gerät von vorn.
device-signed-in = Sie sind angemeldet als
device-allow = Zulassen
device-refuse = Ablehnen
device-allowed-title = Das Gerät darf weitermachen
device-allowed-text = Sie können diese Seite schließen und zu Ihrem Gerät zurückkehren.
device-refused-title = Abgelehnt
device-refused-text = Das Gerät bekommt keinen Zugang. Sie können diese Seite schließen.
