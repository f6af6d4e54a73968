"""What a command touched, so that whoever shows things can fetch just that."""

from slaapp.domain.events import EventId, TicketId
from slaapp.domain.value import Value
from slaapp.services.moves import Moved


class Changes(Value):
    tickets: frozenset[TicketId] = frozenset()
    rules: bool = False
    customers: bool = False
    people: bool = False
    shelves: bool = False
    """Text blocks, ticket templates or recurring tickets."""
    moved: tuple[Moved, ...] = ()
    """The due instants that new rules have moved."""

    written: tuple[tuple[TicketId, EventId], ...] = ()
    """The events that were written, in their order: what `Desk.undo` takes back."""

    records: tuple[tuple[str, str, int], ...] = ()
    """The versions of records that were written, by kind, id and number: `take_back` of the service that wrote them
    writes the former ones again."""
