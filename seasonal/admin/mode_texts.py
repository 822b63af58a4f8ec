"""How an operating mode is said."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from core.console.previews import Change
from core.operating import Feature, OperatingMode
from seasonal.admin.texts import times


def changes_between(before: OperatingMode, after: OperatingMode) -> list[Change]:
    """Each thing that a mode says, before and after."""
    return [
        Change(label=label, before=was, after=becomes)
        for (label, was), (_label, becomes) in zip(_said(before), _said(after), strict=True)
    ]


def said(mode: OperatingMode) -> list[tuple[str, str]]:
    """Each thing that a mode says, with its name."""
    return list(_said(mode))


def _said(mode: OperatingMode) -> Iterator[tuple[str, str]]:
    rates = Decimal(str(mode.service_rates))
    usual = _("as usual") if rates == 1 else _("%(times)s the usual") % {"times": times(rates)}
    yield _("Rate limits of service accounts"), usual
    first = _("first, with a limit of its own") if mode.catering_first else _("with everything else")
    yield _("Catering requests and their events"), first
    for feature in Feature:
        yield _capital(feature.label), _("switched off") if feature in mode.switched_off else _("on")


def _capital(text: object) -> str:
    return str(text)[:1].upper() + str(text)[1:]
