# What belongs to something.
related-all = Show all
related-only = Only what belongs to
