"""What a draft of an agreement would have made of the tickets of the last months. Nothing is written."""

from collections.abc import Callable, Mapping

from slaapp.domain.agreement import Agreement, Meaning, Metric, Severity, Tier, terms
from slaapp.domain.errors import Refusal
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.domain.what_if import Change, Comparing, Flip
from slaapp.domain.why import Ledger
from slaapp.domain.working_time import WorkingTime
from slaapp.services.governed import Watch, governed, months_back
from slaapp.services.keeping import with_merged, work_out_as_of
from slaapp.services.ledgers import ledger_of
from slaapp.services.rulebook import SINCE_EVER, Rulebook
from slaapp.storage import tickets
from slaapp.storage.database import Connection, Database

NO_HOURS: Mapping[str, WorkingTime] = {}


class WhatIf(Value):
    """`period` holds the instants at which the tickets were received: the same tickets stand on both sides, with all
    their clocks that are decided by now. `flips` are those that are late on one side only, by number."""

    agreement: str
    version: int
    period: Span
    tickets: int
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    subjects: Mapping[int, str]
    """Of the tickets that have flips."""

    meanings: Mapping[Severity, Meaning]
    """What the draft says of severities in words of its own."""


class WhatIfs:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database, self._rulebook = database, rulebook

    def run(
        self,
        draft: Agreement,
        *,
        now: Instant,
        months: int,
        hours: Mapping[str, WorkingTime] = NO_HOURS,
        watch: Watch | None = None,
    ) -> WhatIf:
        """Wind the tickets whose pinned version is of that agreement as if the draft had governed them from being
        received. `hours` are calendars in the place of those of their name. Refusal where a calendar is missing, where
        no version of the agreement is in force yet, and once `watch` says that it is enough."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            versions = rulebook.terms.get(draft.name)
            if not versions:
                raise Refusal(f"No version of {draft.name} is in force, so no ticket is governed by it.")
            drawn = with_hours(rulebook, hours)
            line = _line(draft, drawn)
            period = months_back(versions[-1].desk_hours, months, now)
            comparing = Comparing(now, rulebook.hours, drawn)
            subjects: dict[int, str] = {}
            for ticket in governed(connection, rulebook, draft.name, period, now, watch or Watch()):
                if comparing.take(ticket.row.number, ticket.clocks, ticket.under(line)):
                    subjects[ticket.row.number] = ticket.row.subject
        held = rulebook.line(None, now, agreement=draft.name)
        before = versions[-1].agreement if not held else held[0][1].agreement
        return WhatIf(
            draft.name,
            draft.version,
            period,
            comparing.tickets,
            comparing.changes(before.targets, draft.targets),
            tuple(comparing.flips),
            subjects,
            draft.meanings,
        )

    def why(
        self,
        draft: Agreement,
        number: int,
        metric: Metric,
        *,
        now: Instant,
        tier: Tier = Tier.PUBLIC,
        cycle: int | None = None,
        hours: Mapping[str, WorkingTime] = NO_HOURS,
    ) -> Ledger:
        """The ledger of a clock as the draft would have had it: of the cycle asked for, else of the latest."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            row = tickets.by_number(connection, number)
            written = {} if row is None else with_merged(connection, [row.id])
            kept = None if row is None else work_out_as_of(row.id, written, rulebook, until=now)
            if kept is None:
                raise Refusal(f"There is no ticket {number}.")
            line = _line(draft, with_hours(rulebook, hours))
        return ledger_of(number, kept.course, line, kept.history, metric, tier=tier, cycle=cycle, now=now)


def _line(draft: Agreement, hours: Mapping[str, WorkingTime]) -> TermsLine:
    """The draft alone, from the beginning; Refusal for a calendar that is not there."""
    missing = {draft.calendar, *draft.calendar_by_severity.values()} - hours.keys()
    if missing:
        raise Refusal(f"There is no calendar named {min(missing)}. Nothing was worked out. Import it first.")
    return [(SINCE_EVER, terms(draft, hours))]


def with_hours(rulebook: Rulebook, hours: Mapping[str, WorkingTime]) -> dict[str, WorkingTime]:
    return {**rulebook.hours, **hours}
