"""What is wrong with an agreement, as sentences: what is the matter, and what to do. Severities are called as in it."""

from slaapp.domain.agreement import Agreement, Target
from slaapp.domain.agreement_checks import Fault, Finding, Overlap
from slaapp.domain.durations import exact
from slaapp.reports.agreement_words import severity_name
from slaapp.reports.texts import quoted
from slaapp.wording import METRIC


def cell_name(target: Target, agreement: Agreement) -> str:
    """`Normal · Next update`"""
    return f"{severity_name(agreement, target.severity)} · {METRIC[target.metric]}"


def sentence(finding: Finding, agreement: Agreement) -> str:
    """Without the name of the cell, which stands before it where there is one."""
    target, other, hours = finding.target, finding.other, quoted(finding.calendar)
    match finding.fault:
        case Fault.INTERNAL_LATER:
            assert target is not None
            assert other is not None
            public = exact(other.allowed)
            return f"internal {exact(target.allowed)} is later than public {public}. Enter {public} or less."
        case Fault.SLOWER_THAN_LESS_SEVERE:
            assert target is not None
            assert other is not None
            less = severity_name(agreement, other.severity)
            return f"{exact(target.allowed)} is slower than {exact(other.allowed)} at {less}."
        case Fault.ANSWER_AFTER_SOLUTION:
            assert target is not None
            assert other is not None
            return f"{exact(target.allowed)} is later than the {exact(other.allowed)} for resolution."
        case Fault.GOAL_OF_ALL:
            return "a goal of 100 % is missed with the first late ticket."
        case Fault.ENDS_BEFORE_IT_BEGINS:
            return "It ends before it begins. Enter a later last day."
        case Fault.NOTICE_TOO_LATE:
            return "Notice could be given after it is renewed or over. Enter an earlier day for it."
        case Fault.NO_TARGETS:
            return "It promises nothing yet. Enter at least one public target."
        case Fault.NO_SUCH_CALENDAR:
            return f"There are no business hours named {hours}. Choose others."
        case Fault.NEVER_OPENS:
            return f"{hours} never opens: nothing would ever be due. Choose others, or enter hours."
        case Fault.NO_HOLIDAYS:
            return f"{hours} knows no holidays for {finding.year} yet: due times may be too early."
        case Fault.NO_SUCH_PERSON:
            assert finding.step is not None
            who, severity = quoted(finding.step.to), severity_name(agreement, finding.step.severity)
            return f"Escalation, {severity}: {who} is not at the desk (any more). Choose somebody else."
        case Fault.CLAIMED_TWICE:
            assert finding.overlap is not None
            return claimed_twice(finding.overlap)


def claimed_twice(held: Overlap) -> str:
    tickets = f"{quoted(held.name)}: tickets of group {quoted(held.group)} about {quoted(held.service)}"
    if held.by_group:
        return f"{tickets} go by {quoted(held.other)}: a group goes before a service."
    return f"{tickets} go by this agreement, not by {quoted(held.other)}: a group goes before a service."


def whole_sentence(finding: Finding, agreement: Agreement) -> str:
    said = sentence(finding, agreement)
    return said if finding.target is None else f"{cell_name(finding.target, agreement)}: {said}"
