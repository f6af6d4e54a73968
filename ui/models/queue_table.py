"""The queue as a Qt table of one column: a line is a ticket or the heading of a group.

The rows come from the board; which of them stand where is `arrangement`'s business. Time enters through `beat` alone.
A change swaps only the stretch of lines that differs, so that selection and scroll position survive it.
"""

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.services.board import Group, Row, Standing
from ui import queue_words, wording
from ui.models import arrangement
from ui.models.arrangement import Choice, Column, Entry, Heading, Line, Sort, View
from ui.models.beats import Beat, next_text
from ui.models.line_places import LinePlaces
from ui.models.marks import Marks
from ui.models.view_counts import ViewCounts

Index = QModelIndex | QPersistentModelIndex


class QueueTable(QAbstractTableModel):
    """`standing` places a row at an instant (the board's arithmetic); `me` is the name of whoever sits here."""

    arranging = Signal()
    """Lines are about to be put in order anew: the last moment to see what stands where."""

    arranged = Signal()
    """Lines were put in order anew."""

    counted = Signal()
    """Tickets came, went or changed: the views may hold other numbers of them."""

    regrouped = Signal(object)
    """Tickets that stand in another group now than they did."""

    def __init__(
        self,
        standing: Callable[[Row, Instant], Standing],
        zone: Callable[[], ZoneInfo],
        *,
        now: Instant,
        me: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._standing, self._zone, self.now, self.me = standing, zone, now, me
        self._entries: dict[TicketId, Entry] = {}
        self._done: dict[TicketId, Entry] = {}
        self._done_in_order: list[Entry] = []
        self._done_count = 0
        self._by_time: list[Entry] = []
        self._in_order: list[Entry] = []
        self._chosen: list[Entry] = []
        self._lines: list[Line] = []
        self._headings: list[int] = []
        self._places = LinePlaces(self._lines)
        self._ends: tuple[Instant, ...] = ()
        """The earliest and the latest due time of the open tickets, as wide as they ever were since the last load."""

        self._ends_done: tuple[Instant, ...] = ()
        self._counts = ViewCounts()
        self._regrouped: set[TicketId] = set()
        self._closed: frozenset[Group | None] = frozenset()
        self._changes: list[tuple[Instant, TicketId]] = []
        self._shown: dict[Entry, Standing] = {}
        self._shown_at = now
        self.choice = Choice()
        self._sort, self._sort_done = Sort(), Sort(descending=True)
        self.has_draft: Callable[[int], bool] = lambda number: False
        """Whether something is written on a ticket that was not added yet; given by whoever holds the drafts."""

        self.marks = Marks(self)
        self.marks.changed.connect(self._repaint_all)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _TEXT_ROLES:
            return None
        line = self._lines[index.row()]
        if isinstance(line, Heading):
            return queue_words.heading_sentence(line.group, line.count, closed=line.closed)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.row.number} {line.row.subject}"
        draft = self.has_draft(line.row.number)
        sentence = queue_words.row_sentence(line.row, self.shown(line), self.now, self._zone(), draft=draft)
        return wording.say("Marked. {ticket}", ticket=sentence) if line.key in self.marks else sentence

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # What the page and the delegate ask

    def line(self, number: int) -> Line:
        return self._lines[number]

    @property
    def lines(self) -> list[Line]:
        return self._lines

    def shown(self, entry: Entry) -> Standing:
        """Where a ticket stands at this very second: what is painted."""
        if self._shown_at != self.now:
            self._shown.clear()
            self._shown_at = self.now
        if entry not in self._shown:
            self._shown[entry] = self._standing(entry.row, self.now)
        return self._shown[entry]

    def standing_of(self, row: Row, now: Instant) -> Standing:
        held = self._entries.get(row.id)
        if held is not None and held.row is row and held.stood_at == now:
            return held.standing
        return self._standing(row, now)

    def zone(self) -> ZoneInfo:
        return self._zone()

    def line_of(self, key: str) -> int | None:
        """Of a ticket by its id, or of a heading by its key."""
        held = (self._done if self.shows_done else self._entries).get(key)
        return self._places.find(key, held, self._headings)

    def line_of_number(self, number: int) -> int | None:
        entry = next((entry for entry in self._chosen if entry.row.number == number), None)
        return None if entry is None else self.line_of(entry.key)

    def longest(self) -> dict[Column, str]:
        """The longest figure that the list may show in a column, where that is more than usual."""
        found = {}
        if moments := self._ends_done if self.shows_done else self._ends:
            found[Column.DUE] = wording.longest_when(min(moments), max(moments), self.now, self._zone())
        if self.shows_done:
            found[Column.REMAINING] = wording.longest_result()
        return found

    @property
    def headings(self) -> list[int]:
        """The numbers of the lines that are headings."""
        return self._headings

    def line_of_heading(self, group: Group | None) -> int | None:
        return next((at for at in self._headings if self._group_at(at) is group), None)

    def _group_at(self, at: int) -> Group | None:
        line = self._lines[at]
        return line.group if isinstance(line, Heading) else line.standing.group

    @property
    def sort_by(self) -> Sort:
        """The order of what is shown: tickets that are done have one of their own."""
        return self._sort_done if self.shows_done else self._sort

    @property
    def shows_done(self) -> bool:
        return self.choice.view is View.RESOLVED

    @property
    def done_counts(self) -> tuple[int, int]:
        """How many tickets that are done are held here, and how many there are."""
        return len(self._done), self._done_count

    def holds(self, key: str) -> bool:
        """Whether a ticket is of this kind of list, open or done, whatever is shown of it."""
        return key in (self._done if self.shows_done else self._entries)

    def rows_of_list(self) -> list[Row]:
        """Open tickets, or those that are done, whatever narrows the list down."""
        return [entry.row for entry in (self._done if self.shows_done else self._entries).values()]

    def rows(self) -> list[Row]:
        """All open tickets, whatever is shown."""
        return [entry.row for entry in self._entries.values()]

    def rows_of_customer(self, customer: str) -> list[Row]:
        return [entry.row for entry in self._in_order if entry.row.customer_id == customer]

    def tickets(self) -> list[Entry]:
        """Those of the list in its order, also where their group is closed."""
        return self._chosen

    def counts(self) -> dict[View, int]:
        """How many open tickets each built-in view holds."""
        return self._counts.of_views()

    def own_counts(self) -> dict[str, int]:
        """How many open tickets each list of one's own holds; those of finished tickets are not counted."""
        return self._counts.of_own()

    def count_own(self, own: Mapping[str, Choice]) -> None:
        """A person's lists, by name, and what they hold."""
        if self._counts.take_own(own):
            self._count_all()
        self.counted.emit()

    def count_views(self) -> None:
        """Somebody else sits here: other tickets are theirs."""
        self._count_all()
        self.arrange()
        self.counted.emit()

    def _count_all(self) -> None:
        self._counts.count_all(self._entries.values(), self.me, self.now)

    def marked(self) -> list[Entry]:
        """The marked tickets in the order of the list."""
        return [line for line in self._lines if isinstance(line, Entry) and line.key in self.marks]

    def unfolded(self) -> list[Entry]:
        """The tickets of the list that are seen: those of closed groups are not."""
        return [line for line in self._lines if isinstance(line, Entry)]

    @property
    def is_empty(self) -> bool:
        """No open ticket at all, whatever is chosen."""
        return not self._entries

    def due_until(self, end: Instant) -> list[Entry]:
        """Tickets of the list whose clock runs out from now to `end`."""
        soon = (Group.WITHIN_HOUR, Group.LATER_TODAY)
        near = chain.from_iterable(
            held for held in arrangement.by_group(self._chosen) if held[0].standing.group in soon
        )
        return [entry for entry in near if self._runs_out(entry, end)]

    def _runs_out(self, entry: Entry, end: Instant) -> bool:
        reading = entry.standing.reading
        return reading is not None and reading.due_at is not None and self.now <= reading.due_at <= end

    @property
    def overdue_count(self) -> int:
        """Overdue tickets of the list."""
        heading = self.line_of_heading(Group.OVERDUE)
        line = None if heading is None else self._lines[heading]
        return line.count if isinstance(line, Heading) else 0

    @property
    def shown_count(self) -> int:
        """Tickets in the list, those of closed groups included."""
        return sum(line.count for at in self._headings if isinstance(line := self._lines[at], Heading))

    # What happens

    def load(self, rows: Iterable[Row]) -> None:
        """All open tickets anew."""
        self.take(self.entered(rows))

    def take(self, entered: Iterable[Entry]) -> None:
        """The same, of what `entered` gave."""
        self._shown.clear()
        self._entries = {entry.key: entry for entry in entered}
        entries = self._entries.values()
        self._count_all()
        self._changes = [
            (at, key) for key, entry in self._entries.items() if (at := entry.standing.changes_at) is not None
        ]
        heapq.heapify(self._changes)
        due = [
            reading.due_at
            for entry in entries
            if (reading := entry.standing.reading) is not None and reading.due_at is not None
        ]
        self._ends = (min(due), max(due)) if due else ()
        self._sort_open()
        self.arrange()
        self.counted.emit()

    def put(self, rows: Iterable[Row], *, gone: Iterable[TicketId] = ()) -> None:
        """These tickets changed; `gone` are no longer open."""
        for ticket in gone:
            self._forget(ticket)
        touched = []
        for row in rows:
            self._place(row)
            touched.append(row.id)
        self._sort_open()
        self.arrange()
        for ticket in touched:
            self._repaint(ticket)
        self.counted.emit()

    def entered(self, rows: Iterable[Row]) -> list[Entry]:
        """What `take` and `show_done` take; may be worked out on another thread."""
        now = self.now
        return [Entry(row, self._standing(row, now), now) for row in rows]

    def show_done(self, entries: Iterable[Entry], *, of: int) -> None:
        """Tickets that are done, all or the latest `of` so many."""
        self._done = {entry.key: entry for entry in entries}
        self._done_count = of
        self._sort_finished()

    def put_done(self, rows: Sequence[Row], *, touched: Iterable[TicketId]) -> None:
        """Of these tickets, those that are done now."""
        before = len(self._done)
        for ticket in touched:
            self._done.pop(ticket, None)
        self._done |= {entry.key: entry for entry in self.entered(rows)}
        self._done_count += len(self._done) - before
        self._sort_finished()

    def _sort_finished(self) -> None:
        done = [entry.row.resolved_at for entry in self._done.values() if entry.row.resolved_at is not None]
        self._ends_done = (min(done), max(done)) if done else ()
        self._done_in_order = arrangement.ordered(
            arrangement.in_time(self._done.values()), self._sort_done, self.now, done=True
        )
        if self.shows_done:
            self.arrange()

    def choose(self, choice: Choice, sort: Sort | None = None) -> None:
        """`sort` is the order of the list that is gone to."""
        self.choice = choice
        if sort is not None and sort != self.sort_by:
            self.sort_lines(sort)
        else:
            self.arrange()

    def sort_lines(self, sort: Sort) -> None:
        if self.shows_done:
            self._sort_done = sort
            self._sort_finished()
        else:
            self._sort = sort
            self._in_order = arrangement.ordered(self._by_time, sort, self.now)
            self.arrange()

    @property
    def closed(self) -> frozenset[Group | None]:
        return self._closed

    def close_groups(self, groups: frozenset[Group | None]) -> None:
        self._closed = groups
        self.arrange()

    def beat(self, now: Instant) -> Beat:
        """Take on the time; says what changed band or group. Order changes only when `arrange` is called."""
        since, self.now = self.now, now
        beat = Beat()
        changed: set[TicketId] = set()
        while self._changes and self._changes[0][0] <= now:
            _, ticket = heapq.heappop(self._changes)
            entry = self._entries.get(ticket)
            if entry is None or entry.standing.changes_at is None or entry.standing.changes_at > now:
                continue
            was = entry.standing
            entry.stand(self._standing(entry.row, now), now)
            self._await(entry)
            self._counts.count(entry, self.me, now)
            changed.add(ticket)
            beat.note(entry.row, was, entry.standing, since=since, now=now)
            if was.group is not entry.standing.group:
                self._regrouped.add(ticket)
        for ticket in changed:
            self._repaint(ticket)
        if beat.moved:
            self._sort_open()
        if beat.changed:
            self.counted.emit()
        return beat

    @property
    def next_change(self) -> Instant | None:
        """The next instant at which some ticket changes band or group by itself."""
        return self._changes[0][0] if self._changes else None

    def next_figure(self, lines: Iterable[int]) -> Instant | None:
        """The next instant at which the figure of one of these lines reads differently."""
        moments = (
            next_text(self.shown(line), self.now)
            for line in map(self._lines.__getitem__, lines)
            if isinstance(line, Entry)
        )
        return min((moment for moment in moments if moment is not None), default=None)

    def arrange(self) -> None:
        """Bring the lines into order, by swapping the stretch that differs."""
        done = self.shows_done
        held = self._done_in_order if done else self._in_order
        found = arrangement.chosen(held, self.choice, self.now)
        self.arranging.emit()
        self._chosen = found
        self._swap(arrangement.under_headings(found, self._closed, done=done))
        if len(self.marks):
            self.marks.keep_only(self._places.keys())
        self.arranged.emit()
        if self._regrouped:
            moved, self._regrouped = self._regrouped, set()
            self.regrouped.emit(moved)

    def _swap(self, new: list[Line]) -> None:
        old = self._lines
        start, old_end, new_end = arrangement.differing_stretch(old, new)
        if old_end > start:
            self.beginRemoveRows(QModelIndex(), start, old_end - 1)
            self._lines = old[:start] + old[old_end:]
            self.endRemoveRows()
        if new_end > start:
            self.beginInsertRows(QModelIndex(), start, new_end - 1)
            # Those around it say something else only once all stand in their places.
            self._lines = old[:start] + new[start:new_end] + old[old_end:]
            self.endInsertRows()
        self._lines = new
        self._places = LinePlaces(new)
        self._headings = arrangement.headings(new)
        if new:  # a line that stayed where it was may hold another count, or the ticket as it is now
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, 0))

    def _place(self, row: Row) -> None:
        before = self._entries.get(row.id)
        self._forget(row.id)
        entry = Entry(row, self._standing(row, self.now), self.now)
        if before is not None and before.standing.group is not entry.standing.group:
            self._regrouped.add(row.id)
        self._entries[row.id] = entry
        self._await(entry)
        self._counts.count(entry, self.me, self.now)

    def _forget(self, ticket: TicketId) -> None:
        entry = self._entries.pop(ticket, None)
        if entry is not None:
            self._counts.forget(entry)

    def _repaint(self, ticket: TicketId) -> None:
        at = self.line_of(ticket)
        if at is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def _repaint_all(self, tickets: Iterable[TicketId]) -> None:
        """Of many, one word for the stretch that they lie in."""
        places = [at for at in map(self.line_of, tickets) if at is not None]
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), 0))

    def _await(self, entry: Entry) -> None:
        reading = entry.standing.reading
        if reading is not None and reading.due_at is not None:
            ends = (*self._ends, reading.due_at)
            self._ends = (min(ends), max(ends))
        if entry.standing.changes_at is not None:
            heapq.heappush(self._changes, (entry.standing.changes_at, entry.row.id))

    def _sort_open(self) -> None:
        self._by_time = arrangement.in_time(self._entries.values())
        self._in_order = arrangement.ordered(self._by_time, self._sort, self.now)


_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
