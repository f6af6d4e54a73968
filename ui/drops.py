"""Files dropped anywhere on the window: e-mails become tickets, other files go on the ticket that is seen, or on that
whose row they were dropped on."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from slaapp.engine import Engine
from ui.commands import Commands
from ui.places import TICKET, Places
from ui.row_files import RowFiles
from ui.views.queue_view import QueueView
from ui.wall_clock import WallClock
from ui.widgets.given import files_in, picture_in
from ui.wording import say

if TYPE_CHECKING:
    from ui.dialogs.log_ticket import LogTicket
    from ui.mails import Mails


NO_TICKET_THERE = (
    "Only e-mails (.eml) can be dropped here. Nothing was attached. Drop a file on the row of a ticket, or on its page."
)


class Drops(QObject):
    """`log_ticket` gives the form; `start_log` opens Log ticket with a draft, unless another one is in it."""

    done = Signal(str, object)
    """What was done, in words, and the Step that undoes it."""

    told = Signal(str)
    refused = Signal(str)
    ticket_wanted = Signal(int)

    def __init__(
        self,
        window: QWidget,
        places: Places,
        engine: Engine,
        commands: Commands,
        clock: WallClock,
        log_ticket: "Callable[[], LogTicket]",
        start_log: Callable[[dict[str, Any]], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._places, self._log_ticket = window, places, log_ticket
        self._engine, self._commands, self._clock, self._start_log = engine, commands, clock, start_log
        self.row_files = RowFiles(engine, commands, self)
        self.row_files.done.connect(self.done)
        self.row_files.refused.connect(self.refused)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @cached_property
    def mails(self) -> "Mails":
        """E-mails that were saved as files, once there are any."""
        from ui.mails import Mails  # noqa: PLC0415 - seldom wanted

        form = self._log_ticket()
        mails = Mails(self._engine, self._commands, self._clock, form, self._window, start=self._start_log)
        mails.done.connect(self.done)
        mails.told.connect(self.told)
        mails.refused.connect(self.refused)
        mails.ticket_wanted.connect(self.ticket_wanted)
        return mails

    def choose_mails(self) -> None:
        self.mails.choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (files_in(event.mimeData()) or picture_in(event.mimeData()) is not None):
            event.acceptProposedAction()
            moves = isinstance(event, QDragEnterEvent | QDragMoveEvent)
            self._places.queue.view.show_target(self._row_under(event) if moves else None)
            if not moves:
                self._take(event)
            return True
        if event.type() is QEvent.Type.DragLeave:
            self._places.queue.view.show_target(None)
        return False

    def _take(self, event: QDropEvent) -> None:
        on_ticket = self._places.here == TICKET
        if self._log_ticket().isVisible():
            self._log_ticket().take_given(event.mimeData())
        elif picture_in(event.mimeData()) is not None and not files_in(event.mimeData()):
            if on_ticket:
                self._places.ticket.files.take_with_text(event.mimeData())
            else:
                self.refused.emit(say(NO_TICKET_THERE))
        else:
            self.take_files(files_in(event.mimeData()), on_ticket=on_ticket, row=self._row_under(event))

    def _row_under(self, event: QDropEvent) -> int | None:
        """The ticket whose row would take the files: e-mails are no row's."""
        taken = any(not _is_mail(path) for path in files_in(event.mimeData()))
        if not taken or self._log_ticket().isVisible() or self._places.current is not self._places.queue:
            return None
        view: QueueView = self._places.queue.view
        return view.ticket_at(self._window.mapToGlobal(event.position().toPoint()))

    def take_files(self, paths: Sequence[Path], *, on_ticket: bool, row: int | None = None) -> None:
        """`row` is the ticket on whose row they were dropped. While the past is seen nothing is taken."""
        why: str = getattr(self._places.current, "refuses", "")
        if why:
            self.refused.emit(why)
            return
        mails = [path for path in paths if _is_mail(path)]
        others = [path for path in paths if path not in mails]
        if others and on_ticket:
            self._places.ticket.files.attach_now(others)
        elif others and row is not None:
            self.row_files.attach(row, others)
        elif others:
            self.refused.emit(say(NO_TICKET_THERE))
        if mails:
            self.mails.take(mails, dropped_on=self._places.ticket.number if on_ticket else None)


def _is_mail(path: Path) -> bool:
    return path.suffix.lower() == ".eml"
