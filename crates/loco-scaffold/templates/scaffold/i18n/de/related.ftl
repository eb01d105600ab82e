# Was zu etwas gehört.
related-all = Alle zeigen
related-only = Nur, was hierzu gehört:
