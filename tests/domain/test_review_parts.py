"""Arrivals beside the hours, the drift of severities, the cushion between two targets."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from slaapp.domain.agreement import Severity
from slaapp.domain.arrivals import Arrivals, Busiest, busiest_closed
from slaapp.domain.calendar import Opening
from slaapp.domain.clock import Band, Reading, State
from slaapp.domain.cushion import Cushion, cushion, used_of_margin
from slaapp.domain.drift import Drift
from slaapp.domain.events import Corrected, EventId, Received, SeverityChanged, TicketEvent
from slaapp.domain.history import effective
from slaapp.domain.longer_hours import weekly_opening, with_opening
from slaapp.domain.spans import HOUR
from tests.calendars import calendar, hours


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC).timestamp())


def test_arrivals_stand_at_the_wall_clock_of_the_hours() -> None:
    arrivals = Arrivals(hours(calendar(zone="Europe/London", holidays={date(2026, 7, 1): "Fair"})))
    arrivals.take(at("07-06 08:30"))  # Monday 09:30 in London
    arrivals.take(at("07-06 11:00"))  # noon: closed for lunch
    arrivals.take(at("07-01 09:00"))  # a Wednesday, and a holiday

    assert (arrivals.counts[0][9], arrivals.outside[0][9]) == (1, 0)
    assert (arrivals.counts[0][12], arrivals.outside[0][12]) == (1, 1)
    assert arrivals.outside[2][10] == 1
    assert (arrivals.total, arrivals.total_outside) == (3, 2)


def test_the_busiest_closed_hours_are_found() -> None:
    arrivals = Arrivals(hours(calendar(zone="UTC")))
    assert busiest_closed(arrivals) is None
    for text in ("03-07 09:10", "03-07 10:20", "03-07 10:50", "03-09 10:00", "03-09 20:00"):
        arrivals.take(at(text))

    assert busiest_closed(arrivals) == Busiest(5, 9, 11, 3)


def test_a_weekly_opening_is_read_and_put_into_every_version() -> None:
    assert weekly_opening("Sat 09:00-12:00") == (5, Opening(540, 720))
    assert weekly_opening("saturday 22:00\N{EN DASH}02:00") == (5, Opening(1320, 1560))
    for wrong in ("Sat", "Sat 9-12", "Someday 09:00-12:00", "Sat 09:00"):
        with pytest.raises(ValueError, match="is no"):
            weekly_opening(wrong)

    line = with_opening(hours(calendar(), (date(2026, 1, 1), calendar())).line, 5, Opening(540, 720))

    assert [version.week[5] for _, version in line.versions] == [(Opening(540, 720),)] * 2
    assert all(version.week[0] == calendar().week[0] for _, version in line.versions)


def history(*changes: tuple[str, Severity]) -> list[TicketEvent]:
    (_, severity), *later = changes
    stamps = [
        {"id": EventId("a", n), "occurred_at": at(t), "recorded_at": at(t), "by": ""}
        for n, (t, _) in enumerate(changes)
    ]
    return [
        Received(**stamps[0], severity=severity),  # type: ignore[arg-type]
        *(SeverityChanged(**stamp, severity=to) for stamp, (_, to) in zip(stamps[1:], later, strict=True)),  # type: ignore[arg-type]
    ]


def test_drift_counts_each_change_in_its_month() -> None:
    drift = Drift(ZoneInfo("UTC"))
    drift.take(history(("01-31 10:00", Severity.LOW), ("02-01 10:00", Severity.HIGH), ("02-02 10:00", Severity.NORMAL)))
    drift.take(history(("02-10 10:00", Severity.URGENT)))

    january, february = drift.ordered()
    assert (dict(january.received), january.raised, january.lowered) == ({Severity.LOW: 1}, 0, 0)
    assert (dict(february.received), february.raised, february.lowered) == ({Severity.URGENT: 1}, 1, 1)


def test_a_month_without_tickets_stands_between_those_with_some() -> None:
    drift = Drift(ZoneInfo("UTC"))
    for day in ("02-03 10:00", "05-03 10:00"):
        drift.take(history((day, Severity.HIGH)))

    assert [(str(mix.month), mix.received.total()) for mix in drift.ordered()] == [
        ("2026-02", 1),
        ("2026-03", 0),
        ("2026-04", 0),
        ("2026-05", 1),
    ]


def test_a_severity_that_was_entered_wrong_never_was() -> None:
    (received,) = history(("02-01 10:00", Severity.LOW))
    mended = Corrected(
        id=EventId("a", 9),
        occurred_at=at("02-01 11:00"),
        recorded_at=at("02-01 11:00"),
        by="",
        event=received.id,
        field="severity",
        value="high",
        reason="mistyped",
    )
    drift = Drift(ZoneInfo("UTC"))

    drift.take(effective([received, mended]))

    (month,) = drift.ordered()
    assert (dict(month.received), month.raised) == ({Severity.HIGH: 1}, 0)


def reading(used: int, allowed: int | None, severity: Severity = Severity.HIGH) -> Reading:
    return Reading(State.ENDED, Band.MET, severity, allowed, used, None, None, 0, None, None, None, None, None, None)


@pytest.mark.parametrize(("used", "share"), [(0, 0), (60, 0), (61, 3), (90, 75), (100, 100), (101, 103)])
def test_the_share_of_the_margin(used: int, share: int) -> None:
    assert used_of_margin(reading(used, 100), reading(used, 60)) == share


def test_a_second_past_either_target_is_seen() -> None:
    public, internal = 8 * HOUR, 7 * HOUR
    shares = [used_of_margin(reading(used, public), reading(used, internal)) for used in (internal + 1, public + 1)]
    assert shares == [1, 101]


def test_there_is_no_margin_between_equal_targets_or_other_severities() -> None:
    assert used_of_margin(reading(10, 100), reading(10, 100)) is None
    assert used_of_margin(reading(10, 100), reading(10, None)) is None
    assert used_of_margin(reading(10, 100), reading(10, 60, Severity.LOW)) is None


def test_the_cushion_is_told_by_rank() -> None:
    assert cushion([]) is None
    assert cushion([0, 0, 0, 0, 0, 10, 50, 100, 120, 300]) == Cushion(10, 3, 0, 120)
