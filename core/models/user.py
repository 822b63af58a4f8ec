"""Everyone who signs in, and every system that does: staff, sales representatives, service accounts."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.territory import Territory


class Language(models.TextChoices):
    # In their own language, untranslated: whoever cannot read the interface must still find theirs.
    GERMAN = "de", "Deutsch"
    ENGLISH = "en", "English"


class User(AbstractUser):
    """A person or a service account. Groups give the rights; territories limit which rows those rights reach."""

    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.GERMAN, db_default=Language.GERMAN
    )
    territories = ArrayField(
        models.CharField(max_length=2, choices=Territory.choices),
        verbose_name=_("territories"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Rows of other territories stay invisible. Empty: none. A superuser sees all."),
    )
    is_service = models.BooleanField(
        _("service account"),
        default=False,
        db_default=False,
        help_text=_("A system, not a person: signs in by token only, and the facts it reports always count."),
    )

    class Meta:
        db_table = "users"
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username
