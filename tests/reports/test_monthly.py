"""The month built from hand-made clocks: the figures of the design's pictures, and what each section must say."""

import json
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis, Metric, Severity, SeverityChange, Tier
from slaapp.domain.compliance import Month, Outcome, Total
from slaapp.domain.durations import used
from slaapp.domain.events import MissReason, NotMeasuredReason
from slaapp.domain.flow import Flow
from slaapp.domain.period import Period
from slaapp.domain.spans import DAY, HOUR, MINUTE
from slaapp.reports.month_data import Amendment, AmendmentKind, MonthData, MonthTotal, PeriodTotal
from slaapp.reports.month_report import MonthlyReport, Shares, Times
from slaapp.reports.monthly import build, to_json
from tests.reports.northgate import (
    FIRST,
    HIGH,
    LOW,
    NORMAL,
    RESOLUTION,
    UPDATE,
    URGENT,
    agreement,
    at,
    february,
    late_outcome,
)


@pytest.fixture(scope="module")
def report() -> MonthlyReport:
    return build(february())


def cell(report: MonthlyReport, metric: Metric, severity: Severity) -> tuple[int, int, str, bool | None]:
    (found,) = [cell for cell in report.cells if (cell.metric, cell.severity) == (metric, severity)]
    return found.met, found.decided, found.shown(), found.met_goal


def times(report: MonthlyReport, metric: Metric, severity: Severity) -> Times:
    (found,) = [times for times in report.times if (times.metric, times.severity) == (metric, severity)]
    return found


def changed(data: MonthData, change: dict[str, object], *, only: Metric | None = None) -> tuple[Outcome, ...]:
    return tuple(replace(o, **change) if only in (None, o.metric) else o for o in data.outcomes)  # type: ignore[arg-type]


# At a glance and performance


def test_the_verdict_is_the_number_of_goals_kept(report: MonthlyReport) -> None:
    assert (report.kept, report.decided_cells) == (11, 12)
    assert (report.total.met, report.total.decided, report.total.shown()) == (130, 138, "94.2")


def test_the_cells_are_those_of_the_picture_truncated(report: MonthlyReport) -> None:
    assert cell(report, RESOLUTION, URGENT) == (3, 4, "75.0", False)
    assert cell(report, FIRST, HIGH) == (11, 12, "91.6", True)
    assert cell(report, UPDATE, NORMAL) == (20, 22, "90.9", True)
    assert cell(report, FIRST, LOW) == (8, 8, "100.0", True)
    assert [(metric, total.met, total.decided) for metric, total in report.totals] == [
        (FIRST, 44, 46),
        (UPDATE, 43, 46),
        (RESOLUTION, 43, 46),
    ]


def test_cells_without_data_are_named_and_not_counted() -> None:
    data = february()
    fewer = replace(data, outcomes=tuple(o for o in data.outcomes if (o.metric, o.severity) != (UPDATE, LOW)))

    report = build(fewer)

    assert report.decided_cells == 11
    assert [(cell.metric, cell.severity) for cell in report.without_data] == [(UPDATE, LOW)]


def test_a_month_without_any_clock_has_no_share() -> None:
    report = build(replace(february(), outcomes=(), backlog=(), earlier=()))

    assert (report.kept, report.decided_cells, report.total.share) == (0, 0, None)
    assert report.facts[0].headline == "No target was decided in this month."
    assert all(times.median is None for times in report.times)


def test_next_response_stands_in_the_report_only_where_it_is_promised(report: MonthlyReport) -> None:
    assert Metric.NEXT_RESPONSE not in {cell.metric for cell in report.cells}

    targets = agreement().targets
    promised = tuple(replace(target, metric=Metric.NEXT_RESPONSE) for target in targets if target.metric is FIRST)
    more = build(replace(february(), agreement=replace(agreement(), targets=targets + promised)))

    assert [metric for metric, _ in more.totals] == [FIRST, Metric.NEXT_RESPONSE, UPDATE, RESOLUTION]


def test_the_trend_ends_with_this_month_and_leaves_gaps_where_nothing_is_known(report: MonthlyReport) -> None:
    shown = [point.total.shown() for point in report.trend]

    expected = "91.8 93.0 92.2 89.4 88.1 90.7 92.9 93.6 91.0 89.7 92.5 94.2"
    assert shown == expected.split()
    assert report.trend[0].month == Month(2025, 3)
    first = build(replace(february(), earlier=()))
    unheard = PeriodTotal(Period.parse("2026-01"), Total(), february().flow)
    assert [point.total.decided for point in first.trend] == [0] * 11 + [138]
    assert [build(replace(february(), before=before)).previous for before in (None, unheard)] == [None, None]


def test_clocks_of_other_months_and_undecided_ones_do_not_count(report: MonthlyReport) -> None:
    data = february()
    others = tuple(
        replace(o, decided_at=decided, ended_at=decided)
        for o in data.outcomes[:3]
        for decided in (data.period.start - 1, data.period.end)
    )
    undecided = tuple(replace(o, decided_at=None, ended_at=None, verdict=None) for o in data.outcomes)

    assert build(replace(data, outcomes=data.outcomes + others + undecided)) == report


# Waivers and marks


def waived_core_switch() -> MonthData:
    data = february()
    outcomes = tuple(
        replace(o, waived=True, waiver="Power cut on the site (J. Head)") if o.number == 2214 else o
        for o in data.outcomes
    )
    return replace(data, outcomes=outcomes)


def test_a_waived_breach_stays_in_the_raw_figure_and_is_listed() -> None:
    report = build(waived_core_switch())

    (urgent,) = [c for c in report.cells if (c.metric, c.severity) == (RESOLUTION, URGENT)]
    assert (urgent.shown(), urgent.adjusted_shown(), urgent.met_goal) == ("75.0", "100.0", False)
    assert [(late.number, late.waiver) for late in report.waived] == [(2214, "Power cut on the site (J. Head)")]


# How long it took


def test_times_are_those_of_the_picture(report: MonthlyReport) -> None:
    normal = times(report, RESOLUTION, NORMAL)
    shown = [used(value.seconds) for value in (normal.median, normal.p75, normal.p90, normal.longest) if value]

    assert [text.replace("\u202f", " ") for text in shown] == ["9 h 20 m", "14 h 10 m", "20 h 30 m", "27 h 15 m"]
    assert normal.target == 24 * HOUR


def test_under_ten_only_median_and_longest_are_given(report: MonthlyReport) -> None:
    urgent, high = times(report, FIRST, URGENT), times(report, FIRST, HIGH)

    assert (urgent.p75, urgent.p90) == (None, None)
    assert urgent.median is not None
    assert high.p90 is not None


def test_the_share_of_a_target_is_that_of_each_clocks_own_target() -> None:
    data = february()
    halved = changed(data, {"allowed": 30 * MINUTE}, only=None)

    shares = times(build(replace(data, outcomes=halved)), FIRST, HIGH).shares

    assert shares is not None
    assert shares.longest == 1000 * 85 // 30


def test_shares_are_those_of_the_times(report: MonthlyReport) -> None:
    shares = times(report, FIRST, HIGH).shares

    assert shares == Shares(median=350, p75=600, p90=866, longest=1416)


def test_times_that_ran_on_at_the_cut_off_are_at_least() -> None:
    data = february()
    running = changed(data, {"running": True, "ended_at": None}, only=RESOLUTION)

    report = build(replace(data, outcomes=running))

    longest = times(report, RESOLUTION, URGENT).longest
    assert longest is not None
    assert longest.at_least
    assert any("≥ marks a time that still ran on 1 March 2026, 00:00" in words for words in report.definitions)


# Late targets


def test_late_targets_come_in_the_order_in_which_they_became_late(report: MonthlyReport) -> None:
    numbers = [late.number for late in report.late]

    assert numbers == [2214, 2231, 2226, 2231, 2226, 2247, 2253, 2260]
    assert report.late[0].late == HOUR + 12 * MINUTE
    assert report.late[0].reason == "Spare fetched from the store"


def test_a_breach_of_an_earlier_month_that_still_runs_is_listed_apart() -> None:
    old = late_outcome(2050, "Old one", HIGH, RESOLUTION, "2026-01-20 10:00", "55:00", "x")
    data = february()
    ended = replace(data, outcomes=(*data.outcomes, old))
    running = replace(data, outcomes=(*data.outcomes, replace(old, running=True, ended_at=None)))
    later = replace(old, running=True, ended_at=None, decided_at=data.period.end)

    assert build(ended).still_late == ()
    assert build(replace(data, outcomes=(*data.outcomes, later))).still_late == ()
    assert [late.number for late in build(running).still_late] == [2050]
    assert build(running).total == build(data).total


# Backlog, flow, not measured, corrections


def test_the_backlog_is_banded_by_working_days_and_severity(report: MonthlyReport) -> None:
    bands = [(band.first, band.last, band.tickets) for band in report.backlog.bands]

    assert bands == [(0, 1, 3), (2, 3, 1), (4, 5, 1), (6, 10, 2), (11, 20, 1), (21, None, 0)]
    assert report.backlog.bands[0].by_severity == (0, 1, 1, 1)
    assert report.backlog.tickets == report.flow.open_at_end == 8
    assert [ticket.number for ticket in report.backlog.oldest][:2] == [2229, 2243]


def test_the_backlog_says_how_much_of_it_is_paused() -> None:
    data = february()
    paused = tuple(replace(ticket, paused=ticket.severity is LOW) for ticket in data.backlog)

    assert build(replace(data, backlog=paused)).backlog.paused == 3


def test_a_flow_that_does_not_add_up_is_the_first_thing_said() -> None:
    wrong = Flow(open_at_start=5, received=52, reopened=1, resolved=49, left_otherwise=1, open_at_end=9)

    report = build(replace(february(), flow=wrong))

    assert report.facts[0].headline == "The ticket counts do not add up."
    assert to_json(report)["reconciliation"] == {"reconciles": False, "expected_at_end": 8}


def test_what_is_not_measured_is_listed_in_order(report: MonthlyReport) -> None:
    assert [(ticket.number, ticket.reason) for ticket in report.not_measured] == [
        (2209, NotMeasuredReason.DUPLICATE),
        (2240, NotMeasuredReason.PLANNED_MAINTENANCE),
        (2255, NotMeasuredReason.OUT_OF_SCOPE),
    ]


def test_corrections_are_listed_as_they_were_written() -> None:
    later, earlier = (
        Amendment(
            number=number,
            kind=AmendmentKind.CORRECTION,
            what="Severity high, was normal",
            occurred_at=at("2026-02-10 09:00"),
            recorded_at=at(recorded),
            reason="mistyped",
        )
        for number, recorded in ((1, "2026-02-12 10:00"), (2, "2026-02-11 10:00"))
    )

    report = build(replace(february(), amendments=(later, earlier)))

    assert [entry.number for entry in report.amendments] == [2, 1]


# What to know, and how it is measured


def test_the_facts_of_the_picture(report: MonthlyReport) -> None:
    headlines = [fact.headline for fact in report.facts]

    assert headlines == ["One goal was missed.", "Six tickets had a late target.", "1.7 points above January."]
    assert (
        "2214 Core switch C failed was late by 1\u202fh\u202f12\u202fm: Spare fetched from the store."
        in report.facts[0].text
    )
    assert "4 of 8 became late on 16 and 17 February." in report.facts[1].text
    assert "Most often the reason was: One agent on duty (4)." in report.facts[1].text


def test_when_every_goal_was_kept_the_closest_is_named() -> None:
    data = february()
    kept = replace(data, outcomes=tuple(o for o in data.outcomes if not o.breached))

    first, second, *_ = build(kept).facts

    assert first.headline == "Every goal was kept."
    assert "goal 90 %" in first.text
    assert second.headline == "No target was late."


def test_reasons_that_come_equally_often_are_named_together() -> None:
    reasons = ["Illness", "Part missing"] * 3 + ["Power cut"] * 2

    assert "Most often the reasons were: Illness and Part missing (3 each)." in told_with(reasons)


def test_of_many_reasons_that_come_equally_often_none_is_picked() -> None:
    reasons = ["Illness", "Part missing", "Power cut", "Training"] * 2

    assert "ost often" not in told_with(reasons)


def test_reasons_of_a_kind_are_counted_together_whatever_their_words() -> None:
    reasons = ["Ill", "A meeting", "On a course"] + ["Part missing"] * 2 + ["Power cut"] * 3
    kinds = [MissReason.STAFFING] * 3 + [None] * 2 + [MissReason.OTHER] * 3

    both = "Most often the reasons were: Another reason and Too few people at the desk (3 each)."
    assert both in told_with(reasons, kinds)


def test_the_reason_told_first_is_the_one_that_the_section_of_reasons_shows_first() -> None:
    reasons = ["Disk", "Fan", "Lamp", "Cable", "Plug"] + ["Netzteil"] * 3
    report = explained(reasons, [MissReason.PART] * 5 + [None] * 3, language="de")

    first = report.reasons[0]
    assert (first.code, first.targets) == (MissReason.PART, 5)
    assert f": {report.words.of(MissReason.PART)} (5)." in report.facts[1].text


def told_with(reasons: list[str], kinds: Sequence[MissReason | None] = ()) -> str:
    return explained(reasons, kinds).facts[1].text


def explained(reasons: list[str], kinds: Sequence[MissReason | None], language: str = "en") -> MonthlyReport:
    """The report of the picture, had its eight late targets these reasons."""
    data = february()
    said = iter(zip(reasons, kinds or [None] * 8, strict=True))
    outcomes = []
    for one in data.outcomes:
        reason, code = next(said) if one.reason else (None, None)
        outcomes.append(replace(one, reason=reason, code=code))
    assert next(said, None) is None
    return build(replace(data, outcomes=tuple(outcomes), language=language))


def test_a_missing_reason_is_said() -> None:
    data = february()
    silent = replace(data, outcomes=changed(data, {"reason": None}))

    assert build(silent).facts[1].text.endswith("8 have no reason yet.")


def test_a_subject_cannot_turn_the_sentence_it_stands_in() -> None:
    data = february()
    turned = "\u202eشاشة العرض\u202c"
    report = build(replace(data, subjects=dict.fromkeys(data.subjects, turned)))

    assert "\u2068شاشة العرض\u2069" in report.facts[0].text
    assert "\u202e" not in report.facts[0].text


def test_definitions_say_the_rule_of_the_month_and_not_the_pictures(report: MonthlyReport) -> None:
    words = " ".join(report.definitions)

    assert "belongs to the month in which it was decided" in words
    assert (
        "First response never pauses. Next update and resolution pause while waiting on the customer or scheduled."
        in words
    )
    assert "Support hours, Europe/London" in words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"basis": CountingBasis.RECEIVED}, "the month in which its ticket was received"),
        ({"severity_change": SeverityChange.RESTART}, "measured from the change"),
        ({"severity_change": SeverityChange.FROM_START}, "measured from the start of the clock"),
        ({"reopen_window": 1}, "reopened within 1 working day goes on"),
    ],
)
def test_definitions_follow_the_agreement(options: dict[str, object], words: str) -> None:
    data = february()
    report = build(replace(data, agreement=replace(data.agreement, **options)))  # type: ignore[arg-type]

    assert words in " ".join(report.definitions)


def test_targets_of_another_version_are_counted_where_the_times_of_the_last_are_printed() -> None:
    data = february()
    urgent = [found for found in data.outcomes if (found.metric, found.severity) == (RESOLUTION, URGENT)]
    before = [replace(found, allowed=6 * HOUR) if found in urgent else found for found in data.outcomes]

    words = " ".join(build(replace(data, outcomes=tuple(before))).definitions)

    assert "4 targets went by other times than those printed here, of version 3: a ticket is measured by" in words
    assert "other times" not in " ".join(build(data).definitions)


# The figures as JSON


def test_the_same_data_give_an_equal_report_and_equal_figures(report: MonthlyReport) -> None:
    again = build(february())

    assert again == report
    assert json.dumps(to_json(again)) == json.dumps(to_json(report))


def test_the_figures_have_the_promised_keys(report: MonthlyReport) -> None:
    figures = to_json(report)

    assert figures["flow"] == {
        "open_at_start": 5,
        "received": 52,
        "reopened": 1,
        "resolved": 49,
        "left_otherwise": 1,
        "open_at_end": 8,
    }
    (urgent,) = [c for c in figures["attainment"] if (c["metric"], c["severity"]) == ("resolution", "urgent")]
    promised = ("metric", "severity", "tier", "decided", "met", "breached", "goal", "met_goal", "excluded", "waived")
    assert [urgent[key] for key in promised] == ["resolution", "urgent", "public", 4, 3, 1, 90, False, 0, 0]
    assert {"times", "breaches", "backlog", "trend", "not_measured", "corrections"} <= figures.keys()
    assert len(figures["breaches"]) == 8
    assert figures["trend"][-1]["share"] == "94.2"
    assert (figures["state"], figures["number"]) == ("draft", None)


def test_nothing_of_the_internal_tier_reaches_a_customers_figures(report: MonthlyReport) -> None:
    data = february()
    public_only = replace(
        data,
        outcomes=tuple(o for o in data.outcomes if o.tier is Tier.PUBLIC),
        agreement=replace(data.agreement, targets=tuple(t for t in data.agreement.targets if t.tier is Tier.PUBLIC)),
    )

    assert "internal" not in json.dumps(to_json(report))
    assert to_json(build(public_only)) == to_json(report), "the internal tier cannot even be deduced"


def test_instants_are_utc_and_lengths_seconds(report: MonthlyReport) -> None:
    figures = to_json(report)

    assert figures["period"]["start"] == "2026-02-01T00:00:00Z"
    assert figures["breaches"][0]["late_s"] == HOUR + 12 * MINUTE
    assert figures["breaches"][0]["decided_at"] == "2026-02-12T13:40:00Z"


def test_goals_that_differ_have_no_common_verdict() -> None:
    data = february()
    stricter = replace(data, outcomes=changed(data, {"goal": 95}, only=RESOLUTION))
    targets = tuple(replace(t, goal=95) if t.metric is RESOLUTION else t for t in data.agreement.targets)

    report = build(replace(stricter, agreement=replace(data.agreement, targets=targets)))

    assert report.total.met_goal is None
    assert report.total.goal is None
    assert dict(report.totals)[RESOLUTION].met_goal is False


def test_an_unfinished_month_says_so() -> None:
    data = february()
    report = build(replace(data, cut_off=data.period.start + 10 * DAY, made_at=data.period.start + 10 * DAY))

    assert not report.complete


def test_a_point_of_the_trend_without_verdict_is_no_miss() -> None:
    data = february()
    report = build(replace(data, earlier=(MonthTotal(Month(2026, 1), Total(met=1, breached=1)),)))

    assert report.trend[-2].total.met_goal is None
    assert report.previous is not None


def test_breached_but_excluded_outcomes_are_marked_in_the_list() -> None:
    data = february()
    marked = tuple(
        replace(o, excluded=NotMeasuredReason.FORCE_MAJEURE) if o.number == 2247 else o for o in data.outcomes
    )

    report = build(replace(data, outcomes=marked))

    assert [late.number for late in report.late if late.set_aside] == [2247]
    assert report.total.adjusted_decided == 137
