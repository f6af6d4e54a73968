"""What Log ticket holds beside its fields: the files of the draft, and the e-mail that it was begun with."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import Channel
from slaapp.domain.value import Value
from slaapp.engine import Engine
from ui.copying import Copying
from ui.file_place import ATTACHMENTS, choose_files
from ui.wall_clock import WallClock
from ui.widgets.file_chip import Coming, FileChips
from ui.widgets.given import files_in, picture_in
from ui.wording import say


class FromMail(Value):
    """By which channel it came, and whose address becomes a contact of the customer."""

    channel: Channel = Channel.PHONE
    sender: str = ""
    address: str = ""

    def as_plain(self) -> dict[str, Any]:
        return {"channel": self.channel.value, "sender": [self.sender, self.address] if self.address else None}


def from_plain(draft: Mapping[str, Any]) -> FromMail:
    """What can be understood of it."""
    channel = next((channel for channel in Channel if channel.value == draft.get("channel")), Channel.PHONE)
    sender = draft.get("sender")
    if isinstance(sender, list) and len(sender) == 2 and all(isinstance(part, str) for part in sender):
        return FromMail(channel, *sender)
    return FromMail(channel)


class DraftFiles(QObject):
    """`files` lie beside the store already; `changed` when there are others, or one is on its way."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, engine: Engine, form: QWidget, chips: FileChips, clock: WallClock, zone: ZoneInfo) -> None:
        super().__init__(form)
        self._engine, self._form, self._chips, self._clock, self._zone = engine, form, chips, clock, zone
        self.files: list[StoredFile] = []
        self._coming: list[Coming] = []
        self.copying = Copying(engine, self)
        self.ask: Callable[[], Sequence[Path]] = self._ask
        self.copying.coming.connect(self._show_coming)
        self.copying.refused.connect(self.refused)
        chips.removed.connect(self._remove)

    @property
    def busy(self) -> bool:
        return self.copying.busy

    def show(self, files: Sequence[StoredFile]) -> None:
        self.files = list(files)
        self._say()

    def choose(self) -> None:
        for path in self.ask():
            self.copying.take(path, self._came)

    def take(self, mime: QMimeData) -> None:
        picture = picture_in(mime)
        for path in files_in(mime):
            self.copying.take(path, self._came)
        if picture is not None and not files_in(mime):
            wall = datetime.fromtimestamp(self._clock.now(), self._zone)
            self.copying.take_picture(picture, f"Screenshot {wall:%Y-%m-%d %H.%M.%S}.png", self._came)

    def drop_all(self) -> None:
        """The draft is not wanted any more."""
        for coming in self._coming:
            self.copying.stop(coming)
        self.show([])

    def _came(self, file: StoredFile) -> None:
        self.files.append(file)
        self._say()

    def _remove(self, file: StoredFile | Coming) -> None:
        if isinstance(file, Coming):
            self.copying.stop(file)
            return
        self.files.remove(file)
        self._say()

    def _show_coming(self, coming: list[Coming]) -> None:
        self._coming = coming
        self._say()

    def _say(self) -> None:
        self._chips.show_files([*self.files, *self._coming])
        self.changed.emit()

    def _ask(self) -> Sequence[Path]:
        return choose_files(self._form.window(), ATTACHMENTS, say("Attach files"))
