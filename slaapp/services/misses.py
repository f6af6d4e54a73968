"""Say why a target was missed and, in the same act, what is to keep it from happening again."""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from slaapp.domain.agreement import Metric
from slaapp.domain.errors import Refusal
from slaapp.domain.events import MissReason
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.reports.review_data import Decision
from slaapp.services.changes import Changes
from slaapp.services.decisions import Decisions, measure_of
from slaapp.services.desk import Desk
from slaapp.services.rulebook import Rulebook
from slaapp.storage import tickets
from slaapp.storage.database import Connection
from slaapp.storage.nested import Inside, Transactions


class Measure(Value):
    """What is to be done, who sees to it, and by when."""

    text: str
    owner: str
    due: date | None = None


class Misses:
    def __init__(self, database: Transactions, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def measure(self, number: int, metric: Metric, cycle: int) -> Decision | None:
        """What is to keep a target from being missed again, as long as that is open."""
        with self._database.read() as connection:
            return measure_of(connection, number, metric, cycle)

    def explain(
        self,
        number: int,
        metric: Metric,
        cycle: int | None,
        *,
        code: MissReason | None,
        text: str,
        measure: Measure | None,
        now: Instant,
        instead: int | None = None,
    ) -> Changes:
        """As `Desk.explain`; the measure is an action on the reports of the ticket's customer until it is closed, or
        changes the one of that number. Both are written or none."""
        with self._database.write() as connection:
            store = Inside(connection, self._database)
            changes = Desk(store, self._rulebook, self._user).explain(
                number, metric, text, cycle=cycle, code=code, now=now
            )
            if measure is None:
                return changes
            decisions = Decisions(store, self._rulebook, self._user)
            if instead is not None:
                changed = decisions.change(instead, measure.text, owner=measure.owner, due=measure.due, now=now)
                return replace(changes, records=changed.records)
            held = tickets.by_number(connection, number)
            if held is None or held.agreement is None:
                raise Refusal(
                    f"Nothing was saved: no agreement covers ticket {number}, so no report would list what is to be "
                    "done. Leave that out."
                )
            _, decided = decisions.decide(
                held.agreement,
                measure.text,
                owner=measure.owner,
                due=measure.due,
                about=(number, held.customer),
                target=None if cycle is None else (metric, cycle),
                now=now,
            )
        return replace(changes, records=decided.records)
