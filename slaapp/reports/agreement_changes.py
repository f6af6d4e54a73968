"""Words for what differs between two versions of an agreement, on screen, in its table of versions, on a sheet."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from slaapp.domain.agreement import (
    Agreement,
    CountingBasis,
    EscalationStep,
    Impact,
    Matrix,
    Meaning,
    Metric,
    Severity,
    SeverityChange,
    Status,
    Target,
    Tier,
    Urgency,
)
from slaapp.domain.comparison import (
    Difference,
    HoursDiffer,
    PausesDiffer,
    Rule,
    RuleDiffers,
    TargetDiffers,
    TextDiffers,
    differences,
)
from slaapp.domain.durations import long_day
from slaapp.domain.sections import TITLES, Part
from slaapp.domain.value import Value
from slaapp.reports.agreement_words import (
    IN_CHARGE,
    MOST_SEVERE_FIRST,
    length,
    metrics_of,
    of_tier,
    severity_name,
    share,
    step_does,
)
from slaapp.reports.texts import counted, listed, quoted
from slaapp.wording import IMPACT, METRIC, STATUS, URGENCY, severity_called

ARROW = "→"
NONE = "no target"
_CHANGE: Mapping[SeverityChange, str] = {
    SeverityChange.LADDER: "earliest of the times of all severities it had",
    SeverityChange.FROM_START: "new time from the start of the clock",
    SeverityChange.RESTART: "new time from the change",
}
_BASIS: Mapping[CountingBasis, str] = {
    CountingBasis.DECIDED: "in which a target is decided",
    CountingBasis.RECEIVED: "in which a ticket is received",
    CountingBasis.RESOLVED: "in which a ticket is resolved",
}


class Change(Value):
    """`words` is a sentence without its full stop. Of reworded text `was` and `now` are the words themselves, else "".

    `internal`: about the desk's own targets, to be kept from customers.
    """

    words: str
    was: str = ""
    now: str = ""
    internal: bool = False


def changes(
    was: Agreement, now: Agreement, *, numbers: Mapping[Part, str] | None = None, internal: bool = True
) -> tuple[Change, ...]:
    """In the order in which an agreement is read. `numbers` are those under which "Section 5.1 reworded" is found;
    without `internal` nothing of the desk's own targets is told, nor of clocks for which neither version promises a
    time, nor whom of the desk's people a step names."""
    if not internal:
        metrics = {*metrics_of(was, internal=False), *metrics_of(now, internal=False)}
        was, now = _public(was, metrics), _public(now, metrics)
    whole = {(tier, metric): _whole(was, now, tier, metric) for tier in Tier for metric in Metric}
    held = differences(was, now)
    found: list[Change] = []
    for difference in held:
        match difference:
            case TargetDiffers(metric=metric, tier=tier) if (one := whole[tier, metric]) is not None:
                said = [one]
            case PausesDiffer(tier=tier):
                said = _pauses([one for one in held if isinstance(one, PausesDiffer) and one.tier is tier])
            case _:
                said = _said(difference, now, numbers or {})
        found += [change for change in said if change not in found]
    return tuple(change for change in found if internal or not change.internal)


def _public(held: Agreement, metrics: Container[Metric]) -> Agreement:
    """Without what pauses other metrics, without their steps, and without the names of the desk's people in steps."""
    steps = (step for step in held.escalation if step.metric is None or step.metric in metrics)
    return replace(
        held,
        pauses={key: statuses if key[0] in metrics else frozenset() for key, statuses in held.pauses.items()},
        escalation=tuple(replace(step, to=IN_CHARGE if step.to else "") for step in steps),
    )


def _whole(was: Agreement, now: Agreement, tier: Tier, metric: Metric) -> Change | None:
    """That a metric got its first times, or lost them all, is one change and not one for each severity."""
    before, after = (
        {severity: held for (severity, of), held in of_tier(each, tier).items() if of is metric} for each in (was, now)
    )
    if bool(before) == bool(after) or len(before) + len(after) == 1:
        return None
    lengths = [
        f"{severity_name(now, severity)} {length(after[severity].allowed)}"
        for severity in MOST_SEVERE_FIRST
        if severity in after
    ]
    words = f"added, {', '.join(lengths)}" if after else "no times any more"
    return Change(f"{_tiered(METRIC[metric], tier)}: {words}", internal=tier is Tier.INTERNAL)


def _tiered(words: str, tier: Tier) -> str:
    return f"{words}, internal" if tier is Tier.INTERNAL else words


def _said(difference: Difference, now: Agreement, numbers: Mapping[Part, str]) -> list[Change]:
    match difference:
        case TargetDiffers():
            return _target(difference, now)
        case PausesDiffer():
            return _pauses([difference])
        case HoursDiffer(severity, before, after):
            whose = "" if severity is None else f"{severity_name(now, severity)}, "
            words = f"{whose}support hours: {quoted(before)} {ARROW} {quoted(after)}"
            return [Change(words[0].upper() + words[1:])]
        case RuleDiffers():
            return _rule(difference, now)
        case TextDiffers(section, before, after):
            return [_text(Part(section), before, after, numbers)]


def _target(held: TargetDiffers, now: Agreement) -> list[Change]:
    internal = held.tier is Tier.INTERNAL
    cell = f"{severity_name(now, held.severity)}, {_tiered(METRIC[held.metric].lower(), held.tier)}"
    found = []
    if held.length:
        found.append(Change(f"{cell}: {_allowed(held.was)} {ARROW} {_allowed(held.now)}", internal=internal))
    if held.was and held.now:
        if held.was.goal != held.now.goal:
            words = f"{cell}, goal: {share(held.was.goal)} {ARROW} {share(held.now.goal)}"
            found.append(Change(words, internal=internal))
        if held.was.warn_at != held.now.warn_at:
            words = f"{cell}, warning: at {share(held.was.warn_at)} {ARROW} at {share(held.now.warn_at)}"
            found.append(Change(words, internal=True))
    return found


def _allowed(target: Target | None) -> str:
    return NONE if target is None else length(target.allowed)


def _pauses(held: Sequence[PausesDiffer]) -> list[Change]:
    """Of one tier: the metrics that a status stops now, or no longer, share a sentence."""
    found = []
    for words, lost in (("no longer pauses", True), ("now pauses", False)):
        for status in Status:
            metrics = [one.metric for one in held if status in ((one.was - one.now) if lost else (one.now - one.was))]
            if metrics:
                internal = held[0].tier is Tier.INTERNAL
                names = f"{'the internal ' if internal else ''}{listed([METRIC[one].lower() for one in metrics])}"
                found.append(Change(f"{STATUS[status]} {words} {names}", internal=internal))
    return found


def _rule(held: RuleDiffers, now: Agreement) -> list[Change]:
    was, to = held.was, held.now
    match held.rule:
        case Rule.VALID_FROM:
            return [_turned("First day", _day(was, "none"), _day(to, "still to be agreed"))]
        case Rule.VALID_TO:
            return [_turned("Last day", _day(was, "none"), _day(to, "none"))]
        case Rule.APPLIES_TO_OPEN:
            return [Change("Holds for open tickets, too" if to else "Holds for new tickets only")]
        case Rule.SEVERITY_CHANGE:
            assert isinstance(was, SeverityChange)
            assert isinstance(to, SeverityChange)
            return [_turned("Change of severity", _CHANGE[was], _CHANGE[to])]
        case Rule.REOPEN_WINDOW:
            return [_turned("Reopening", *(counted(int(str(one)), "working day") for one in (was, to)))]
        case Rule.BASIS:
            assert isinstance(was, CountingBasis)
            assert isinstance(to, CountingBasis)
            return [_turned("Counted in the month", _BASIS[was], _BASIS[to])]
        case Rule.NOTICE_DAYS:
            return [_turned("Notice before the last day", *(counted(int(str(one)), "day") for one in (was, to)))]
        case Rule.NOTICE_UNTIL:
            return [_turned("Notice until", _day(was, "none"), _day(to, "none"))]
        case Rule.RENEWS_ON:
            return [_turned("Renewed on", _day(was, "none"), _day(to, "none"))]
        case Rule.SERVICES:
            return _services(set(was), set(to))  # type: ignore[call-overload]
        case Rule.MEANINGS:
            return _meanings(was, to, now)  # type: ignore[arg-type]
        case Rule.MATRIX:
            return _matrix(was, to, now)  # type: ignore[arg-type]
        case Rule.ESCALATION:
            return _escalation(was, to, now)  # type: ignore[arg-type]


def _turned(what: str, was: str, now: str) -> Change:
    return Change(f"{what}: {was} {ARROW} {now}")


def _day(value: object, otherwise: str) -> str:
    return long_day(value) if isinstance(value, date) else otherwise


def _services(was: set[str], now: set[str]) -> list[Change]:
    if was == now:
        return [Change("Services covered: in another order")]
    if not was or not now:
        names = listed(sorted(quoted(name) for name in was | now))
        return [Change(f"Services covered: {'all' if not was else names} {ARROW} {'all' if not now else names}")]
    return [
        *(Change(f"{quoted(name)} is no longer covered") for name in sorted(was - now)),
        *(Change(f"{quoted(name)} is now covered") for name in sorted(now - was)),
    ]


def _meanings(was: Mapping[Severity, Meaning], to: Mapping[Severity, Meaning], now: Agreement) -> list[Change]:
    found = []
    for severity in MOST_SEVERE_FIRST:
        names = [quoted(severity_called(severity, held.get(severity))) for held in (was, to)]
        if names[0] != names[1]:
            found.append(Change(f"{names[0]} is called {names[1]}"))
        before, after = (_meant(held.get(severity)) for held in (was, to))
        if before != after:
            done = "was reworded" if before and after else "is written down now" if after else "was taken out"
            found.append(Change(f"What {severity_name(now, severity)} means {done}", before, after))
    return found


def _meant(meaning: Meaning | None) -> str:
    if meaning is None:
        return ""
    examples = f"Such as {listed([*meaning.examples])}" if meaning.examples else ""
    return ". ".join(part for part in (meaning.text, examples) if part)


def _matrix(was: Matrix, to: Matrix, now: Agreement) -> list[Change]:
    if not to:
        return [Change("Impact and urgency no longer propose the severity")]
    found = []
    for impact in Impact:
        for urgency in Urgency:
            before, after = was.get((impact, urgency)), to.get((impact, urgency))
            if before is not after:
                names = ("none" if one is None else severity_name(now, one) for one in (before, after))
                found.append(_turned(f"Proposed for {IMPACT[impact].lower()}, {URGENCY[urgency].lower()}", *names))
    return found


def _escalation(was: Sequence[EscalationStep], to: Sequence[EscalationStep], now: Agreement) -> list[Change]:
    found = [
        Change(f"Escalation {done}: {_step(step, now)}")
        for done, steps, others in (("taken out", was, to), ("added", to, was))
        for step in steps
        if step not in others
    ]
    return found or [Change("Escalation: the same steps in another order")]


def _step(step: EscalationStep, now: Agreement) -> str:
    """`Urgent, resolution, at 75 %: Kim L. is told`"""
    clock = "every clock" if step.metric is None else METRIC[step.metric].lower()
    at = "when it becomes late" if step.at == 100 else f"at {share(step.at)}"
    return f"{severity_name(now, step.severity)}, {clock}, {at}: {step_does(step.act, quoted(step.to))}"


def _text(part: Part, was: str, now: str, numbers: Mapping[Part, str]) -> Change:
    where = f"Section {numbers[part]} ({TITLES[part]})" if part in numbers else TITLES[part]
    done = "reworded" if was.strip() and now.strip() else "has words of its own now" if now.strip() else "taken out"
    if not now.strip():
        return Change(f"Own words of {TITLES[part]} {done}", was, now)
    return Change(f"{where} {done}", was, now)


def summary(found: Sequence[Change], *, most: int = 4) -> str:
    """For a table of versions: the weightiest, and how many more there are."""
    told = [change.words for change in found[:most]]
    more = len(found) - len(told)
    return f"{'. '.join(told)}.{f' And {more} more.' if more else ''}" if told else "What is agreed is as before"
