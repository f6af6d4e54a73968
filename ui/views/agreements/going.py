"""Go to field: where what is wrong with an agreement is mended."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.agreement_checks import Fault, Finding

if TYPE_CHECKING:
    from ui.views.agreements.page import AgreementsPage


def field_of(page: "AgreementsPage", finding: Finding) -> tuple[QWidget, QWidget] | None:
    """The tab and the field in it; None: it is mended on the page of business hours."""
    agreement = page.editing.agreement
    match finding.fault:
        case Fault.NO_HOLIDAYS:
            return None
        case Fault.NEVER_OPENS if finding.calendar == agreement.calendar:
            return page.targets, page.targets.hours
        case Fault.NO_SUCH_CALENDAR | Fault.NEVER_OPENS:
            named = (held for held, name in agreement.calendar_by_severity.items() if name == finding.calendar)
            severity = next(named, None)
            return (
                (page.targets, page.targets.hours)
                if severity is None
                else (page.hours, page.hours.by_severity[severity])
            )
        case Fault.ENDS_BEFORE_IT_BEGINS:
            return page.term, page.term.days["valid_to"].edit
        case Fault.NOTICE_TOO_LATE:
            return page.term, page.term.days["notice_until"].edit
        case Fault.NO_SUCH_PERSON:
            assert finding.step is not None
            return page.escalation, page.escalation.lines[agreement.escalation.index(finding.step)].person
    cell = page.targets.grid.cells[Metric.FIRST_RESPONSE, Severity.URGENT, Tier.PUBLIC]
    cell = page.targets.grid.cell_of(finding) or cell
    if finding.fault is Fault.GOAL_OF_ALL:
        page.targets.cell_line.turn(cell)
        return page.targets, page.targets.cell_line.goal
    return page.targets, cell.field.edit
