"""The line that adds up (R5), for a thousand generated periods of a desk on which everything happened."""

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from slaapp.domain.flow import flow
from slaapp.domain.history import effective
from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.spans import HOUR
from slaapp.domain.timeline import Timeline, timeline
from slaapp.domain.working_time import WorkingTime
from slaapp.engine import Engine
from slaapp.reports.scope import Scope
from tests.oracles.lives import Life, events_of
from tests.services.test_report_recount import BEGIN, NAMES, Hands

FIRST = date(2026, 3, 18)


class Told(NamedTuple):
    """The desk's tickets, laid out by the engine and by the oracle."""

    hours: WorkingTime
    courses: list[Timeline]
    lives: list[Life]


def worked(engine: Engine) -> Hands:
    """What a few hundred acts, the same in every run, leave behind within a year."""
    chance = random.Random(1)
    hands = Hands(engine)
    for _ in range(320):
        name = chance.choice([*NAMES, "log", "resolve", "reopen"])
        hands.act((name, chance.randrange(40), chance.randrange(6), chance.choice((0, 15, 60, 240, 1440, 4320))))
    return hands


@cache
def told() -> Told:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "desk.slaapp"
        with Engine.open(store, user="sam", now=BEGIN - HOUR, is_test=True, zone="Europe/Berlin") as engine:
            worked(engine)
            with engine.catalogue._database.read() as connection:
                written = events_of(lambda query: [*connection.exec_driver_sql(query)])
            hours = engine.hours()
    histories = [effective(events) for events in written.values()]
    return Told(hours, [timeline(one) for one in histories], [Life(one) for one in histories])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Of every kind, from before the first ticket to after the last one; free days of any length."""
    kind, day = draw(st.sampled_from(PeriodKind)), FIRST + timedelta(days=draw(st.integers(-40, 500)))
    if kind is PeriodKind.DAYS:
        return Period(kind, day, day + timedelta(days=draw(st.integers(0, 90))))
    return Period.holding(kind, day)


@settings(max_examples=1000)
@given(periods())
def test_the_line_adds_up_and_every_part_of_it_is_what_the_oracle_counts(period: Period) -> None:
    hours, courses, lives = told()
    start, end = period.span(hours)
    found = flow(courses, period.span(hours))

    assert found.reconciles
    moves = [kind for life in lives for kind, at in life.moves if start <= at < end]
    assert (found.received, found.resolved, found.reopened, found.left_otherwise) == tuple(
        moves.count(kind) for kind in ("received", "resolved", "reopened", "left_otherwise")
    )
    assert (found.open_at_start, found.open_at_end) == tuple(
        sum(life.open_before(at) for life in lives) for at in (start, end)
    )


def thirds(whole: Period) -> Iterator[Period]:
    first = whole.first_day
    for days in (40, 55):
        yield Period(PeriodKind.DAYS, first, first + timedelta(days=days - 1))
        first += timedelta(days=days)
    yield Period(PeriodKind.DAYS, first, whole.last_day)


def test_periods_that_follow_each_other_go_on_where_the_one_before_ended(tmp_path: Path) -> None:
    whole = Period.parse("2026")
    with Engine.open(tmp_path / "d.slaapp", user="sam", now=BEGIN - HOUR, is_test=True, zone="Europe/Berlin") as engine:
        hands = worked(engine)
        now = max(hands.now, whole.span(engine.hours()).end)
        year, *parts = (engine.reporting.report(one, Scope(), now=now).flow for one in (whole, *thirds(whole)))

    assert [one.open_at_end for one in parts[:-1]] == [one.open_at_start for one in parts[1:]]
    assert sum(one.received for one in parts) == year.received > 20
    assert sum(one.resolved for one in parts) == year.resolved > 10
    assert parts[-1].open_at_end == year.open_at_end


def test_the_desk_of_this_file_has_seen_everything() -> None:
    kinds = {kind for life in told().lives for kind, _ in life.moves}

    assert kinds == {"received", "resolved", "reopened", "left_otherwise"}
    assert len(told().lives) > 20
