"""Which notices stand until somebody answers them, and of which clocks each tells: of each clock one alone."""

from collections.abc import Callable, Iterable, Sequence

from slaapp.domain.spans import Instant
from ui import notices
from ui.models.queue_table import QueueTable
from ui.notices import Answers
from ui.struck import Named, Struck, still
from ui.widgets.notice import Notice
from ui.widgets.toast import MOST


class Unanswered:
    """`say` shows a notice, `drop` takes it away by its key, `held` gives the keys of those that were not answered."""

    def __init__(
        self,
        table: QueueTable,
        answers: Answers,
        *,
        say: Callable[[Notice], object],
        drop: Callable[[str], object],
        held: Callable[[], Iterable[str]],
    ) -> None:
        self._table, self._answers = table, answers
        self._show, self._drop, self._held = say, drop, held
        self._waiting: dict[str, list[Struck]] = {}
        """What each notice tells of, by its key."""

    def say(self, struck: Sequence[Struck], now: Instant, *, summary: bool = False) -> None:
        """Of tickets by the clock by which each stands in the list."""
        if len(struck) == 1:
            found = struck[0]
            notice = notices.of_ticket(found.row, self._table, now, self._answers)
            self._say_one(notices.key_of(found.row.number), found, notice, now)
        elif struck:
            self._say_several(struck, now, summary=summary)

    def say_others(self, struck: Sequence[Struck], now: Instant) -> None:
        """Of clocks beside those."""
        if len({found.row.number for found in struck}) > 1:
            self._say_several(struck, now)
        else:
            for found in struck:
                notice = notices.of_another(found, self._table, now, self._answers)
                self._say_one(notices.key_of_another(found), found, notice, now)

    def settle(self) -> set[int]:
        """Take away what is said of clocks that are neither due soon nor overdue any more: a ticket was answered,
        paused, resolved or closed. Gives the tickets of which nothing that was told still is so."""
        told = set[Named]().union(*map(_clocks, self._waiting.values()))
        due = still({number for number, _ in told}, self._table).keys()
        for key, struck in list(self._waiting.items()):
            if _clocks(struck).isdisjoint(due):
                del self._waiting[key]
                self._drop(key)
        return {number for number, _ in told} - {number for number, _ in due & told}

    def _say_one(self, key: str, found: Struck, notice: Notice, now: Instant) -> None:
        """By itself; together with what told of that clock before, and with all others where they are too many."""
        held = set(self._held())
        self._waiting = {other: struck for other, struck in self._waiting.items() if other in held}
        others = {other: _clocks(struck) for other, struck in self._waiting.items() if other != key}
        joined = {other: clocks for other, clocks in others.items() if len(others) >= MOST or found.clock in clocks}
        before = set[Named]().union(*joined.values()) - {found.clock}
        due = still({number for number, _ in before}, self._table)
        for other in [key, *joined]:
            self._drop(other)
            self._waiting.pop(other, None)
        if again := [due[was] for was in sorted(before & due.keys())]:
            self._say_several([*again, found], now)
        else:
            self._waiting[key] = [found]
            self._show(notice)

    def _say_several(self, struck: Sequence[Struck], now: Instant, *, summary: bool = False) -> None:
        self._waiting[notices.key_of_several(struck)] = list(struck)
        self._show(notices.of_several(struck, self._table, now, self._answers, summary=summary))


def _clocks(struck: Iterable[Struck]) -> set[Named]:
    return {found.clock for found in struck}
