"""The month of the design's pictures, Northgate School in February 2026, as far as its figures agree with each other.

Counts, late targets, ages and the trend are the pictures'; times are made so that their ranks give the pictures'
medians, percentiles and longest values.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from slaapp.domain.agreement import Agreement, Metric, Severity, Status, Target, Terms, Tier, terms
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.clock import Verdict
from slaapp.domain.compliance import Month, Outcome, Total
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.flow import Flow
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR, MINUTE, Instant, Seconds
from slaapp.domain.working_time import WorkingTime
from slaapp.reports.calendars import calendars_of
from slaapp.reports.month_data import Desk, MonthData, MonthTotal, NotMeasuredTicket, OpenTicket, PeriodTotal

LONDON = ZoneInfo("Europe/London")
FEBRUARY = Month(2026, 2)
URGENT, HIGH, NORMAL, LOW = Severity.URGENT, Severity.HIGH, Severity.NORMAL, Severity.LOW
FIRST, UPDATE, RESOLUTION = Metric.FIRST_RESPONSE, Metric.UPDATE, Metric.RESOLUTION

MINUTES = {
    (FIRST, URGENT): (30, 20),
    (FIRST, HIGH): (60, 45),
    (FIRST, NORMAL): (240, 180),
    (FIRST, LOW): (480, 360),
    (UPDATE, URGENT): (60, 45),
    (UPDATE, HIGH): (240, 180),
    (UPDATE, NORMAL): (480, 360),
    (UPDATE, LOW): (960, 720),
    (RESOLUTION, URGENT): (240, 180),
    (RESOLUTION, HIGH): (480, 360),
    (RESOLUTION, NORMAL): (1440, 1200),
    (RESOLUTION, LOW): (2400, 1920),
}
"""Public and internal targets."""


def at(text: str) -> Instant:
    """`2026-02-12 10:00` in London."""
    return int(datetime.fromisoformat(text).replace(tzinfo=LONDON).timestamp())


def hm(text: str) -> Seconds:
    """`5:12` is five hours and twelve minutes."""
    hours, minutes = text.split(":")
    return int(hours) * HOUR + int(minutes) * MINUTE


def agreement() -> Agreement:
    targets = [
        Target(metric, severity, tier, minutes * MINUTE)
        for (metric, severity), both in MINUTES.items()
        for tier, minutes in zip(Tier, both, strict=True)
    ]
    return Agreement("Standard support", 3, "Support hours", tuple(targets), valid_from=date(2025, 9, 1))


def hours() -> WorkingTime:
    long, short = (Opening.parse("07:30", "18:00"),), (Opening.parse("07:30", "16:00"),)
    week = (long, long, long, long, short, (), ())
    return WorkingTime(CalendarLine.single("Support hours", Calendar("Europe/London", week)))


def standard_terms() -> Terms:
    return terms(agreement(), {"Support hours": hours()})


MET = {
    (FIRST, URGENT): "0:08 0:12 0:20 0:24",
    (FIRST, HIGH): "0:05 0:09 0:12 0:15 0:18 0:21 0:25 0:30 0:36 0:45 0:52",
    (FIRST, NORMAL): "0:10 0:15 0:22 0:30 0:35 0:41 0:48 0:55 1:00 1:05 1:10 1:22 1:30 1:41 1:50 1:58 2:05 2:30 2:55 "
    "3:20 3:40",
    (FIRST, LOW): "0:50 1:30 2:05 2:40 3:30 4:40 5:30 6:55",
    (UPDATE, URGENT): "0:30 0:40 0:45 0:55",
    (UPDATE, HIGH): "1:00 1:20 1:45 2:00 2:10 2:20 2:40 3:00 3:10 3:30 3:50",
    (UPDATE, NORMAL): "2:00 2:20 2:40 3:00 3:20 3:40 4:00 4:20 4:40 5:00 5:20 5:30 5:40 5:50 6:00 6:20 6:40 7:00 7:20 "
    "7:50",
    (UPDATE, LOW): "4:00 6:00 8:00 9:00 10:00 12:00 13:00 15:00",
    (RESOLUTION, URGENT): "1:50 2:31 3:20",
    (RESOLUTION, HIGH): "1:10 2:00 2:50 3:20 3:50 4:05 4:30 5:00 5:40 6:30 7:20",
    (RESOLUTION, NORMAL): "2:00 3:10 4:00 4:50 5:30 6:20 7:00 7:40 8:10 8:50 9:20 10:00 11:10 12:00 12:50 13:30 14:10 "
    "16:00 18:20 20:30 22:40",
    (RESOLUTION, LOW): "6:00 9:30 12:40 16:05 20:00 26:30 31:10 35:30",
}
LATE = (
    (2214, "Core switch C failed", URGENT, RESOLUTION, "2026-02-12 13:40", "5:12", "Spare fetched from the store"),
    (2226, "Mail search finds nothing", NORMAL, FIRST, "2026-02-16 11:30", "5:02", "One agent on duty"),
    (2226, "Mail search finds nothing", NORMAL, UPDATE, "2026-02-17 15:00", "9:30", "One agent on duty"),
    (2231, "Exam room PCs: no log-on", HIGH, FIRST, "2026-02-16 09:45", "1:25", "Desk unstaffed, staff meeting"),
    (2231, "Exam room PCs: no log-on", HIGH, UPDATE, "2026-02-17 10:20", "5:10", "One agent on duty"),
    (2247, "No sound in assembly hall", HIGH, RESOLUTION, "2026-02-19 14:00", "9:48", "Supplier part arrived late"),
    (2253, "Reading pens do not sync", NORMAL, UPDATE, "2026-02-20 12:10", "8:40", "Phone update not recorded"),
    (2260, "Staff laptop battery swells", NORMAL, RESOLUTION, "2026-02-26 15:30", "27:15", "One agent on duty"),
)
TREND = "124/135 147/158 131/142 136/152 97/110 88/97 132/142 148/158 133/146 114/127 136/147"
OPEN = (
    (2262, "Projector flickers in room 12", NORMAL, "2026-02-27 10:05", 0),
    (2261, "New starter needs an account", LOW, "2026-02-27 09:10", 0),
    (2259, "Printer queue stuck in the library", HIGH, "2026-02-26 16:20", 1),
    (2257, "Shared calendar shows the wrong week", NORMAL, "2026-02-24 11:40", 3),
    (2254, "Scanner sends blank pages", NORMAL, "2026-02-20 15:00", 5),
    (2248, "Licences for the design room", LOW, "2026-02-18 09:30", 7),
    (2243, "Wi-Fi weak in the sports hall", NORMAL, "2026-02-16 08:15", 9),
    (2229, "Replace keypad at the side door", LOW, "2026-02-09 13:45", 14),
)


def _pairs(text: str) -> list[tuple[int, int]]:
    return [(int(met), int(decided)) for met, decided in (pair.split("/") for pair in text.split())]


def february() -> MonthData:
    standard = standard_terms()
    period = FEBRUARY.span(standard.desk_hours)
    late = [late_outcome(*row) for row in LATE]
    return MonthData(
        days=Period.of_month(FEBRUARY),
        period=period,
        cut_off=period.end,
        made_at=at("2026-03-02 09:14"),
        customer="Northgate School",
        desk=Desk("Site IT desk", ("Building A, room 0.12", "ext. 100")),
        agreement=standard.agreement,
        calendars=calendars_of(standard, Period.of_month(FEBRUARY)),
        outcomes=(*met_outcomes(), *late, *internal_outcomes()),
        subjects={f"a-{number}": subject for number, subject, *_ in LATE},
        flow=Flow(open_at_start=5, received=52, reopened=1, resolved=49, left_otherwise=1, open_at_end=8),
        earlier=tuple(
            MonthTotal(FEBRUARY + back, Total(goal=90, met=met, breached=decided - met))
            for back, (met, decided) in zip(range(-11, 0), _pairs(TREND), strict=True)
        ),
        backlog=tuple(
            OpenTicket(number=number, subject=subject, severity=severity, received_at=at(received), age=age)
            for number, subject, severity, received, age in OPEN
        ),
        not_measured=NOT_MEASURED,
        before=PeriodTotal(
            Period.of_month(FEBRUARY + -1),
            Total(goal=90, met=136, breached=11),
            Flow(open_at_start=6, received=50, reopened=0, resolved=51, left_otherwise=0, open_at_end=5),
        ),
    )


NOT_MEASURED = (
    NotMeasuredTicket(
        number=2209,
        subject="Switch C down",
        reason=NotMeasuredReason.DUPLICATE,
        at=at("2026-02-12 09:00"),
        other=2208,
    ),
    NotMeasuredTicket(
        number=2240,
        subject="File server not reachable",
        reason=NotMeasuredReason.PLANNED_MAINTENANCE,
        at=at("2026-02-14 10:30"),
        text="Sat 14 Feb (section 5.3)",
    ),
    NotMeasuredTicket(
        number=2255,
        subject="Own phone does not ring",
        reason=NotMeasuredReason.OUT_OF_SCOPE,
        at=at("2026-02-23 14:20"),
        text="private device (section 2.2)",
    ),
)


def met_outcomes() -> list[Outcome]:
    found: list[Outcome] = []
    for (metric, severity), times in MET.items():
        allowed = MINUTES[metric, severity][0] * MINUTE
        for n, took in enumerate(times.split()):
            number = 2100 + len(found)
            received = at(f"2026-02-{2 + n % 10:02} 09:00")
            found.append(
                Outcome(
                    ticket=f"a-{number}",
                    number=number,
                    metric=metric,
                    tier=Tier.PUBLIC,
                    cycle=1,
                    severity=severity,
                    goal=90,
                    allowed=allowed,
                    used=hm(took),
                    late=0,
                    received_at=received,
                    started_at=received,
                    due_at=received + 2 * allowed,
                    ended_at=at(f"2026-02-{13 + n % 10:02} 15:00"),
                    decided_at=at(f"2026-02-{13 + n % 10:02} 15:00"),
                    verdict=Verdict.MET,
                )
            )
    return found


def late_outcome(
    number: int, subject: str, severity: Severity, metric: Metric, breached: str, took: str, reason: str
) -> Outcome:
    allowed = MINUTES[metric, severity][0] * MINUTE
    decided_at = at(breached)
    return Outcome(
        ticket=f"a-{number}",
        number=number,
        metric=metric,
        tier=Tier.PUBLIC,
        cycle=1,
        severity=severity,
        goal=90,
        allowed=allowed,
        used=hm(took),
        late=hm(took) - allowed,
        received_at=decided_at - allowed,
        started_at=decided_at - allowed,
        due_at=decided_at,
        ended_at=decided_at + hm(took) - allowed,
        decided_at=decided_at,
        verdict=Verdict.BREACHED,
        reason=reason,
    )


def internal_outcomes() -> list[Outcome]:
    """The stricter tier, which misses more: none of it may show."""
    return [
        replace(outcome, tier=Tier.INTERNAL, goal=97, allowed=MINUTES[outcome.metric, outcome.severity][1] * MINUTE)
        for outcome in met_outcomes()
        if outcome.severity is not None
    ]


def pausing_on_third_party() -> Agreement:
    """As the agreement of the pictures has it."""
    standard = agreement()
    both = frozenset({Status.WAITING_CUSTOMER, Status.SCHEDULED, Status.WAITING_THIRD_PARTY})
    pauses = {key: both if statuses else statuses for key, statuses in standard.pauses.items()}
    return replace(standard, pauses=pauses)
