"""What to look at before a report is printed."""

from collections.abc import Iterator

from slaapp.domain import durations
from slaapp.domain.calendar import zone_info
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from ui import wording
from ui.widgets.runs import one_line
from ui.wording import say

NAMED = 6
"""So many tickets are named; the rest are counted."""


class Check(Value):
    """`good` or a warning; `ticket` is the number of one to look at, `below` a line that belongs to the one above."""

    text: str
    good: bool = True
    ticket: int | None = None
    below: bool = False


def checks(report: MonthlyReport) -> tuple[Check, ...]:
    return tuple(_checks(report))


def _checks(report: MonthlyReport) -> Iterator[Check]:
    late = [target for target in report.late if not target.waived]
    silent = [target for target in late if not (target.reason or "").strip()]
    if not report.total.decided:
        yield Check(say("No target was decided in this month, so none was met or late"), good=False)
    elif not late:
        yield Check(say("No target was late"))
    elif not silent:
        one = len(late) == 1
        yield Check(
            say("The late target has a reason") if one else say("All {n} late targets have a reason", n=len(late))
        )
    else:
        words = (
            say("1 late target has no reason")
            if len(silent) == 1
            else say("{n} late targets have no reason", n=len(silent))
        )
        yield Check(words, good=False)
        for target in silent[:NAMED]:
            about = wording.metric(target.metric).lower()
            subject = one_line(target.subject)
            yield Check(f"{target.number} · {about} · {subject}", good=False, ticket=target.number, below=True)
        if len(silent) > NAMED:
            yield Check(say("and {n} more, listed in the report", n=len(silent) - NAMED), good=False, below=True)
    yield Check(say("Internal targets and notes are left out"))
    if not report.flow.reconciles:
        words = say("The counts of tickets do not add up. Check everything under Data and backup in the settings.")
        yield Check(words, good=False)
    if not report.complete:
        at = durations.long_instant(report.cut_off - 1, zone_info(report.zone))
        yield Check(say("The month is not over, the figures are those of {time}", time=at), good=False)
