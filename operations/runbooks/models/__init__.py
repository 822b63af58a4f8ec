from operations.runbooks.models.contacts import Contact
from operations.runbooks.models.feedback import StepFeedback
from operations.runbooks.models.passages import Passage, PassageKind, Term, Word
from operations.runbooks.models.questions import Outcome, QuestionTotal
from operations.runbooks.models.runbooks import Runbook
from operations.runbooks.models.synonyms import Synonym, SynonymForm
from operations.runbooks.models.versions import Origin, RunbookVersion, VersionState

__all__ = [
    "Contact",
    "Origin",
    "Outcome",
    "Passage",
    "PassageKind",
    "QuestionTotal",
    "Runbook",
    "RunbookVersion",
    "StepFeedback",
    "Synonym",
    "SynonymForm",
    "Term",
    "VersionState",
    "Word",
]
