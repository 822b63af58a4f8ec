from operations.runbooks.models.contacts import Contact
from operations.runbooks.models.feedback import StepFeedback
from operations.runbooks.models.runbooks import Runbook
from operations.runbooks.models.versions import Origin, RunbookVersion, VersionState

__all__ = ["Contact", "Origin", "Runbook", "RunbookVersion", "StepFeedback", "VersionState"]
