"""Files dropped on a row of the list: they go on that ticket, without its page."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from slaapp.domain.attachments import StoredFile
from slaapp.domain.errors import Refusal
from slaapp.engine import Engine
from ui.commands import Commands
from ui.copying import Copying
from ui.undo import taking_back
from ui.wording import say


class RowFiles(QObject):
    done = Signal(str, object)
    """What was done, in words, and the Step that undoes it."""

    refused = Signal(str)

    def __init__(self, engine: Engine, commands: Commands, parent: QObject) -> None:
        super().__init__(parent)
        self._engine, self._commands = engine, commands
        self.copying = Copying(engine, self)
        self.copying.refused.connect(self.refused)

    def attach(self, number: int, paths: Sequence[Path]) -> None:
        """Each file as soon as it is copied; what one is not attached for does not hold up the others."""
        if self._engine.read_only:
            self.refused.emit(say("This data file can be read here, not changed. Nothing was attached."))
            return
        for path in paths:
            self.copying.take(path, lambda file: self._attach(number, file))

    def _attach(self, number: int, file: StoredFile) -> None:
        try:
            changes = self._commands.attempt(self._engine.files.attach, number, [file])
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        words = say("{name} attached to {number}.", name=file.name, number=number)
        self.done.emit(words, taking_back(self._engine.desk, self._commands, changes))
