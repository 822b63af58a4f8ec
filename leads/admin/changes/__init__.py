"""Changing a lead's facts from its page: a form, the clock before and after, and only then the change."""
