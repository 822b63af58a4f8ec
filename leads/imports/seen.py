"""What earlier rows of the same file have already claimed."""

from dataclasses import dataclass

from leads.imports.reasons import RowRejected
from leads.imports.rows import LeadRow


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """Company and city of a row as the database compares them."""

    company: str
    city: str


class Seen:
    """Rows that were accepted so far, by external id and by company and place."""

    def __init__(self) -> None:
        self._external_ids: dict[tuple[str, str], int] = {}
        self._places: dict[tuple[str, str, str], int] = {}

    def check_external_id(self, row: LeadRow) -> None:
        """RowRejected where an earlier row has this external id."""
        earlier = self._external_ids.get((row.source, row.external_id))
        if row.external_id and earlier is not None:
            raise RowRejected("external_id_in_file", row=earlier)

    def check_place(self, row: LeadRow, keys: MatchKeys) -> None:
        """RowRejected where an earlier row is the same company in the same place."""
        for place in _places(row, keys):
            if place in self._places:
                raise RowRejected("duplicate_in_file", row=self._places[place])

    def remember(self, row: LeadRow, keys: MatchKeys) -> None:
        """Count this row as accepted."""
        if row.external_id:
            self._external_ids.setdefault((row.source, row.external_id), row.number)
        for place in _places(row, keys):
            self._places.setdefault(place, row.number)


def _places(row: LeadRow, keys: MatchKeys) -> list[tuple[str, str, str]]:
    # The same rule as leads.querysets.leads.same_company: the city or the country's postal code is enough.
    kinds = (("city", keys.city), (f"postal code {row.territory}", row.postal_code))
    return [(keys.company, kind, value) for kind, value in kinds if value]
