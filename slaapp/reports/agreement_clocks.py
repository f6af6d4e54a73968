"""What an agreement's clocks do, in the words of those who sign it; the rules are C1 to C14 of semantics."""

from collections.abc import Iterator, Mapping

from slaapp.domain.agreement import TIERS, Impact, Metric, Status, Tier, Urgency
from slaapp.domain.sections import Part
from slaapp.domain.spans import Seconds
from slaapp.reports.agreement_blocks import Block, Grid, TargetRow, TargetsTable, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import MOST_SEVERE_FIRST, metric_names, of_tier
from slaapp.reports.texts import quoted

WAITS = (Status.WAITING_CUSTOMER, Status.WAITING_THIRD_PARTY, Status.SCHEDULED)
FROM_RECEIPT = (Metric.FIRST_RESPONSE, Metric.RESOLUTION)


def severities(copy: Copy) -> Iterator[Block]:
    if not copy.metrics:
        yield Words(copy.say("clock.none"))
        return
    yield Words(copy.say("clock.below", section=copy.chapter(Part.HOURS)))
    table = targets_table(copy)
    yield table
    if any(allowed is None for row in table.rows for allowed in (*row.public, *row.internal)):
        yield Words(copy.say("clock.dash"))
    if copy.agreement.matrix:
        yield Words(copy.say("clock.proposed"))
        yield _matrix(copy)


def _matrix(copy: Copy) -> Grid:
    held, words = copy.agreement.matrix, copy.words
    urgencies = [urgency for urgency in Urgency if any(one is urgency for _, one in held)]
    rows = []
    for impact in Impact:
        cells = [held.get((impact, urgency)) for urgency in urgencies]
        if any(cells):
            rows.append((words.of(impact), *("–" if one is None else copy.name(one) for one in cells)))
    return Grid((copy.say("clock.hit"), *(words.of(urgency) for urgency in urgencies)), tuple(rows))


def targets_table(copy: Copy) -> TargetsTable:
    agreement, metrics = copy.agreement, copy.metrics
    lengths = {tier: {key: held.allowed for key, held in of_tier(agreement, tier).items()} for tier in TIERS}

    def row(tier: Tier, severity: object) -> tuple[Seconds | None, ...]:
        return tuple(lengths[tier].get((severity, metric)) for metric in metrics)  # type: ignore[arg-type]

    rows = []
    for severity in MOST_SEVERE_FIRST:
        meaning = agreement.meanings.get(severity)
        public = row(Tier.PUBLIC, severity)
        internal = row(Tier.INTERNAL, severity) if copy.tells_inside else ()
        if meaning is not None or any((*public, *internal)):
            text, examples = ("", ()) if meaning is None else (quoted(meaning.text, longest=400), meaning.examples)
            shown = tuple(quoted(example, longest=200) for example in examples)
            rows.append(TargetRow(severity, copy.name(severity), text, shown, public, internal))
    return TargetsTable(metrics, tuple(rows))


def starts(copy: Copy) -> Iterator[Block]:
    held = copy.metrics
    received = [metric for metric in FROM_RECEIPT if metric in held]
    sentences = []
    if received:
        names = metric_names(received, copy.words)
        sentences.append(copy.say(f"clock.received.{'one' if len(received) == 1 else 'many'}", metrics=names))
    if Metric.NEXT_RESPONSE in held:
        sentences.append(copy.say("clock.next"))
    if Metric.UPDATE in held:
        sentences.append(copy.say("clock.update"))
    if not sentences:
        return
    if not copy.always_open:
        sentences.append(copy.say("clock.outside"))
    if Metric.FIRST_RESPONSE in held:
        sentences.append(copy.say("clock.own_accord", desk=copy.desk))
    yield Words(" ".join(sentences))


def stops(copy: Copy) -> Iterator[Block]:
    sentences = [copy.say(f"stops.{metric.value}") for metric in copy.metrics]
    if sentences:
        yield Words(" ".join((*sentences, copy.say("stops.late"))))


def severity_change(copy: Copy) -> Iterator[Block]:
    if copy.metrics:
        yield Words(copy.say(f"clock.{copy.agreement.severity_change.value}"))


def reopening(copy: Copy) -> Iterator[Block]:
    if Metric.RESOLUTION not in copy.metrics:
        return
    window, rest = copy.agreement.reopen_window, copy.say("clock.reopened_rest")
    if window:
        yield Words(copy.counted("clock.reopened", window, rest=rest))
    else:
        yield Words(copy.say("clock.reopened_same_day", rest=rest))


def pauses(copy: Copy) -> Iterator[Block]:
    if not copy.metrics:
        return
    public = copy.agreement.pauses
    yield from _pausing(copy, {metric: public[metric, Tier.PUBLIC] for metric in Metric})
    if copy.tells_inside:
        inside = {metric: public[metric, Tier.INTERNAL] for metric in copy.metrics}
        if any(inside[metric] != public[metric, Tier.PUBLIC] for metric in copy.metrics):
            yield Words(copy.say("clock.otherwise"))
            yield from _pausing(copy, inside)
    resuming = _resuming(copy)
    if resuming:
        yield Words(resuming)


def _pausing(copy: Copy, stopped_by: Mapping[Metric, frozenset[Status]]) -> Iterator[Words]:
    """A sentence for each set of metrics that the same statuses stop, and what stops none."""
    words, waits = copy.words, {status: copy.say(f"clock.{status.value}") for status in WAITS}
    sets = list(dict.fromkeys(stopped_by[metric] for metric in copy.metrics))
    sentences = []
    for statuses in sorted(sets, key=lambda held: not held):
        named = [metric for metric in copy.metrics if stopped_by[metric] == statuses]
        names, number = metric_names(named, words), "one" if len(named) == 1 else "many"
        if statuses:
            held = [said for status, said in waits.items() if status in statuses]
            whiles = [
                copy.say("clock.while_more" if place else "clock.while_first", waits=said)
                for place, said in enumerate(held)
            ]
            sentences.append(copy.say(f"clock.pauses.{number}", metrics=names, whiles=words.listed(whiles)))
        else:
            sentences.append(copy.say(f"clock.never.{number}", metrics=names))
    idle = [said for status, said in waits.items() if not any(status in held for held in sets)]
    if idle and any(sets):
        sentences.append(copy.say("clock.idle", waits=words.listed(idle)))
    yield Words(" ".join(sentences))


def _resuming(copy: Copy) -> str:
    held = frozenset[Status]().union(*[copy.agreement.pauses[metric, Tier.PUBLIC] for metric in copy.metrics])
    if not held:
        return ""
    sentences = []
    if Status.WAITING_CUSTOMER in held:
        sentences.append(copy.say("clock.answers"))
    if Status.SCHEDULED in held:
        sentences.append(copy.say("clock.by_themselves"))
    if not copy.always_open:
        sentences.append(copy.say("clock.night"))
    return " ".join(sentences)


def not_measured(copy: Copy) -> Iterator[Block]:
    if copy.metrics:
        yield Words(copy.say("clock.not_measured"))
