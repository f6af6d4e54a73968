"""How many open tickets each list holds: the built-in ones, and those of a person's own."""

from collections import Counter
from collections.abc import Iterable, Mapping

from slaapp.domain.spans import Instant
from ui.models import arrangement
from ui.models.arrangement import Choice, Entry, View


class ViewCounts:
    """An entry knows its lists (`views`): so a change of one ticket counts that ticket alone. `me` as of the table."""

    def __init__(self) -> None:
        self._own: Mapping[str, Choice] = {}
        self._counts: Counter[View | str] = Counter()

    def of_views(self) -> dict[View, int]:
        return {view: self._counts[view] for view in View if view is not View.RESOLVED}

    def of_own(self) -> dict[str, int]:
        """Those of finished tickets are not counted."""
        return {name: self._counts[name] for name, choice in self._own.items() if choice.view is not View.RESOLVED}

    def take_own(self, own: Mapping[str, Choice]) -> bool:
        """A person's lists, by name; whether they are others than before, so that all is to be counted."""
        before, self._own = self._own, dict(own)
        return self._own != before

    def count_all(self, entries: Iterable[Entry], me: str | None, now: Instant) -> None:
        held = list(entries)
        for entry in held:
            self._find(entry, me, now)
        self._counts = arrangement.counts(held)

    def count(self, entry: Entry, me: str | None, now: Instant) -> None:
        """The lists may hold it no more, or anew."""
        self.forget(entry)
        self._find(entry, me, now)
        self._counts.update(entry.views)

    def forget(self, entry: Entry) -> None:
        self._counts.subtract(entry.views)

    def _find(self, entry: Entry, me: str | None, now: Instant) -> None:
        entry.views = arrangement.views_of(entry.row, entry.standing, me=me, now=now)
        if self._own:
            own = (name for name, choice in self._own.items() if arrangement.chosen([entry], choice, now))
            entry.views += tuple(own)
