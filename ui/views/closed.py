"""What stands in the window when its data file was not opened: why, and what else can be opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from slaapp.paths import default_store
from ui.keymap import KeyOf
from ui.widgets.button import Button, Kind
from ui.widgets.empty import Empty
from ui.wording import say

Ask = Callable[[QWidget], Path | None]


class ClosedPage(Empty):
    """`chosen` carries the store to open instead, or `store` to try it again. `ask` and `ask_new` ask the person for a
    file, None: none after all.

    A new one that exists already is opened as it is, never replaced.
    """

    chosen = Signal(object)
    quit_wanted = Signal()

    def __init__(
        self, sentence: str, store: Path | None = None, *, ask: Ask | None = None, ask_new: Ask | None = None
    ) -> None:
        self.again = Button(say("Try again"), kind=Kind.PRIMARY)
        if store is None:
            self.again.hide()
        self.another = Button(say("Choose another file"), kind=Kind.PRIMARY if store is None else Kind.DEFAULT)
        self.make = Button(say("Make a new one"))
        self.leave = Button(say("Quit"), keys=KeyOf("quit"))
        buttons = (self.again, self.another, self.make, self.leave)
        super().__init__("circle-alert", say("The data file was not opened"), sentence, buttons)
        self.again.clicked.connect(lambda: self._take(store))
        self.another.clicked.connect(lambda: self._take((ask or _ask)(self)))
        self.make.clicked.connect(lambda: self._take((ask_new or _ask_new)(self)))
        self.leave.clicked.connect(self.quit_wanted)

    def _take(self, store: Path | None) -> None:
        if store is not None:
            self.chosen.emit(store)


def _ask(page: QWidget) -> Path | None:
    title, kinds = say("Choose a data file"), say("Data files of SLA Desk (*.slaapp);;All files (*)")
    chosen, _ = QFileDialog.getOpenFileName(page, title, str(default_store().parent), kinds)
    return Path(chosen) if chosen else None


def _ask_new(page: QWidget) -> Path | None:
    free = _free_name(default_store())
    keep = QFileDialog.Option.DontConfirmOverwrite
    title, kinds = say("Make a new data file"), say("Data files of SLA Desk (*.slaapp)")
    chosen, _ = QFileDialog.getSaveFileName(page, title, str(free), kinds, "", keep)
    if not chosen:
        return None
    return Path(chosen) if Path(chosen).suffix else Path(chosen + ".slaapp")


def _free_name(store: Path) -> Path:
    names = (store.with_stem(f"{store.stem}-{n}") for n in range(2, 1000))
    return store if not store.exists() else next(name for name in names if not name.exists())
