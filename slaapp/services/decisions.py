"""What was decided in a review: kept and carried to the next one until it is closed."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant, Span
from slaapp.reports.review_data import Decision
from slaapp.services.changes import Changes
from slaapp.services.customer_records import Stamp, Versions, put
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
    ) -> tuple[Decision, Changes]:
        """Refusal for an agreement that is not there, and for a text or an owner that is empty. `about` is a ticket
        with a missed target: its number, and its customer."""
        if not checked_text(text, "Decision").strip():
            raise Refusal("Nothing was saved: the decision is empty. Say what is to be done.")
        owner = a_name(owner, "Owner")
        with self._database.write() as connection:
            if agreement not in self._rulebook(connection).terms:
                raise Refusal(f"Nothing was saved: no version of {agreement} is in force.")
            number = max((int(record.id) for record in records.every(connection, DECISION)), default=0) + 1
            ticket, customer = about or (None, None)
            made = Decision(number, agreement, text.strip(), owner, due, now, ticket=ticket, customer=customer)
            written = self._save(connection, made, now)
        return made, Changes(records=written)

    def close(self, number: int, outcome: str, *, now: Instant) -> Changes:
        """Refusal for one that is closed already."""
        checked_text(outcome, "Outcome")
        with self._database.write() as connection:
            held = next((one for one in _every(connection) if one.number == number), None)
            if held is None:
                raise Refusal(f"There is no decision {number}. Nothing was changed.")
            if held.closed_at is not None:
                raise Refusal(f"Decision {number} is closed already. Nothing was changed.")
            written = self._save(connection, held, now, closed_at=now, outcome=outcome.strip())
        return Changes(records=written)

    def _save(
        self,
        connection: Connection,
        held: Decision,
        now: Instant,
        *,
        closed_at: Instant | None = None,
        outcome: str = "",
    ) -> Versions:
        body: dict[str, Any] = {
            "text": held.text,
            "owner": held.owner,
            "due": None if held.due is None else held.due.isoformat(),
            "decided_at": held.decided_at,
            "closed_at": closed_at,
            "outcome": outcome,
            **({} if held.ticket is None else {"ticket": held.ticket, "customer": held.customer}),
        }
        return put(connection, DECISION, str(held.number), held.agreement, body, Stamp(now, self._user), owner=None)


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
