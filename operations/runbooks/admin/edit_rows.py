"""Adding, removing and moving entries of a form that was sent, before it is saved: only what was typed is moved."""

import re
from collections.abc import Iterable

from django.http import QueryDict

from operations.runbooks.admin.edit_entries import MOST

# One entry as it was sent: the names of its fields without the list and the number.
Row = dict[str, list[str]]
COUNT, OPEN = "count", "open"
_NUMBER = "[0-9]{1,3}"


def count_of(data: QueryDict, name: str) -> int:
    """How many entries of a list were sent."""
    sent = data.get(f"{name}-{COUNT}", "")
    return min(int(sent), MOST[name]) if re.fullmatch(_NUMBER, sent) else 0


def changed(data: QueryDict, wanted: str) -> QueryDict:
    """What was sent, after `steps:add`, `steps:up:2`, `steps:down:2` or `steps:remove:2`; as it is for all else."""
    name, _colon, rest = wanted.partition(":")
    action, _colon, which = rest.partition(":")
    if name not in MOST:
        return data
    rows = _rows(data, name)
    if action == "add" and len(rows) < MOST[name]:
        rows.append({OPEN: ["1"]})
    elif re.fullmatch(_NUMBER, which) and int(which) < len(rows):
        number = int(which)
        row = rows.pop(number)
        if action == "up":
            rows.insert(max(number - 1, 0), row)
        elif action == "down":
            rows.insert(number + 1, row)
        elif action != "remove":
            rows.insert(number, row)
    return _with_rows(data, name, rows)


def _rows(data: QueryDict, name: str) -> list[Row]:
    rows: list[Row] = [{} for _number in range(count_of(data, name))]
    for key, values in data.lists():
        found = re.fullmatch(rf"{name}-({_NUMBER})-(.+)", key)
        if found and int(found[1]) < len(rows):
            rows[int(found[1])][found[2]] = [str(value) for value in values]
    return rows


def _with_rows(data: QueryDict, name: str, rows: Iterable[Row]) -> QueryDict:
    renewed = data.copy()
    for key in [key for key in renewed if key.startswith(f"{name}-")]:
        del renewed[key]
    number = 0
    for number, row in enumerate(rows, start=1):
        for field, values in row.items():
            renewed.setlist(f"{name}-{number - 1}-{field}", values)
    renewed[f"{name}-{COUNT}"] = str(number)
    return renewed
