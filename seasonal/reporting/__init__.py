"""The report after a season: sections that each app brings, drafted from what is recorded."""
