# Wie die Verwaltung die Dinge dieser Anwendung nennt.
admin-site = «title»: Verwaltung
admin-app-catalog = Inhalte
admin-people = Menschen
