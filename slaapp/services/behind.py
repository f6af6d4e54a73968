"""The tickets behind a figure of a report, looked up when somebody asks for them: the report holds their counts."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from slaapp.domain.arrivals import Arrivals
from slaapp.domain.events import TicketId
from slaapp.domain.flow import Movement, moves, working_age
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.reports.month_report import AgeBand, MonthlyReport
from slaapp.reports.scope import Scope
from slaapp.services.families import Families
from slaapp.services.report_gathering import open_tickets
from slaapp.services.report_reading import Read, read_tickets
from slaapp.services.report_scope import choose, governing, owned_by
from slaapp.services.rulebook import SINCE_EVER, Rulebook
from slaapp.storage.database import Connection, Database
from slaapp.storage.reach import Came, received

MOST = 200
"""So many tickets are listed at most; nobody looks through more of them one by one."""
AT_ONCE = 100


class FoundTicket(Value, kw_only=True):
    """The subject is that at the cut-off of the report; `at` is when it was received, or resolved where those that were
    are asked for; `customer` is empty in a report of one; `age` is that of an open one, in working days."""

    number: int
    subject: str
    at: Instant
    customer: str = ""
    age: int | None = None


class Behind:
    """Each is asked with the report, what it is about, and `now`: of a closed one too the tickets are listed as history
    gives them now."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook]) -> None:
        self._database, self._rulebook = database, rulebook

    def received(
        self, report: MonthlyReport, scope: Scope, day: int, hour: int, *, now: Instant
    ) -> tuple[FoundTicket, ...]:
        """What came in that hour of that weekday (Monday is 0) by the desk's wall clock, the latest first."""
        return self._received(report, scope, report.period, now, (day, hour))

    def received_in(self, report: MonthlyReport, scope: Scope, week: Span, *, now: Instant) -> tuple[FoundTicket, ...]:
        """What came in that stretch of the period, the latest first."""
        return self._received(report, scope, week, now)

    def _received(
        self,
        report: MonthlyReport,
        scope: Scope,
        within: Span,
        now: Instant,
        hour: tuple[int, int] | None = None,
    ) -> tuple[FoundTicket, ...]:
        with self._database.read() as connection:
            look = _Look(connection, self._rulebook(connection), report, scope, now)
            arrivals = Arrivals(look.terms.desk_hours)

            def is_there(at: Instant) -> bool:
                return within.start <= at < within.end and hour in (None, arrivals.place(at))

            came = reversed(received(connection, within, look.chosen.members))
            read = (ticket for ticket in look.read(_likely(came, is_there)) if is_there(ticket.own.received_at))
            found = [look.found(ticket, ticket.own.received_at) for ticket in islice(read, MOST)]
        return _latest_first(found)

    def resolved_in(self, report: MonthlyReport, scope: Scope, week: Span, *, now: Instant) -> tuple[FoundTicket, ...]:
        """What was resolved in that stretch of the period, the latest first; what was so twice is there twice."""
        with self._database.read() as connection:
            look = _Look(connection, self._rulebook(connection), report, scope, now)
            came = received(connection, Span(SINCE_EVER, week.end), look.chosen.members, since=week.start)
            resolved = (
                look.found(ticket, move.at)
                for ticket in look.read([one.id for one in reversed(came)])
                for move in moves(ticket.own)
                if move.kind is Movement.RESOLVED and week.start <= move.at < week.end
            )
            found = [*islice(resolved, MOST)]
        return _latest_first(found)

    def open(self, report: MonthlyReport, scope: Scope, band: AgeBand, *, now: Instant) -> tuple[FoundTicket, ...]:
        """What was open at the cut-off at that age, in the order in which it was received."""
        with self._database.read() as connection:
            look, cut_off = _Look(connection, self._rulebook(connection), report, scope, now), report.cut_off

            def is_there(at: Instant) -> bool:
                return at < cut_off and band.holds(working_age(look.terms.desk_hours, at, cut_off))

            came = received(connection, Span(SINCE_EVER, cut_off), look.chosen.members, since=cut_off)
            there = (
                look.found(ticket, held.received_at, held.age)
                for ticket in look.read(_likely(came, is_there))
                for held in open_tickets([ticket], look.terms, cut_off)
                if band.holds(held.age)
            )
            found = [*islice(there, MOST)]
        return tuple(sorted(found, key=lambda ticket: (ticket.at, ticket.number)))


def _latest_first(found: Iterable[FoundTicket]) -> tuple[FoundTicket, ...]:
    return tuple(sorted(found, key=lambda ticket: (-ticket.at, ticket.number)))


def _likely(came: Iterable[Came], is_there: Callable[[Instant], bool]) -> list[TicketId]:
    return [ticket.id for ticket in came if ticket.took_in or is_there(ticket.received_at)]


class _Look:
    """At tickets as the report looked at them."""

    def __init__(
        self, connection: Connection, rulebook: Rulebook, report: MonthlyReport, scope: Scope, now: Instant
    ) -> None:
        families, so_far = Families(connection, now), Span(report.period.start, report.cut_off)
        self._families, self._of_several = families, bool(report.customers)
        self._connection, self._rulebook, self._now = connection, rulebook, now
        self._severity, self._cut_off = scope.severity, report.cut_off
        self.chosen = choose(connection, families, scope, report.days, report.period, report.words)
        self.terms = governing(connection, rulebook, families, scope, so_far)[0]

    def read(self, found: Sequence[TicketId]) -> Iterator[Read]:
        """In that order, a few at a time, those that the report is about."""
        for start in range(0, len(found), AT_ONCE):
            some = found[start : start + AT_ONCE]
            held = owned_by(self._connection, self.chosen, some)
            read = {
                ticket.held.id: ticket
                for ticket in read_tickets(self._connection, self._rulebook, held, self._cut_off, self._now)
                if self.chosen.holds(ticket) and self._severity in (None, ticket.kept.ticket.severity)
            }
            yield from (read[id_] for id_ in some if id_ in read)

    def found(self, ticket: Read, at: Instant, age: int | None = None) -> FoundTicket:
        return FoundTicket(
            number=ticket.held.number,
            subject=ticket.kept.ticket.subject,
            at=at,
            customer=self._families.name(ticket.held.customer) if self._of_several else "",
            age=age,
        )
