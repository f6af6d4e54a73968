"""What is counted of tickets by their recaps: nothing is held of one but numbers, each among those of its kind."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from slaapp.domain.agreement import CountingBasis, Metric, Severity
from slaapp.domain.attainments import Alike
from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant, Seconds
from slaapp.reports.month_data import PlainClocks
from slaapp.reports.severity_names import Meanings
from slaapp.services.report_counting import Counting
from slaapp.services.report_customers import Customers
from slaapp.services.report_frame import Frame
from slaapp.storage.recaps import Told
from slaapp.storage.told_together import Clocks, Moved


class _Kind(NamedTuple):
    """Tickets whose customer belongs to whom is reported `since` then; `shown` in the period, else only compared with
    it; with `plain` their clocks are named in no list."""

    customer: str | None
    since: Instant
    shown: bool
    plain: bool


class _Moved(NamedTuple):
    received_at: array  # type: ignore[type-arg]  # not to be subscripted when this is read
    resolved_at: array  # type: ignore[type-arg]


class _Took(NamedTuple):
    used: array  # type: ignore[type-arg]  # as above
    lasted: array  # type: ignore[type-arg]


_Clock = tuple[int, Metric, Severity, int, Seconds, bool, bool]
"""Between which borders it counts, its cell, goal and target, whether it breached and was waived."""


class Together:
    """`meanings` are what the agreements of tickets whose clocks are plain and that can appear in the period say of
    severities, of a ticket for each."""

    def __init__(self, frame: Frame, borders: list[Instant]) -> None:
        self._frame, self.borders = frame, borders
        self._moved: dict[_Kind, _Moved] = {}
        self._took: dict[_Kind, dict[_Clock, _Took]] = {}
        self._agreements: set[tuple[str | None, int | None]] = set()
        self.meanings: dict[TicketId, Meanings] = {}

    def take(self, ticket: Told, since: Instant, *, plain: bool) -> None:
        """One that the period shows; with `plain` none of its clocks is named in a list."""
        basis, wanted = self._frame.basis, self._frame.scope.severity
        moved, of_kind = self._held(_Kind(ticket.customer, since, True, plain))
        if wanted is None or wanted is ticket.severity:
            moved.received_at.append(ticket.received_at)
            moved.resolved_at.append(ticket.resolved_at)
        for clock in ticket.recap.clocks:
            at = clock.decided_at if basis is CountingBasis.DECIDED else _counted_at(ticket, basis)
            if at >= self.borders[0] and (wanted is None or wanted is clock.severity):
                key = (
                    bisect_right(self.borders, at) - 1,
                    clock.metric,
                    clock.severity,
                    clock.goal,
                    clock.allowed,
                    clock.breached,
                    clock.waived,
                )
                took = of_kind.setdefault(key, _Took(array("q"), array("q")))
                took.used.append(clock.used)
                took.lasted.append(clock.lasted)
        if plain and (ticket.agreement, ticket.agreement_version) not in self._agreements:
            self._take_meanings(ticket)

    def add_moved(self, moved: Moved, since: Instant) -> None:
        """Of many tickets; those that are shown are plain."""
        held, _ = self._of(moved, since)
        held.received_at.extend(moved.received_at)
        held.resolved_at.extend(moved.resolved_at)

    def add_clocks(self, clocks: Clocks, since: Instant) -> None:
        """The same."""
        _, of_kind = self._of(clocks, since)
        took = of_kind.setdefault(clocks[2:9], _Took(array("q"), array("q")))
        took.used.extend(clocks.used)
        took.lasted.extend(clocks.lasted)

    def _of(self, those: Moved | Clocks, since: Instant) -> tuple[_Moved, dict[_Clock, _Took]]:
        return self._held(_Kind(those.customer if those.shown else None, since, those.shown, those.shown))

    def _held(self, kind: _Kind) -> tuple[_Moved, dict[_Clock, _Took]]:
        if kind not in self._took:
            self._moved[kind], self._took[kind] = _Moved(array("q"), array("q")), {}
        return self._moved[kind], self._took[kind]

    def _take_meanings(self, ticket: Told) -> None:
        period, rulebook = self._frame.period, self._frame.rulebook
        instants = (ticket.received_at, ticket.resolved_at, *(clock.decided_at for clock in ticket.recap.clocks))
        if any(period.start <= at < period.end for at in instants):
            self._agreements.add((ticket.agreement, ticket.agreement_version))
            line = rulebook.line(ticket.customer, ticket.received_at, agreement=ticket.agreement)
            self.meanings[ticket.id] = line[0][1].agreement.meanings

    def count_into(self, counting: Counting) -> None:
        for kind, moved in self._moved.items():
            counting.take_all_straight(kind.since, moved.received_at, moved.resolved_at)
        for kind, clocks in self._took.items():
            for (place, metric, severity, goal, _, breached, waived), took in clocks.items():
                counting.take_alike(place, kind.since, Alike(metric, severity, goal, breached, waived), took.used)

    def count_customers_into(self, customers: Customers) -> None:
        for kind, moved in self._moved.items():
            if kind.shown:
                customers.take_all_straight(kind.customer, moved.received_at, moved.resolved_at)
        for kind, clock, took in self._plain():
            customers.take_alike(kind.customer, Alike(*clock[1:4]), len(took.used))

    def shown(self) -> Iterator[_Moved]:
        """The movements of the tickets that are shown in the period."""
        return (moved for kind, moved in self._moved.items() if kind.shown)

    def plain(self) -> tuple[PlainClocks, ...]:
        """The plain clocks that count in the period."""
        found: dict[tuple[Alike, Seconds], _Took] = {}
        for _, (_, metric, severity, goal, allowed, _, _), took in self._plain():
            of = found.setdefault((Alike(metric, severity, goal), allowed), _Took(array("q"), array("q")))
            of.used.extend(took.used)
            of.lasted.extend(took.lasted)
        return tuple(PlainClocks(alike, allowed, *took) for (alike, allowed), took in found.items())

    def _plain(self) -> Iterator[tuple[_Kind, _Clock, _Took]]:
        first, last = (self.borders.index(border) for border in (self._frame.period.start, self._frame.period.end))
        for kind, clocks in self._took.items():
            if kind.plain:
                for clock, took in clocks.items():
                    if first <= clock[0] < last:
                        yield kind, clock, took


def _counted_at(ticket: Told, basis: CountingBasis) -> Instant:
    return ticket.received_at if basis is CountingBasis.RECEIVED else ticket.resolved_at
