"""What was decided in a review: kept and carried to the next one until it is closed."""

from collections.abc import Callable, Collection
from datetime import date

from slaapp.domain.agreement import Metric
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant, Span
from slaapp.reports.review_data import Decision
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, change, put
from slaapp.services.families import GONE
from slaapp.services.fields import a_name, checked_text
from slaapp.services.rulebook import Rulebook
from slaapp.storage import records
from slaapp.storage.database import Connection
from slaapp.storage.nested import Transactions

DECISION = "decision"


class Decisions:
    def __init__(self, database: Transactions, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        self._user = user

    def decide(
        self,
        agreement: str,
        text: str,
        *,
        owner: str,
        due: date | None,
        now: Instant,
        about: tuple[int, str | None] | None = None,
        target: tuple[Metric, int] | None = None,
    ) -> tuple[Decision, Changes]:
        """Refusal for an agreement that is not there, and for a text or an owner that is empty. `about` is a ticket
        with a missed target: its number, and its customer; `target` which one that is, by metric and cycle."""
        said = _said(text, owner, due)
        with self._database.write() as connection:
            if agreement not in self._rulebook(connection).terms:
                raise Refusal(f"Nothing was saved: no version of {agreement} is in force.")
            number = max((int(record.id) for record in records.every(connection, DECISION)), default=0) + 1
            body = {
                **said,
                "decided_at": now,
                "closed_at": None,
                "outcome": "",
                **({} if about is None else {"ticket": about[0], "customer": about[1]}),
                **({} if target is None else {"target": [target[0].value, target[1]]}),
            }
            written = put(connection, DECISION, str(number), agreement, body, Stamp(now, self._user), owner=None)
            made = decision_of(_open(connection, number))
        return made, Changes(records=written)

    def change(self, number: int, text: str, *, owner: str, due: date | None, now: Instant) -> Changes:
        """What is to be done, who sees to it and by when. Refusal as there, and for one that is closed."""
        said = _said(text, owner, due)
        with self._database.write() as connection:
            return Changes(records=change(connection, _open(connection, number), Stamp(now, self._user), said))

    def close(self, number: int, outcome: str, *, now: Instant) -> Changes:
        """Refusal for one that is closed already."""
        checked_text(outcome, "Outcome")
        with self._database.write() as connection:
            said = {"closed_at": now, "outcome": outcome.strip()}
            return Changes(records=change(connection, _open(connection, number), Stamp(now, self._user), said))

    def as_they_are(self, listed: Collection[Decision]) -> tuple[Decision, ...]:
        """The same by now, whatever a closed report lists; those that were taken back are left out."""
        if not listed:
            return ()
        numbers = {held.number for held in listed}
        with self._database.read() as connection:
            return tuple(held for held in _every(connection) if held.number in numbers)


def _said(text: str, owner: str, due: date | None) -> dict[str, str | None]:
    if not checked_text(text, "Decision").strip():
        raise Refusal("Nothing was saved: the decision is empty. Say what is to be done.")
    return {"text": text.strip(), "owner": a_name(owner, "Owner"), "due": None if due is None else due.isoformat()}


def _open(connection: Connection, number: int) -> records.Record:
    held = records.load(connection, DECISION, str(number))
    if held is None or held.body.get(GONE):
        raise Refusal(f"There is no decision {number}. Nothing was changed.")
    if held.body["closed_at"] is not None:
        raise Refusal(f"Decision {number} is closed already. Nothing was changed.")
    return held


def measure_of(connection: Connection, ticket: int, metric: Metric, cycle: int) -> Decision | None:
    """The newest open action about a target that was missed. One that was noted without saying about which is about
    any of its ticket."""
    found = [
        decision_of(record)
        for record in records.every(connection, DECISION)
        if record.body.get("ticket") == ticket
        and record.body["closed_at"] is None
        and not record.body.get(GONE)
        and record.body.get("target") in (None, [metric.value, cycle])
    ]
    return max(found, key=lambda held: held.number, default=None)


def open_decisions(connection: Connection, agreement: str, now: Instant, closed_since: Instant) -> tuple[Decision, ...]:
    """Those that are open at `now`, and those closed from `closed_since` on, by number."""
    return tuple(one for one in _every(connection) if one.agreement == agreement and _shown(one, now, closed_since))


def actions(
    connection: Connection,
    agreements: Collection[str],
    customers: Collection[str] | None,
    period: Span,
    late: Collection[int],
    now: Instant,
) -> tuple[Decision, ...]:
    """What a report of these customers (ids; None: of everybody) lists, by number: what reviews of the agreements
    decided and what is to keep missed targets from happening again, as long as it was open in the period; and what was
    decided by `now` about tickets (numbers) that are late in it."""
    found = []
    for one in _every(connection):
        ours = one.agreement in agreements if one.ticket is None else customers is None or one.customer in customers
        about = one.ticket in late and one.decided_at <= now
        if ours and (about or _shown(one, period.end - 1, period.start)):
            found.append(one)
    return tuple(found)


def _shown(held: Decision, now: Instant, closed_since: Instant) -> bool:
    return held.decided_at <= now and (held.is_open(now) or (held.closed_at or 0) >= closed_since)


def _every(connection: Connection) -> list[Decision]:
    found = [decision_of(record) for record in records.every(connection, DECISION) if not record.body.get(GONE)]
    return sorted(found, key=lambda held: held.number)


def decision_of(record: records.Record) -> Decision:
    body = record.body
    due = body["due"]
    return Decision(
        number=int(record.id),
        agreement=record.name,
        text=body["text"],
        owner=body["owner"],
        due=None if due is None else date.fromisoformat(due),
        decided_at=body["decided_at"],
        closed_at=body["closed_at"],
        outcome=body["outcome"],
        ticket=body.get("ticket"),
        customer=body.get("customer"),
    )
