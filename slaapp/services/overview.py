"""What the dashboard and the wallboard show at an instant, as one value."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from slaapp.domain.agreement import WAITING, Severity
from slaapp.domain.clock import Band
from slaapp.domain.compliance import SEVERITIES, Month, keeps, nearest_rank
from slaapp.domain.spans import DAY, Instant, Seconds
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime
from slaapp.services.board import Board, DeskHours, Group, Row, Standing
from slaapp.storage import counts
from slaapp.storage.counts import Decided
from slaapp.storage.database import Connection

DUE_NEXT = 9
DAYS = 10
RESPONSES_SINCE = 92 * DAY
"""A first response that was given today and became late longer ago than this is left out of today's median."""


class Cards(Value):
    """How many tickets are open and how they stand. `oldest` is the lateness of the one that is late the longest,
    `next_due_at` the next due instant within an hour; both None where there is none. `uncovered`: by no agreement."""

    overdue: int
    oldest: Seconds | None
    within_hour: int
    next_due_at: Instant | None
    open: int
    new_today: int
    unassigned: int
    unassigned_overdue: int
    waiting: int
    paused: int
    uncovered: int


class Share(Value):
    """One severity over all public targets of the month so far. `goal` None: its targets do not share one (R6)."""

    severity: Severity
    met: int
    decided: int
    goal: int | None

    @property
    def met_goal(self) -> bool | None:
        return None if self.goal is None else keeps(self.goal, met=self.met, decided=self.decided)


class DayCount(Value):
    day: date
    logged: int
    resolved: int


class DayMark(Value):
    """A ticket's place on the day: due, at risk (due soon), or overdue."""

    number: int
    due_at: Instant
    band: Band


class Overview(Value):
    """`due_next` are the tickets at the top of the queue. `median_response` is that of first responses given today,
    by nearest rank (R4). `days` are the last ones with support hours, today last."""

    now: Instant
    hours: DeskHours
    cards: Cards
    due_next: tuple[tuple[Row, Standing], ...]
    month: Month
    shares: tuple[Share, ...]
    logged_today: int
    resolved_today: int
    median_response: Seconds | None
    days: tuple[DayCount, ...]
    marks: tuple[DayMark, ...]

    @property
    def goal(self) -> int | None:
        """The one goal that all severities share."""
        goals = {share.goal for share in self.shares if share.decided}
        return goals.pop() if len(goals) == 1 else None


def overview(
    connection: Connection,
    board: Board,
    hours: WorkingTime,
    rows: Iterable[Row],
    decided: Sequence[Decided],
    now: Instant,
) -> Overview:
    """`decided` is what counts in the month of `now` so far."""
    today = hours.day_of(now)
    midnight, tomorrow = hours.midnight(today), hours.midnight(today + timedelta(days=1))
    placed = sorted(((row, board.standing(row, now, changes=False)) for row in rows), key=lambda pair: pair[1].order)
    days = _last_days(hours, today)
    start = hours.midnight(days[0])
    logged = [hours.day_of(at) for at in counts.received(connection, start, now + 1)]
    resolved = [hours.day_of(at) for at in counts.resolved(connection, start, now + 1)]
    responses = counts.responses(connection, midnight, now + 1, decided_since=now - RESPONSES_SINCE)
    return Overview(
        now=now,
        hours=board.hours(now),
        cards=_cards(placed, now, midnight),
        due_next=tuple(placed[:DUE_NEXT]),
        month=Month(today.year, today.month),
        shares=tuple(_share(severity, decided) for severity in SEVERITIES),
        logged_today=logged.count(today),
        resolved_today=resolved.count(today),
        median_response=sorted(responses)[nearest_rank(50, len(responses)) - 1] if responses else None,
        days=tuple(DayCount(day, logged.count(day), resolved.count(day)) for day in days),
        marks=tuple(_marks(placed, midnight, tomorrow)),
    )


def _cards(placed: Sequence[tuple[Row, Standing]], now: Instant, midnight: Instant) -> Cards:
    overdue = [standing for _, standing in placed if standing.group is Group.OVERDUE]
    within = [standing for _, standing in placed if standing.group is Group.WITHIN_HOUR]
    unassigned = [standing for row, standing in placed if row.assignee is None]
    waiting = [standing for row, standing in placed if row.status_at(now) in WAITING]
    due = [standing.reading.due_at for standing in within if standing.reading and standing.reading.due_at is not None]
    return Cards(
        overdue=len(overdue),
        oldest=max((standing.reading.late or 0 for standing in overdue if standing.reading), default=None),
        within_hour=len(within),
        next_due_at=min(due, default=None),
        open=len(placed),
        new_today=sum(row.received_at >= midnight for row, _ in placed),
        unassigned=len(unassigned),
        unassigned_overdue=sum(standing.group is Group.OVERDUE for standing in unassigned),
        waiting=len(waiting),
        paused=sum(standing.reading is not None and standing.reading.paused_by is not None for standing in waiting),
        uncovered=sum(not row.covered for row, _ in placed),
    )


def _share(severity: Severity, decided: Iterable[Decided]) -> Share:
    held = [found for found in decided if found.severity is severity]
    goals = {found.goal for found in held}
    return Share(
        severity=severity,
        met=sum(found.clocks for found in held if not found.breached),
        decided=sum(found.clocks for found in held),
        goal=goals.pop() if len(goals) == 1 else None,
    )


def _last_days(hours: WorkingTime, today: date) -> list[date]:
    """Today, and before it the last dates with openings: within two months, or there are fewer."""
    found, day = [today], today
    for _ in range(62):
        day -= timedelta(days=1)
        if hours.has_openings(day):
            found.insert(0, day)
        if len(found) == DAYS:
            break
    return found


def _marks(placed: Iterable[tuple[Row, Standing]], midnight: Instant, tomorrow: Instant) -> Iterable[DayMark]:
    for row, standing in placed:
        reading = standing.reading
        if reading is not None and reading.due_at is not None and midnight <= reading.due_at < tomorrow:
            yield DayMark(row.number, reading.due_at, reading.band)
