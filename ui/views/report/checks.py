"""What to look at before a report is printed."""

from collections.abc import Iterable, Iterator

from slaapp.domain import durations
from slaapp.domain.calendar import zone_info
from slaapp.domain.value import Value
from slaapp.reports import period_words
from slaapp.reports.inside import DeskReport
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import Hindrance, Obstacle, unexplained
from ui import wording
from ui.widgets.runs import one_line
from ui.wording import say

NAMED = 10
"""So many tickets are named; the rest are counted."""


class Check(Value):
    """`good` or a warning; `ticket` is the number of one to look at, `below` a line that belongs to the one above."""

    text: str
    good: bool = True
    ticket: int | None = None
    below: bool = False


def checks(report: MonthlyReport, obstacles: Iterable[Obstacle] = ()) -> tuple[Check, ...]:
    """`obstacles` are what stands in the way of closing the month."""
    conflicts = (one.conflict for one in obstacles if one.hindrance is Hindrance.CONFLICT)
    return (*_checks(report), *(Check(one_line(conflict), good=False) for conflict in conflicts))


def obstacle_lines(obstacles: Iterable[Obstacle]) -> Iterator[str]:
    """What stands in the way, a line each."""
    for one in obstacles:
        match one.hindrance:
            case Hindrance.NO_SUM:
                yield _no_sum()
            case Hindrance.CONFLICT:
                yield one_line(one.conflict)
            case Hindrance.NO_REASON:
                tickets = dict.fromkeys(target.number for target in one.late)
                named = ", ".join(map(str, [*tickets][:NAMED])) + (wording.ELLIPSIS if len(tickets) > NAMED else "")
                yield say("{words}: {tickets}", words=_without_reason(len(one.late)), tickets=named)


def _no_sum() -> str:
    return say("The counts of tickets do not add up. Check everything under Data and backup in the settings.")


def _without_reason(count: int) -> str:
    return say("1 late target has no reason") if count == 1 else say("{n} late targets have no reason", n=count)


def _checks(report: MonthlyReport) -> Iterator[Check]:
    period = say(period_words.noun(report.days))
    late = [target for target in report.late if not target.waived]
    silent = unexplained(report)
    if not report.total.decided:
        yield Check(say("No target was decided in this {period}, so none was met or late", period=period), good=False)
    elif not late:
        yield Check(say("No target was late"))
    elif not silent:
        one = len(late) == 1
        yield Check(
            say("The late target has a reason") if one else say("All {n} late targets have a reason", n=len(late))
        )
    else:
        yield Check(_without_reason(len(silent)), good=False)
        for target in silent[:NAMED]:
            about = wording.metric(target.metric).lower()
            subject = one_line(target.subject)
            yield Check(f"{target.number} · {about} · {subject}", good=False, ticket=target.number, below=True)
        if len(silent) > NAMED:
            yield Check(say("and {n} more, listed in the report", n=len(silent) - NAMED), good=False, below=True)
    today = durations.wall_time(report.made_at, zone_info(report.zone)).date()
    past = [action for action in report.actions if action.closed_at is None and action.due and action.due < today]
    if past:
        one = len(past) == 1
        words = say("1 action is past its day") if one else say("{n} actions are past their day", n=len(past))
        yield Check(words, good=False)
    if isinstance(report, DeskReport):
        yield Check(say("Internal targets and names are in it: it is not for the customer"), good=False)
    else:
        yield Check(say("Internal targets and notes are left out"))
    if not report.flow.reconciles:
        yield Check(_no_sum(), good=False)
    if not report.complete:
        at = durations.long_instant(report.cut_off - 1, zone_info(report.zone))
        yield Check(
            say("The {period} is not over, the figures are those of {time}", period=period, time=at), good=False
        )
