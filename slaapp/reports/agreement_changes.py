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
from slaapp.domain.sections import Part
from slaapp.domain.value import Value
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.agreement_words import (
    MOST_SEVERE_FIRST,
    in_charge,
    length,
    metrics_of,
    of_tier,
    severity_name,
    share,
    step_does,
)
from slaapp.reports.severity_names import called
from slaapp.reports.texts import quoted


class Change(Value):
    """`words` is a sentence without its full stop. Of reworded text `was` and `now` are the words themselves, else "".

    `internal`: about the desk's own targets, to be kept from customers.
    """

    words: str
    was: str = ""
    now: str = ""
    internal: bool = False


def changes(
    was: Agreement,
    now: Agreement,
    *,
    numbers: Mapping[Part, str] | None = None,
    internal: bool = True,
    words: Words | None = None,
) -> tuple[Change, ...]:
    """In the order in which an agreement is read, in English unless it is said. `numbers` are those under which
    "Section 5.1 reworded" is found; without `internal` nothing of the desk's own targets is told, nor of clocks for
    which neither version promises a time, nor whom of the desk's people a step names."""
    words = words or words_of(ENGLISH)
    if not internal:
        metrics = {*metrics_of(was, internal=False), *metrics_of(now, internal=False)}
        was, now = _public(was, metrics, words), _public(now, metrics, words)
    tell = _Teller(words, now, numbers or {})
    whole = {(tier, metric): tell.whole(was, tier, metric) for tier in Tier for metric in Metric}
    held = differences(was, now)
    found: list[Change] = []
    for difference in held:
        match difference:
            case TargetDiffers(metric=metric, tier=tier) if (one := whole[tier, metric]) is not None:
                said = [one]
            case PausesDiffer(tier=tier):
                said = tell.pauses([one for one in held if isinstance(one, PausesDiffer) and one.tier is tier])
            case _:
                said = tell.said(difference)
        found += [change for change in said if change not in found]
    return tuple(change for change in found if internal or not change.internal)


def _public(held: Agreement, metrics: Container[Metric], words: Words) -> Agreement:
    """Without what pauses other metrics, without their steps, and without the names of the desk's people in steps."""
    steps = (step for step in held.escalation if step.metric is None or step.metric in metrics)
    return replace(
        held,
        pauses={key: statuses if key[0] in metrics else frozenset() for key, statuses in held.pauses.items()},
        escalation=tuple(replace(step, to=in_charge(words) if step.to else "") for step in steps),
    )


class _Teller:
    """In a language, of the newer version `now`."""

    def __init__(self, words: Words, now: Agreement, numbers: Mapping[Part, str]) -> None:
        self._words, self._now, self._numbers = words, now, numbers

    def whole(self, was: Agreement, tier: Tier, metric: Metric) -> Change | None:
        """That a metric got its first times, or lost them all, is one change and not one for each severity."""
        before, after = (
            {severity: held for (severity, of), held in of_tier(each, tier).items() if of is metric}
            for each in (was, self._now)
        )
        if bool(before) == bool(after) or len(before) + len(after) == 1:
            return None
        what = self._tiered(self._words.of(metric), tier)
        if after:
            lengths = [
                f"{self._severity(severity)} {length(after[severity].allowed)}"
                for severity in MOST_SEVERE_FIRST
                if severity in after
            ]
            said = self._say("added", what=what, lengths=", ".join(lengths))
        else:
            said = self._say("no_times", what=what)
        return Change(said, internal=tier is Tier.INTERNAL)

    def said(self, difference: Difference) -> list[Change]:
        match difference:
            case TargetDiffers():
                return self._target(difference)
            case PausesDiffer():
                return self.pauses([difference])
            case HoursDiffer(severity, before, after):
                if severity is None:
                    what = self._say("hours")
                else:
                    what = self._say("hours_of", severity=self._severity(severity))
                return [self._turned(what, quoted(before), quoted(after))]
            case RuleDiffers():
                return self._rule(difference)
            case TextDiffers(section, before, after):
                return [self._text(Part(section), before, after)]

    def pauses(self, held: Sequence[PausesDiffer]) -> list[Change]:
        """Of one tier: the metrics that a status stops now, or no longer, share a sentence."""
        found = []
        internal = held[0].tier is Tier.INTERNAL
        for how, lost in (("no_longer_pauses", True), ("now_pauses", False)):
            for status in Status:
                metrics = [
                    one.metric for one in held if status in ((one.was - one.now) if lost else (one.now - one.was))
                ]
                if metrics:
                    names = self._words.listed([self._words.of(one, inside=True) for one in metrics])
                    name = f"{how}_internal" if internal else how
                    said = self._say(name, status=self._words.of(status), metrics=names)
                    found.append(Change(said, internal=internal))
        return found

    def _say(self, name: str, /, **values: object) -> str:
        return self._words(f"agreement.change.{name}", **values)

    def _severity(self, severity: Severity) -> str:
        return severity_name(self._now, severity, self._words)

    def _tiered(self, what: str, tier: Tier) -> str:
        return self._say("tiered", what=what) if tier is Tier.INTERNAL else what

    def _turned(self, what: str, was: str, now: str, *, internal: bool = False) -> Change:
        return Change(self._say("turned", what=what, was=was, now=now), internal=internal)

    def _target(self, held: TargetDiffers) -> list[Change]:
        internal = held.tier is Tier.INTERNAL
        metric = self._tiered(self._words.of(held.metric, inside=True), held.tier)
        cell = f"{self._severity(held.severity)}, {metric}"
        found = []
        if held.length:
            found.append(self._turned(cell, self._allowed(held.was), self._allowed(held.now), internal=internal))
        if held.was and held.now:
            if held.was.goal != held.now.goal:
                goals = share(held.was.goal), share(held.now.goal)
                found.append(self._turned(self._say("goal", cell=cell), *goals, internal=internal))
            if held.was.warn_at != held.now.warn_at:
                shares = [self._say("at", share=share(one.warn_at)) for one in (held.was, held.now)]
                found.append(self._turned(self._say("warning", cell=cell), *shares, internal=True))
        return found

    def _allowed(self, target: Target | None) -> str:
        return self._say("none") if target is None else length(target.allowed)

    def _rule(self, held: RuleDiffers) -> list[Change]:
        was, to = held.was, held.now
        match held.rule:
            case Rule.VALID_FROM:
                return [self._turned(self._say("first_day"), self._day(was), self._day(to, "to_be_agreed"))]
            case Rule.VALID_TO:
                return [self._turned(self._say("last_day"), self._day(was), self._day(to))]
            case Rule.APPLIES_TO_OPEN:
                return [Change(self._say("open_too" if to else "new_only"))]
            case Rule.SEVERITY_CHANGE:
                return [self._turned(self._say("severity_change"), *self._named(was, to))]
            case Rule.REOPEN_WINDOW:
                days = (self._words.counted("count.working_day", int(str(one))) for one in (was, to))
                return [self._turned(self._say("reopening"), *days)]
            case Rule.BASIS:
                return [self._turned(self._say("counted"), *self._named(was, to))]
            case Rule.NOTICE_DAYS:
                days = (self._words.counted("agreement.change.day", int(str(one))) for one in (was, to))
                return [self._turned(self._say("notice"), *days)]
            case Rule.NOTICE_UNTIL:
                return [self._turned(self._say("notice_until"), self._day(was), self._day(to))]
            case Rule.RENEWS_ON:
                return [self._turned(self._say("renewed"), self._day(was), self._day(to))]
            case Rule.SERVICES:
                return self._services(set(was), set(to))  # type: ignore[call-overload]
            case Rule.MEANINGS:
                return self._meanings(was, to)  # type: ignore[arg-type]
            case Rule.MATRIX:
                return self._matrix(was, to)  # type: ignore[arg-type]
            case Rule.ESCALATION:
                return self._escalation(was, to)  # type: ignore[arg-type]

    def _named(self, was: object, to: object) -> tuple[str, str]:
        assert isinstance(was, SeverityChange | CountingBasis)
        assert isinstance(to, SeverityChange | CountingBasis)
        return self._say(was.value), self._say(to.value)

    def _day(self, value: object, otherwise: str = "no_day") -> str:
        return self._words.long_day(value) if isinstance(value, date) else self._say(otherwise)

    def _services(self, was: set[str], now: set[str]) -> list[Change]:
        if was == now:
            return [Change(self._say("services_order"))]
        if not was or not now:
            names = self._words.listed(sorted(quoted(name) for name in was | now))
            every = self._say("all_services")
            return [self._turned(self._say("services"), names if was else every, names if now else every)]
        return [
            *(Change(self._say("not_covered", name=quoted(name))) for name in sorted(was - now)),
            *(Change(self._say("covered", name=quoted(name))) for name in sorted(now - was)),
        ]

    def _meanings(self, was: Mapping[Severity, Meaning], to: Mapping[Severity, Meaning]) -> list[Change]:
        found = []
        for severity in MOST_SEVERE_FIRST:
            names = [called(severity, held.get(severity), self._words) for held in (was, to)]
            if names[0] != names[1]:
                found.append(Change(self._say("called", was=names[0], now=names[1])))
            before, after = (self._meant(held.get(severity)) for held in (was, to))
            if before != after:
                done = "reworded_meaning" if before and after else "new_meaning" if after else "no_meaning"
                found.append(Change(self._say(done, severity=self._severity(severity)), before, after))
        return found

    def _meant(self, meaning: Meaning | None) -> str:
        if meaning is None:
            return ""
        listed = self._words.listed([*meaning.examples])
        examples = self._say("such_as", examples=listed) if meaning.examples else ""
        return ". ".join(part for part in (meaning.text, examples) if part)

    def _matrix(self, was: Matrix, to: Matrix) -> list[Change]:
        if not to:
            return [Change(self._say("no_proposal"))]
        found = []
        for impact in Impact:
            for urgency in Urgency:
                before, after = was.get((impact, urgency)), to.get((impact, urgency))
                if before is not after:
                    names = (
                        self._say("nothing_proposed") if one is None else self._severity(one) for one in (before, after)
                    )
                    inside = (self._words.of(one, inside=True) for one in (impact, urgency))
                    what = self._say("proposed", **dict(zip(("impact", "urgency"), inside, strict=True)))
                    found.append(self._turned(what, *names))
        return found

    def _escalation(self, was: Sequence[EscalationStep], to: Sequence[EscalationStep]) -> list[Change]:
        found = [
            Change(self._say(done, step=self._step(step)))
            for done, steps, others in (("step_out", was, to), ("step_added", to, was))
            for step in steps
            if step not in others
        ]
        return found or [Change(self._say("steps_order"))]

    def _step(self, step: EscalationStep) -> str:
        """`Urgent, resolution, at 75 %: Kim L. is told`"""
        words = self._words
        if step.metric is None:
            clock = words("agreement.step.every_clock_inside")
        else:
            clock = words.of(step.metric, inside=True)
        late = step.at == 100
        at = words("agreement.step.late") if late else words("agreement.step.at_share", share=share(step.at))
        does = step_does(step.act, quoted(step.to), words)
        return self._say("step", severity=self._severity(step.severity), clock=clock, at=at, does=does)

    def _text(self, part: Part, was: str, now: str) -> Change:
        title = self._words(f"agreement.part.{part.value}")
        if not now.strip():
            return Change(self._say("words_out", title=title), was, now)
        number = self._numbers.get(part)
        where = title if number is None else self._say("section", number=number, title=title)
        return Change(self._say("reworded" if was.strip() else "own_words", where=where), was, now)


def summary(found: Sequence[Change], *, most: int = 4, words: Words | None = None) -> str:
    """For a table of versions: the weightiest, and how many more there are; in English unless it is said."""
    words = words or words_of(ENGLISH)
    told = [change.words for change in found[:most]]
    more = len(found) - len(told)
    if not told:
        return words("agreement.as_before")
    end = f" {words('agreement.more', count=more)}" if more else ""
    return f"{'. '.join(told)}.{end}"
