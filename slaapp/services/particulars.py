"""Tags and the checklist of a ticket: what helps the desk and is on no clock."""

from collections.abc import Iterable

from slaapp.domain import particulars
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    ChecklistAdded,
    ChecklistMoved,
    ChecklistRemoved,
    ChecklistTicked,
    EventId,
    Noted,
    Tagged,
    Untagged,
)
from slaapp.domain.history import effective
from slaapp.domain.particulars import ChecklistItem
from slaapp.domain.spans import Instant
from slaapp.services.changes import Changes
from slaapp.services.fields import a_name
from slaapp.services.known_tags import known_tags
from slaapp.services.writing import Make, Writing
from slaapp.storage import events

LONGEST_TAG = 40


class Particulars(Writing):
    """The desk's own marks on a ticket; its list of tags grows as they are used."""

    def used_tags(self) -> list[str]:
        """Every tag that was ever put on a ticket, by name."""
        with self._database.read() as connection:
            return known_tags(connection)

    def tag(self, number: int, tag: str, *, now: Instant) -> Changes:
        """Put a tag on a ticket, spelled as it was when it was used first."""
        name = _a_tag(tag)
        with self._database.read() as connection:
            held = particulars.tags(effective(events.history(connection, self._find(connection, number).id)))
        if name.casefold() in {one.casefold() for one in held}:
            raise Refusal(f"Ticket {number} has the tag {name} already. Nothing was changed.")
        known = {one.casefold(): one for one in self.used_tags()}
        spelled = known.get(name.casefold(), name)
        return self._add(number, [lambda stamp: Tagged(**stamp, tag=spelled)], at=None, now=now)

    def untag(self, number: int, tag: str, *, now: Instant) -> Changes:
        with self._database.read() as connection:
            held = particulars.tags(effective(events.history(connection, self._find(connection, number).id)))
        found = next((one for one in held if one.casefold() == tag.strip().casefold()), None)
        if found is None:
            raise Refusal(f"Ticket {number} has no tag {tag.strip()}. Nothing was changed.")
        return self._add(number, [lambda stamp: Untagged(**stamp, tag=found)], at=None, now=now)

    def checklist(self, number: int) -> tuple[ChecklistItem, ...]:
        with self._database.read() as connection:
            return particulars.checklist(effective(events.history(connection, self._find(connection, number).id)))

    def add_to_checklist(self, number: int, *texts: str, now: Instant) -> Changes:
        """One item a text, at the end; blank ones are left out."""
        wanted = [" ".join(text.split()) for text in texts if text.strip()]
        if not wanted:
            raise Refusal("Nothing was added: the text is empty. Say what is to be done.")
        makes: list[Make] = [_adding(a_name(text, "Item")) for text in wanted]
        return self._add(number, makes, at=None, now=now)

    def tick(self, number: int, item: EventId, *, done: bool, now: Instant) -> Changes:
        """Mark an item as done, or as not done."""
        if self._item(number, item).done is done:
            raise Refusal(f"That item is {'done' if done else 'open'} already. Nothing was changed.")
        return self._add(number, [lambda stamp: ChecklistTicked(**stamp, item=item, done=done)], at=None, now=now)

    def take_off_checklist(self, number: int, item: EventId, *, now: Instant) -> Changes:
        self._item(number, item)
        return self._add(number, [lambda stamp: ChecklistRemoved(**stamp, item=item)], at=None, now=now)

    def move_on_checklist(self, number: int, item: EventId, *, to: int, now: Instant) -> Changes:
        """To that place, counted from 1; one beyond the last is the last."""
        others = [held.id for held in self.checklist(number) if held.id != self._item(number, item).id]
        after = others[min(to, len(others) + 1) - 2] if to > 1 and others else None
        return self._add(number, [lambda stamp: ChecklistMoved(**stamp, item=item, after=after)], at=None, now=now)

    def _item(self, number: int, item: EventId) -> ChecklistItem:
        for held in self.checklist(number):
            if held.id == item:
                return held
        raise Refusal(f"The checklist of ticket {number} has no such item. Nothing was changed.")


def _adding(text: str) -> Make:
    return lambda stamp: ChecklistAdded(**stamp, text=text)


def _a_tag(tag: str) -> str:
    name = a_name(" ".join(tag.split()), "Tag")
    if len(name) > LONGEST_TAG:
        raise Refusal(f"The tag was not added: it is longer than {LONGEST_TAG} characters. Give a shorter one.")
    return name


def brought_along(tags: Iterable[str], checklist: Iterable[str], note: str) -> list[Make]:
    """The internal note, the tags and the checklist that a template gives a ticket."""
    items = (" ".join(text.split()) for text in checklist)
    noted: list[Make] = [lambda stamp: Noted(**stamp, text=note)] if note else []
    return [
        *noted,
        *(_tagging(_a_tag(tag)) for tag in tags),
        *(_adding(a_name(text, "Item")) for text in items if text),
    ]


def _tagging(tag: str) -> Make:
    return lambda stamp: Tagged(**stamp, tag=tag)
