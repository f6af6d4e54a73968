"""Lengths, days and names as an agreement writes them out for those who sign it."""

from collections.abc import Iterable
from datetime import date

from slaapp.domain.agreement import Agreement, Metric, Severity, StepAct, Target, Tier
from slaapp.domain.durations import MONTHS, NARROW
from slaapp.domain.spans import HOUR, MINUTE, Seconds
from slaapp.reports.texts import listed, quoted
from slaapp.wording import METRIC, SEVERITY

NO_BREAK = "\u00a0"
MOST_SEVERE_FIRST = tuple(sorted(Severity, reverse=True))


def length(seconds: Seconds) -> str:
    """`30 min`, `1 h`, `1 h 30 min`: a contract has no room for a unit that may be read otherwise."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = [f"{count}{NARROW}{unit}" for count, unit in ((hours, "h"), (minutes, "min"), (rest, "s")) if count]
    return NARROW.join(parts) or f"0{NARROW}min"


def share(percent: int) -> str:
    return f"{percent}{NO_BREAK}%"


def day_words(day: date) -> str:
    """`1 Sep 2025`"""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def metric_names(metrics: Iterable[Metric]) -> str:
    """`First response, next update and resolution`"""
    names = [METRIC[metric] for metric in metrics]
    return listed([*names[:1], *(name.lower() for name in names[1:])])


def severity_name(agreement: Agreement, severity: Severity) -> str:
    """What the agreement calls it, else what it is called everywhere."""
    meaning = agreement.meanings.get(severity)
    return quoted(meaning.name) if meaning is not None and meaning.name else SEVERITY[severity]


IN_CHARGE = "the person in charge"
"""Who of the desk's people a step names, in a customer's copy (DESIGN.md § 10)."""


def step_does(act: StepAct, to: str) -> str:
    """What a step of escalation does, as it goes on in a sentence; `to` is empty where it names nobody."""
    return {
        StepAct.NOTIFY: f"{to or 'whoever works on the ticket'} is told",
        StepAct.ASSIGN: f"the ticket goes to {to or IN_CHARGE}",
        StepAct.RAISE: "the severity is raised by one step",
        StepAct.SLIP: "a slip is printed at the desk",
    }[act]


def of_tier(agreement: Agreement, tier: Tier) -> dict[tuple[Severity, Metric], Target]:
    return {(held.severity, held.metric): held for held in agreement.targets if held.tier is tier}


def metrics_of(agreement: Agreement, *, internal: bool) -> tuple[Metric, ...]:
    """The metrics for which a copy names a time: a customer's knows the public ones only."""
    held = {one.metric for one in agreement.targets if internal or one.tier is Tier.PUBLIC}
    return tuple(metric for metric in Metric if metric in held)


def in_force(agreement: Agreement) -> str:
    """`1 Sep 2025 – 31 Mar 2026`, as in the table of versions."""
    first, last = agreement.valid_from, agreement.valid_to
    if first is None:
        return f"until {day_words(last)}" if last else "without a date"
    return f"{day_words(first)} – {day_words(last)}" if last else f"from {day_words(first)}"
