"""The row of each ticket: what its history folds to, kept so that lists need not read histories."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.claim import Claimant
from slaapp.domain.events import NotMeasuredReason, TicketId
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.storage.view import Connection


class Header(NamedTuple):
    """`customer`, `contact`, `service` and `assignee` are record ids, `source` and `source_key` say where an imported
    ticket came from, `open` whether the queue lists it, `planned_at` and `occurrence` which recurring ticket it is,
    `still` to `turns_at` what an open one is ordered by (Lead), `claimed_by` by what an agreement claims it, also one
    that was over then: `agreement` is None for such a ticket. `over_at` and `recap` are what reports tell of it without
    reading its history (`recaps`)."""

    id: TicketId
    number: int
    subject: str
    customer: str | None
    contact: str | None
    service: str | None
    assignee: str | None
    team: str | None
    severity: Severity
    status: Status
    until: Instant | None
    received_at: Instant
    updated_at: Instant
    resolved_at: Instant | None
    seen: bool
    open: bool
    left_as: NotMeasuredReason | None
    merged_into: TicketId | None
    agreement: str | None
    agreement_version: int | None
    source: str | None
    source_key: str | None
    attachments: int = 0
    planned_at: Instant | None = None
    occurrence: str | None = None
    still: bool = False
    due: Instant | Seconds | None = None
    late_from: Instant | None = None
    turns_at: Instant | None = None
    claimed_by: Claimant | None = None
    over_at: Instant | None = None
    recap: str | None = None


_NAMES = Header._fields
_NUMBERS = [_NAMES.index(name) for name in ("severity", "seen", "open", "still")]
_WORDS = [_NAMES.index(name) for name in ("status", "left_as", "claimed_by")]
_SELECT = f"SELECT {', '.join(_NAMES)} FROM tickets"
_SAVE = (
    f"INSERT INTO tickets ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))}) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _NAMES[1:])}"
)


def next_number(connection: Connection) -> int:
    """Numbers are given once and never again, also not after the newest ticket was merged away."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(number), 0) + 1 FROM tickets").scalar_one())


def save(connection: Connection, headers: Iterable[Header]) -> None:
    rows = [row(header) for header in headers]
    if rows:
        connection.exec_driver_sql(_SAVE, rows)


def clear(connection: Connection, *, but: Iterable[TicketId] = ()) -> None:
    """The rows only, which are a cache, save those named; no clock may be left that belongs to one."""
    gone = numbers(connection).keys() - set(but)
    if gone:
        connection.exec_driver_sql("DELETE FROM tickets WHERE id = ?", [(ticket,) for ticket in gone])


def held(connection: Connection) -> dict[TicketId, tuple[Any, ...]]:
    """The rows themselves, by number, to be compared with `row`: so none can fail to be read."""
    return {row[0]: tuple(row) for row in connection.exec_driver_sql(f"{_SELECT} ORDER BY number")}


def number(row: tuple[Any, ...]) -> int:
    return int(row[1])


def row(header: Header) -> tuple[Any, ...]:
    """What is kept of a ticket."""
    values: list[Any] = list(header)
    for place in _NUMBERS:
        values[place] = int(values[place])
    for place in _WORDS:
        values[place] = values[place] and values[place].value
    return tuple(values)


_AT_ONCE = 1000

_SEVERITIES = {severity.value: severity for severity in Severity}
_STATUSES = {status.value: status for status in Status}
_CLAIMANTS = {claimant.value: claimant for claimant in Claimant}


def _header(row: Any) -> Header:
    """By place, for ten thousand are read at once; `_READ` says what becomes of columns that are no plain values."""
    values = list(row)
    for place, made_of in _READ:
        values[place] = made_of(values[place])
    return Header._make(values)


def _severity(value: int) -> Severity:
    return _SEVERITIES[value] if value in _SEVERITIES else Severity(value)


def _status(value: str) -> Status:
    return _STATUSES[value] if value in _STATUSES else Status(value)


def _left_as(value: str | None) -> NotMeasuredReason | None:
    return None if value is None else NotMeasuredReason(value)


def _claimed_by(value: str | None) -> Claimant | None:
    return None if value is None else _CLAIMANTS[value] if value in _CLAIMANTS else Claimant(value)


def _once(value: str | None) -> str | None:
    """A name that thousands of tickets share is held once."""
    return None if value is None else sys.intern(value)


_READ: tuple[tuple[int, Callable[[Any], Any]], ...] = (
    (_NAMES.index("severity"), _severity),
    (_NAMES.index("status"), _status),
    (_NAMES.index("seen"), bool),
    (_NAMES.index("open"), bool),
    (_NAMES.index("still"), bool),
    (_NAMES.index("left_as"), _left_as),
    (_NAMES.index("claimed_by"), _claimed_by),
    *((_NAMES.index(name), _once) for name in ("customer", "assignee", "agreement")),
)


def read(connection: Connection, which: str, values: Mapping[str, Any]) -> list[Header]:
    """The rows of a query that goes on so, in its order."""
    return [_header(row) for row in connection.exec_driver_sql(f"{_SELECT} {which}", dict(values))]


def by_number(connection: Connection, number: int) -> Header | None:
    row = connection.exec_driver_sql(f"{_SELECT} WHERE number = ?", (number,)).fetchone()
    return None if row is None else _header(row)


def of(connection: Connection, tickets: Sequence[TicketId]) -> list[Header]:
    found: list[Header] = []
    for start in range(0, len(tickets), 500):
        some = tuple(tickets[start : start + 500])
        marks = ", ".join("?" * len(some))
        found += [_header(row) for row in connection.exec_driver_sql(f"{_SELECT} WHERE id IN ({marks})", some)]
    return found


def of_numbers(connection: Connection, numbers: Sequence[int]) -> list[Header]:
    """Those that are there, in the order of their numbers as given."""
    found: dict[int, Header] = {}
    for start in range(0, len(numbers), 500):
        some = tuple(numbers[start : start + 500])
        marks = ", ".join("?" * len(some))
        rows = connection.exec_driver_sql(f"{_SELECT} WHERE number IN ({marks})", some).fetchall()
        found |= {header.number: header for header in map(_header, rows)}
    return [found[number] for number in numbers if number in found]


def open_ones(connection: Connection) -> Iterator[Header]:
    """By number. Fetched from the driver, a few at a time: nobody keeps them."""
    with closing(connection.exec_driver_sql(f"{_SELECT} WHERE open = 1 ORDER BY number")) as result:
        cursor: Any = result.cursor
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from map(_header, rows)


def done_ones(connection: Connection, limit: int | None) -> list[Header]:
    """Those that are no longer open, the latest first."""
    query = f"{_SELECT} WHERE open = 0 ORDER BY resolved_at DESC, number DESC LIMIT ?"
    return [_header(row) for row in connection.exec_driver_sql(query, (-1 if limit is None else limit,))]


def done_count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT count(*) FROM tickets WHERE open = 0").scalar_one())


def every(connection: Connection, *, customer: str | None = None) -> list[Header]:
    """All tickets, or all of a customer, by number."""
    if customer is None:
        rows = connection.exec_driver_sql(f"{_SELECT} ORDER BY number")
    else:
        rows = connection.exec_driver_sql(f"{_SELECT} WHERE customer = ? ORDER BY number", (customer,))
    return [_header(row) for row in rows]


def of_customers(connection: Connection, customers: Iterable[str]) -> list[Header]:
    """All tickets of these customers, by number."""
    return sorted((held for id_ in customers for held in every(connection, customer=id_)), key=lambda held: held.number)


def has_any_within(connection: Connection, customers: Iterable[str], period: Span) -> bool:
    """Whether a ticket of these customers was open at any time of the period, as far as its row says."""
    query = (
        "SELECT 1 FROM tickets WHERE customer = ? AND received_at < ? AND (open = 1 OR resolved_at >= ?)"
        " ORDER BY received_at DESC LIMIT 1"
    )
    rows = (connection.exec_driver_sql(query, (id_, period.end, period.start)).fetchone() for id_ in customers)
    return any(row is not None for row in rows)


def open_of(connection: Connection, customer: str) -> list[Header]:
    """The open tickets of a customer, by number."""
    query = f"{_SELECT} WHERE open = 1 AND customer = ? ORDER BY number"
    return [_header(row) for row in connection.exec_driver_sql(query, (customer,))]


def done_of(connection: Connection, customer: str, limit: int) -> list[Header]:
    """Those of a customer that are done, the one received last first."""
    query = f"{_SELECT} WHERE open = 0 AND customer = ? ORDER BY received_at DESC LIMIT ?"
    return [_header(row) for row in connection.exec_driver_sql(query, (customer, limit))]


def changed_last(connection: Connection, customers: Iterable[str], limit: int) -> list[Header]:
    """Of the tickets of these customers that are done those that were changed last, the latest first."""
    query = f"{_SELECT} WHERE open = 0 AND customer = ? ORDER BY updated_at DESC LIMIT ?"
    found = [_header(row) for one in customers for row in connection.exec_driver_sql(query, (one, limit))]
    return sorted(found, key=lambda held: -held.updated_at)[:limit]


def count_of(connection: Connection, customers: Iterable[str]) -> int:
    query = "SELECT count(*) FROM tickets WHERE customer = ?"
    return sum(int(connection.exec_driver_sql(query, (one,)).scalar_one()) for one in customers)


def count_now(connection: Connection) -> int:
    """How many the store has now, also where it is looked at as it was known."""
    return int(connection.exec_driver_sql("SELECT count(*) FROM main.tickets").scalar_one())


def services_of(connection: Connection, customers: Iterable[str]) -> set[str]:
    """The services that tickets of these customers name."""
    query = "SELECT DISTINCT service FROM tickets WHERE customer = ? AND service IS NOT NULL"
    return {str(row[0]) for one in customers for row in connection.exec_driver_sql(query, (one,))}


def governed_by(connection: Connection, agreement: str, version: int) -> int:
    """How many tickets are pinned to that version."""
    query = "SELECT count(*) FROM tickets WHERE agreement = ? AND agreement_version = ?"
    return int(connection.exec_driver_sql(query, (agreement, version)).scalar_one())


def of_agreement(connection: Connection, agreement: str, received: Span) -> list[Header]:
    """The tickets received in the span that are pinned to a version of the agreement, by number."""
    query = f"{_SELECT} WHERE agreement = ? AND received_at >= ? AND received_at < ? ORDER BY number"
    return [_header(row) for row in connection.exec_driver_sql(query, (agreement, received.start, received.end))]


def in_order(connection: Connection, found: Iterable[TicketId]) -> list[TicketId]:
    """These tickets by number."""
    query = "SELECT id FROM tickets WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
    return [row[0] for row in connection.exec_driver_sql(query, (json.dumps([*found]),))]


class Latest(NamedTuple):
    id: TicketId
    service: str | None
    agreement: str | None


def latest(connection: Connection, customer: str | None, over_before: Instant) -> Iterator[Latest]:
    """The tickets of a customer (None: of nobody) with which all was over before that instant, the one received last
    first, read as they are asked for."""
    query = (
        "SELECT id, service, agreement FROM tickets WHERE customer IS ? AND received_at < ? AND +over_at < ?"
        " ORDER BY received_at DESC, number"
    )
    with closing(connection.exec_driver_sql(query, (customer, over_before, over_before))) as result:
        yield from map(Latest._make, result)


def customers(connection: Connection) -> list[str | None]:
    """Whose tickets there are; None: nobody's."""
    return [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT customer FROM tickets")]


def last_agreed(connection: Connection, customer: str, at: Instant) -> str | None:
    """The agreement of the ticket that the customer's own claimed last, of those received by then."""
    query = (
        "SELECT agreement FROM tickets WHERE customer = ? AND received_at <= ?"
        " AND (claimed_by IS NULL OR claimed_by NOT IN (?, ?)) ORDER BY received_at DESC, number LIMIT 1"
    )
    others = (Claimant.GROUP.value, Claimant.SERVICE.value)
    row = connection.exec_driver_sql(query, (customer, at, *others)).fetchone()
    return None if row is None else row[0]


def numbers(connection: Connection) -> dict[TicketId, int]:
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT id, number FROM tickets")}


def of_source(connection: Connection, source: str) -> dict[str, TicketId]:
    """The tickets that came from one imported system, by its own key for them."""
    rows = connection.exec_driver_sql("SELECT source_key, id FROM tickets WHERE source = ?", (source,))
    return {row[0]: row[1] for row in rows}


def occurrences(connection: Connection, plan: str) -> dict[str, Instant]:
    """Which occurrences of a plan are tickets already, and when they were planned."""
    rows = connection.exec_driver_sql(
        "SELECT occurrence, planned_at FROM tickets WHERE occurrence > ? AND occurrence < ?", (f"{plan} ", f"{plan}!")
    )
    return {row[0]: row[1] for row in rows}
