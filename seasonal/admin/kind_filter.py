"""The filter by kind of season."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils.translation import gettext as _

from seasonal.admin.texts import kind_name


class KindFilter(admin.AllValuesFieldListFilter):
    """The kinds that there are, as people call them."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": kind_name(str(choice["display"])) or _("any other")}
