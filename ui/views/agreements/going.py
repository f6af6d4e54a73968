"""Go to field: where what is wrong with an agreement is mended."""

from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Agreement, Metric, Severity, Tier
from slaapp.domain.agreement_checks import Fault, Finding
from ui.views.agreements.escalating import EscalationTab
from ui.views.agreements.holders import HoldersTab
from ui.views.agreements.hours import HoursTab
from ui.views.agreements.targets import TargetsTab
from ui.views.agreements.term import TermTab


def field_of(
    finding: Finding,
    agreement: Agreement,
    *,
    targets: TargetsTab,
    hours: HoursTab,
    term: TermTab,
    escalation: EscalationTab,
    holders: HoldersTab,
) -> tuple[QWidget, QWidget] | None:
    """The tab and the field in it; None: it is mended on the page of business hours."""
    match finding.fault:
        case Fault.NO_HOLIDAYS:
            return None
        case Fault.NEVER_OPENS if finding.calendar == agreement.calendar:
            return targets, targets.hours
        case Fault.NO_SUCH_CALENDAR | Fault.NEVER_OPENS:
            named = (held for held, name in agreement.calendar_by_severity.items() if name == finding.calendar)
            severity = next(named, None)
            return (targets, targets.hours) if severity is None else (hours, hours.by_severity[severity])
        case Fault.ENDS_BEFORE_IT_BEGINS:
            return term, term.days["valid_to"].edit
        case Fault.NOTICE_TOO_LATE:
            return term, term.days["notice_until"].edit
        case Fault.NO_SUCH_PERSON:
            assert finding.step is not None
            return escalation, escalation.lines[agreement.escalation.index(finding.step)].person
        case Fault.CLAIMED_TWICE:
            assert finding.overlap is not None
            return holders, holders.buttons.get(finding.overlap.customer, holders)
    cell = targets.grid.cells[Metric.FIRST_RESPONSE, Severity.URGENT, Tier.PUBLIC]
    cell = targets.grid.cell_of(finding) or cell
    if finding.fault is Fault.GOAL_OF_ALL:
        targets.cell_line.turn(cell)
        return targets, targets.cell_line.goal
    return targets, cell.field.edit
