"""What is said of one agreement calls severities as that does, and of a ticket as the agreement of that one does."""

from collections.abc import Iterable, Mapping

from slaapp.domain.agreement import Meaning, Severity
from slaapp.domain.compliance import SEVERITIES
from slaapp.domain.events import TicketId
from slaapp.languages import ENGLISH, Words, words_of
from slaapp.reports.texts import quoted
from slaapp.wording import NO_MEANINGS

LONGEST = 40

Meanings = Mapping[Severity, Meaning]


class Names:
    """Of a report whose own agreement has the meanings `ours`, and whose tickets have those of theirs."""

    def __init__(self, ours: Meanings, of_tickets: Mapping[TicketId, Meanings], words: Words | None = None) -> None:
        """What no agreement calls in words of its own is called in those of the language, English unless said."""
        self._of_tickets, self._words = of_tickets, words or words_of(ENGLISH)
        every = {id(meanings): meanings for meanings in (ours, *of_tickets.values())}.values()
        self._alike = {severity: _alike(severity, every, self._words) for severity in SEVERITIES}

    def of_all(self) -> tuple[str, ...]:
        """Of the figures of all tickets, in the order of `SEVERITIES`; what agreements call differently has the name
        that it has everywhere."""
        return tuple(self._alike[severity] or self._words.of(severity) for severity in SEVERITIES)

    def on(self, ticket: TicketId, severity: Severity) -> str:
        """Of one ticket: where others call it differently, with the name that it has everywhere beside it."""
        if self._alike[severity]:
            return self._alike[severity]
        everywhere = self._words.of(severity)
        called = _called(severity, self._of_tickets.get(ticket, NO_MEANINGS), self._words)
        return quoted(everywhere if called == everywhere else f"{called} ({everywhere})")


def called(severity: Severity, meaning: Meaning | None, words: Words | None = None) -> str:
    """In what is told of one agreement, by what that says of it, else as it is called everywhere; in English unless it
    is said."""
    own = "" if meaning is None else meaning.name
    return quoted(own or (words or words_of(ENGLISH)).of(severity), longest=LONGEST)


def within(name: str, words: Words | None = None) -> str:
    """Inside a sentence: an agreement's own name stays as it is written."""
    words = words or words_of(ENGLISH)
    common = {words.of(severity): words.of(severity, inside=True) for severity in SEVERITIES}
    return common.get(name, name)


def _called(severity: Severity, meanings: Meanings, words: Words) -> str:
    meaning = meanings.get(severity)
    return words.of(severity) if meaning is None or not meaning.name else meaning.name


def _alike(severity: Severity, every: Iterable[Meanings], words: Words) -> str:
    """The one name, empty where there are several."""
    names = {_called(severity, meanings, words) for meanings in every}
    return quoted(names.pop(), longest=LONGEST) if len(names) == 1 else ""
