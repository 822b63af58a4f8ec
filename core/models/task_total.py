"""How often tasks of the workers ran, and how that ended."""

from django.db import models


class TaskOutcome(models.TextChoices):
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    RETRY = "RETRY"


class TaskTotal(models.Model):
    """A running total: runs of a task that took up to `bound` seconds (and more than the bound before), and their time.

    In the database, since workers are many processes on several machines, and nobody scrapes them one by one.
    """

    task = models.CharField(max_length=200)
    outcome = models.CharField(max_length=10, choices=TaskOutcome.choices)
    bound = models.FloatField()
    tasks = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        db_table = "task_totals"
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("task", "outcome", "bound"), name="task_totals_once"),)

    def __str__(self) -> str:
        return f"{self.task} {self.outcome} {self.bound}"
