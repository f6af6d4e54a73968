"""Text blocks (canned replies): kept by name, filled in from a ticket."""

from enum import StrEnum
from typing import Any

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.errors import Refusal
from slaapp.domain.placeholders import PLACEHOLDERS, Filled, fill, unknown_in
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.catalogue import Catalogue
from slaapp.services.fields import Fields, checked_text
from slaapp.services.shelf import Shelf, without_none
from slaapp.services.tickets import TicketPage
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record

LONGEST = 20_000


class Use(StrEnum):
    """For what a block is offered."""

    ANYWHERE = "anywhere"
    REPLY = "reply"
    NOTE = "note"


_USES = {use.value: use for use in Use}


class TextBlock(Value):
    name: str
    text: str
    use: Use = Use.ANYWHERE
    id: str = ""


def read_block(record: Record) -> TextBlock:
    fields = Fields(record.body)
    return TextBlock(record.name, fields.text("text"), fields.word("use", _USES), record.id)


class TextBlocks(Shelf[TextBlock]):
    kind = "text_block"
    noun = "text block"

    def __init__(self, database: Database, user: str, catalogue: Catalogue) -> None:
        super().__init__(database, user)
        self._catalogue = catalogue

    def offered(self, use: Use) -> list[TextBlock]:
        """Those for a reply, or for a note."""
        return [block for block in self.every() if block.use in (Use.ANYWHERE, use)]

    def filled(self, block: TextBlock, page: TicketPage, *, now: Instant, use: Use = Use.REPLY) -> Filled:
        """The block's text for that ticket as of `now`. `use` decides which clock {due} tells of."""
        return fill(block.text, self.values(page, now=now, use=use))

    def values(self, page: TicketPage, *, now: Instant, use: Use = Use.REPLY) -> dict[str, str]:
        """What the placeholders stand for, read once for however many blocks are filled in."""
        me = self._catalogue.me()
        return {
            "customer": page.customer,
            "contact": "" if page.contact is None else page.contact.name,
            "number": str(page.number),
            "subject": page.subject,
            "due": _due(page, now, use),
            "me": "" if me is None else me.name,
            "desk": self._catalogue.desk().name,
        }

    def _body(self, value: TextBlock) -> dict[str, Any]:
        return {"text": value.text, "use": value.use.value}

    def _value(self, record: Record) -> TextBlock:
        return read_block(record)

    def _check(self, connection: Connection, value: TextBlock) -> None:
        if not checked_text(value.text, "Text").strip():
            raise Refusal("The text block was not saved: it has no text. Write what it puts into a reply.")
        if len(value.text) > LONGEST:
            raise Refusal(
                f"The text block was not saved: it holds {len(value.text):,} characters, {LONGEST:,} is the most. Make "
                "two of it."
            )
        unknown = unknown_in(value.text)
        if unknown:
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise Refusal(
                f"The text block was not saved: no ticket knows {{{unknown[0]}}}. Known are {known}. For braces that "
                f"stay, write {{{{{unknown[0]}}}}}."
            )

    def _table(self, connection: Connection, value: TextBlock) -> dict[str, Any]:
        return without_none({"name": value.name, "use": value.use.value, "text": value.text})

    def _read(self, connection: Connection, fields: Fields, id_: str, now: Instant) -> TextBlock:
        use = fields.optional("use", lambda key: fields.word(key, _USES), Use.ANYWHERE)
        return TextBlock(fields.name("name"), fields.words("text"), use, id_)


_OF_A_REPLY = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE)
"""A reply ends these clocks: what it promises is what comes after it."""


def _due(page: TicketPage, now: Instant, use: Use) -> str:
    """By when the customer hears from the desk next, or the ticket is resolved, whichever is earlier: `Thu 12 Mar,
    14:15` in the zone of the ticket's calendar. Nothing where that is over, paused or was never promised."""
    dues = [
        view.reading.due_at
        for view in page.clocks
        if view.clock.tier is Tier.PUBLIC
        and view.clock.ended_at is None
        and view.clock.measured
        and not (use is Use.REPLY and view.clock.metric in _OF_A_REPLY)
    ]
    if use is Use.REPLY:
        dues.append(page.update_due_after_reply)
    coming = [due for due in dues if due is not None and due > now]
    if not coming or page.terms is None:
        return ""
    zone = page.terms.desk_hours.zone
    day = durations.wall_time(min(coming), zone).date()
    return f"{durations.weekday_and_day(day)}, {durations.time_of_day(min(coming), zone)}"
