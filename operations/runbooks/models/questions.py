"""How often the help system was asked, and what came of it. What was asked, and who asked, is not kept."""

from django.db import models


class Outcome(models.TextChoices):
    """Whether a question had an answer."""

    MATCHED = "matched"
    UNMATCHED = "unmatched"


class QuestionTotal(models.Model):
    """A running total: questions answered within `bound` seconds (and not within the bound before), and their time."""

    id = models.BigAutoField(primary_key=True)
    language = models.CharField(max_length=2)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    bound = models.FloatField()
    questions = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        db_table = "runbook_question_totals"
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("language", "outcome", "bound"), name="runbook_question_totals_once"),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.outcome} {self.bound}"
