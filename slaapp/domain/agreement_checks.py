"""What is wrong, or may be meant otherwise, in an agreement: found while it is typed, before it is in force."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from slaapp.domain.agreement import Agreement, EscalationStep, Metric, Severity, StepAct, Target, Tier
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime


class Fault(StrEnum):
    INTERNAL_LATER = "internal_later"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    NOTICE_TOO_LATE = "notice_too_late"
    NO_SUCH_CALENDAR = "no_such_calendar"
    NEVER_OPENS = "never_opens"
    NO_TARGETS = "no_targets"
    SLOWER_THAN_LESS_SEVERE = "slower_than_less_severe"
    ANSWER_AFTER_SOLUTION = "answer_after_solution"
    GOAL_OF_ALL = "goal_of_all"
    NO_HOLIDAYS = "no_holidays"
    NO_SUCH_PERSON = "no_such_person"
    CLAIMED_TWICE = "claimed_twice"


BLOCKING = frozenset(
    {Fault.INTERNAL_LATER, Fault.ENDS_BEFORE_IT_BEGINS, Fault.NO_SUCH_CALENDAR, Fault.NEVER_OPENS, Fault.NO_TARGETS}
)
"""What must be mended before a version is put in force; the others only warn."""


class Overlap(Value):
    """Tickets of a customer (id and name) that two agreements claim: one by the contact's group, which goes first, the
    other by the service. `other` is the one that is not looked at; `by_group`: it is the one of the group."""

    customer: str
    name: str
    group: str
    service: str
    other: str
    by_group: bool


class Finding(Value):
    """`target` is the cell it stands in, `other` the one it is held against; `calendar` names the hours it is about,
    `year` the one without holidays; `step` is the one of the escalation that names nobody who is there; `overlap` says
    which tickets are claimed twice."""

    fault: Fault
    target: Target | None = None
    other: Target | None = None
    calendar: str = ""
    year: int = 0
    step: EscalationStep | None = None
    overlap: Overlap | None = None

    @property
    def blocks(self) -> bool:
        return self.fault in BLOCKING


Cells = Mapping[tuple[Metric, Severity, Tier], Target]


def findings(
    agreement: Agreement, hours: Mapping[str, WorkingTime], today: date, people: Collection[str]
) -> tuple[Finding, ...]:
    """What blocks comes first; each in the order in which an agreement is read. `people` are the names of those who are
    at the desk."""
    found = [*_targets(agreement), *_validity(agreement), *_hours(agreement, hours, today), *_steps(agreement, people)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def _targets(agreement: Agreement) -> Iterator[Finding]:
    cells = {(one.metric, one.severity, one.tier): one for one in agreement.targets}
    if not any(tier is Tier.PUBLIC for _, _, tier in cells):
        yield Finding(Fault.NO_TARGETS)
    for severity in sorted(Severity, reverse=True):
        for metric in Metric:
            yield from _cell(agreement, cells, metric, severity)


def _cell(agreement: Agreement, cells: Cells, metric: Metric, severity: Severity) -> Iterator[Finding]:
    public, internal = cells.get((metric, severity, Tier.PUBLIC)), cells.get((metric, severity, Tier.INTERNAL))
    if public and internal and internal.allowed > public.allowed:
        yield Finding(Fault.INTERNAL_LATER, internal, public)
    solved = cells.get((Metric.RESOLUTION, severity, Tier.PUBLIC))
    if metric is Metric.FIRST_RESPONSE and public and solved and public.allowed > solved.allowed:
        yield Finding(Fault.ANSWER_AFTER_SOLUTION, public, solved)
    if public and public.goal == 100:
        yield Finding(Fault.GOAL_OF_ALL, public)
    less = next((cells[key] for level in _below(severity) if (key := (metric, level, Tier.PUBLIC)) in cells), None)
    same_hours = less is not None and agreement.calendar_for(less.severity) == agreement.calendar_for(severity)
    if public and less and same_hours and public.allowed > less.allowed:
        yield Finding(Fault.SLOWER_THAN_LESS_SEVERE, public, less)


def _below(severity: Severity) -> Iterator[Severity]:
    yield from sorted((level for level in Severity if level < severity), reverse=True)


def _validity(agreement: Agreement) -> Iterator[Finding]:
    first, last = agreement.valid_from, agreement.valid_to
    if first is not None and last is not None and last < first:
        yield Finding(Fault.ENDS_BEFORE_IT_BEGINS)
    ends = [day for day in (agreement.renews_on, last) if day is not None]
    if agreement.notice_until is not None and ends and agreement.notice_until > min(ends):
        yield Finding(Fault.NOTICE_TOO_LATE)


def _hours(agreement: Agreement, hours: Mapping[str, WorkingTime], today: date) -> Iterator[Finding]:
    first = max(today, agreement.valid_from or today)
    for name in dict.fromkeys(agreement.calendar_for(severity) for severity in sorted(Severity, reverse=True)):
        held = hours.get(name)
        if held is None:
            yield Finding(Fault.NO_SUCH_CALENDAR, calendar=name)
        elif held.opening_dates_after(first - timedelta(days=1), 1) is None:
            yield Finding(Fault.NEVER_OPENS, calendar=name)
        elif (year := _bare_year(held, agreement, first)) is not None:
            yield Finding(Fault.NO_HOLIDAYS, calendar=name, year=year)


def _steps(agreement: Agreement, people: Collection[str]) -> Iterator[Finding]:
    for step in agreement.escalation:
        if step.act in (StepAct.NOTIFY, StepAct.ASSIGN) and step.to and step.to not in people:
            yield Finding(Fault.NO_SUCH_PERSON, step=step)


def _bare_year(hours: WorkingTime, agreement: Agreement, first: date) -> int | None:
    """The first year of the coming twelve months, and of the validity, in which no holiday is known though some are
    in others. Hours that know none at all are meant so (around the clock)."""
    days = [day for _, calendar in hours.line.versions for day in (*calendar.holidays, *calendar.special_days)]
    last = min(agreement.valid_to or date.max, first + timedelta(days=365))
    known = {day.year for day in days}
    return next((year for year in range(first.year, last.year + 1) if known and year not in known), None)


def dues(
    agreement: Agreement, hours: Mapping[str, WorkingTime], severity: Severity, received_at: Instant
) -> dict[tuple[Metric, Tier], Instant | None]:
    """When each time of a ticket received then would be due, if it stayed at that severity and nothing paused it; None:
    never (T4). Metrics without a target are not there. What counts from an answer (C3, C4) does so from `answered`."""
    working = hours[agreement.calendar_for(severity)]
    answer = answered(agreement, hours, severity, received_at)
    return {
        (one.metric, one.tier): None if start is None else working.after(start, one.allowed)
        for one in agreement.targets
        if one.severity == severity
        for start in (answer if one.metric in (Metric.NEXT_RESPONSE, Metric.UPDATE) else received_at,)
    }


def answered(
    agreement: Agreement, hours: Mapping[str, WorkingTime], severity: Severity, received_at: Instant
) -> Instant | None:
    """When such a ticket is answered at the latest; at once where no first response is promised."""
    first = (Metric.FIRST_RESPONSE, severity, Tier.PUBLIC)
    allowed = next((one.allowed for one in agreement.targets if (one.metric, one.severity, one.tier) == first), 0)
    return hours[agreement.calendar_for(severity)].after(received_at, allowed)
