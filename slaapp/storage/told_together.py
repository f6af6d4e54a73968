"""Tickets with which all is over, added up by SQLite as their recaps tell: no more of one is told than how many were
like it."""

import json
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from slaapp.domain.agreement import CountingBasis, Metric, Severity
from slaapp.domain.events import Channel, TicketId
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.storage.view import Connection

_SEVERITIES = {severity.value: severity for severity in Severity}
_METRICS = {metric.value: metric for metric in Metric}
_CHANNELS = {channel.value: channel for channel in Channel}
_INSTANTS = msgspec.json.Decoder(list[int])


class Which(Value, kw_only=True):
    """Those that were over at `since` or later, of these customers and services (their ids) and of that agreement
    (None: whichever); of their clocks, and where they are counted themselves, those of that `severity` (None: of any).
    Of those over before `shown_from` all are told together, of the others the plain ones.

    Plain is a ticket that has an agreement, all of which was settled before the `cut_off` and written down at most
    `late` after it happened, none of whose clocks had less than `near` percent of its target left, and of which nothing
    else is told; none is with `anew`, and none of the tickets whose numbers are `unclear`. `apart` are the numbers of
    those that are looked at elsewhere.
    """

    since: Instant
    shown_from: Instant
    cut_off: Instant
    customers: Collection[str] | None
    services: Collection[str] | None
    agreement: str | None
    severity: Severity | None
    late: Seconds
    near: int
    anew: bool
    unclear: Collection[int]
    apart: Collection[int]

    def values(self, **more: object) -> dict[str, object]:
        lists = {name: _listed(getattr(self, name)) for name in ("customers", "services", "unclear", "apart")}
        severity = None if self.severity is None else self.severity.value
        return {**{name: getattr(self, name) for name in self.__struct_fields__}, **lists, "severity": severity, **more}


def _listed(those: Collection[object] | None) -> str | None:
    return None if those is None else json.dumps([*those])


_CHOSEN = """
    t.over_at >= :since AND t.received_at < :cut_off AND t.number NOT IN (SELECT value FROM json_each(:apart))
    AND (:customers IS NULL OR t.customer IN (SELECT value FROM json_each(:customers)))
    AND (:services IS NULL OR t.service IN (SELECT value FROM json_each(:services)))
    AND (:agreement IS NULL OR t.agreement = :agreement)
"""
_COUNTED = "(:severity IS NULL OR t.severity = :severity)"
_SHOWN = "t.over_at >= :shown_from"
_PLAIN = """
    NOT :anew AND t.agreement IS NOT NULL AND t.aside = 0 AND t.settled_at < :cut_off
    AND t.slowest <= :late AND t.spare >= :near AND t.number NOT IN (SELECT value FROM json_each(:unclear))
"""
_TOGETHER = f"{_CHOSEN} AND (NOT {_SHOWN} OR {_PLAIN})"
_SHOWN_TOGETHER = f"{_CHOSEN} AND {_SHOWN} AND {_PLAIN}"
SINGLY = f"{_CHOSEN} AND {_SHOWN} AND NOT ({_PLAIN})"
"""Of `told_tickets t`: the others, of which the period shows something."""

_AT = {
    CountingBasis.DECIDED: "c.decided_at",
    CountingBasis.RECEIVED: "t.received_at",
    CountingBasis.RESOLVED: "t.resolved_at",
}


class Clocks(NamedTuple):
    """Public clocks that were decided alike, of tickets of one customer; `shown` where the period shows them, else it
    is only compared with them. `place`: since which of the borders they count. `used` are seconds of working time,
    `lasted` real ones, of those that are shown."""

    shown: bool
    customer: str | None
    place: int
    metric: Metric
    severity: Severity
    goal: int
    allowed: Seconds
    breached: bool
    waived: bool
    used: Sequence[Seconds]
    lasted: Sequence[Seconds]


class Moved(NamedTuple):
    """When tickets of one customer came and were resolved."""

    shown: bool
    customer: str | None
    received_at: Sequence[Instant]
    resolved_at: Sequence[Instant]


class Noted(NamedTuple):
    """Of a customer's tickets the least number, and the one that was received last, of several that of the least
    number; its agreement."""

    customer: str | None
    first: int
    last: int
    received_at: Instant
    agreement: str


class Arrived(NamedTuple):
    """A ticket that was received in a period; severity and service (its id) are those at its cut-off."""

    at: Instant
    severity: Severity
    service: str | None
    channel: Channel | None


def count(connection: Connection, which: Which) -> tuple[int, int]:
    """How many tickets are told together, and how many the period shows beside them."""
    query = f"SELECT count(*), total({_SHOWN} AND NOT ({_PLAIN})) FROM told_tickets t WHERE {_CHOSEN}"
    every, singly = connection.exec_driver_sql(query, which.values()).one()
    return every - int(singly), int(singly)


def stretches(borders: Sequence[Instant], basis: CountingBasis) -> list[Span]:
    """What is to be asked for one after the other, so that all clocks are there that count since the first border."""
    edges = [*borders, _FOR_EVER]
    if basis is CountingBasis.RESOLVED:
        edges.insert(0, -_FOR_EVER)  # it was decided at any time before
    return [Span(*pair) for pair in pairwise(edges)]


_FOR_EVER = 2**62


def clocks(
    connection: Connection, which: Which, borders: Sequence[Instant], basis: CountingBasis, decided: Span
) -> Iterator[Clocks]:
    """Those that were decided in that stretch."""
    at = _AT[basis]
    place = f"CASE {' '.join(f'WHEN {at} < {border} THEN {n}' for n, border in enumerate(borders[1:]))} "
    place += f"ELSE {len(borders) - 1} END"
    query = f"""
        SELECT {_SHOWN}, t.customer, {place}, c.metric, c.severity, c.goal, c.allowed, c.breached, c.waived,
            json_group_array(c.used), CASE WHEN {_SHOWN} THEN json_group_array(c.lasted) ELSE '[]' END
        FROM told_clocks c CROSS JOIN told_tickets t ON t.number = c.ticket
        WHERE c.decided_at >= :start AND c.decided_at < :end AND {at} >= :first
            AND (:severity IS NULL OR c.severity = :severity) AND {_TOGETHER}
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    """
    values = which.values(start=decided.start, end=decided.end, first=borders[0])
    for row in connection.exec_driver_sql(query, values):
        shown, customer, place_, metric, of, goal, allowed, breached, waived, used, lasted = row
        yield Clocks(
            bool(shown),
            customer,
            place_,
            _METRICS[metric],
            _SEVERITIES[of],
            goal,
            allowed,
            bool(breached),
            bool(waived),
            _INSTANTS.decode(used),
            _INSTANTS.decode(lasted),
        )


def moved(connection: Connection, which: Which) -> Iterator[Moved]:
    query = f"""
        SELECT {_SHOWN}, t.customer, json_group_array(t.received_at), json_group_array(t.resolved_at)
        FROM told_tickets t WHERE {_TOGETHER} AND {_COUNTED} GROUP BY 1, 2
    """
    for shown, customer, received_at, resolved_at in connection.exec_driver_sql(query, which.values()):
        yield Moved(bool(shown), customer, _INSTANTS.decode(received_at), _INSTANTS.decode(resolved_at))


def arrived(connection: Connection, which: Which, period: Span) -> Iterator[Arrived]:
    """The shown ones that were received in the period."""
    query = f"""
        SELECT t.received_at, t.severity, t.service, t.channel FROM told_tickets t
        WHERE {_SHOWN_TOGETHER} AND {_COUNTED} AND t.received_at >= :start AND t.received_at < :end
    """
    values = which.values(start=period.start, end=period.end)
    for at, of, service, channel in connection.exec_driver_sql(query, values):
        yield Arrived(at, _SEVERITIES[of], service, _CHANNELS.get(channel))


def noted(connection: Connection, which: Which) -> Iterator[Noted]:
    """Of the shown ones of each customer."""
    query = f"""
        SELECT customer, first, number, received_at, agreement FROM (
            SELECT t.customer, t.number, t.received_at, t.agreement, min(t.number) OVER of AS first,
                row_number() OVER (of ORDER BY t.received_at DESC, t.number) AS place
            FROM told_tickets t WHERE {_SHOWN_TOGETHER} WINDOW of AS (PARTITION BY t.customer)
        ) WHERE place = 1
    """
    return (Noted._make(row) for row in connection.exec_driver_sql(query, which.values()))


class Measured(NamedTuple):
    """A ticket that was measured by that version of an agreement."""

    id: TicketId
    customer: str | None
    received_at: Instant
    agreement: str


def measured(connection: Connection, which: Which, period: Span) -> Iterator[Measured]:
    """Of each version of an agreement one of the shown ones that came, were resolved or had a clock decided in the
    period."""
    query = f"""
        SELECT tickets.id, tickets.customer, tickets.received_at, tickets.agreement FROM (
            SELECT min(t.number) AS number FROM told_tickets t
            WHERE {_SHOWN_TOGETHER} AND (
                (t.received_at >= :start AND t.received_at < :end) OR (t.resolved_at >= :start AND t.resolved_at < :end)
                OR EXISTS (
                    SELECT 1 FROM told_clocks c
                    WHERE c.ticket = t.number AND c.decided_at >= :start AND c.decided_at < :end
                )
            ) GROUP BY t.agreement, t.agreement_version
        ) JOIN tickets USING (number)
    """
    values = which.values(start=period.start, end=period.end)
    return (Measured._make(row) for row in connection.exec_driver_sql(query, values))
