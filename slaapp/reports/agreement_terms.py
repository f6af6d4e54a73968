"""Who an agreement binds, what it covers, what is done when time runs out, how long it holds, what its words mean."""

from collections.abc import Iterator, Mapping

from slaapp.domain.agreement import EscalationStep, Metric, StepAct
from slaapp.domain.durations import long_day
from slaapp.domain.sections import Part
from slaapp.reports.agreement_blocks import Block, Grid, Listing, Terms, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import IN_CHARGE, MOST_SEVERE_FIRST, share, step_does
from slaapp.reports.texts import counted, listed, quoted
from slaapp.wording import METRIC

_FEW = 3
"""So many customers are named in the sentence; more stand in a list, and those whose addresses are known."""


def parties(copy: Copy) -> Iterator[Block]:
    name = quoted(copy.agreement.name)
    between = f"“{name}” is an agreement between {copy.desk} (the provider) and"
    if not copy.customers and not copy.for_all:
        yield Words(f"{between} the customer who signs it (the customer).")
    elif not copy.customers:
        yield Words(f"{between} every customer of {copy.desk} who has no other (each of them: the customer).")
    elif len(copy.customers) == 1:
        yield Words(f"{between} {copy.customer} (the customer).")
    elif len(copy.customers) <= _FEW and not any(party.lines for party in copy.customers):
        names = listed([quoted(party.name) for party in copy.customers])
        yield Words(f"{between} {names} (each of them: the customer).")
    else:
        yield Words(f"{between} these customers (each of them: the customer):")
        yield Listing(tuple(", ".join(map(quoted, (party.name, *party.lines))) for party in copy.customers))
    if copy.customers and copy.for_all:
        yield Words(f"It holds for every customer of {copy.desk} who has no other, too.")


def services(copy: Copy) -> Iterator[Block]:
    if copy.agreement.services:
        yield Words("Covered are:")
        yield Listing(tuple(quoted(name) for name in copy.agreement.services))
    else:
        yield Words(f"Every service of {copy.desk} is covered.")


def escalation(copy: Copy) -> Iterator[Block]:
    steps = [step for step in copy.agreement.escalation if step.metric is None or step.metric in copy.metrics]
    if not steps:
        return
    yield Words("Each step is taken once for a clock, at the instant at which this share of its time is used:")
    order = {severity: place for place, severity in enumerate(MOST_SEVERE_FIRST)}
    rows = []
    for step in sorted(steps, key=lambda held: (order[held.severity], held.at)):
        metric = "Every clock" if step.metric is None else METRIC[step.metric]
        rows.append((copy.name(step.severity), metric, _at(step), _done(step, copy)))
    yield Grid(("Severity", "Clock", "At", "What is done"), tuple(rows), narrow=frozenset({0, 1, 2}))


def _at(step: EscalationStep) -> str:
    return "when it becomes late" if step.at == 100 else share(step.at)


def _done(step: EscalationStep, copy: Copy) -> str:
    named = copy.internal and step.to
    said = step_does(step.act, quoted(step.to) if named else IN_CHARGE if step.to else "")
    return said if named and step.act is StepAct.NOTIFY else said[0].upper() + said[1:]


def validity(copy: Copy) -> Iterator[Block]:
    held = copy.agreement
    first, last = held.valid_from, held.valid_to
    if first and last:
        said = f"This agreement is valid between {long_day(first)} and {long_day(last)}, both days included."
    elif first:
        said = f"This agreement is valid from {long_day(first)} and has no last day."
    elif last:
        said = f"This agreement is valid until {long_day(last)}, that day included."
    elif copy.draft:
        said = "This agreement is valid from the day that is written beside the signatures."
    else:
        said = "This agreement has neither a first nor a last day: it holds until another version is in force."
    kept = "A ticket stays with the version that was in force when it was received, unless a later one says that it "
    sentences = [said, f"{kept}governs open tickets, too."]
    if held.applies_to_open and first:
        sentences[1] = (
            f"It governs tickets received from then on and, from the beginning of {long_day(first)}, those that are "
            "open then; the time they have used is kept."
        )
    if held.notice_until:
        sentences.append(f"Either side can give notice until {long_day(held.notice_until)}, that day included.")
    if held.renews_on:
        sentences.append(f"Unless notice was given, it is renewed on {long_day(held.renews_on)}.")
    if last and held.notice_days:
        sentences.append(
            f"At the latest {counted(held.notice_days, 'day')} before its last day both sides begin to talk about the "
            "next version."
        )
    yield Words(" ".join(sentences))


_METRICS: Mapping[Metric, str] = {
    Metric.FIRST_RESPONSE: "the first answer that a person gives the customer",
    Metric.NEXT_RESPONSE: "the answer to a message that the customer wrote later",
    Metric.UPDATE: "word to the customer while the ticket is open, also without a result",
    Metric.RESOLUTION: "the end of the work on the ticket",
}


def definitions(copy: Copy) -> Iterator[Block]:
    chapter = f" (section {copy.chapter(Part.HOURS)})" if Part.HOURS in copy.numbers else ""
    words = [
        ("Ticket", "what the customer reports or asks for, kept with everything that is done about it"),
        ("Support hours", f"the hours in which time counts{chapter}"),
        ("Working day", "a day with support hours"),
        ("Clock", "measures one of the times of a ticket in support hours"),
        *((METRIC[metric], _METRICS[metric]) for metric in copy.metrics),
        ("Due", "the instant at which the time is used up if nothing changes"),
        ("Met, late", "the clock stopped within its time, or went on beyond it"),
    ]
    if copy.tells_inside:
        words.append(("Internal time", "the stricter one that the desk keeps for itself; the customer is not shown it"))
    yield Terms(tuple(words))


def signatures(copy: Copy, replaces: int | None) -> tuple[str, str]:
    """What stands before and after the number of pages."""
    who = "Both parties have" if len(copy.customers) < 2 else "All parties have"
    held = copy.agreement
    day = long_day(held.valid_from) if held.valid_from else "_" * 24 if copy.draft else ""
    since = f"It is in force from {day}" if day else ""
    before = f"replaces version {replaces}" if replaces is not None else ""
    tail = f"{listed([part for part in (since, before) if part])}." if since else f"It {before}." if before else ""
    return f"{who} read this agreement of ", f" and agree to it. {tail}".rstrip()
