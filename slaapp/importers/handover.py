"""What an importer hands over: tickets as drafts of events, and every row that it could not take as it stood."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from slaapp.domain.events import TicketEvent
from slaapp.domain.spans import Instant


class EventDraft(NamedTuple):
    """An event without its id: `fields` are the kind's own, with contact, service and assignee by name.

    `at` is the source's time, both of happening and of writing down, so that nothing imported counts as back-dated.
    `by` is whom the source names for it.
    """

    kind: type[TicketEvent]
    at: Instant
    by: str
    line: int
    fields: Mapping[str, Any]


class SourceTicket(NamedTuple):
    """One ticket of the source: its own key there, and what happened to it, being received first."""

    key: str
    drafts: list[EventDraft]


class RowProblem(NamedTuple):
    """A row that could not be taken as it stands, with why, and what stood there.

    `taken` is True where the row is imported all the same (with what the reason says), False where nothing of it is.
    """

    line: int
    text: str
    reason: str
    taken: bool = False
