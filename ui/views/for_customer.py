"""What of a ticket may be given to the customer: what both said and saw, and what was promised."""

from msgspec.structs import replace

from slaapp.domain.agreement import Tier
from slaapp.domain.events import (
    Closed,
    CustomerWrote,
    Received,
    Reopened,
    Replied,
    Resolved,
    SeverityChanged,
    StatusChanged,
)
from slaapp.services.tickets import Entry, TicketPage

_TOLD = (Received, Replied, CustomerWrote, StatusChanged, SeverityChanged, Resolved, Closed, Reopened)


def for_customer(page: TicketPage) -> TicketPage:
    """The page without internal notes and targets, time spent, tags, checklist, links, files and suppliers, and without
    what was taken back."""
    return replace(
        page,
        entries=tuple(_told(entry) for entry in page.entries if isinstance(entry.event, _TOLD) and not entry.retracted),
        clocks=tuple(view for view in page.clocks if view.clock.tier is Tier.PUBLIC),
        tags=(),
        minutes=0,
        checklist=(),
        ties=(),
        merged_files=(),
        waits=(),
    )


def _told(entry: Entry) -> Entry:
    if isinstance(entry.event, Replied):
        return replace(entry, event=replace(entry.event, minutes=0))
    if isinstance(entry.event, StatusChanged):
        return replace(entry, event=replace(entry.event, supplier=None, supplier_version=None))
    return entry
