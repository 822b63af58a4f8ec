"""Which version of a runbook somebody may look at, and the list of them all."""

from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.tables import Action, Table
from core.models import User
from operations.runbooks.addresses import read_address
from operations.runbooks.admin.rights import may_edit
from operations.runbooks.admin.shape import shaped
from operations.runbooks.admin.texts import draft_badge, language_here
from operations.runbooks.models import Runbook, RunbookVersion, VersionState

SHOWN = 8


def versions_for(slug: str, user: User) -> list[RunbookVersion]:
    """The versions of a runbook that somebody may see, the newest first, without what they say; Http404 for none.

    Drafts are for those who may edit.
    """
    found = RunbookVersion.objects.filter(runbook__slug=slug).defer("content").order_by("-number")
    found = found.select_related("runbook", "created_by", "published_by")
    if not may_edit(user):
        found = found.published()
    versions = list(found)
    if not versions:
        raise Http404
    return versions


def chosen(versions: list[RunbookVersion], number: str) -> RunbookVersion:
    """The version of that number; without one the published one, or a draft where nothing else is. Http404."""
    if number:
        found = next((each for each in versions if str(each.number) == number), None)
        if found is None:
            raise Http404
        return found
    return current_of(versions) or versions[0]


def current_of(versions: list[RunbookVersion]) -> RunbookVersion | None:
    """The one that counts."""
    return next((each for each in versions if each.state == VersionState.PUBLISHED), None)


def draft_of(slug: str) -> RunbookVersion | None:
    """What is being written."""
    found = RunbookVersion.objects.select_related("runbook")
    return found.filter(runbook__slug=slug, state=VersionState.DRAFT).first()


def published_of(slug: str) -> RunbookVersion | None:
    """What counts."""
    return RunbookVersion.objects.current().filter(runbook__slug=slug).first()


def title_of(version: RunbookVersion) -> str:
    """The title in the present language, or what there is of one: a draft may be unfinished."""
    title = shaped(version.content)["title"]
    return str(title[language_here()] or next(filter(None, title.values()), version.runbook.slug))


def versions_url(runbook: Runbook | str, old: int | None = None, new: int | None = None) -> str:
    """The page of the versions, with the difference between two of them."""
    slug = runbook if isinstance(runbook, str) else runbook.slug
    url = reverse("admin:runbooks_runbook_versions", args=[slug])
    return f"{url}?old={old}&new={new}" if old is not None and new is not None else url


def versions_table(versions: list[RunbookVersion], *, most: int | None = SHOWN) -> Table:
    """Who published what when, and what changed."""
    slug = versions[0].runbook.slug
    shown = versions[:most] if most else versions
    return Table(
        ident="_versions",
        title=_("Versions"),
        columns=(_("Version"), _("When"), _("Who"), _("What changed"), ""),
        rows=[_row(version, versions) for version in shown],
        action=Action(label=_("All versions and differences"), url=versions_url(slug)) if most else None,
    )


def _row(version: RunbookVersion, versions: list[RunbookVersion]) -> tuple[SafeString | str, ...]:
    url = read_address(version.runbook.slug, version=version.number)
    return (
        format_html('<a href="{}">{}</a> {}', url, version.number, _badge(version, versions)),
        moment(version.published_at or version.changed_at),
        who(version),
        version.note or "–",
        _difference(version, versions),
    )


def _badge(version: RunbookVersion, versions: list[RunbookVersion]) -> SafeString | str:
    if version.state == VersionState.DRAFT:
        return draft_badge()
    return badge(_("current"), Tone.GOOD) if version is current_of(versions) else ""


def _difference(version: RunbookVersion, versions: list[RunbookVersion]) -> SafeString | str:
    older = next((each.number for each in versions if each.number < version.number), None)
    if older is None:
        return _("the first")
    text = _("compared with %(number)s") % {"number": older}
    return format_html('<a href="{}">{}</a>', versions_url(version.runbook, older, version.number), text)


def who(version: RunbookVersion) -> str:
    """Who published a version, or began the draft; a file has nobody."""
    person = version.published_by if version.state == VersionState.PUBLISHED else version.created_by
    return str(person) if person else str(version.get_origin_display())
