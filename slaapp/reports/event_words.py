"""What happened to a ticket, in a report's language: an entry in a few words, and what was corrected in it."""

from slaapp.domain.agreement import Severity, Status
from slaapp.domain.events import SeverityChanged, StatusChanged, TicketEvent
from slaapp.languages import Words


def entry_words(
    event: TicketEvent, words: Words, field: str | None = None, value: str | int | bool | None = None
) -> str:
    """An event without its text; with `field`, what was corrected and to what."""
    said: dict[str, object] = {}
    if isinstance(event, StatusChanged):
        said = {"status": words.of(event.status, inside=True)}
    elif isinstance(event, SeverityChanged):
        said = {"severity": words.of(event.severity, inside=True)}
    what = words(f"event.{event.KIND}", **said)
    if field is None:
        return what
    if f"event.field.{field}" not in words.texts:
        return words("event.time_corrected", what=what)
    return words("event.corrected", what=what, field=words(f"event.field.{field}"), value=_value(field, value, words))


def _value(field: str, value: str | int | bool | None, words: Words) -> str:
    if isinstance(value, bool):
        return words("event.value.yes" if value else "event.value.no")
    if field == "severity":
        return words.of(Severity.from_word(str(value)), inside=True)
    if field == "status":
        return words.of(Status(str(value)), inside=True)
    return str(value)
