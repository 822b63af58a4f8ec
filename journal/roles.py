"""Which role may do what with the journal."""

GRANTS = {"viewer": ("view_event",)}
