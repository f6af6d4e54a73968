"""What is said of one agreement calls severities as that does, and of a ticket as the agreement of that one does."""

from collections.abc import Iterable, Mapping

from slaapp.domain.agreement import Meaning, Severity
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.events import TicketId
from slaapp.reports.texts import quoted
from slaapp.wording import NO_MEANINGS, SEVERITY, severity_called, severity_in_full

LONGEST = 40

Meanings = Mapping[Severity, Meaning]


class Names:
    """Of a report whose own agreement has the meanings `ours`, and whose tickets have those of theirs."""

    def __init__(self, ours: Meanings, of_tickets: Mapping[TicketId, Meanings]) -> None:
        self._of_tickets = of_tickets
        every = {id(meanings): meanings for meanings in (ours, *of_tickets.values())}.values()
        self._alike = {severity: _alike(severity, every) for severity in SEVERITIES}

    def of_all(self) -> tuple[str, ...]:
        """Of the figures of all tickets, in the order of `SEVERITIES`; what agreements call differently has the name
        that it has everywhere."""
        return tuple(self._alike[severity] or SEVERITY[severity] for severity in SEVERITIES)

    def on(self, ticket: TicketId, severity: Severity) -> str:
        """Of one ticket: where others call it differently, with the name that it has everywhere beside it."""
        of_ticket = self._of_tickets.get(ticket, NO_MEANINGS)
        return self._alike[severity] or quoted(severity_in_full(severity, of_ticket.get(severity)))


def called(severity: Severity, meaning: Meaning | None) -> str:
    """In what is told of one agreement, by what that says of it."""
    return quoted(severity_called(severity, meaning), longest=LONGEST)


def within(words: str) -> str:
    """Inside a sentence: an agreement's own name stays as it is written."""
    return words.lower() if words in SEVERITY.values() else words


def _alike(severity: Severity, every: Iterable[Meanings]) -> str:
    """The one name, empty where there are several."""
    names = {called(severity, meanings.get(severity)) for meanings in every}
    return names.pop() if len(names) == 1 else ""
