"""Until when a ticket that was resolved can be reopened (C10 of semantics)."""

from datetime import date

from slaapp.services.keeping import Kept


def last_day_to_reopen(kept: Kept) -> date | None:
    """The last local date of its window; None: it is open, or nothing was agreed about it."""
    resolved_at = kept.ticket.resolved_at
    if not kept.line or resolved_at is None:
        return None
    agreed = kept.line[0][1]
    hours = agreed.desk_hours
    return hours.opening_dates_after(hours.day_of(resolved_at), agreed.agreement.reopen_window)
