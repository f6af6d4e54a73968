"""The agreement as a document: numbered parts from the rules, with its own words below them."""

from datetime import date

import pytest
from hypothesis import given
from msgspec.structs import replace

from slaapp.domain.agreement import (
    DEFAULT_PAUSES,
    Agreement,
    EscalationStep,
    Impact,
    Meaning,
    Metric,
    Severity,
    SeverityChange,
    Status,
    StepAct,
    Tier,
    Urgency,
    terms,
)
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.sections import Part
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.agreement_blocks import Block, Example, Grid, Listing, TargetsTable, Terms, Words
from slaapp.reports.agreement_copy import Party
from slaapp.reports.agreement_document import GENERATED, AgreementDocument, build
from slaapp.reports.agreement_example import example
from slaapp.reports.agreement_words import length
from tests.agreements import HOURS, TODAY, agreements
from tests.reports import northgate

DESK = Party("Site IT desk")
SCHOOL = Party("Northgate School")


def document(agreement: Agreement | None = None, *, internal: bool = False, **more: object) -> AgreementDocument:
    held = agreement or northgate.agreement()
    customers = more.pop("customers", [SCHOOL])
    hours = more.pop("hours", HOURS)
    return build(
        held,
        hours,  # type: ignore[arg-type]
        provider=DESK,
        customers=customers,  # type: ignore[arg-type]
        today=TODAY,
        internal=internal,
        **more,  # type: ignore[arg-type]
    )


def blocks(held: AgreementDocument, part: Part) -> tuple[Block, ...]:
    return next((one.generated for chapter in held.chapters for one in chapter.parts if one.part is part), ())


def said(held: AgreementDocument, part: Part) -> str:
    found = []
    for block in blocks(held, part):
        match block:
            case Words(text) | Example(text=text):
                found.append(text)
            case Listing(items):
                found += items
            case Grid(rows=rows) | Terms(rows):
                found += [" | ".join(row) for row in rows]
    return "\n".join(found)


def numbers(held: AgreementDocument) -> dict[Part, str]:
    return {one.part: one.number for chapter in held.chapters for one in chapter.parts}


def test_parts_that_say_nothing_are_left_out_and_numbers_follow() -> None:
    bare = numbers(document())
    told = numbers(document(replace(northgate.agreement(), sections={"purpose": "Help.", "provider": "Work."})))

    assert Part.PURPOSE not in bare
    assert (bare[Part.PARTIES], bare[Part.SEVERITIES], bare[Part.VALIDITY]) == ("1.1", "4.1", "7.1")
    assert (told[Part.PURPOSE], told[Part.PROVIDER], told[Part.VALIDITY]) == ("1.2", "7.1", "8.1")


@given(agreements())
def test_numbers_rise_without_gaps_and_every_own_word_is_there(agreement: Agreement) -> None:
    held = document(agreement)

    assert [chapter.number for chapter in held.chapters] == [str(n + 1) for n in range(len(held.chapters))]
    for chapter in held.chapters:
        assert [part.number for part in chapter.parts] == [
            f"{chapter.number}.{n + 1}" for n in range(len(chapter.parts))
        ]
        assert all(part.generated or part.own or part.part is Part.SIGNATURES for part in chapter.parts)
    own = {part.part.value: part.own for chapter in held.chapters for part in chapter.parts if part.own}
    assert own == {name: text.strip() for name, text in agreement.sections.items() if text.strip()}


def test_own_words_stand_below_what_is_generated_and_never_replace_it() -> None:
    plain = document()
    typed = document(replace(northgate.agreement(), sections={part.value: "Typed over." for part in GENERATED}))

    for part in GENERATED:
        assert blocks(typed, part)[: len(blocks(plain, part))] == blocks(plain, part)


@given(agreements())
def test_the_worked_example_is_due_when_the_engine_says_so(agreement: Agreement) -> None:
    rules = terms(agreement, HOURS)
    for severity in Severity:
        found = example(rules, "Some", severity, TODAY)
        public = [one for one in agreement.targets if one.tier is Tier.PUBLIC]
        if found is None:
            continue
        assert {one.metric for one in found.due} <= {one.metric for one in public}
        for one in found.due:
            own = [
                t for t in agreement.targets if (t.metric, t.severity, t.tier) == (one.metric, severity, Tier.PUBLIC)
            ]
            if own and agreement.severity_change is SeverityChange.FROM_START:
                assert one.at == rules.hours[severity].after(found.received_at, own[0].allowed)
        if found.stretches:
            assert found.stretches[0].start == found.received_at
            assert found.stretches[-1].end == found.due[-1].at
            counted = sum(piece.end - piece.start for piece in found.stretches if piece.open)
            assert counted == rules.hours[severity].between(found.received_at, found.due[-1].at)


def test_the_example_is_that_of_the_picture() -> None:
    (told,) = blocks(document(), Part.EXAMPLE)

    assert isinstance(told, Example)
    assert told.text == (
        "A High ticket is received on Friday at 15:30. Support hours end at 16:00 and begin again on Monday at 07:30. "
        "First response is due on Monday at 08:00 and resolution on Monday at 15:00."
    )
    assert [piece.label for piece in told.stretches] == [length(30 * MINUTE), "closed", length(450 * MINUTE)]


def test_times_carry_the_agreements_own_names_and_meanings() -> None:
    meaning = Meaning("Nobody works", ("no network",), name="Priority 1")
    held = document(replace(northgate.agreement(), meanings={Severity.URGENT: meaning}))

    table = blocks(held, Part.SEVERITIES)[1]

    assert isinstance(table, TargetsTable)
    assert (table.rows[0].name, table.rows[0].meaning, table.rows[0].examples) == (
        "Priority 1",
        "Nobody works",
        ("no network",),
    )
    assert table.rows[0].public == (30 * MINUTE, HOUR, 4 * HOUR)
    assert table.rows[0].internal == ()


def test_the_matrix_that_proposes_a_severity_is_printed() -> None:
    matrix = {
        (Impact.WHOLE_SITE, Urgency.AT_ONCE): Severity.URGENT,
        (Impact.ONE, Urgency.CAN_WAIT): Severity.LOW,
    }

    told = blocks(document(replace(northgate.agreement(), matrix=matrix)), Part.SEVERITIES)[-1]

    assert told == Grid(
        ("What is hit", "At once", "Can wait"), (("The whole site", "Urgent", "–"), ("One person", "–", "Low"))
    )


def test_pauses_are_those_of_the_clocks() -> None:
    waiting = frozenset({Status.WAITING_THIRD_PARTY})
    agreement = replace(northgate.agreement(), pauses={**DEFAULT_PAUSES, (Metric.RESOLUTION, Tier.PUBLIC): waiting})

    told = said(document(agreement), Part.PAUSES)

    assert "Next update pauses while a ticket waits on the customer and while it is scheduled" in told
    assert "Resolution pauses while a ticket waits on a third party." in told
    assert "First response never pauses." in told
    assert "pauses nothing" not in told


def test_internal_pauses_are_told_in_the_desks_own_copy_alone() -> None:
    agreement = replace(
        northgate.agreement(), pauses={**DEFAULT_PAUSES, (Metric.RESOLUTION, Tier.INTERNAL): frozenset()}
    )

    assert "internal" not in said(document(agreement), Part.PAUSES)
    assert "By the internal times it is otherwise:" in said(document(agreement, internal=True), Part.PAUSES)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SeverityChange.LADDER, "the one that is due first counts"),
        (SeverityChange.FROM_START, "counts from the start of the clock"),
        (SeverityChange.RESTART, "counts from the change on"),
    ],
)
def test_a_change_of_severity_is_told_as_it_is_measured(change: SeverityChange, words: str) -> None:
    assert words in said(document(replace(northgate.agreement(), severity_change=change)), Part.SEVERITY_CHANGE)


def test_one_goal_is_a_sentence_and_several_are_a_table() -> None:
    one = northgate.agreement()
    first, *others = one.targets
    several = replace(one, targets=(replace(first, goal=99), *others))

    assert "at least 90\u00a0% of the targets" in said(document(one), Part.GOAL)
    table = blocks(document(several), Part.GOAL)[1]
    assert isinstance(table, Grid)
    assert ("Urgent", "99\u00a0%", "90\u00a0%", "90\u00a0%") in table.rows


def test_an_internal_goal_is_told_to_the_desk_alone() -> None:
    agreement = northgate.agreement()
    targets = tuple(replace(one, goal=77) if one.tier is Tier.INTERNAL else one for one in agreement.targets)

    held = replace(agreement, targets=targets)

    assert "77" not in said(document(held), Part.GOAL)
    assert "77\u00a0% of the internal targets" in said(document(held, internal=True), Part.GOAL)


def test_the_desks_own_copy_of_an_agreement_without_internal_times_says_nothing_of_them() -> None:
    agreement = northgate.agreement()
    public = replace(agreement, targets=tuple(one for one in agreement.targets if one.tier is Tier.PUBLIC))

    (table,) = (
        one for one in blocks(document(public, internal=True), Part.SEVERITIES) if isinstance(one, TargetsTable)
    )
    (theirs,) = (one for one in blocks(document(public), Part.SEVERITIES) if isinstance(one, TargetsTable))

    assert table == theirs
    for part in (Part.SEVERITIES, Part.PAUSES, Part.DEFINITIONS):
        assert said(document(public, internal=True), part) == said(document(public), part)


def test_only_holidays_that_close_something_are_listed() -> None:
    line = northgate.hours().line.versions[0][1]
    calendar = replace(
        line,
        holidays={date(2026, 12, 25): "Christmas Day", date(2026, 12, 26): "a Saturday"},
        special_days={date(2026, 12, 24): (Opening.parse("07:30", "12:00"),)},
    )
    hours = {"Support hours": WorkingTime(CalendarLine.single("Support hours", calendar))}

    told = said(document(hours=hours), Part.HOLIDAYS)

    assert "Fri 25 Dec 2026, Christmas Day" in told
    assert "Saturday" not in told
    assert "Thu 24 Dec 2026, 07:30–12:00" in told


@pytest.mark.parametrize("first", [None, date(2020, 1, 1)])
def test_of_an_agreement_that_is_over_the_holidays_of_its_last_year_are_listed(first: date | None) -> None:
    days = {date(2023, 12, 25): "too early", date(2024, 12, 25): "in it", date(2026, 12, 25): "long after it"}
    calendar = replace(northgate.hours().line.versions[0][1], holidays=days)
    hours = {"Support hours": WorkingTime(CalendarLine.single("Support hours", calendar))}
    over = replace(northgate.agreement(), valid_from=first, valid_to=date(2024, 12, 31))

    told = said(document(over, hours=hours), Part.HOLIDAYS)

    assert told.splitlines() == [
        "Between 1 January 2024 and 31 December 2024 these days are holidays; no time counts on them:",
        "Wed 25 Dec 2024, in it",
    ]


def test_hours_that_change_during_the_term_are_told_with_their_day() -> None:
    first = northgate.hours().line.versions[0][1]
    later = Calendar("Europe/London", tuple((Opening(0, 1440),) for _ in range(7)))
    line = CalendarLine("Support hours", ((date.min, first), (date(2026, 6, 1), later)))

    told = said(document(hours={"Support hours": WorkingTime(line)}), Part.HOURS)

    assert "From 1 June 2026 on: around the clock" in told


def test_holidays_that_were_added_during_the_term_change_no_hours() -> None:
    first = northgate.hours().line.versions[0][1]
    later = replace(first, holidays={**first.holidays, date(2027, 12, 25): "Christmas Day"})
    line = CalendarLine("Support hours", ((date.min, first), (date(2026, 6, 1), later)))

    told = said(document(hours={"Support hours": WorkingTime(line)}), Part.HOURS)

    assert told.count("Mon–Thu 07:30–18:00") == 1


def test_a_term_without_a_holiday_does_not_deny_those_of_other_years() -> None:
    brief = replace(northgate.agreement(), valid_from=date(2026, 3, 11), valid_to=date(2026, 3, 13))
    calendar = replace(northgate.hours().line.versions[0][1], holidays={date(2026, 12, 25): "Christmas Day"})
    hours = {"Support hours": WorkingTime(CalendarLine.single("Support hours", calendar))}

    assert said(document(brief, hours=hours), Part.HOLIDAYS) == (
        "Between 11 March 2026 and 13 March 2026 no day is a holiday: support hours are the same in every week."
    )


def test_hours_by_severity_are_a_table() -> None:
    agreement = replace(northgate.agreement(), calendar_by_severity={Severity.URGENT: "Always"})

    told = said(document(agreement), Part.HOURS)

    assert "Urgent | around the clock, local time of Europe/London" in told
    assert "High, Normal and Low | Mon–Thu 07:30–18:00" in told


def test_escalation_names_the_desks_people_in_its_own_copy_alone() -> None:
    step = EscalationStep(Severity.URGENT, Metric.RESOLUTION, 100, StepAct.ASSIGN, "Kim L.")
    agreement = replace(northgate.agreement(), escalation=(step,))

    assert said(document(agreement), Part.ESCALATION).endswith(
        "Urgent | Resolution | when it becomes late | The ticket goes to the person in charge"
    )
    assert said(document(agreement, internal=True), Part.ESCALATION).endswith("The ticket goes to Kim L.")


def test_validity_signatures_and_versions_agree() -> None:
    second = northgate.agreement()
    high = [one for one in second.targets if one.metric is Metric.RESOLUTION and one.severity is Severity.HIGH]
    slower = tuple(replace(one, allowed=10 * HOUR) if one == high[0] else one for one in second.targets)
    first = replace(second, version=2, targets=slower, valid_from=date(2024, 9, 1), valid_to=date(2025, 8, 31))
    held = document(replace(second, valid_to=date(2026, 3, 31)), earlier=[first])

    assert "between 1 September 2025 and 31 March 2026" in said(held, Part.VALIDITY)
    assert held.signing[1].endswith("It is in force from 1 September 2025 and replaces version 2.")
    assert [(row.version, row.in_force, row.changed) for row in held.versions] == [
        (3, "1 Sep 2025 – 31 Mar 2026", "High, resolution: 10\u202fh → 8\u202fh."),
        (2, "1 Sep 2024 – 31 Aug 2025", "The oldest version that is kept here"),
    ]


def test_a_draft_leaves_its_first_day_to_be_written() -> None:
    held = document(replace(northgate.agreement(), valid_from=None), draft=True)

    assert held.standing == "Version 3, draft"
    assert "written beside the signatures" in said(held, Part.VALIDITY)
    assert "in force from ____" in held.signing[1]


def test_an_agreement_for_whoever_has_no_other_says_so() -> None:
    assert "every customer of Site IT desk who has no other" in said(document(customers=[], for_all=True), Part.PARTIES)


def test_that_it_holds_for_others_too_is_said_beside_those_who_have_it() -> None:
    told = said(document(for_all=True), Part.PARTIES)

    assert "Northgate School (the customer)." in told
    assert "It holds for every customer of Site IT desk who has no other, too." in told
    assert "too" not in said(document(), Part.PARTIES)


def test_an_agreement_that_nobody_has_yet_leaves_open_who_signs() -> None:
    assert "(the provider) and the customer who signs it (the customer)." in said(document(customers=[]), Part.PARTIES)


def test_an_agreement_without_times_says_that() -> None:
    held = document(replace(northgate.agreement(), targets=()))

    assert said(held, Part.SEVERITIES) == "No times are promised."
    assert Part.PAUSES not in numbers(held)
