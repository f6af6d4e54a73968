"""Joins the lists of the queue to the sidebar, to the keys Ctrl+1 to 9, and to what is kept for the next start."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui import keymap
from ui.models.shelf import LAST
from ui.views.queue_lists import WITH_KEY
from ui.views.queue_page import QueuePage
from ui.widgets.notice import Notice
from ui.widgets.sidebar import Place, Sidebar
from ui.window_state import WindowState
from ui.wording import say

if TYPE_CHECKING:
    from slaapp.services.together import Refused

LINES = 4
"""Tickets that refused, named in a notice; the others are counted."""


class ListKeeper(QObject):
    changed = Signal()
    """What is to be kept has changed."""

    def __init__(
        self,
        queue: QueuePage,
        sidebar: Sidebar,
        state: WindowState,
        icons: Mapping[str, str],
        go: Callable[[str], object],
        say_notice: Callable[[Notice], object],
    ) -> None:
        """`icons` are those of the built-in lists."""
        super().__init__(queue)
        self._queue, self._sidebar, self._state, self._icons = queue, sidebar, state, icons
        self._go, self._say = go, say_notice
        self._bare = False
        """Whether there are tickets that no agreement covers."""

    def begin(self) -> None:
        """The lists as they were left."""
        queue, sidebar, lists = self._queue, self._sidebar, self._queue.lists
        queue.counted.connect(self._take_counts)
        queue.take_lists(self._state.lists)
        self._show()
        lists.changed.connect(self._show)
        keymap.notifier.changed.connect(self._show)
        lists.changed.connect(self.changed)
        queue.preview_toggled.connect(self._keep_preview)
        queue.left.connect(self._say_left)
        sidebar.moved.connect(self._move)
        sidebar.rename_wanted.connect(lambda name: lists.rename(name, sidebar.place_item(name)))
        sidebar.delete_wanted.connect(lists.delete)

    def does(self) -> dict[str, Callable[[], object]]:
        """What the actions do that are about lists."""
        queue = self._queue
        does: dict[str, Callable[[], object]] = {
            "preview": lambda: queue.show_preview(not queue.preview_shown),
            "save_list": queue.save_list,
        }
        for at in range(WITH_KEY):
            does[f"list_{at + 1}"] = partial(self._go_to, at)
        return does

    def _go_to(self, at: int) -> None:
        if at < len(self._queue.shelf.names):
            self._go(self._queue.shelf.names[at])

    def _show(self) -> None:
        shelf = self._queue.shelf
        self._sidebar.show_lists(
            [
                Place(
                    name,
                    self._icons.get(name, "list-filter"),
                    shelf.title(name),
                    own=shelf.is_own(name),
                    tip=keymap.shown(f"list_{at + 1}") if at < WITH_KEY else "",
                )
                for at, name in enumerate(shelf.names)
                if self._is_seen(name)
            ]
        )

    def _is_seen(self, name: str) -> bool:
        """That tickets have no agreement is rare, and the list then empty: it is seen while it holds any."""
        return name != LAST or self._bare

    def _take_counts(self, counts: Mapping[str, int]) -> None:
        bare = counts.get(LAST, 0) > 0
        if bare is not self._bare:
            self._bare = bare
            self._show()

    def _move(self, name: str, to: int) -> None:
        """To that place among those that are seen."""
        names = self._queue.shelf.names
        seen = [held for held in names if self._is_seen(held)]
        self._queue.lists.move(name, names.index(seen[to]))

    def _keep_preview(self, shown: bool) -> None:
        self._state.preview = shown
        self.changed.emit()

    def _say_left(self, refused: Sequence["Refused"], asked: int) -> None:
        """A line for each ticket that was left as it is; where they are many, the rest on a sheet. That it was so
        already is no trouble: it is only told."""
        already = [held for held in refused if held.already]
        refused = [held for held in refused if not held.already]
        if not refused:
            self._say_already(already, asked)
            return
        title = say("{count} of {all} tickets left as they are", count=len(refused), all=asked)
        lines = [_why(held) for held in refused[:LINES]]
        if len(refused) > LINES:
            lines.append(say("and {count} more", count=len(refused) - LINES))
        if already:
            lines.append(_were_so(len(already), asked))
        actions: list[tuple[str, Callable[[], object]]] = [(say("Mark these"), partial(self._mark, refused))]
        if len(refused) > LINES:
            actions.insert(0, (say("Show all {count}", count=len(refused)), partial(self._show_left, title, refused)))
        self._say(
            Notice(
                title,
                tuple(lines),
                icon="circle-alert",
                colour="red_text",
                stays=True,
                actions=tuple(actions),
                key="left",
                whole=True,
            )
        )

    def _say_already(self, already: Sequence["Refused"], asked: int) -> None:
        words = _why(already[0]) if len(already) == 1 else _were_so(len(already), asked)
        self._say(Notice(words, icon="info", key="left"))

    def _mark(self, refused: Sequence["Refused"]) -> None:
        self._queue.mark({held.number for held in refused})
        self._queue.take_focus()

    def _show_left(self, title: str, refused: Sequence["Refused"]) -> None:
        from ui.dialogs.refused_list import Left, RefusedList  # noqa: PLC0415 - seldom wanted

        subjects = {row.number: row.subject for row in self._queue.table.rows_of_list()}
        RefusedList(
            self._queue.window(),
            title,
            [Left(held.number, subjects.get(held.number, ""), held.why) for held in refused],
            mark=partial(self._mark, refused),
            open_ticket=self._queue.opened.emit,
        ).open()


def _were_so(count: int, asked: int) -> str:
    if count == asked:
        return say("All {count} tickets were so already. Nothing was changed.", count=count)
    return say("{count} of {all} tickets were so already.", count=count, all=asked)


def _why(held: "Refused") -> str:
    """Why it was left, with its number once."""
    said = f"Ticket {held.number} "
    return held.why.removeprefix("Ticket ") if held.why.startswith(said) else f"{held.number}: {held.why}"
