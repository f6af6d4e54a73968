"""Who an agreement binds, what it covers, what is done when time runs out, how long it holds, what its words mean."""

from collections.abc import Iterator

from slaapp.domain.agreement import EscalationStep, StepAct
from slaapp.domain.sections import Part
from slaapp.reports.agreement_blocks import Block, Grid, Listing, Terms, Words
from slaapp.reports.agreement_copy import Copy
from slaapp.reports.agreement_words import MOST_SEVERE_FIRST, in_charge, share, step_does
from slaapp.reports.texts import quoted

_FEW = 3
"""So many customers are named in the sentence; more stand in a list, and those whose addresses are known."""


def parties(copy: Copy) -> Iterator[Block]:
    def between(how: str, **values: object) -> Words:
        return Words(copy.say(f"party.between_{how}", name=quoted(copy.agreement.name), desk=copy.desk, **values))

    if not copy.customers and not copy.for_all:
        yield between("signer")
    elif not copy.customers:
        yield between("every")
    elif len(copy.customers) == 1:
        yield between("one", customer=copy.customer)
    elif len(copy.customers) <= _FEW and not any(party.lines for party in copy.customers):
        yield between("few", customers=copy.words.listed([quoted(party.name) for party in copy.customers]))
    else:
        yield between("many")
        yield Listing(tuple(", ".join(map(quoted, (party.name, *party.lines))) for party in copy.customers))
    if copy.customers and copy.for_all:
        yield Words(copy.say("party.for_all", desk=copy.desk))


def services(copy: Copy) -> Iterator[Block]:
    if copy.agreement.services:
        yield Words(copy.say("services.covered"))
        yield Listing(tuple(quoted(name) for name in copy.agreement.services))
    else:
        yield Words(copy.say("services.all", desk=copy.desk))


def escalation(copy: Copy) -> Iterator[Block]:
    steps = [step for step in copy.agreement.escalation if step.metric is None or step.metric in copy.metrics]
    if not steps:
        return
    yield Words(copy.say("step.each"))
    order = {severity: place for place, severity in enumerate(MOST_SEVERE_FIRST)}
    rows = []
    for step in sorted(steps, key=lambda held: (order[held.severity], held.at)):
        metric = copy.say("step.every_clock") if step.metric is None else copy.words.of(step.metric)
        at = copy.say("step.late") if step.at == 100 else share(step.at)
        rows.append((copy.name(step.severity), metric, at, _done(step, copy)))
    heads = tuple(copy.say(f"step.{name}") for name in ("severity", "clock", "at", "done"))
    yield Grid(heads, tuple(rows), narrow=frozenset({0, 1, 2}))


def _done(step: EscalationStep, copy: Copy) -> str:
    named = copy.internal and step.to
    to = quoted(step.to) if named else in_charge(copy.words) if step.to else ""
    said = step_does(step.act, to, copy.words)
    return said if named and step.act is StepAct.NOTIFY else said[0].upper() + said[1:]


def validity(copy: Copy) -> Iterator[Block]:
    held, day = copy.agreement, copy.words.long_day
    first, last = held.valid_from, held.valid_to
    if first and last:
        said = copy.say("validity.between", first=day(first), last=day(last))
    elif first:
        said = copy.say("validity.from", first=day(first))
    elif last:
        said = copy.say("validity.until", last=day(last))
    else:
        said = copy.say("validity.draft" if copy.draft else "validity.open")
    if held.applies_to_open and first:
        sentences = [said, copy.say("validity.open_too", first=day(first))]
    else:
        sentences = [said, copy.say("validity.pinned")]
    if held.notice_until:
        sentences.append(copy.say("validity.notice", last=day(held.notice_until)))
    if held.renews_on:
        sentences.append(copy.say("validity.renewed", day=day(held.renews_on)))
    if last and held.notice_days:
        sentences.append(copy.counted("validity.talk", held.notice_days))
    yield Words(" ".join(sentences))


def definitions(copy: Copy) -> Iterator[Block]:
    def term(name: str, meaning: str) -> tuple[str, str]:
        return copy.say(f"term.{name}"), meaning

    if Part.HOURS in copy.numbers:
        hours = copy.say("term.hours_are_in", section=copy.chapter(Part.HOURS))
    else:
        hours = copy.say("term.hours_are")
    words = [
        term("ticket", copy.say("term.ticket_is")),
        term("hours", hours),
        term("working_day", copy.say("term.working_day_is")),
        term("clock", copy.say("term.clock_is")),
        *((copy.words.of(metric), copy.say(f"term.{metric.value}")) for metric in copy.metrics),
        term("due", copy.say("term.due_is")),
        term("met", copy.say("term.met_is")),
    ]
    if copy.tells_inside:
        words.append(term("internal", copy.say("term.internal_is")))
    yield Terms(tuple(words))


def signatures(copy: Copy, replaces: int | None) -> tuple[str, str]:
    """What stands before and after the number of pages."""
    held = copy.agreement
    day = copy.words.long_day(held.valid_from) if held.valid_from else "_" * 24 if copy.draft else ""
    if replaces is not None:
        after = copy.say(f"signing.agree_{'both' if day else 'replaces'}", day=day, version=replaces)
    else:
        after = copy.say("signing.agree_since", day=day) if day else copy.say("signing.agree")
    return copy.say("signing.both" if len(copy.customers) < 2 else "signing.all"), after
