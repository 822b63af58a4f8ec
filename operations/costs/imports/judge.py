"""What becomes of each row of a file: recorded, known already, or refused. Preview and import ask the same judge."""

from dataclasses import dataclass, field
from datetime import timedelta

from core.models import User
from core.territory import Territory
from journal.querysets.scope import sees_everything
from leads.imports.files import count_rows, open_table
from leads.imports.table import SourceRow
from operations.costs.imports.columns import Columns, map_columns
from operations.costs.imports.reasons import Reason
from operations.costs.imports.rows import CostRow, RowReader
from operations.costs.models import Cost
from operations.costs.services.entering import midnight

SOURCE = "import"
MOST_ROWS = 5_000  # a person waits for it


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not recorded, and why."""

    source: SourceRow
    reasons: list[Reason]


@dataclass(slots=True)
class Judgement:
    """What would become of a file: costs that are not saved yet, how many are known, which rows are refused."""

    columns: Columns
    notes: tuple[str, ...] = ()
    costs: list[Cost] = field(default_factory=list)
    known: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def judge_file(content: bytes, actor: User) -> Judgement:
    """Read a file as far as `actor` may record costs. FileRefused where it is no table of costs; nothing is written."""
    table = open_table(content)
    columns = map_columns(table.header)
    count_rows(table, MOST_ROWS)
    reader = RowReader(columns, _allowed(actor), _users())
    judged = Judgement(columns, table.notes)
    found: dict[str, tuple[SourceRow, CostRow]] = {}
    for source in table.rows():
        row = reader.read(source)
        if isinstance(row, list):
            judged.refusals.append(Refusal(source, row))
            continue
        reference = reader.reference(source) or row.fingerprint
        if reference in found:
            again = Reason("twice_in_file", value=str(found[reference][0].number))
            judged.refusals.append(Refusal(source, [again]))
        else:
            found[reference] = source, row
    known = {
        cost.external_id: cost
        for cost in Cost.objects.filter(source=SOURCE, external_id__in=list(found)).defer("versions")
    }
    for reference, (source, row) in found.items():
        _hold_against(judged, known.get(reference), source, _cost(reference, row))
    judged.refusals.sort(key=lambda refusal: refusal.source.number)
    return judged


def _hold_against(judged: Judgement, known: Cost | None, source: SourceRow, cost: Cost) -> None:
    if known is None:
        judged.costs.append(cost)
    elif known.corrected or known.voided_at is not None or _said(known) == _said(cost):
        judged.known += 1  # what a person decided about it since stays
    else:
        judged.refusals.append(Refusal(source, [Reason("differs", value=cost.external_id)]))


def _said(cost: Cost) -> tuple[object, ...]:
    period = cost.starts_at, cost.ends_at
    return (
        *period,
        cost.kind,
        cost.amount,
        cost.hours,
        cost.currency,
        cost.territory,
        cost.team,
        cost.campaign,
        cost.user_id,
    )


def _cost(reference: str, row: CostRow) -> Cost:
    return Cost(
        source=SOURCE,
        external_id=reference,
        kind=row.kind,
        amount=row.amount,
        hours=row.hours,
        currency=row.currency,
        starts_at=midnight(row.first_day),
        ends_at=midnight(row.last_day + timedelta(days=1)),
        territory=row.territory,
        team=row.team,
        campaign=row.campaign,
        user_id=row.user_id,
        note=row.note,
    )


def _allowed(actor: User) -> frozenset[str]:
    return frozenset(["", *Territory.values]) if sees_everything(actor) else frozenset(actor.territories)


def _users() -> dict[str, int]:
    return {name.casefold(): pk for pk, name in User.objects.filter(is_service=False).values_list("pk", "username")}
