"""The sections of the full report, worked out from hand-made clocks."""

from msgspec.structs import replace

from slaapp.domain.agreement import Metric
from slaapp.domain.flow import Flow
from slaapp.domain.spans import MINUTE
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import ArrivalMap, Breakdown
from slaapp.reports.monthly import build
from slaapp.reports.section import Section
from slaapp.reports.sections import breakdown, reconciliations
from tests.reports.northgate import FIRST, RESOLUTION, UPDATE, february


def report() -> MonthlyReport:
    return build(february())


def test_a_curve_stands_at_its_target_where_the_share_met_stands() -> None:
    curves = {curve.metric: curve for curve in report().curves}

    assert {metric: (curve.met, curve.decided) for metric, curve in curves.items()} == {
        FIRST: (44, 46),
        UPDATE: (43, 46),
        RESOLUTION: (43, 46),
    }
    assert all(list(curve.counts) == sorted(curve.counts) for curve in curves.values())
    assert curves[FIRST].counts[0] == 4  # 9 of 60 minutes or 24 of 240: at most a tenth of the target
    assert curves[FIRST].drawn


def test_a_clock_that_was_met_under_a_longer_target_stays_on_its_side_of_the_line() -> None:
    data = february()
    (met,) = [found for found in data.outcomes if found.number == 2100 and found.tier.value == "public"]
    shortened = replace(met, allowed=10 * MINUTE, used=25 * MINUTE)

    (curve,) = build(replace(data, outcomes=(shortened,))).curves

    assert (curve.met, curve.decided, curve.drawn) == (1, 1, False)


def test_reasons_are_counted_the_most_frequent_first_and_silence_last() -> None:
    data = february()
    silent = tuple(replace(found, reason=None) if found.number == 2214 else found for found in data.outcomes)

    lines = build(replace(data, outcomes=silent)).reasons

    assert [(line.reason, line.targets, line.running_total) for line in lines] == [
        ("One agent on duty", 4, 4),
        ("Desk unstaffed, staff meeting", 1, 5),
        ("Phone update not recorded", 1, 6),
        ("Supplier part arrived late", 1, 7),
        (None, 1, 8),
    ]


def test_near_misses_are_met_with_less_than_a_tenth_left() -> None:
    close = report().near_misses

    assert {(miss.number, miss.metric) for miss in close} == {
        (found.number, found.metric)
        for found in february().outcomes
        if found.tier.value == "public" and not found.breached and found.allowed and found.used * 10 > found.allowed * 9
    }
    assert all(10 * miss.left < miss.target for miss in close)
    assert [miss.ended_at for miss in close] == sorted(miss.ended_at or 0 for miss in close)


def test_a_tenth_left_to_the_second_is_no_near_miss() -> None:
    data = february()
    met = next(found for found in data.outcomes if found.metric is Metric.FIRST_RESPONSE and not found.breached)
    edge = [replace(met, allowed=1000, used=used) for used in (900, 901)]

    close = build(replace(data, outcomes=tuple(edge))).near_misses

    assert [miss.used for miss in close] == [901]


def test_two_counts_of_the_same_stand_side_by_side() -> None:
    data = february()
    counts = ((0,) * 9 + (51,) + (0,) * 14, *((0,) * 24,) * 6)
    wrong = build(replace(data, arrivals=ArrivalMap(counts, counts, data.arrivals.opened)))

    checks = {(check.section, check.what): check for check in reconciliations(wrong)}

    arrivals = checks[Section.ARRIVALS, "tickets received"]
    assert (arrivals.counted, arrivals.expected, arrivals.agrees) == (51, 52, False)
    for section, what in ((Section.BREACHES, "late targets"), (Section.CURVES, "targets met")):
        assert checks[section, what].agrees
    assert checks[Section.BACKLOG, "open tickets"].agrees


def test_what_was_received_is_told_apart_in_a_given_order_and_then_by_number() -> None:
    assert breakdown("channel", {"mail": 3, "phone": 2, "walk-in": 1}, order=["walk-in"]) == Breakdown(
        "channel", (("walk-in", 1), ("mail", 3), ("phone", 2))
    )


def test_an_empty_month_has_no_curve_and_no_reason() -> None:
    nothing = Flow(open_at_start=0, received=0, reopened=0, resolved=0, left_otherwise=0, open_at_end=0)
    empty = build(replace(february(), outcomes=(), backlog=(), flow=nothing))

    assert (empty.curves, empty.reasons, empty.near_misses, empty.at_risk) == ((), (), (), ())
    assert all(check.agrees for check in reconciliations(empty))
