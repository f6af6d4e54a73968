"""An agreement's rules: targets by metric, severity and tier, whose hours count, and what pauses a clock."""

from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum
from typing import NamedTuple

from msgspec import field
from msgspec.structs import replace

from slaapp.domain.spans import Seconds
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime


class Severity(IntEnum):
    """`low < normal < high < urgent`."""

    LOW = 1
    NORMAL = 2
    HIGH = 3
    URGENT = 4

    @property
    def word(self) -> str:
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "Severity":
        """Raises KeyError for a word that is none of the four."""
        return _SEVERITY_BY_WORD[word]


_SEVERITY_BY_WORD = {severity.word: severity for severity in Severity}


class Metric(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    UPDATE = "update"
    RESOLUTION = "resolution"


class Tier(StrEnum):
    """The promise the customer sees, and the stricter one the desk keeps for itself (C16 of semantics)."""

    PUBLIC = "public"
    INTERNAL = "internal"


TIERS = tuple(Tier)
"""The order in which tiers are listed."""


class Status(StrEnum):
    """C0 of semantics."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING_CUSTOMER = "waiting_customer"
    WAITING_THIRD_PARTY = "waiting_third_party"
    SCHEDULED = "scheduled"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def done(self) -> bool:
        return self in _DONE

    @property
    def word(self) -> str:
        """In a sentence: `waiting on customer`."""
        return self.value.replace("waiting_", "waiting on ").replace("_", " ")


_DONE = frozenset({Status.RESOLVED, Status.CLOSED})
WAITING = frozenset({Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.SCHEDULED})


class SeverityChange(StrEnum):
    """From when a new severity's target is measured (C9 of semantics)."""

    LADDER = "ladder"
    FROM_START = "from_start"
    RESTART = "restart"


class CountingBasis(StrEnum):
    """Which period a clock counts in (end of § 5 of semantics)."""

    DECIDED = "decided"
    RECEIVED = "received"
    RESOLVED = "resolved"


class Target(Value):
    """The working time allowed for one metric at one severity in one tier.

    `goal` is the share promised in whole percent, `warn_at` the share of the allowed time at which to warn.
    """

    metric: Metric
    severity: Severity
    tier: Tier
    allowed: Seconds
    goal: int = 90
    warn_at: int = 75


class Meaning(Value):
    """What a severity is for, in an agreement's own words; `name` "" where it is called as everywhere."""

    text: str
    examples: tuple[str, ...] = ()
    name: str = ""


class Impact(StrEnum):
    """How much of the customer's work is hit."""

    WHOLE_SITE = "whole_site"
    SEVERAL = "several"
    ONE = "one"


class Urgency(StrEnum):
    """How soon the work must go on."""

    AT_ONCE = "at_once"
    SOON = "soon"
    CAN_WAIT = "can_wait"


Matrix = Mapping[tuple[Impact, Urgency], Severity]
"""The severity that is proposed for how much is hit and how soon it must go on."""


class StepAct(StrEnum):
    """What an escalation step does."""

    NOTIFY = "notify"
    ASSIGN = "assign"
    RAISE = "raise"
    SLIP = "slip"


class EscalationStep(Value):
    """Of each public clock of this metric at this severity: `at` percent of the allowed time, 100 being the breach.

    `to` is the name of a person for NOTIFY and ASSIGN ("" for NOTIFY: whoever has the ticket). `metric` None: of any.
    """

    severity: Severity
    metric: Metric | None
    at: int
    act: StepAct
    to: str = ""


Pauses = Mapping[tuple[Metric, Tier], frozenset[Status]]

_BY_WAITING_ON_CUSTOMER = frozenset({Status.WAITING_CUSTOMER, Status.SCHEDULED})
_PAUSING: Mapping[Metric, frozenset[Status]] = {
    Metric.FIRST_RESPONSE: frozenset(),
    Metric.NEXT_RESPONSE: frozenset(),
    Metric.UPDATE: _BY_WAITING_ON_CUSTOMER,
    Metric.RESOLUTION: _BY_WAITING_ON_CUSTOMER,
}
DEFAULT_PAUSES: Pauses = {(metric, tier): _PAUSING[metric] for metric in Metric for tier in Tier}
"""C6 of semantics."""


class Agreement(Value, dict=True):
    """One version of an agreement, as it is kept: calendars are named, not held.

    `valid_from` None means in force from the beginning; `valid_to` is the last day of that, None without end.
    `applies_to_open`: from local midnight of `valid_from` it governs open tickets too (C11 of semantics).
    """

    name: str
    version: int
    calendar: str
    targets: tuple[Target, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    applies_to_open: bool = False
    calendar_by_severity: Mapping[Severity, str] = field(default_factory=dict)
    pauses: Pauses = field(default_factory=lambda: DEFAULT_PAUSES)
    severity_change: SeverityChange = SeverityChange.LADDER
    reopen_window: int = 5
    basis: CountingBasis = CountingBasis.DECIDED
    sections: Mapping[str, str] = field(default_factory=dict)
    """Its own words, in the small Markdown, by the names of `domain.sections.Part`."""
    meanings: Mapping[Severity, Meaning] = field(default_factory=dict)
    matrix: Matrix = field(default_factory=dict)
    services: tuple[str, ...] = ()
    """The names of the services that are covered; empty: all of them."""
    escalation: tuple[EscalationStep, ...] = ()
    notice_days: int = 60
    """How many days before each of its dates (notice, renewal, last day) the desk is reminded of it: it is time to talk
    about the next version."""
    notice_until: date | None = None
    """The last day on which either side can give notice."""
    renews_on: date | None = None
    """The day on which it goes on for another term unless notice was given."""

    def calendar_for(self, severity: Severity) -> str:
        return self.calendar_by_severity.get(severity, self.calendar)

    def begun(self, day: date) -> bool:
        """Whether its first day is that one or an earlier one."""
        return self.valid_from is None or self.valid_from <= day

    def lasts(self, day: date) -> bool:
        """Whether its last day is that one or a later one."""
        return self.valid_to is None or self.valid_to >= day


def undated(agreement: Agreement) -> Agreement:
    """What another one begins from: its days are its own."""
    return replace(agreement, valid_from=None, valid_to=None, applies_to_open=False, notice_until=None, renews_on=None)


def with_days_of(agreement: Agreement, other: Agreement) -> Agreement:
    """As if it held when the other does: what else differs between them."""
    return replace(
        agreement,
        valid_from=other.valid_from,
        valid_to=other.valid_to,
        notice_until=other.notice_until,
        renews_on=other.renews_on,
    )


class Promise(NamedTuple):
    """What one version says of a metric at a severity in a tier: the length, in whose hours, and what pauses it.

    `allowed` None: no target. `rungs` are the severities whose targets can be due first on the ladder while a ticket
    stays at this one (C9 of semantics).
    """

    severity: Severity
    calendar: str
    hours: WorkingTime
    allowed: Seconds | None
    goal: int
    warn_at: int
    pauses: frozenset[Status]
    rungs: tuple[Severity, ...]


class Terms(Value, eq=False, dict=True):
    """What winds a clock: one version's rules with its calendars laid out.

    `hours` holds the working time of every severity, `desk_hours` that of the agreement itself (reopen window, report
    periods); `tiers` are those with a target at all. Compared by identity, so that the terms of one version are made
    once and shared.
    """

    agreement: Agreement
    desk_hours: WorkingTime
    hours: Mapping[Severity, WorkingTime]
    targets: Mapping[tuple[Metric, Tier], Mapping[Severity, Target]]
    tiers: frozenset[Tier]
    promises: Mapping[tuple[Metric, Tier, Severity], Promise]


def terms(agreement: Agreement, hours: Mapping[str, WorkingTime]) -> Terms:
    """Join an agreement with the working time of the calendars it names (KeyError for one that is not there)."""
    targets: dict[tuple[Metric, Tier], dict[Severity, Target]] = {}
    for target in agreement.targets:
        targets.setdefault((target.metric, target.tier), {})[target.severity] = target
    by_severity = {severity: hours[agreement.calendar_for(severity)] for severity in Severity}
    return Terms(
        agreement=agreement,
        desk_hours=hours[agreement.calendar],
        hours=by_severity,
        targets=targets,
        tiers=frozenset(tier for _, tier in targets),
        promises={
            (metric, tier, severity): _promise(
                agreement, by_severity, targets.get((metric, tier), {}), agreement.pauses[metric, tier], severity
            )
            for metric in Metric
            for tier in Tier
            for severity in Severity
        },
    )


def _promise(
    agreement: Agreement,
    hours: Mapping[Severity, WorkingTime],
    targets: Mapping[Severity, Target],
    pauses: frozenset[Status],
    severity: Severity,
) -> Promise:
    target = targets.get(severity)
    return Promise(
        severity=severity,
        calendar=agreement.calendar_for(severity),
        hours=hours[severity],
        allowed=None if target is None else target.allowed,
        goal=0 if target is None else target.goal,
        warn_at=0 if target is None else target.warn_at,
        pauses=pauses,
        rungs=_rungs(hours, targets, severity),
    )


def _rungs(
    hours: Mapping[Severity, WorkingTime], targets: Mapping[Severity, Target], severity: Severity
) -> tuple[Severity, ...]:
    """A less severe level with the same hours and no shorter target is never due earlier."""
    own = targets.get(severity)
    less_severe = (
        level
        for level, target in sorted(targets.items())
        if level < severity and (own is None or hours[level] is not hours[severity] or target.allowed < own.allowed)
    )
    return (severity, *less_severe)
