"""What is wrong in an agreement is found while it is typed."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, EscalationStep, Meaning, Metric, Severity, StepAct, Target, Tier
from slaapp.domain.agreement_checks import Fault, dues, findings
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.comparison import HoursDiffer, Rule, RuleDiffers, TargetDiffers, TextDiffers, differences
from slaapp.domain.sections import Part, numbered
from slaapp.domain.spans import HOUR
from slaapp.domain.working_time import WorkingTime, working_time
from slaapp.reports.agreement_findings import whole_sentence

TODAY = date(2026, 3, 11)


def hours(week: str = "workdays", **change: object) -> WorkingTime:
    office = (Opening(9 * 60, 17 * 60),)
    days = (office,) * 5 + ((), ()) if week == "workdays" else ((),) * 7
    calendar = replace(Calendar("UTC", days, {date(year, 12, 25): "Christmas" for year in (2026, 2027)}), **change)
    return working_time(CalendarLine.single("Hours", calendar))


def public(metric: Metric, severity: Severity, allowed: int, **more: int) -> Target:
    return Target(metric, severity, Tier.PUBLIC, allowed * HOUR, **more)


def agreement(*targets: Target, **change: object) -> Agreement:
    return replace(
        Agreement("Standard", 2, "Hours", targets or (public(Metric.RESOLUTION, Severity.HIGH, 8),)), **change
    )


def found(held: Agreement, **calendars: WorkingTime) -> list[Fault]:
    return [one.fault for one in findings(held, calendars or {"Hours": hours()}, TODAY, ())]


def test_nothing_is_wrong_with_a_plain_one() -> None:
    assert found(agreement()) == []


def test_an_internal_target_later_than_the_public_one_blocks() -> None:
    internal = Target(Metric.RESOLUTION, Severity.HIGH, Tier.INTERNAL, 9 * HOUR)

    held = agreement(public(Metric.RESOLUTION, Severity.HIGH, 8), internal)
    (finding,) = findings(held, {"Hours": hours()}, TODAY, ())

    assert finding.blocks
    assert whole_sentence(finding, held) == (
        "High · Resolution: internal 9\u202fh is later than public 8\u202fh. Enter 8\u202fh or less."
    )


def test_what_is_wrong_is_told_with_the_agreements_own_names() -> None:
    named = {Severity.URGENT: Meaning("", (), "P1"), Severity.HIGH: Meaning("", (), "P2")}
    slower = public(Metric.RESOLUTION, Severity.URGENT, 9), public(Metric.RESOLUTION, Severity.HIGH, 8)
    step = EscalationStep(Severity.URGENT, None, 75, StepAct.ASSIGN, "Kim")
    held = replace(agreement(*slower), meanings=named, escalation=(step,))

    assert [whole_sentence(one, held) for one in findings(held, {"Hours": hours()}, TODAY, ())] == [
        "P1 · Resolution: 9\u202fh is slower than 8\u202fh at P2.",
        "Escalation, P1: Kim is not at the desk (any more). Choose somebody else.",
    ]


def test_urgent_slower_than_high_and_a_goal_of_all_only_warn() -> None:
    held = agreement(
        public(Metric.RESOLUTION, Severity.URGENT, 9), public(Metric.RESOLUTION, Severity.HIGH, 8, goal=100)
    )

    assert found(held) == [Fault.SLOWER_THAN_LESS_SEVERE, Fault.GOAL_OF_ALL]
    assert not any(one.blocks for one in findings(held, {"Hours": hours()}, TODAY, ()))


def test_a_first_response_after_the_resolution_only_warns() -> None:
    late, solved = public(Metric.FIRST_RESPONSE, Severity.HIGH, 6), public(Metric.RESOLUTION, Severity.HIGH, 4)

    held = agreement(late, solved)
    (finding,) = findings(held, {"Hours": hours()}, TODAY, ())

    assert not finding.blocks
    assert whole_sentence(finding, held) == (
        "High · First response: 6\u202fh is later than the 4\u202fh for resolution."
    )
    assert found(agreement(replace(late, allowed=4 * HOUR), solved)) == []


def test_a_severity_is_held_against_the_next_less_severe_one_that_has_a_target() -> None:
    held = agreement(public(Metric.RESOLUTION, Severity.URGENT, 9), public(Metric.RESOLUTION, Severity.LOW, 8))

    assert found(held) == [Fault.SLOWER_THAN_LESS_SEVERE]


def test_other_hours_are_not_compared() -> None:
    held = agreement(
        public(Metric.RESOLUTION, Severity.URGENT, 9),
        public(Metric.RESOLUTION, Severity.HIGH, 8),
        calendar_by_severity={Severity.URGENT: "Always"},
    )

    assert found(held, Hours=hours(), Always=hours()) == []


def test_hours_that_never_open_or_are_not_there_block() -> None:
    assert found(agreement(), Hours=hours("closed")) == [Fault.NEVER_OPENS]
    assert found(agreement(calendar="Night")) == [Fault.NO_SUCH_CALENDAR]


def test_holidays_that_are_missing_for_the_coming_year_are_told() -> None:
    bare = hours(holidays={date(2026, 12, 25): "Christmas"})

    (finding,) = findings(agreement(), {"Hours": bare}, TODAY, ())

    assert (finding.fault, finding.year) == (Fault.NO_HOLIDAYS, 2027)
    assert found(agreement(valid_to=date(2026, 12, 31)), Hours=bare) == []
    assert found(agreement(), Hours=hours(holidays={})) == [], "hours without any holiday are meant so"


def test_an_end_before_the_beginning_and_no_targets_block() -> None:
    held = agreement(valid_from=date(2026, 4, 1), valid_to=date(2026, 3, 31))

    assert found(held) == [Fault.ENDS_BEFORE_IT_BEGINS]
    assert found(Agreement("Standard", 1, "Hours", ())) == [Fault.NO_TARGETS]


def test_trying_it_says_when_a_ticket_would_be_due() -> None:
    friday = int(datetime(2026, 3, 13, 16, 0, tzinfo=UTC).timestamp())
    held = agreement(public(Metric.FIRST_RESPONSE, Severity.HIGH, 1), public(Metric.RESOLUTION, Severity.HIGH, 8))

    due = dues(held, {"Hours": hours()}, Severity.HIGH, friday)

    assert due[Metric.FIRST_RESPONSE, Tier.PUBLIC] == friday + HOUR
    assert due[Metric.RESOLUTION, Tier.PUBLIC] == int(datetime(2026, 3, 16, 16, 0, tzinfo=UTC).timestamp())


def test_trying_it_counts_update_and_next_response_from_the_latest_first_answer() -> None:
    friday = int(datetime(2026, 3, 13, 16, 0, tzinfo=UTC).timestamp())
    after = (public(Metric.UPDATE, Severity.HIGH, 2), public(Metric.NEXT_RESPONSE, Severity.HIGH, 1))
    monday = int(datetime(2026, 3, 16, 10, 0, tzinfo=UTC).timestamp())

    with_first = dues(
        agreement(public(Metric.FIRST_RESPONSE, Severity.HIGH, 2), *after), {"Hours": hours()}, Severity.HIGH, friday
    )
    at_once = dues(agreement(*after), {"Hours": hours()}, Severity.HIGH, friday)

    assert with_first[Metric.FIRST_RESPONSE, Tier.PUBLIC] == monday
    assert with_first[Metric.UPDATE, Tier.PUBLIC] == monday + 2 * HOUR
    assert with_first[Metric.NEXT_RESPONSE, Tier.PUBLIC] == monday + HOUR
    assert at_once[Metric.UPDATE, Tier.PUBLIC] == monday
    assert at_once[Metric.NEXT_RESPONSE, Tier.PUBLIC] == friday + HOUR


def test_versions_are_compared_thing_by_thing() -> None:
    was = agreement(public(Metric.RESOLUTION, Severity.HIGH, 8), sections={"scope": "All"}, reopen_window=5)
    now = agreement(
        public(Metric.RESOLUTION, Severity.HIGH, 6),
        sections={"scope": "All of it", "review": "Twice a year"},
        reopen_window=3,
        calendar="Night",
    )

    assert differences(was, was) == ()
    assert differences(was, now) == (
        TargetDiffers(Metric.RESOLUTION, Severity.HIGH, Tier.PUBLIC, was.targets[0], now.targets[0]),
        HoursDiffer(None, "Hours", "Night"),
        RuleDiffers(Rule.REOPEN_WINDOW, 5, 3),
        TextDiffers("scope", "All", "All of it"),
        TextDiffers("review", "", "Twice a year"),
    )


def test_parts_that_say_nothing_have_no_number() -> None:
    assert numbered([Part.SIGNATURES, Part.PURPOSE, Part.RESTRICTIONS, Part.SCOPE]) == {
        Part.PURPOSE: "1.1",
        Part.SCOPE: "2.1",
        Part.RESTRICTIONS: "2.2",
        Part.SIGNATURES: "3.1",
    }


def test_a_step_for_somebody_who_is_not_at_the_desk_is_looked_at() -> None:
    steps = tuple(
        EscalationStep(Severity.HIGH, None, at, act, to)
        for at, act, to in (
            (50, StepAct.NOTIFY, ""),
            (60, StepAct.NOTIFY, "Kim L."),
            (75, StepAct.ASSIGN, "Pat H."),
            (90, StepAct.RAISE, "Pat H."),
        )
    )

    found = findings(replace(agreement(), escalation=steps), {"Hours": hours()}, TODAY, {"Kim L."})

    assert [(one.fault, one.step) for one in found if one.step] == [(Fault.NO_SUCH_PERSON, steps[2])]
    assert not any(one.blocks for one in found if one.step)
