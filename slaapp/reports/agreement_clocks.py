"""What an agreement's clocks do, in the words of those who sign it; the rules are C1 to C14 of semantics."""

from collections.abc import Iterator, Mapping, Sequence

from slaapp.domain.agreement import TIERS, Impact, Metric, SeverityChange, Status, Tier, Urgency
from slaapp.domain.sections import Part
from slaapp.domain.spans import Seconds
from slaapp.reports.agreement_blocks import Block, Grid, TargetRow, TargetsTable, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import MOST_SEVERE_FIRST, metric_names, of_tier
from slaapp.reports.texts import counted, listed, quoted
from slaapp.wording import IMPACT, URGENCY

WAITING: Mapping[Status, str] = {
    Status.WAITING_CUSTOMER: "waits on the customer",
    Status.WAITING_THIRD_PARTY: "waits on a third party",
    Status.SCHEDULED: "is scheduled for a time agreed with the customer",
}
_CHANGE: Mapping[SeverityChange, str] = {
    SeverityChange.LADDER: "When the severity changes, the times of the new severity and of all less severe ones "
    "apply, each to the time that the ticket spent at that severity or above; the one that is due first counts. So "
    "nothing is late at once because a ticket became more severe, and no time used is lost when it becomes less so.",
    SeverityChange.FROM_START: "When the severity changes, the new time counts from the start of the clock. Time that "
    "has already counted is kept.",
    SeverityChange.RESTART: "When the severity changes, the new time counts from the change on.",
}
FROM_RECEIPT = (Metric.FIRST_RESPONSE, Metric.RESOLUTION)


def severities(copy: Copy) -> Iterator[Block]:
    if not copy.metrics:
        yield Words("No times are promised.")
        return
    yield Words(f"The times below are support hours as set out in section {copy.chapter(Part.HOURS)}.")
    table = targets_table(copy)
    yield table
    if any(allowed is None for row in table.rows for allowed in (*row.public, *row.internal)):
        yield Words("Where a dash stands, no time is promised.")
    if copy.agreement.matrix:
        yield Words("The severity is proposed by how much is hit, and by how soon the work must go on:")
        yield _matrix(copy)


def _matrix(copy: Copy) -> Grid:
    held = copy.agreement.matrix
    urgencies = [urgency for urgency in Urgency if any(one is urgency for _, one in held)]
    rows = []
    for impact in Impact:
        cells = [held.get((impact, urgency)) for urgency in urgencies]
        if any(cells):
            rows.append((IMPACT[impact], *("–" if one is None else copy.name(one) for one in cells)))
    return Grid(("What is hit", *(URGENCY[urgency] for urgency in urgencies)), tuple(rows))


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
        verb = "starts" if len(received) == 1 else "start"
        sentences.append(f"{metric_names(received)} {verb} when the ticket is received.")
    if Metric.NEXT_RESPONSE in held:
        sentences.append(
            "After the first response, next response starts with the oldest message that is not answered yet."
        )
    if Metric.UPDATE in held:
        sentences.append("Next update starts with the first answer, and again with each answer after it.")
    if not sentences:
        return
    if not copy.always_open:
        sentences.append("Outside support hours a clock waits and starts to count when they next begin.")
    if Metric.FIRST_RESPONSE in held:
        sentences.append(
            f"A ticket that {copy.desk} opens of its own accord needs a first response only once the customer writes."
        )
    yield Words(" ".join(sentences))


def stops(copy: Copy) -> Iterator[Block]:
    told = {
        Metric.FIRST_RESPONSE: "First response stops with the first answer by a person, or when the ticket is "
        "resolved; an automatic receipt does not count.",
        Metric.NEXT_RESPONSE: "Next response stops with the next answer, or when the ticket is resolved.",
        Metric.UPDATE: "Next update stops with the next answer; when the ticket is resolved it ends without counting.",
        Metric.RESOLUTION: "Resolution stops when the ticket is resolved; closing it later changes nothing.",
    }
    sentences = [told[metric] for metric in copy.metrics]
    if sentences:
        late = "A clock is late from the first second beyond its time that counts, and what is late stays late."
        yield Words(" ".join((*sentences, late)))


def severity_change(copy: Copy) -> Iterator[Block]:
    if copy.metrics:
        yield Words(_CHANGE[copy.agreement.severity_change])


def reopening(copy: Copy) -> Iterator[Block]:
    if Metric.RESOLUTION not in copy.metrics:
        return
    window = copy.agreement.reopen_window
    until = f"within {counted(window, 'working day')} after" if window else "on the day on which"
    yield Words(
        f"A ticket that is reopened {until} it was resolved goes on with the time already used; the time in between "
        "does not count. Later, a new ticket with fresh times is opened and linked to it. What was met or late by then "
        "stays so."
    )


def pauses(copy: Copy) -> Iterator[Block]:
    if not copy.metrics:
        return
    public = copy.agreement.pauses
    yield from pausing(copy.metrics, {metric: public[metric, Tier.PUBLIC] for metric in Metric})
    if copy.tells_inside:
        inside = {metric: public[metric, Tier.INTERNAL] for metric in copy.metrics}
        if any(inside[metric] != public[metric, Tier.PUBLIC] for metric in copy.metrics):
            yield Words("By the internal times it is otherwise:")
            yield from pausing(copy.metrics, inside)
    resuming = _resuming(copy)
    if resuming:
        yield Words(resuming)


def pausing(metrics: Sequence[Metric], stopped_by: Mapping[Metric, frozenset[Status]]) -> Iterator[Words]:
    """A sentence for each set of metrics that the same statuses stop, and what stops none."""
    sets = list(dict.fromkeys(stopped_by[metric] for metric in metrics))
    sentences = []
    for statuses in sorted(sets, key=lambda held: not held):
        named = [metric for metric in metrics if stopped_by[metric] == statuses]
        subject, one = metric_names(named), len(named) == 1
        if statuses:
            whiles = [f"while it {words}" for status, words in WAITING.items() if status in statuses]
            first = whiles[0].replace("it", "a ticket", 1)
            sentences.append(f"{subject} {'pauses' if one else 'pause'} {listed([first, *whiles[1:]])}.")
        else:
            sentences.append(f"{subject} {'never pauses' if one else 'never pause'}.")
    idle = [words for status, words in WAITING.items() if not any(status in held for held in sets)]
    if idle and any(sets):
        sentences.append(f"That a ticket {listed(idle)} pauses nothing.")
    yield Words(" ".join(sentences))


def _resuming(copy: Copy) -> str:
    held = frozenset[Status]().union(*[copy.agreement.pauses[metric, Tier.PUBLIC] for metric in copy.metrics])
    if not held:
        return ""
    sentences = []
    if Status.WAITING_CUSTOMER in held:
        sentences.append("The clocks run again when the customer answers.")
    if Status.SCHEDULED in held:
        sentences.append("Those of a scheduled ticket run again by themselves at the agreed time.")
    if not copy.always_open:
        sentences.append("A pause outside support hours neither costs nor gains time.")
    return " ".join(sentences)


def not_measured(copy: Copy) -> Iterator[Block]:
    if copy.metrics:
        yield Words(
            "Duplicates, spam, what the customer withdraws, what is out of scope, planned maintenance and force "
            "majeure are not measured. Each needs a reason and is listed in the report; what was decided before stays "
            "in the figures."
        )
