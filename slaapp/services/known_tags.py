"""The desk's list of tags: it grows within the transaction that puts a new one on a ticket."""

import secrets
from collections.abc import Iterable

from slaapp.domain.events import Tagged, TicketEvent
from slaapp.domain.spans import Instant
from slaapp.storage import records
from slaapp.storage.database import Connection


def known_tags(connection: Connection) -> list[str]:
    """Every tag that was ever put on a ticket, by name."""
    return [record.name for record in records.every(connection, "tag")]


def learn_tags(connection: Connection, written: Iterable[TicketEvent], *, now: Instant, by: str) -> None:
    """Those of these events that are new to the desk; one that differs in capitals only is known."""
    tags = [event.tag for event in written if isinstance(event, Tagged)]
    if not tags:
        return
    known = {name.casefold() for name in known_tags(connection)}
    for tag in tags:
        if tag.casefold() not in known:
            known.add(tag.casefold())
            records.save(connection, kind="tag", id=secrets.token_hex(6), name=tag, body={}, now=now, by=by)
