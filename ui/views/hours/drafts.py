"""What was changed in business hours and is not saved, of each version its own, and its edits to be taken back."""

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct, field

from slaapp.domain.calendar import Calendar, CalendarLine
from slaapp.domain.errors import Refusal
from slaapp.services.calendar_data import calendar_table, read_calendar
from slaapp.services.calendar_versions import start_on
from slaapp.services.fields import Fields, a_day

_log = logging.getLogger(__name__)

Key = tuple[str, date]
"""The name of business hours, and since when the version holds."""


class Draft(Struct):
    """`after` equals `before` where everything was taken back; what can be done again is kept then, too."""

    before: Calendar
    after: Calendar
    back: list[Calendar] = field(default_factory=list)
    forth: list[Calendar] = field(default_factory=list)

    def edit(self, after: Calendar) -> None:
        """What was taken back before is done again no more."""
        if after != self.after:
            self.back.append(self.after)
            self.forth.clear()
            self.after = after

    def step(self, *, forth: bool) -> bool:
        """One edit back, or forth again. False: there is none."""
        these, those = (self.forth, self.back) if forth else (self.back, self.forth)
        if these:
            those.append(self.after)
            self.after = these.pop()
            return True
        return False

    @property
    def unsaved(self) -> bool:
        return self.after != self.before


_EVER = "ever"
"""Instead of a date, for the version that holds from the first."""


class Drafts:
    def __init__(self, typed: dict[str, Any]) -> None:
        """`typed` is what is not saved as plain data, kept up to date by `write`."""
        self._typed = typed
        self._held: dict[Key, Draft] = {}
        for name, versions in typed.items():
            for key, draft in _from_plain(name, versions):
                self._held[key] = draft

    def of(self, key: Key, calendar: Calendar) -> Draft:
        """That of a version; a new one where `calendar` was not changed yet."""
        return self._held.setdefault(key, Draft(calendar, calendar))

    def drop(self, key: Key) -> None:
        self._held.pop(key, None)

    def start_of(self, name: str) -> date | None:
        """The version in which something of these hours is not saved, the earliest."""
        return min((start for (of, start), draft in self._held.items() if of == name and draft.unsaved), default=None)

    def holds(self, name: str, start: date | None) -> bool:
        """Whether something of that version, or with None of any of these hours, is not saved."""
        return any(of == name and start in (None, at) and draft.unsaved for (of, at), draft in self._held.items())

    def rename(self, old: str, new: str) -> None:
        self._held = {(new if name == old else name, start): draft for (name, start), draft in self._held.items()}

    def follow(self, lines: Mapping[str, CalendarLine], today: Mapping[str, date]) -> dict[Key, date]:
        """Stay with the versions as they are now: what is not saved is of the one that took the place of its own. Gives
        the drafts that others changed the ground of, with the version that each is of now."""
        changed: dict[Key, date] = {}
        for key, draft in list(self._held.items()):
            name, start = key
            if name not in lines:
                del self._held[key]
                continue
            now = start_on(lines[name], max(start, today[name]))
            before = lines[name].on(now)
            if now == start and before == draft.before:
                continue
            del self._held[key]
            if draft.after not in (draft.before, before):
                self._held[name, now] = Draft(before, draft.after)
                changed[key] = now
        return changed

    def write(self) -> None:
        """Into the plain data: the window puts it on the disk, so that a crash does not take it."""
        self._typed.clear()
        for (name, start), draft in self._held.items():
            if draft.unsaved:
                table = {"before": calendar_table(draft.before), "after": calendar_table(draft.after)}
                self._typed.setdefault(name, {})[_EVER if start == date.min else start.isoformat()] = table


def _from_plain(name: str, versions: Any) -> list[tuple[Key, Draft]]:
    """What was not saved when the window was left; without what cannot be read."""
    found = []
    try:
        fields = Fields(versions)
        for key in fields.names():
            start = date.min if key == _EVER else a_day(key, key)
            table = fields.table(key)
            found.append(
                ((name, start), Draft(read_calendar(table.table("before")), read_calendar(table.table("after"))))
            )
    except Refusal as refusal:
        _log.warning("The unsaved change of %s cannot be read and is forgotten: %s", name, refusal)
    return found
