"""Find tickets by what they say: the hits, the words in them that were looked for, and where else they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from slaapp.domain import particulars
from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import (
    Assigned,
    ChecklistRemoved,
    DetailsChanged,
    TicketEvent,
    Untagged,
)
from slaapp.domain.history import effective
from slaapp.domain.spans import Instant
from slaapp.domain.ticket import status_at
from slaapp.domain.value import Value
from slaapp.services.families import Families
from slaapp.services.keeping import SEARCHED, Names, said, with_merged, work_out_as_of
from slaapp.services.keeping import header as as_kept
from slaapp.services.marks import Mark, marks, missed
from slaapp.services.rulebook import Rulebook
from slaapp.storage import events, records, search, tickets
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header

BEFORE, AFTER = 32, 120
"""Characters of an excerpt before the first word that was looked for, and after it."""

_TAKING_AWAY = tuple(kind.KIND for kind in (DetailsChanged, Assigned, Untagged, ChecklistRemoved))
"""After these a ticket may not hold words that it held before."""

_NUMBER = re.compile(r"\s*#\s*(\d{1,18})\s*")


class Excerpt(Value):
    """A piece of what a ticket says beside its subject. `kind` is that of the event that says it, or of the record
    ("contact", "service", "person") whose name it is; `at` is None for a record."""

    kind: str
    text: str
    marks: tuple[Mark, ...]
    at: Instant | None = None


class SearchHit(Value):
    """A ticket that was found. The marks are those of the subject and of the customer's name."""

    number: int
    subject: str
    customer: str
    severity: Severity
    status: Status
    until: Instant | None
    open: bool
    marks: tuple[Mark, ...]
    customer_marks: tuple[Mark, ...]

    def status_at(self, now: Instant) -> Status:
        return status_at(self.status, self.until, now)


def number_in(text: str) -> int | None:
    """The ticket that is meant by `#2408`."""
    found = _NUMBER.fullmatch(text)
    return None if found is None else int(found[1])


def find(connection: Connection, text: str, limit: int, *, hasty: bool = False) -> list[SearchHit]:
    """Open tickets first, then the newest first; of `#2408` that ticket alone. Hasty as `search.find`."""
    return _hits(connection, tickets.of_numbers(connection, _numbers(connection, text, limit, hasty=hasty)), text)


def leaves_out(connection: Connection, text: str) -> bool:
    return number_in(text) is None and search.leaves_out(connection, text)


def find_as_of(connection: Connection, rulebook: Rulebook, text: str, limit: int, *, now: Instant) -> list[SearchHit]:
    """The same, with the tickets as they were then (R9): also those that held the words then and do not hold them now.
    People, customers, contacts and services go by the names that they have now."""
    found = {row.id: row for row in tickets.of_numbers(connection, _numbers(connection, text, None))}
    changed = () if number_in(text) is not None else events.happened_after(connection, now, _TAKING_AWAY)
    found |= {row.id: row for row in tickets.of(connection, [id_ for id_ in changed if id_ not in found])}
    newest = sorted(found.values(), key=lambda row: (not row.open, -row.number))
    then = list(islice(_then(connection, rulebook, text, newest, now), limit))
    return _hits(connection, sorted(then, key=lambda row: (not row.open, -row.number)), text)


def _numbers(connection: Connection, text: str, limit: int | None, *, hasty: bool = False) -> Sequence[int]:
    number = number_in(text)
    if number is not None:
        return [number]
    numbers = search.find(connection, text, limit, hasty=hasty)
    exact = int(text) if text.strip().isdecimal() and len(text.strip()) < 19 else None
    if exact is None or (numbers and numbers[0] == exact):
        return numbers
    return [exact, *(held for held in numbers if held != exact)][:limit]


def _then(
    connection: Connection, rulebook: Rulebook, text: str, found: Sequence[Header], now: Instant
) -> Iterator[Header]:
    """The tickets as they were then, if they held the words already."""
    names, by_number = Names(connection), number_in(text) is not None
    for row in found:
        kept = work_out_as_of(row.id, with_merged(connection, [row.id]), rulebook, until=now)
        if kept is None:
            continue
        then = as_kept(row.id, kept)
        if by_number or search.holds(text, said(kept, then, names)):
            yield then._replace(status=kept.ticket.status_at(now))


def _hits(connection: Connection, rows: Sequence[Header], text: str) -> list[SearchHit]:
    families = Families(connection)
    return [_hit(row, families.name(row.customer), text) for row in rows]


def _hit(row: Header, customer: str, text: str) -> SearchHit:
    return SearchHit(
        number=row.number,
        subject=row.subject,
        customer=customer,
        severity=row.severity,
        status=row.status,
        until=row.until,
        open=row.open,
        marks=marks(row.subject, text),
        customer_marks=marks(customer, text),
    )


def excerpts(
    connection: Connection, hits: Sequence[SearchHit], text: str, *, now: Instant | None
) -> Mapping[int, Excerpt]:
    """Of each hit whose subject and customer do not hold all that was looked for, the latest place that holds more."""
    wanted = [hit for hit in hits if missed((hit.subject, hit.customer, str(hit.number)), text)]
    rows = tickets.of_numbers(connection, [hit.number for hit in wanted])
    written = with_merged(connection, [row.id for row in rows])
    found = {}
    for row in rows:
        history = effective(written[row.id], until=now)
        pieces = [*_named(connection, row), *_spoken(history)]
        pieces += [Excerpt("tag", tag, ()) for tag in particulars.tags(history)]
        pieces += [Excerpt("checklist", item.text, ()) for item in particulars.checklist(history)]
        marked = [(_excerpt(piece, text), piece) for piece in pieces]
        best = max(
            (pair for pair in marked if pair[0].marks),
            key=lambda pair: (not missed((pair[1].text,), text), pair[1].at or 0),
            default=None,
        )
        if best is not None:
            found[row.number] = best[0]
    return found


def _named(connection: Connection, row: Header) -> Iterator[Excerpt]:
    for kind, id_ in (("contact", row.contact), ("service", row.service), ("person", row.assignee)):
        record = None if id_ is None else records.load(connection, kind, id_)
        if record is not None:
            yield Excerpt(kind, record.name, ())


def _spoken(history: Sequence[TicketEvent]) -> Iterator[Excerpt]:
    for event in history:
        for name in SEARCHED[event.KIND]:
            text = getattr(event, name)
            if text:
                yield Excerpt(event.KIND, str(text), (), event.occurred_at)


def _excerpt(piece: Excerpt, text: str) -> Excerpt:
    """What stands around the first mark, on one line."""
    held = marks(piece.text, text)
    if not held:
        return piece
    start = max(0, held[0].start - BEFORE)
    end = min(len(piece.text), held[0].start + AFTER)
    if start:
        start = max(piece.text.find(" ", start, held[0].start) + 1, start)
    cut = " ".join(piece.text[start:end].split())
    shown = f"{'… ' if start else ''}{cut}{' …' if end < len(piece.text) else ''}"
    return Excerpt(piece.kind, shown, marks(shown, text), piece.at)
