"""The admin of business facts: what the CRM reported, looked at, corrected and voided with a reason."""

from operations.facts.admin import assignments, campaigns, catering, help_answers, orders, privacy, samples

__all__ = ["assignments", "campaigns", "catering", "help_answers", "orders", "privacy", "samples"]
