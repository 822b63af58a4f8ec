"""Saying that somebody published a version while somebody else was writing at the one before it."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from operations.runbooks.models import Origin, RunbookVersion


def overtaken(sent: QueryDict, published: RunbookVersion | None, draft: RunbookVersion | None) -> str:
    """Why what was sent would silently take back what was published since its form was opened; empty where not.

    It says so, too, where it would take the place of a `draft` that somebody began since.
    """
    if published is None or sent.get("base", "") == str(published.number):
        return ""
    told = [_published(published), _("Compare it with your text. Saving again takes your text.")]
    if draft is not None and draft.digest != sent.get("digest", ""):
        told.append(_drafted(draft))
    return " ".join(told)


def _published(version: RunbookVersion) -> str:
    known = {"number": version.number, "note": version.note or "–", "who": version.published_by}
    if version.published_by is not None:
        return _("Version %(number)s has been published meanwhile, by %(who)s: %(note)s.") % known
    if version.origin == Origin.FILE:
        return _("Version %(number)s has been taken from its file meanwhile: %(note)s.") % known
    return _("Version %(number)s has been published meanwhile: %(note)s.") % known


def _drafted(draft: RunbookVersion) -> str:
    if draft.created_by is None:
        return _("It also takes the place of the draft that has been written meanwhile.")
    known = {"who": draft.created_by}
    return _("It also takes the place of the draft that has been written meanwhile, by %(who)s.") % known
