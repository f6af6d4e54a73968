"""The tickets that an agreement governs, with their clocks as of an instant: what reviews look back on."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from slaapp.domain.clock import Clock
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.domain.events import Absorbed, Corrected, TicketEvent
from slaapp.domain.history import effective
from slaapp.domain.lanes import TermsLine
from slaapp.domain.spans import Instant, Span
from slaapp.domain.timeline import Timeline, timeline
from slaapp.domain.winding import wind
from slaapp.domain.working_time import WorkingTime
from slaapp.services.collecting import seldom_collecting
from slaapp.services.keeping import absorbed, with_merged
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell, silent
from slaapp.storage import clocks, tickets
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header

_AT_ONCE = 500


class Watch(NamedTuple):
    """Whoever waits: hears how far it is, and may say that it is enough."""

    tell: Tell = silent
    cancelled: Callable[[], bool] = lambda: False


class Governed(NamedTuple):
    """A ticket whose pinned version is of the agreement. `history` is effective and, like `clocks`, of `now`."""

    row: Header
    history: tuple[TicketEvent, ...]
    absorbed: list[TicketEvent]
    course: Timeline
    line: TermsLine
    clocks: tuple[Clock, ...]

    def under(self, line: TermsLine) -> tuple[Clock, ...]:
        """The clocks as other rules would have had them from its being received."""
        return wind(self.history, line, absorbed=self.absorbed, course=self.course)


def months_back(hours: WorkingTime, months: int, now: Instant) -> Span:
    """From local midnight of this day so many months ago up to now; of a day that month lacks, its last."""
    today = hours.day_of(now)
    month = Month(today.year, today.month) + -months
    first = date(month.year, month.month, min(today.day, month.last_day.day))
    return Span(hours.midnight(first), now + 1)


def governed(
    connection: Connection, rulebook: Rulebook, agreement: str, period: Span, now: Instant, watch: Watch
) -> Iterator[Governed]:
    """The tickets received in the period, by number. Refusal once `watch` says that it is enough."""
    rows = tickets.of_agreement(connection, agreement, period)
    with seldom_collecting():
        yield from _wound(connection, rulebook, agreement, rows, now, watch)
    watch.tell(len(rows), len(rows))


def _wound(
    connection: Connection, rulebook: Rulebook, agreement: str, rows: Sequence[Header], now: Instant, watch: Watch
) -> Iterator[Governed]:
    for start in range(0, len(rows), _AT_ONCE):
        if watch.cancelled():
            raise Refusal("Stopped. Nothing was changed.")
        watch.tell(start, len(rows))
        some = rows[start : start + _AT_ONCE]
        written = with_merged(connection, [row.id for row in some])
        kept = clocks.of(connection, [row.id for row in some])
        for row in some:
            history = effective(written[row.id], until=now)
            if not history:
                continue
            taken_in = absorbed(history, written, {row.id}, now)
            course = timeline(history, taken_in)
            line = rulebook.line(row.customer, course.received_at, agreement=agreement)
            wound = kept.get(row.id) if _is_as_kept(written[row.id], now) else None
            if wound is None:
                wound = wind(history, line, absorbed=taken_in, course=course)
            yield Governed(row, history, taken_in, course, line, wound)


def _is_as_kept(written: Sequence[TicketEvent], now: Instant) -> bool:
    """Whether its clocks are those that are kept: read, they cost a quarter of what winding them costs. A correction
    may say that something happened later, and what was merged is another ticket's."""
    return all(event.occurred_at <= now and not isinstance(event, Corrected | Absorbed) for event in written)
