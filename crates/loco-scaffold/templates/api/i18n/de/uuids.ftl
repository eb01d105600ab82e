# Daten für die API.
invalid-not-uuids = Das muss eine Liste von UUIDs sein: von jedem die „id“.
