"""Tickets with which all is over, added up by SQLite for the desk alone: internal clocks beside public ones, and whose
tickets they were."""

import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import msgspec

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Tier
from slaapp.domain.attainments import Alike
from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.value import Value
from slaapp.storage import phases
from slaapp.storage.view import Connection

_SEVERITIES = {severity.value: severity for severity in Severity}
_METRICS = {metric.value: metric for metric in Metric}
_NUMBERS = msgspec.json.Decoder(list[int])


class Within(Value, kw_only=True):
    """The tickets of these customers and services (their ids) and of that agreement (None: whichever) of which the
    period may show something, by what had happened before the `cut_off`; of their clocks and movements those of that
    `severity` (None: of any), where they count in the period by that `basis`."""

    period: Span
    cut_off: Instant
    basis: CountingBasis
    customers: Collection[str] | None
    services: Collection[str] | None
    agreement: str | None
    severity: Severity | None

    def values(self) -> dict[str, object]:
        return {
            "start": self.period.start,
            "end": self.period.end,
            "cut_off": self.cut_off,
            "customers": None if self.customers is None else json.dumps([*self.customers]),
            "services": None if self.services is None else json.dumps([*self.services]),
            "agreement": self.agreement,
            "severity": None if self.severity is None else self.severity.value,
        }


class Whose(NamedTuple):
    """Whose a ticket was when all was over with it: an id and the name of a group."""

    assignee: str | None
    group: str | None


class Moved(NamedTuple):
    whose: Whose
    received_at: Sequence[Instant]
    resolved_at: Sequence[Instant]


class Counted(NamedTuple):
    """How many internal clocks with that target were decided alike."""

    alike: Alike
    allowed: Seconds
    clocks: int


class Margin(NamedTuple):
    """What public clocks used that had so much time, in public and internally."""

    metric: Metric
    severity: Severity
    public: Seconds
    internal: Seconds
    used: Sequence[Seconds]


class LateInside(NamedTuple):
    """An internal clock that breached beside a public one that did not."""

    number: int
    subject: str
    whose: Whose
    metric: Metric
    cycle: int
    severity: Severity
    allowed: Seconds
    used: Seconds


_CHOSEN = """
    t.over_at >= :start
    AND (:customers IS NULL OR t.customer IN (SELECT value FROM json_each(:customers)))
    AND (:services IS NULL OR t.service IN (SELECT value FROM json_each(:services)))
    AND (:agreement IS NULL OR t.agreement = :agreement)
"""
_TOLD = f"{_CHOSEN} AND t.settled_at < :cut_off"
_TICKETS = "told_tickets t CROSS JOIN tickets k ON k.number = t.number"
_INTERNAL = f"CROSS JOIN clocks i ON i.ticket = k.id AND i.tier = '{Tier.INTERNAL}'"
_PUBLIC = f"clocks p ON p.ticket = k.id AND p.tier = '{Tier.PUBLIC}'"
_BESIDE = f"{_PUBLIC} AND p.metric = i.metric AND p.cycle = i.cycle"
_AT = {
    CountingBasis.DECIDED: "+{}.decided_at",  # not looked up by it: the tickets are known
    CountingBasis.RECEIVED: "t.received_at",
    CountingBasis.RESOLVED: "t.resolved_at",
}


def _last(clock: str, name: str) -> str:
    return phases.of_last(f"{clock}.phases", name)


def _of_severity(clock: str) -> str:
    return f"(:severity IS NULL OR {_last(clock, 'severity')} = :severity)"


def _counts(clock: str, basis: CountingBasis) -> str:
    """With a verdict, in the period."""
    at = _AT[basis].format(clock)
    return (
        f"+{clock}.decided_at IS NOT NULL AND {_last(clock, 'allowed')} IS NOT NULL"
        f" AND {at} >= :start AND {at} < :end AND {_of_severity(clock)}"
    )


def unsettled(connection: Connection, within: Within) -> list[TicketId]:
    """Those with a recap to which something was still to come at the cut-off: they are not added up."""
    query = f"SELECT k.id FROM {_TICKETS} WHERE {_CHOSEN} AND t.received_at < :cut_off AND t.settled_at >= :cut_off"
    return [row[0] for row in connection.exec_driver_sql(query, within.values())]


def count(connection: Connection, within: Within) -> int:
    query = f"SELECT count(*) FROM told_tickets t WHERE {_TOLD}"
    return int(connection.exec_driver_sql(query, within.values()).scalar_one())


def moved(connection: Connection, within: Within) -> Iterator[Moved]:
    query = f"""
        SELECT k.assignee, k.team, json_group_array(t.received_at), json_group_array(t.resolved_at)
        FROM {_TICKETS} WHERE {_TOLD} AND (:severity IS NULL OR t.severity = :severity) GROUP BY 1, 2
    """
    for assignee, group, received_at, resolved_at in connection.exec_driver_sql(query, within.values()):
        yield Moved(Whose(assignee, group), _NUMBERS.decode(received_at), _NUMBERS.decode(resolved_at))


def counted(connection: Connection, within: Within) -> Iterator[Counted]:
    query = f"""
        SELECT i.metric, {_last("i", "severity")}, {_last("i", "goal")}, i.breached_at IS NOT NULL,
            {_last("i", "allowed")}, count(*)
        FROM {_TICKETS} {_INTERNAL} WHERE {_TOLD} AND {_counts("i", within.basis)} GROUP BY 1, 2, 3, 4, 5
    """
    for metric, severity, goal, breached, allowed, held in connection.exec_driver_sql(query, within.values()):
        alike = Alike(_METRICS[metric], _SEVERITIES[severity], goal, bool(breached), tier=Tier.INTERNAL)
        yield Counted(alike, allowed, held)


def margins(connection: Connection, within: Within) -> Iterator[Margin]:
    severity, internal = _last("p", "severity"), _last("i", "allowed")
    query = f"""
        SELECT p.metric, {severity}, {_last("p", "allowed")}, {internal}, json_group_array({_last("p", "used")})
        FROM {_TICKETS} {_INTERNAL} CROSS JOIN {_BESIDE}
        WHERE {_TOLD} AND {_counts("p", within.basis)} AND {internal} IS NOT NULL
            AND {severity} = {_last("i", "severity")}
        GROUP BY 1, 2, 3, 4
    """
    for metric, of, public, inside, used in connection.exec_driver_sql(query, within.values()):
        yield Margin(_METRICS[metric], _SEVERITIES[of], public, inside, _NUMBERS.decode(used))


def late(connection: Connection, within: Within) -> Iterator[LateInside]:
    query = f"""
        SELECT t.number, k.subject, k.assignee, k.team, i.metric, i.cycle, {_last("i", "severity")},
            {_last("i", "allowed")}, {_last("i", "used")}
        FROM {_TICKETS} {_INTERNAL} LEFT JOIN {_BESIDE} AND {_of_severity("p")}
        WHERE {_TOLD} AND {_counts("i", within.basis)} AND i.breached_at IS NOT NULL AND p.breached_at IS NULL
    """
    for number, subject, assignee, group, metric, cycle, severity, *times in connection.exec_driver_sql(
        query, within.values()
    ):
        yield LateInside(
            number, subject, Whose(assignee, group), _METRICS[metric], cycle, _SEVERITIES[severity], *times
        )


def breached(connection: Connection, within: Within) -> Iterator[tuple[Whose, int]]:
    """How many public clocks of whose tickets breached."""
    query = f"""
        SELECT k.assignee, k.team, count(*) FROM {_TICKETS} CROSS JOIN {_PUBLIC}
        WHERE {_TOLD} AND {_counts("p", within.basis)} AND p.breached_at IS NOT NULL GROUP BY 1, 2
    """
    for assignee, group, held in connection.exec_driver_sql(query, within.values()):
        yield Whose(assignee, group), held
