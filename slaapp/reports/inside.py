"""What the desk's own edition of a report adds: the internal tier, the margin to it, and whose tickets they were (C16).

It is a kind of report of its own, so that nothing which takes a report can print by accident what a customer must not
see: the figures are there only where this one was asked for.
"""

from msgspec.structs import asdict

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.compliance import Attainment
from slaapp.domain.cushion import Cushion
from slaapp.domain.flow import Flow
from slaapp.domain.spans import Seconds
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.section_json import Json, flow_table


class InternalCell(Value, kw_only=True):
    """One metric × severity by its internal targets. `target` and `public` are the allowed times in force at the end of
    the period, None where there is none; `margin` what was used of the time between both, None where nothing was."""

    attainment: Attainment
    target: Seconds | None
    public: Seconds | None
    margin: Cushion | None


class LateInside(Value, kw_only=True):
    """A clock that was late for the desk and not, or not yet, for the customer. `person`: whose ticket it was at the
    cut-off, empty: nobody's; with `running` the clock had not ended then."""

    number: int
    subject: str
    severity: Severity
    metric: Metric
    cycle: int
    target: Seconds
    used: Seconds
    late: Seconds
    running: bool
    person: str


class Share(Value, kw_only=True):
    """The part of one person, or of a group where no person is named: of the tickets that were theirs at the cut-off.
    `late` counts targets late for the customer, `late_inside` those late for the desk alone."""

    person: str
    flow: Flow
    late: int
    late_inside: int


class Inside(Value):
    cells: tuple[InternalCell, ...]
    late: tuple[LateInside, ...]
    shares: tuple[Share, ...]


class DeskReport(MonthlyReport, kw_only=True):
    """The desk's own edition: never closed, never sent. That of a closed month says what its report says, beside what
    history gives of the internal tier when it is made."""

    inside: Inside


def desk_report(report: MonthlyReport, inside: Inside) -> DeskReport:
    return DeskReport(**asdict(report), inside=inside)


def inside_json(inside: Inside) -> Json:
    return {
        "internal": {
            "targets": [_cell(cell) for cell in inside.cells],
            "late": [_late(found) for found in inside.late],
            "people": [
                {
                    "person": share.person or None,
                    **flow_table(share.flow),
                    "breached": share.late,
                    "late_inside": share.late_inside,
                }
                for share in inside.shares
            ],
        }
    }


def _cell(cell: InternalCell) -> Json:
    held, margin = cell.attainment, cell.margin
    return {
        "metric": held.metric.value,
        "severity": held.severity.word,
        "tier": Tier.INTERNAL.value,
        "target_s": cell.target,
        "public_s": cell.public,
        "goal": held.goal,
        "decided": held.decided,
        "met": held.met,
        "breached": held.breached,
        "met_goal": held.met_goal,
        "share": held.shown() if held.decided else None,
        "margin_median": None if margin is None else margin.median,
        "margin_p90": None if margin is None else margin.p90,
    }


def _late(found: LateInside) -> Json:
    return {
        "ticket": found.number,
        "subject": found.subject,
        "severity": found.severity.word,
        "metric": found.metric.value,
        "cycle": found.cycle,
        "target_s": found.target,
        "used_s": found.used,
        "late_s": found.late,
        "running": found.running,
        "person": found.person or None,
    }
