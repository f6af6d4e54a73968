"""Files on the page of a ticket: dropped, pasted, chosen; with what is written, or at once; shown and taken off."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from slaapp.domain.attachments import StoredFile
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.tickets import TicketPage
from ui.copying import Copying
from ui.dialogs.attachment import AttachmentForm
from ui.file_place import ATTACHMENTS, choose_files
from ui.opening import open_copy
from ui.views.ticket import files_told
from ui.views.ticket.acts import Acts
from ui.views.ticket.composer import Composer
from ui.views.ticket.draft import Draft
from ui.widgets.file_chip import Coming
from ui.widgets.given import files_in, picture_in
from ui.wording import say


class TicketFiles(QObject):
    told = Signal(str)
    refused = Signal(str)
    drafted = Signal()
    """A draft has other files than before."""

    def __init__(
        self,
        engine: Engine,
        composer: Composer,
        view: QWidget,
        acts: Acts,
        *,
        page: Callable[[], TicketPage | None],
        drafts: dict[int, Draft],
        now: Callable[[], Instant],
        zone: ZoneInfo,
        why_not: str,
    ) -> None:
        """`why_not`: why no file can be added or taken off, if so."""
        super().__init__(view)
        self._engine, self._composer, self._view, self._acts = engine, composer, view, acts
        self._page, self._drafts, self._now, self._zone = page, drafts, now, zone
        self._why_not = why_not
        self.copying = Copying(engine, self)
        self.open_with: Callable[[Path], bool] = open_copy
        self.choose: Callable[[], Sequence[Path]] = self._choose
        self.form: AttachmentForm | None = None
        """The one that was opened last."""

        self.copying.coming.connect(composer.show_coming)
        self.copying.refused.connect(self.refused)
        composer.attach_wanted.connect(self.choose_for_text)
        composer.file_wanted.connect(partial(self.show_file, can_take_off=False))
        composer.dropped.connect(self._drop)
        composer.given.connect(self.take_with_text)

    # Where files come from

    def choose_now(self) -> None:
        """F: ask for files, and attach them at once."""
        self.attach_now(self.choose())

    def choose_for_text(self) -> None:
        self._with_text(self.choose())

    def attach_now(self, paths: Sequence[Path]) -> None:
        """Each file as soon as it is copied; what one is not attached for does not hold up the others."""
        number = self._number()
        if number is None or self._forbidden():
            return
        for path in paths:
            self.copying.take(path, partial(self._attach, number))

    def _attach(self, number: int, file: StoredFile) -> None:
        self._acts.attach(say("{name} attached to {number}.", name=file.name, number=number), number, [file])

    def paste(self) -> bool:
        """What was copied, where it is a picture or files: with the text that is being written."""
        return self.take_with_text(QGuiApplication.clipboard().mimeData())

    def take_with_text(self, mime: QMimeData) -> bool:
        paths, picture = files_in(mime), picture_in(mime)
        number = self._number()
        if number is None or not (paths or picture is not None):
            return False
        if paths:
            self._with_text(paths)
        elif picture is not None and not self._forbidden():
            wall = datetime.fromtimestamp(self._now(), self._zone)
            self.copying.take_picture(picture, f"Screenshot {wall:%Y-%m-%d %H.%M.%S}.png", partial(self._came, number))
        return True

    def _with_text(self, paths: Sequence[Path]) -> None:
        number = self._number()
        if number is None or self._forbidden():
            return
        for path in paths:
            self.copying.take(path, partial(self._came, number))

    def _came(self, number: int, file: StoredFile) -> None:
        """Into the draft of the ticket for which it was chosen, which may not be on the screen any more."""
        if number == self._number():
            self._composer.take([file])
        else:
            self._drafts.setdefault(number, Draft()).files.append(file)
        self.drafted.emit()

    def _drop(self, file: StoredFile | Coming) -> None:
        if isinstance(file, Coming):
            self.copying.stop(file)
        else:
            self.drafted.emit()

    def _number(self) -> int | None:
        page = self._page()
        return None if page is None else page.number

    def _forbidden(self) -> bool:
        if self._why_not:
            self.refused.emit(self._why_not)
        return bool(self._why_not)

    def _choose(self) -> Sequence[Path]:
        return choose_files(self._view, ATTACHMENTS, say("Attach files"))

    # What can be done with one

    def show_file(self, file: StoredFile, *, can_take_off: bool = True) -> None:
        self.form = AttachmentForm(
            self._engine,
            file,
            self._view.window(),
            can_take_off=can_take_off and not self._why_not,
            open_with=self.open_with,
        )
        self.form.taken_off.connect(self._take_off)
        self.form.saved.connect(self.told)
        self.form.open()

    def _take_off(self, file: StoredFile) -> None:
        page = self._page()
        if page is None:
            return
        events = [event for event, held in files_told.attached(page.entries) if held == file]
        if not events:
            self.refused.emit(say("{name} was taken off already.", name=file.name))
            return
        words = say("{name} taken off {number}.", name=file.name, number=page.number)
        self._acts.do(words, self._engine.desk.retract, events[-1])
