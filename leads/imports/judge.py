"""What becomes of each row: registered, known already, or rejected. Preview and import ask the same judge."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from leads.imports.reasons import Reason, RowRejected
from leads.imports.registered import LeadConflictRow, Registered, match_keys
from leads.imports.rows import LeadRow, RowReader
from leads.imports.seen import MatchKeys, Seen
from leads.imports.table import SourceRow


class Outcome(StrEnum):
    REGISTERED = "registered"
    KNOWN = "known"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row. `lead`: what to register; `lead_id`: the lead that it is already, or collides with."""

    source: SourceRow
    outcome: Outcome
    reasons: list[Reason] = field(default_factory=list)
    lead: LeadRow | None = None
    lead_id: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that has been read: a lead that could be registered, or what is wrong with it."""

    source: SourceRow
    lead: LeadRow | None
    reasons: list[Reason]


class Judge:
    """Judges the rows of one file, chunk by chunk, in order: a row is held against all before it."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._seen = Seen()

    def read(self, chunk: Sequence[SourceRow]) -> list[Candidate]:
        """Read rows, and look only at each by itself."""
        found = []
        for source in chunk:
            lead = self._reader.read(source)
            found.append(Candidate(source, None, lead) if isinstance(lead, list) else Candidate(source, lead, []))
        return found

    def decide(self, candidates: Sequence[Candidate]) -> list[Verdict]:
        """Hold rows against those before them and against the leads in the database."""
        leads = [each.lead for each in candidates if each.lead is not None]
        keys = match_keys(leads)
        keys_of = {lead.number: key for lead, key in zip(leads, keys, strict=True)}
        registered = Registered(leads, keys)
        verdicts = []
        for each in candidates:
            if each.lead is None:
                verdicts.append(Verdict(each.source, Outcome.REJECTED, each.reasons))
            else:
                verdicts.append(self._judge(each.source, each.lead, keys_of[each.lead.number], registered))
        return verdicts

    def replay(self, chunk: Sequence[SourceRow], rejected: Collection[int]) -> None:
        """Remember rows that an interrupted import has done; `rejected` are the numbers of those it rejected."""
        leads = [each.lead for each in self.read(chunk) if each.lead and each.lead.number not in rejected]
        for lead, keys in zip(leads, match_keys(leads), strict=True):
            self._seen.remember(lead, keys)

    def _judge(self, source: SourceRow, row: LeadRow, keys: MatchKeys, registered: Registered) -> Verdict:
        try:
            self._seen.check_external_id(row)
            known = registered.by_external_id(row, keys)
            if known is None:
                self._seen.check_place(row, keys)
                known = registered.by_place(row, keys)
        except LeadConflictRow as conflict:
            return Verdict(source, Outcome.REJECTED, [conflict.reason], lead_id=conflict.lead_id)
        except RowRejected as rejected:
            return Verdict(source, Outcome.REJECTED, [rejected.reason])
        self._seen.remember(row, keys)
        if known is None:
            return Verdict(source, Outcome.REGISTERED, lead=row)
        return Verdict(source, Outcome.KNOWN, lead_id=known)
