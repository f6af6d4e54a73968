"""What differs between two versions of an agreement: one thing each, which words can be put to."""

from collections.abc import Iterator
from enum import StrEnum

from slaapp.domain.agreement import TIERS, Agreement, Meaning, Metric, Severity, Status, Target, Tier
from slaapp.domain.sections import Part
from slaapp.domain.value import Value


class TargetDiffers(Value):
    """What is promised for one metric at one severity in one tier; None: no target."""

    metric: Metric
    severity: Severity
    tier: Tier
    was: Target | None
    now: Target | None

    @property
    def length(self) -> bool:
        """Whether the allowed time differs, and not only goal or warning."""
        return (None if self.was is None else self.was.allowed) != (None if self.now is None else self.now.allowed)


class PausesDiffer(Value):
    """The waiting statuses that stop a metric's clock in one tier."""

    metric: Metric
    tier: Tier
    was: frozenset[Status]
    now: frozenset[Status]


class HoursDiffer(Value):
    """The calendar by which a severity counts; `severity` None: the agreement's own."""

    severity: Severity | None
    was: str
    now: str


class Rule(StrEnum):
    """The other things that an agreement decides, by the name they have in files."""

    VALID_FROM = "valid_from"
    VALID_TO = "valid_to"
    APPLIES_TO_OPEN = "applies_to_open"
    SEVERITY_CHANGE = "severity_change"
    REOPEN_WINDOW = "reopen_window"
    BASIS = "basis"
    MEANINGS = "meanings"
    MATRIX = "matrix"
    SERVICES = "services"
    ESCALATION = "escalation"
    NOTICE_DAYS = "notice_days"
    NOTICE_UNTIL = "notice_until"
    RENEWS_ON = "renews_on"


class RuleDiffers(Value):
    rule: Rule
    was: object
    now: object


class TextDiffers(Value):
    """A section's words; "" where there is none."""

    section: str
    was: str
    now: str


Difference = TargetDiffers | PausesDiffer | HoursDiffer | RuleDiffers | TextDiffers


def differences(was: Agreement, now: Agreement) -> tuple[Difference, ...]:
    """In the order in which an agreement is read; empty exactly where both say the same."""
    return tuple(_differences(was, now))


def _differences(was: Agreement, now: Agreement) -> Iterator[Difference]:
    yield from _targets(was, now)
    if was.calendar != now.calendar:
        yield HoursDiffer(None, was.calendar, now.calendar)
    for severity in sorted(Severity, reverse=True):
        before, after = was.calendar_for(severity), now.calendar_for(severity)
        if before != after and (before, after) != (was.calendar, now.calendar):
            yield HoursDiffer(severity, before, after)
    for tier in TIERS:
        for metric in Metric:
            stops, stop = was.pauses[metric, tier], now.pauses[metric, tier]
            if stops != stop:
                yield PausesDiffer(metric, tier, stops, stop)
    for rule in Rule:
        said, says = _said(was, rule), _said(now, rule)
        if said != says:
            yield RuleDiffers(rule, said, says)
    for section in [part.value for part in Part if part.value in {*was.sections, *now.sections}]:
        text, other = was.sections.get(section, ""), now.sections.get(section, "")
        if text != other:
            yield TextDiffers(section, text, other)


def _targets(was: Agreement, now: Agreement) -> Iterator[TargetDiffers]:
    held, holds = ({(one.tier, one.severity, one.metric): one for one in each.targets} for each in (was, now))
    for tier in TIERS:
        for severity in sorted(Severity, reverse=True):
            for metric in Metric:
                before, after = held.get((tier, severity, metric)), holds.get((tier, severity, metric))
                if before != after:
                    yield TargetDiffers(metric, severity, tier, before, after)


def _said(agreement: Agreement, rule: Rule) -> object:
    """A meaning that says nothing is none."""
    if rule is Rule.MEANINGS:
        return {severity: meaning for severity, meaning in agreement.meanings.items() if meaning != Meaning("")}
    return getattr(agreement, rule.value)
