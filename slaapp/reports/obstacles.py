"""What stands in the way of closing a period: what a customer would ask about first."""

from collections.abc import Iterator
from enum import StrEnum

from slaapp.domain.value import Value
from slaapp.reports.month_report import LateTarget, MonthlyReport
from slaapp.reports.texts import counted, listed

NAMED = 6
"""So many tickets are named; the rest are counted."""


class Hindrance(StrEnum):
    """`no_sum`: the line of the tickets does not add up (R5), and nothing closes such a period."""

    NO_REASON = "no_reason"
    NO_SUM = "no_sum"
    CONFLICT = "conflict"


class Obstacle(Value):
    """`late` are the targets without a reason; `conflict` says which tickets two agreements claim."""

    hindrance: Hindrance
    late: tuple[LateTarget, ...] = ()
    conflict: str = ""


def obstacles(report: MonthlyReport, conflicts: tuple[str, ...] = ()) -> Iterator[Obstacle]:
    """`conflicts` are sentences on tickets of the customer that two agreements claim."""
    if not report.flow.reconciles:
        yield Obstacle(Hindrance.NO_SUM)
    silent = unexplained(report)
    if silent:
        yield Obstacle(Hindrance.NO_REASON, late=silent)
    for conflict in conflicts:
        yield Obstacle(Hindrance.CONFLICT, conflict=conflict)


def unexplained(report: MonthlyReport) -> tuple[LateTarget, ...]:
    """The late targets of the period of which nobody has said why, without those that both sides waived."""
    return tuple(late for late in report.late if not late.waived and late.why is None)


def obstacle_words(obstacle: Obstacle) -> str:
    """A sentence for the command line, without its full stop."""
    match obstacle.hindrance:
        case Hindrance.NO_SUM:
            return "the counts of tickets do not add up"
        case Hindrance.CONFLICT:
            return obstacle.conflict.rstrip(".")
        case Hindrance.NO_REASON:
            numbers = [str(number) for number in dict.fromkeys(late.number for late in obstacle.late)]
            few = numbers[:NAMED] + ([f"{len(numbers) - NAMED} more"] if len(numbers) > NAMED else [])
            have = "has" if len(obstacle.late) == 1 else "have"
            tickets = "ticket" if len(numbers) == 1 else "tickets"
            return f"{counted(len(obstacle.late), 'late target')} {have} no reason ({tickets} {listed(few)})"
