"""Impact and urgency, from which an agreement proposes the severity: as the lines of a menu."""

from slaapp.domain.agreement import Agreement, Impact, Severity, Urgency
from slaapp.wording import IMPACT, URGENCY
from ui import wording
from ui.widgets.runs import one_line
from ui.wording import say


def proposals(agreement: Agreement | None) -> list[tuple[str, Severity]]:
    """`The whole site, at once: Urgent`, the gravest first; empty where the agreement proposes none."""
    if agreement is None:
        return []
    found = [
        (impact, urgency, agreement.matrix[impact, urgency])
        for impact in Impact
        for urgency in Urgency
        if (impact, urgency) in agreement.matrix
    ]
    return [
        (
            say(
                "{impact}, {urgency}: {severity}",
                impact=say(IMPACT[impact]),
                urgency=say(URGENCY[urgency]).lower(),
                severity=one_line(wording.severity_here(severity, agreement)),
            ),
            severity,
        )
        for impact, urgency, severity in found
    ]
