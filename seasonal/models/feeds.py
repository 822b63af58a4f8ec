"""Personal addresses of the calendar, for programs that can send no token."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.history import tracked


@tracked(by="pgh_obj")
class CalendarFeed(models.Model):
    """Somebody's secret address of the calendar. Only the SHA-256 of the secret is kept: it is shown once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"), editable=False
    )
    digest = models.CharField(_("hash of the secret"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made on"), editable=False)

    class Meta:
        db_table = "season_calendar_feeds"
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        default_permissions = ()
        ordering: ClassVar = ["user"]

    def __str__(self) -> str:
        return str(self.user)
