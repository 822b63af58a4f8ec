"""Mails about leads: what they say, and how they reach the mail server."""
