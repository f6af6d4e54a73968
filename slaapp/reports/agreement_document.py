"""An agreement as a document: numbered parts, each generated from what the engine goes by, with its own words below."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Terms, terms, with_days_of
from slaapp.domain.placeholders import AGREEMENT_PLACEHOLDERS
from slaapp.domain.sections import CHAPTERS, Part, numbered
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports import agreement_clocks as clocks
from slaapp.reports import agreement_hours as hours_of
from slaapp.reports import agreement_terms as said
from slaapp.reports.agreement_blocks import Block
from slaapp.reports.agreement_changes import changes, summary
from slaapp.reports.agreement_copy import Copy, Party
from slaapp.reports.agreement_counting import counting, goal, goal_words
from slaapp.reports.agreement_example import chosen, example
from slaapp.reports.agreement_words import in_force
from slaapp.reports.texts import quoted


class NumberedPart(Value):
    """`generated` comes from the rules and cannot be typed over; `own` are the agreement's own words, as typed."""

    part: Part
    number: str
    title: str
    generated: tuple[Block, ...]
    own: str


class NumberedChapter(Value):
    number: str
    title: str
    parts: tuple[NumberedPart, ...]


class VersionRow(Value):
    version: int
    in_force: str
    changed: str


class AgreementDocument(Value, dict=True):
    """`signing` stands before and after the number of pages. `values` fill in the placeholders of own words.

    `internal` marks the desk's own copy: a customer's holds no figure of the internal targets anywhere. `for_all`: it
    holds for whoever has no other.
    """

    name: str
    version: int
    standing: str
    in_force: str
    customers: tuple[Party, ...]
    provider: Party
    chapters: tuple[NumberedChapter, ...]
    versions: tuple[VersionRow, ...]
    signing: tuple[str, str]
    values: Mapping[str, str]
    internal: bool
    for_all: bool = False
    language: str = ENGLISH

    @property
    def words(self) -> Words:
        return words_of(self.language)


def build(
    agreement: Agreement,
    hours: Mapping[str, WorkingTime],
    *,
    provider: Party,
    customers: Sequence[Party],
    today: date,
    earlier: Sequence[Agreement] = (),
    draft: bool = False,
    internal: bool = False,
    for_all: bool = False,
    language: str = ENGLISH,
) -> AgreementDocument:
    """`hours` are those of the calendars that it names (KeyError for one that is not there), `earlier` its versions
    before this one. `customers` are those who have it; `for_all`: it holds for whoever has no other."""
    words = words_of(language)
    held = Copy(
        terms(agreement, hours), provider, tuple(customers), today, internal, draft, for_all, numbered(Part), words
    )
    numbers = part_numbers(held)
    held = replace(held, numbers=numbers)
    before = sorted((one for one in earlier if one.version < agreement.version), key=lambda one: one.version)
    replaces = before[-1].version if before else None
    return AgreementDocument(
        name=quoted(agreement.name),
        version=agreement.version,
        standing=_standing(held),
        in_force=held.say("draft") if draft else held.say("in_force", when=in_force(agreement, words)),
        customers=held.customers,
        provider=provider,
        chapters=tuple(_chapters(held)),
        versions=tuple(_versions(before, held)),
        signing=said.signatures(held, replaces),
        values=values(held),
        internal=internal,
        for_all=for_all,
        language=words.code,
    )


def _standing(held: Copy) -> str:
    """`Version 3, in force from 1 September 2025`"""
    version, first = held.agreement.version, held.agreement.valid_from
    if held.draft:
        return held.say("standing_draft", version=version)
    if first is None:
        return held.say("standing", version=version)
    return held.say("standing_since", version=version, first=held.words.long_day(first))


def values(held: Copy) -> dict[str, str]:
    """What the placeholders of an agreement's own words stand for; a customer's copy learns nothing internal."""
    agreement = held.agreement
    first, last, long_day = agreement.valid_from, agreement.valid_to, held.words.long_day
    found = {
        "customer": held.customer,
        "provider": held.desk,
        "agreement": quoted(agreement.name),
        "version": str(agreement.version),
        "valid_from": long_day(first) if first else "",
        "valid_to": long_day(last) if last else "",
        "goal": goal_words(held),
    }
    assert found.keys() == AGREEMENT_PLACEHOLDERS.keys()
    return found


def _example(held: Copy) -> Iterator[Block]:
    severity = chosen(held.terms)
    if severity is not None:
        first, _ = hours_of.span(held)
        found = example(held.terms, held.name(severity), severity, first, held.words)
        if found is not None:
            yield found


_GENERATED: Mapping[Part, Callable[[Copy], Iterator[Block]]] = {
    Part.PARTIES: said.parties,
    Part.SERVICES: said.services,
    Part.HOURS: hours_of.support_hours,
    Part.HOLIDAYS: hours_of.holidays,
    Part.SEVERITIES: clocks.severities,
    Part.STARTS: clocks.starts,
    Part.STOPS: clocks.stops,
    Part.SEVERITY_CHANGE: clocks.severity_change,
    Part.REOPENING: clocks.reopening,
    Part.EXAMPLE: _example,
    Part.PAUSES: clocks.pauses,
    Part.NOT_MEASURED: clocks.not_measured,
    Part.GOAL: goal,
    Part.COUNTING: counting,
    Part.ESCALATION: said.escalation,
    Part.VALIDITY: said.validity,
    Part.DEFINITIONS: said.definitions,
}
GENERATED = frozenset(_GENERATED)
"""The parts that begin with words from the rules; the others are the agreement's own words alone."""


def generated(held: Copy, part: Part) -> tuple[Block, ...]:
    make = _GENERATED.get(part)
    return () if make is None else tuple(make(held))


def section_numbers(rules: Terms, today: date) -> dict[Part, str]:
    """The numbers that a version's parts have in a customer's copy, whoever the customer is."""
    return part_numbers(
        Copy(
            rules,
            Party(""),
            (),
            today,
            internal=False,
            draft=False,
            for_all=False,
            numbers=numbered(Part),
            words=words_of(ENGLISH),
        )
    )


def part_numbers(held: Copy) -> dict[Part, str]:
    """The numbers of the parts that say something in this copy; the signatures always do."""
    own = held.agreement.sections
    return numbered(
        part for part in Part if part is Part.SIGNATURES or own.get(part.value, "").strip() or generated(held, part)
    )


def _chapters(held: Copy) -> Iterator[NumberedChapter]:
    for chapter in CHAPTERS:
        parts = tuple(
            NumberedPart(
                part,
                held.numbers[part],
                held.say(f"part.{part.value}"),
                generated(held, part),
                held.agreement.sections.get(part.value, "").strip(),
            )
            for part in chapter.parts
            if part in held.numbers
        )
        if parts:
            title = held.say(f"chapter.{next(iter(chapter.parts)).value}")
            yield NumberedChapter(held.chapter(parts[0].part), title, parts)


def _versions(before: Sequence[Agreement], held: Copy) -> Iterator[VersionRow]:
    """The newest first."""
    line = [*before, held.agreement]
    for place in range(len(line) - 1, -1, -1):
        one = line[place]
        if place:
            was = with_days_of(line[place - 1], one)  # they have a column
            changed = summary(changes(was, one, internal=held.internal, words=held.words), words=held.words)
        else:
            changed = held.say("first_version" if one.version == 1 else "oldest_kept")
        since = held.say("draft") if held.draft and one is held.agreement else in_force(one, held.words)
        yield VersionRow(one.version, since, changed)
