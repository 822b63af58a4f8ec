"""The index of search: of each runbook's current version, what it says, cut into passages, and in which words."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from operations.runbooks.models.versions import RunbookVersion


class PassageKind(models.TextChoices):
    """What a passage is; steps, troubles and scenarios have an anchor, the others stand for the whole runbook."""

    TITLE = "TITLE"
    KEYWORD = "KEYWORD"
    SUMMARY = "SUMMARY"
    STEP = "STEP"
    TROUBLE = "TROUBLE"
    SCENARIO = "SCENARIO"
    BACKGROUND = "BACKGROUND"


class Passage(models.Model):
    """A part of a version that answers by itself, in one language.

    `head`: its line, as people read it; `head_lexemes`: the stems in it. `vector`: all its stems with their weights.
    """

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(RunbookVersion, models.CASCADE, related_name="passages")
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=PassageKind.choices)
    anchor = models.CharField(max_length=80, blank=True, default="")
    head = models.CharField(max_length=700)
    head_lexemes = ArrayField(models.TextField())
    vector = SearchVectorField()

    class Meta:
        db_table = "runbook_passages"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.version_id}#{self.anchor} ({self.language})"


class Term(models.Model):
    """That a version has a stem, and how strongly (0..1): 1 in its title or keywords, less in its texts.

    Without a language: that it is the playbook of a territory, the code of which stands for the stem.
    """

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(RunbookVersion, models.CASCADE, related_name="terms")
    language = models.CharField(max_length=2, blank=True)
    lexeme = models.TextField()
    strength = models.FloatField()

    class Meta:
        db_table = "runbook_terms"
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("language", "lexeme", "version"), include=("strength",), name="runbook_terms_once"
            ),
        )
        indexes = (models.Index("language", "lexeme", F("strength").desc(), "version", name="runbook_terms_strongest"),)

    def __str__(self) -> str:
        return f"{self.lexeme} ({self.language})"


class Word(models.Model):
    """A word that a runbook or a synonym uses, folded: what mistyped and compound words are measured against.

    `runbooks`: how many have a word of this stem.
    """

    id = models.BigAutoField(primary_key=True)
    language = models.CharField(max_length=2)
    word = models.CharField(max_length=80)
    lexeme = models.TextField()
    runbooks = models.IntegerField(default=0, db_default=0)

    class Meta:
        db_table = "runbook_words"
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("language", "word"), name="runbook_words_once"),)
        indexes = (models.Index(fields=("language", "lexeme"), name="runbook_words_lexeme"),)

    def __str__(self) -> str:
        return f"{self.word} ({self.language})"
