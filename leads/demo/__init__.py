"""Invented people, companies and histories for a first look. Nothing here is used outside the demo."""
