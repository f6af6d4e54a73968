"""Lengths, days and names as an agreement writes them out for those who sign it."""

from collections.abc import Iterable

from slaapp.domain.agreement import Agreement, Metric, Severity, StepAct, Target, Tier
from slaapp.domain.durations import NARROW
from slaapp.domain.spans import HOUR, MINUTE, Seconds
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.texts import quoted

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


def metric_names(metrics: Iterable[Metric], words: Words) -> str:
    """`First response, next update and resolution`"""
    return words.listed([words.of(metric, inside=place > 0) for place, metric in enumerate(metrics)])


def severity_name(agreement: Agreement, severity: Severity, words: Words | None = None) -> str:
    """What the agreement calls it, else what it is called everywhere; in English unless it is said."""
    meaning = agreement.meanings.get(severity)
    if meaning is not None and meaning.name:
        return quoted(meaning.name)
    return (words or words_of(ENGLISH)).of(severity)


def in_charge(words: Words) -> str:
    """Who of the desk's people a step names, in a customer's copy (DESIGN.md § 10)."""
    return words("agreement.step.in_charge")


def step_does(act: StepAct, to: str, words: Words) -> str:
    """What a step of escalation does, as it goes on in a sentence; `to` is empty where it names nobody."""
    nobody = words("agreement.step.whoever") if act is StepAct.NOTIFY else in_charge(words)
    return words(f"agreement.step.{act.value}", to=to or nobody)


def of_tier(agreement: Agreement, tier: Tier) -> dict[tuple[Severity, Metric], Target]:
    return {(held.severity, held.metric): held for held in agreement.targets if held.tier is tier}


def metrics_of(agreement: Agreement, *, internal: bool) -> tuple[Metric, ...]:
    """The metrics for which a copy names a time: a customer's knows the public ones only."""
    held = {one.metric for one in agreement.targets if internal or one.tier is Tier.PUBLIC}
    return tuple(metric for metric in Metric if metric in held)


def in_force(agreement: Agreement, words: Words) -> str:
    """`1 Sep 2025 – 31 Mar 2026`, as in the table of versions."""
    first, last = agreement.valid_from, agreement.valid_to
    if first is None:
        return _said("until", words, last=words.dated_day(last)) if last else _said("without_a_date", words)
    if last is None:
        return _said("from", words, first=words.dated_day(first))
    return _said("from_to", words, first=words.dated_day(first), last=words.dated_day(last))


def _said(name: str, words: Words, **values: object) -> str:
    return words(f"agreement.{name}", **values)
