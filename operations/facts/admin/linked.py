"""The leads and people that facts name by their ids: read once for a whole page, and only those that one may see."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.models import User
from leads.admin.texts import subject
from leads.models import Lead
from operations.facts.admin.values import NONE


class Linked:
    """The names behind the ids of `rows`, for `user`: two queries, whatever the number of rows."""

    def __init__(self, rows: Iterable[Any], user: User) -> None:
        found = list(rows)
        lead_ids = {row.lead_id for row in found if row.lead_id is not None}
        user_ids = {row.user_id for row in found if row.user_id is not None}
        sees_leads = bool(lead_ids) and user.has_perm("leads.view_lead")
        leads = Lead.objects.for_user(user).filter(pk__in=lead_ids) if sees_leads else ()
        self._leads = {lead.pk: subject(lead) for lead in leads}
        people = User.objects.filter(pk__in=user_ids) if user_ids else ()
        self._people = {person.pk: str(person) for person in people}

    def lead(self, lead_id: int | None) -> str | SafeString:
        """The lead with a link to its page; the number alone of one that is not here, or not to be seen."""
        if lead_id is None:
            return NONE
        if lead_id not in self._leads:
            return str(lead_id)
        url = reverse("admin:leads_lead_change", args=[lead_id])
        return format_html('<a href="{}">{}</a>', url, self._leads[lead_id])

    def person(self, user_id: int | None) -> str:
        """The name of a representative; the number of one who is not known here."""
        return NONE if user_id is None else self._people.get(user_id, str(user_id))
