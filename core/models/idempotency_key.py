"""What a client was answered under an Idempotency-Key, so that asking again neither acts nor answers differently."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _


class IdempotencyKey(models.Model):
    """One request that changed something, and its answer; written in the transaction of the change itself."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="+", db_index=False
    )
    method = models.CharField(_("method"), max_length=8)
    path = models.CharField(_("path"), max_length=255)
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(_("fingerprint of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"))
    body = models.TextField(_("answer"))
    created_at = models.DateTimeField(_("created at"), db_default=TransactionNow(), db_index=True)

    class Meta:
        db_table = "idempotency_keys"
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        default_permissions = ()
        constraints = (models.UniqueConstraint("user", "method", "path", "key", name="idempotency_keys_once"),)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.key}"
