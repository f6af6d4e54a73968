"""What today will bring: the order that makes the fewest late, held against every order there is."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from slaapp.domain.agreement import Metric
from slaapp.domain.calendar import Week
from slaapp.domain.forecast import Estimates, Job, Step, closing, earliest_due, fewest_late
from slaapp.domain.spans import MINUTE
from tests.calendars import ALWAYS, NEVER, NIGHTS, OFFICE, calendar, hours

lengths = st.integers(0, 6)
jobs = st.lists(
    st.builds(
        Job, number=st.just(0), work=lengths, due=st.integers(-2, 14), late=st.sampled_from((False, False, True))
    ),
    max_size=7,
).map(lambda found: [Job(at, job.work, job.due, job.late) for at, job in enumerate(found, start=1)])


def late_count(steps: Iterable[Step]) -> int:
    return sum(not step.on_time for step in steps)


def late_in(order: tuple[Job, ...]) -> int:
    done, late = 0, 0
    for job in order:
        done += job.work
        late += job.late or done > job.due
    return late


def numbers(steps: tuple[Step, ...]) -> list[int]:
    return [step.job.number for step in steps]


@given(jobs)
def test_no_order_makes_fewer_late(found: list[Job]) -> None:
    best = min(late_in(order) for order in permutations(found))

    assert late_count(fewest_late(found)) == best


@given(jobs)
def test_both_orders_hold_every_job_once_and_add_up(found: list[Job]) -> None:
    for order in (fewest_late(found), earliest_due(found)):
        assert sorted(numbers(order)) == [job.number for job in found]
        assert [step.done for step in order] == [
            sum(step.job.work for step in order[: at + 1]) for at in range(len(order))
        ]


@given(jobs)
def test_what_is_late_already_or_given_up_goes_last_by_due_time(found: list[Job]) -> None:
    order = fewest_late(found)
    kept = len(found) - min(late_in(order) for order in permutations(found))

    assert all(step.on_time for step in order[:kept])
    assert [step.job.due for step in order[kept:]] == sorted(step.job.due for step in order[kept:])


@given(jobs, st.randoms())
def test_the_order_does_not_depend_on_how_the_jobs_came(found: list[Job], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert fewest_late(mixed) == fewest_late(found)
    assert earliest_due(mixed) == earliest_due(found)


def test_one_long_job_that_makes_two_others_late_is_given_up() -> None:
    long, short, shorter = Job(1, 50, 55), Job(2, 20, 60), Job(3, 10, 65)

    assert numbers(earliest_due([long, short, shorter])) == [1, 2, 3]
    assert late_count(earliest_due([long, short, shorter])) == 2
    assert numbers(fewest_late([long, short, shorter])) == [2, 3, 1]
    assert late_count(fewest_late([long, short, shorter])) == 1


def test_done_exactly_when_it_is_due_is_on_time() -> None:
    assert late_count(fewest_late([Job(1, 30, 30)])) == 0
    assert late_count(fewest_late([Job(1, 30, 29)])) == 1


def test_what_is_late_already_takes_no_time_from_what_can_be_kept() -> None:
    order = fewest_late([Job(1, 40, -10), Job(2, 40, 40), Job(3, 40, 10, late=True)])

    assert numbers(order) == [2, 1, 3]
    assert [step.on_time for step in order] == [True, False, False]


def test_of_equally_long_jobs_the_one_with_the_later_target_is_given_up() -> None:
    assert numbers(fewest_late([Job(1, 30, 30), Job(2, 30, 40)])) == [1, 2]


def test_work_that_takes_no_time_is_never_given_up() -> None:
    order = fewest_late([Job(1, 0, 0), Job(2, 60, 30), Job(3, 0, 0)])

    assert numbers(order) == [1, 3, 2]
    assert late_count(order) == 1


def test_a_response_takes_less_work_than_a_resolution() -> None:
    estimates = Estimates()

    assert [estimates.of(metric) // MINUTE for metric in Metric] == [10, 10, 10, 45]


def test_what_is_left_of_a_ticket_that_was_resolved_needs_no_work() -> None:
    resolve = Job(1, 45, 50, metric=Metric.RESOLUTION)
    answer, other = Job(1, 10, 60, metric=Metric.NEXT_RESPONSE), Job(2, 10, 60)

    order = fewest_late([resolve, answer, other])

    assert [(step.job.number, step.done) for step in order] == [(1, 45), (1, 45), (2, 55)]
    assert late_count(order) == 0


of_few_tickets = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(Metric), lengths, st.integers(-2, 14)),
    max_size=7,
    unique_by=lambda job: job[:2],
).map(lambda found: [Job(number, work, due, metric=metric) for number, metric, work, due in found])


def late_where_resolving_ends_all(order: Iterable[Job]) -> int:
    done, late, resolved = 0, 0, dict[int, int]()
    for job in order:
        if job.number not in resolved:
            done += job.work
        at = resolved.get(job.number, done)
        late += job.late or at > job.due
        if job.metric is Metric.RESOLUTION:
            resolved[job.number] = at
    return late


@example([Job(1, 1, 1), Job(1, 1, 1, metric=Metric.RESOLUTION)])
@given(of_few_tickets)
def test_no_order_of_few_makes_fewer_late_where_resolving_ends_all_of_a_ticket(found: list[Job]) -> None:
    best = min(map(late_where_resolving_ends_all, permutations(found)))

    assert late_count(fewest_late(found)) == best


@given(of_few_tickets)
def test_the_queue_s_own_order_is_never_better(found: list[Job]) -> None:
    assert late_count(fewest_late(found)) <= late_count(earliest_due(found))


@pytest.mark.parametrize(
    ("week", "now", "closes"),
    [
        (OFFICE, "2026-03-10 10:00", "2026-03-10 17:00"),
        (OFFICE, "2026-03-10 12:30", "2026-03-10 17:00"),
        (OFFICE, "2026-03-13 18:00", "2026-03-16 17:00"),
        (NIGHTS, "2026-03-10 23:45", "2026-03-11 06:00"),
        (NIGHTS, "2026-03-11 03:00", "2026-03-11 06:00"),
        (NIGHTS, "2026-03-11 12:00", "2026-03-12 06:00"),
        (ALWAYS, "2026-03-10 10:00", "2026-03-11 00:00"),
        (((*ALWAYS[:5], (), ())), "2026-03-13 10:00", "2026-03-14 00:00"),
    ],
)
def test_hours_through_the_night_close_in_the_morning(week: Week, now: str, closes: str) -> None:
    at, end = (int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) for text in (now, closes))
    assert closing(hours(calendar(week, "UTC")), at) == end


def test_what_never_opens_never_closes() -> None:
    assert closing(hours(calendar(NEVER, "UTC")), 1_773_000_000) is None
