"""Words that mean the same: what people say, beside what the runbooks say."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def _words(label: Any) -> ArrayField[Any, Any]:
    return ArrayField(
        models.CharField(max_length=80),
        verbose_name=label,
        default=list,
        blank=True,
        size=40,
        help_text=_("Words or short phrases, separated by commas. All of a row mean the same, in both languages."),
    )


class Synonym(models.Model):
    """A row of words that search takes for one another. It works from the moment it is saved."""

    german = _words(_("German"))
    english = _words(_("English"))

    class Meta:
        db_table = "runbook_synonyms"
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="runbook_synonyms_two_words",
                condition=Q(german__len__gte=2) | Q(english__len__gte=2) | Q(german__len=1, english__len=1),
                violation_error_message=_("It takes two words at least to mean the same."),
            ),
        )

    def __str__(self) -> str:
        return ", ".join([*self.german, *self.english][:4])


class SynonymForm(models.Model):
    """One word or phrase of a row, in its stems. Kept by the database, whoever writes the row."""

    id = models.BigAutoField(primary_key=True)
    synonym = models.ForeignKey(Synonym, models.CASCADE, related_name="forms")
    language = models.CharField(max_length=2)
    form = models.TextField()
    lexemes = ArrayField(models.TextField())

    class Meta:
        db_table = "runbook_synonym_forms"
        default_permissions = ()

    def __str__(self) -> str:
        return self.form
