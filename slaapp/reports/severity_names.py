"""What a report calls severities: as its agreement does, and of a ticket as the agreement of that one does."""

from collections.abc import Iterable, Mapping

from slaapp.domain.agreement import Meaning, Severity
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.events import TicketId
from slaapp.reports.texts import quoted
from slaapp.wording import NO_MEANINGS, SEVERITY, severity_called, severity_in_full

LONGEST = 40

Meanings = Mapping[Severity, Meaning]


def called(ours: Meanings, of_tickets: Iterable[Meanings]) -> tuple[str, ...]:
    """Of the figures of all tickets, in the order of `SEVERITIES`; what agreements call differently has the name that
    it has everywhere."""
    every = [ours, *of_tickets]
    return tuple(_alike(severity, every) or SEVERITY[severity] for severity in SEVERITIES)


def called_on(ticket: TicketId, severity: Severity, ours: Meanings, of_tickets: Mapping[TicketId, Meanings]) -> str:
    """Of one ticket: where others call it differently, with the name that it has everywhere beside it."""
    of_all = _alike(severity, [ours, *of_tickets.values()])
    return of_all or quoted(severity_in_full(severity, of_tickets.get(ticket, NO_MEANINGS).get(severity)))


def within(words: str) -> str:
    """Inside a sentence: an agreement's own name stays as it is written."""
    return words.lower() if words in SEVERITY.values() else words


def _alike(severity: Severity, every: Iterable[Meanings]) -> str:
    """The one name, empty where there are several."""
    names = {severity_called(severity, meanings.get(severity)) for meanings in every}
    return quoted(names.pop(), longest=LONGEST) if len(names) == 1 else ""
