"""Mails about leads: what they say."""
