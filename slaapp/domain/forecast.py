"""What today will bring: clocks that pass their target if nobody acts, and in which order to work so that few do.

The order is that of one person who works through a list without a break, inside the desk's support hours: so a job's
length and its deadline are both working time counted from now. Each target is a job of its own; only what is left of a
ticket once it was resolved needs no work any more (C1 to C4 of semantics: resolving ends every clock).
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import chain, permutations

from slaapp.domain.agreement import Metric
from slaapp.domain.clock import Clock
from slaapp.domain.spans import DAY, MINUTE, Instant, Seconds
from slaapp.domain.value import Value
from slaapp.domain.working_time import WorkingTime

FEW = 7
"""Jobs of which every order can be tried at once."""


class Estimates(Value):
    """How long a person is busy with a ticket before its clock ends, in seconds of work.

    Settings, not history: what a clock used in the past is mostly time in which the ticket lay in the queue.
    """

    response: Seconds = 10 * MINUTE
    update: Seconds = 10 * MINUTE
    resolution: Seconds = 45 * MINUTE

    def of(self, metric: Metric) -> Seconds:
        if metric is Metric.RESOLUTION:
            return self.resolution
        return self.update if metric is Metric.UPDATE else self.response


class Job(Value):
    """Work that ends a clock of a ticket, by its number. `due` is the working time until its target; negative, or
    `late`, when that has passed."""

    number: int
    work: Seconds
    due: Seconds
    late: bool = False
    metric: Metric = Metric.FIRST_RESPONSE


class Step(Value):
    """A job at its place in an order. `done` is the working time from now until it is done."""

    job: Job
    done: Seconds

    @property
    def on_time(self) -> bool:
        """Done exactly when it is due is on time (C8 of semantics)."""
        return not self.job.late and self.done <= self.job.due


def closing(hours: WorkingTime, now: Instant) -> Instant | None:
    """The end of today's support hours, or of the next day that has any once today's are over; None without any.

    Hours through the night belong to the day on which they began; those around the clock end with the local day.
    """
    opens_at = hours.next_open(now)
    if opens_at is None:
        return None
    day = hours.day_of(opens_at)
    begins, ends = hours.midnight(day), hours.midnight(day + timedelta(days=1))
    held = hours.spans(hours.midnight(day - timedelta(days=1)), hours.midnight(day + timedelta(days=2)))
    here = next(span for span in held if span.start <= opens_at < span.end)
    last = here if here.start < begins else [span for span in held if span.start < ends][-1]
    return ends if last.end - last.start > DAY else last.end


def will_breach(clocks: Iterable[Clock], now: Instant, until: Instant) -> list[Clock]:
    """Of clocks still under way, those that pass their target after `now` and before `until` if nothing happens."""
    return [
        clock
        for clock in clocks
        if clock.measured
        and clock.ended_at is None
        and clock.breached_at is not None
        and now <= clock.breached_at < until
    ]


def earliest_due(jobs: Iterable[Job]) -> tuple[Step, ...]:
    """As the queue stands: what is due first is done first; of equal ones the shorter, then the older ticket."""
    return _steps(sorted(jobs, key=_by_due))


def fewest_late(jobs: Sequence[Job]) -> tuple[Step, ...]:
    """The order that makes the fewest late, if each takes its work (Moore and Hodgson). It does not plan with what
    resolving spares: where another order keeps more by that, it is the one. Of few jobs all orders are tried, so that
    none is better; of more only the queue's own.

    First what can be kept, by due time; then, by due time too, what is late already and what is given up: whenever a
    target cannot be kept, the longest job so far. Of equally long ones that with the later target goes.
    """
    kept: list[Job] = []
    given_up: list[Job] = []
    busy = 0
    for job in sorted(jobs, key=_by_due):
        if job.late or job.due < 0:
            given_up.append(job)
            continue
        kept.append(job)
        busy += job.work
        if busy > job.due:
            longest = max(kept, key=lambda held: (held.work, held.due, held.number, held.metric))
            kept.remove(longest)
            given_up.append(longest)
            busy -= longest.work
    planned = _steps([*kept, *sorted(given_up, key=_by_due)])
    best = min(planned, earliest_due(jobs), key=_late)
    something_spared = len({job.number for job in jobs}) < len(jobs)
    lost = sum(job.late or job.due < 0 for job in jobs)
    if something_spared and len(jobs) <= FEW and _late(best) > lost:
        return min(chain([best], map(_steps, permutations(sorted(jobs, key=_by_due)))), key=_late)
    return best


def _late(steps: Sequence[Step]) -> int:
    return sum(not step.on_time for step in steps)


def _by_due(job: Job) -> tuple[Seconds, Seconds, int, Metric]:
    return job.due, job.work, job.number, job.metric


def _steps(jobs: Sequence[Job]) -> tuple[Step, ...]:
    steps, done = [], 0
    resolved: dict[int, Seconds] = {}
    for job in jobs:
        if job.number not in resolved:
            done += job.work
            if job.metric is Metric.RESOLUTION:
                resolved[job.number] = done
        steps.append(Step(job, resolved.get(job.number, done)))
    return tuple(steps)
