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


def for_customer(page: TicketPage, desk: str) -> TicketPage:
    """The page without internal notes and targets, time spent, tags, checklist, links, files and suppliers, and without
    what was taken back. Nobody of the desk is named: it is the `desk` who wrote."""
    return replace(
        page,
        assignee=None,
        assignee_id=None,
        entries=tuple(
            _told(entry, desk) for entry in page.entries if isinstance(entry.event, _TOLD) and not entry.retracted
        ),
        clocks=tuple(view for view in page.clocks if view.clock.tier is Tier.PUBLIC),
        tags=(),
        minutes=0,
        checklist=(),
        ties=(),
        merged_files=(),
        waits=(),
    )


def _told(entry: Entry, desk: str) -> Entry:
    event = entry.event
    if isinstance(event, Replied | Resolved):
        event = replace(event, minutes=0)
    elif isinstance(event, StatusChanged):
        event = replace(event, supplier=None, supplier_version=None)
    elif isinstance(event, Received):
        event = replace(event, assignee=None)
    return entry if event is None else replace(entry, event=replace(event, by=desk))
