"""Where the desk's data is, its backups, how one is brought back, and whether all of it is sound."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.services import backups
from ui import wording
from ui.background import in_background
from ui.file_place import choose_folder
from ui.views.settings.form import Form, OneOf, Surroundings
from ui.widgets.button import Button, Kind
from ui.widgets.forbidden import allow
from ui.widgets.label import Icon, Label
from ui.widgets.waiting import Waiting
from ui.wording import say

SOUND = "Sound: the file, the chains of all that was written, references and all clocks agree."
SHOWN = 5
"""Problems that are listed; `slaapp check` lists all."""


class Answer(QWidget):
    """A sentence under a button: how it went. Takes no room before."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self.words = Icon("check", "green_text", 14), Label("", "small", "text2", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, sentence: str, *, wrong: bool = False, waiting: bool = False) -> None:
        icon, colour = ("circle-alert", "red_text") if wrong else ("check", "green_text")
        self._icon.show_icon("clock" if waiting else icon, "text3" if waiting else colour)
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def wrong(self, sentence: str) -> None:
        self.say(sentence, wrong=True)


class DataPage(Form):
    _came = Signal(int, int)
    """How many tickets of how many were compared, said from the thread that compares them."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self._stop = False
        self._copy: Path | None = None
        self.another = Button(say("Open another…"))
        self.takes, self.newest = Label("", "small", "text3"), Label("", "prose", "text", wrap=True)
        self.back_up, self.elsewhere = Button(say("Back up now")), Button(say("Back up to a folder…"))
        self.backed_up = Answer()
        self.copies = OneOf(say("Backup"), [], self._choose)
        self.file = Button(say("Choose a file…"))
        self.restore, self.keep = Button(say("Restore and open"), kind=Kind.DANGER), Button(say("Keep what is here"))
        self.warned, self.restored = Label("", "prose", "text2", wrap=True), Answer()
        self.check = Button(say("Check everything"))
        self.waiting, self.checked = Waiting(bars=False), Answer()

        place = Label(str(around.engine.store), "prose", "text", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.head(say("Data file"))
        self._add(place, self.takes, gap=10)
        self._add(_side_by_side(self.another), gap=16)
        self.head(say("Backups"))
        self._add(self.newest, gap=10)
        self._add(_side_by_side(self.back_up, self.elsewhere), self.backed_up, gap=16)
        self.head(say("Bring a backup back"))
        self._add(_side_by_side(self.copies, self.file), gap=0)
        self._sure = QWidget()
        sure = QVBoxLayout(self._sure)
        sure.setContentsMargins(0, 10, 0, 0)
        sure.setSpacing(10)
        sure.addWidget(self.warned)
        sure.addWidget(_side_by_side(self.restore, self.keep))
        self._add(self._sure, self.restored, gap=16)
        self.head(say("Is everything as it was written?"))
        self._add(_side_by_side(self.check), gap=8)
        self._add(self.waiting, self.checked, gap=0)
        self.finish()

        self._sure.hide()
        self.refresh()
        self.another.clicked.connect(self._open_another)
        self.back_up.clicked.connect(lambda: self.make_backup(None))
        self.elsewhere.clicked.connect(self._back_up_elsewhere)
        self.file.clicked.connect(self._choose_file)
        self.keep.clicked.connect(self._keep_what_is_here)
        self.restore.clicked.connect(self._restore)
        self.check.clicked.connect(self.check_all)
        self.waiting.cancelled.connect(self._cancel)
        self.waiting.late.connect(self._say_reading)
        self._came.connect(self._show_progress)

    def refresh(self) -> None:
        store, now = self.around.engine.store, self.around.clock.now()
        zone = self.around.engine.board.zone
        found = backups.kept(store)
        self.takes.setText(say("{size} on this disk", size=_megabytes(backups.size_of(store))))
        if found:
            newest = found[0]
            when = wording.due_in_words(newest.taken_at, now, zone)
            self.newest.setText(
                say(
                    "The last one is of {when}: checked, {size}, in {folder}.",
                    when=when,
                    size=_megabytes(newest.size),
                    folder=str(newest.path.parent),
                )
            )
        elif self.around.engine.is_test:
            self.newest.setText(say("None yet. A data file made for trying things out is not backed up by itself."))
        else:
            self.newest.setText(say("None yet. One is made by itself every day on which SLA Desk is used."))
        choices = [(held.path, wording.date_and_time(held.taken_at, zone)) for held in found]
        self.copies.show_choices(choices)
        if self._copy is None:
            self.copies.show_value(say("Choose a backup") if found else say("No backup yet"))
        allow(self.copies, bool(found), say("There is no backup yet."))

    def make_backup(self, folder: Path | None) -> None:
        """In the background; says where it is and that it was checked."""
        from slaapp.engine import back_up  # noqa: PLC0415 - comes with the engine

        store, now = self.around.engine.store, self.around.clock.now()
        self._busy(True)
        self.backed_up.say(say("Copying and checking every link. You can go on working."), waiting=True)
        in_background(self, lambda: back_up(store, folder, now=now), self._backed_up, refused=self._not_backed_up)

    def check_all(self) -> None:
        """In the background, with a bar; can be cancelled, since it changes nothing."""
        self._stop = False
        self.check.setEnabled(False)
        self.checked.say("")
        self.waiting.begin(say("Working out tickets anew"))
        in_background(self, self._problems, self._say_checked, refused=self._not_checked)

    def choose_copy(self, copy: Path) -> None:
        """Say what would happen; nothing does before it is wanted."""
        self._copy = copy
        self.copies.show_value(copy.name)
        self.restored.say("")
        self.warned.setText(
            say(
                "The desk will be as it was in {name}. What is here now is not lost: it stays beside it under a name "
                "of its own ({store}.replaced-…). The window closes and opens again.",
                name=copy.name,
                store=self.around.engine.store.name,
            )
        )
        self._sure.show()
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, *widgets: QWidget, gap: int) -> None:
        for widget in widgets:
            self.rows.addWidget(widget)
        self.rows.addSpacing(gap)

    def _busy(self, busy: bool) -> None:
        self.back_up.setEnabled(not busy)
        self.elsewhere.setEnabled(not busy)

    def _backed_up(self, made: Path) -> None:
        self._busy(False)
        self.backed_up.say(say("Copied and checked: {path}", path=str(made)))
        self.refresh()

    def _not_backed_up(self, sentence: str) -> None:
        self._busy(False)
        self.backed_up.wrong(sentence)

    def _back_up_elsewhere(self) -> None:
        chosen = choose_folder(self, "backups", say("Where should the backup go?"))
        if chosen is not None:
            self.make_backup(chosen)

    def _open_another(self) -> None:
        kinds = say("Data files of SLA Desk (*.slaapp);;All files (*)")
        start = str(self.around.engine.store.parent)
        chosen, _ = QFileDialog.getOpenFileName(self, say("Open another data file"), start, kinds)
        if chosen:
            self.around.open_store(Path(chosen))

    def _choose(self, copy: Path) -> None:
        self.choose_copy(copy)

    def _choose_file(self) -> None:
        kinds = say("Backups of SLA Desk (*.slaapp-backup);;All files (*)")
        start = str(backups.folder_of(self.around.engine.store))
        chosen, _ = QFileDialog.getOpenFileName(self, say("Choose a backup"), start, kinds)
        if chosen:
            self.choose_copy(Path(chosen))

    def _keep_what_is_here(self) -> None:
        self._copy = None
        self._sure.hide()
        self.refresh()
        self.copies.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self) -> None:
        """First the copy is checked, with everything still open; only a sound one closes the window."""
        copy = self._copy
        if copy is None:
            return
        self.restore.setEnabled(False)
        self.restored.say(say("Checking the backup …"), waiting=True)
        in_background(
            self, partial(backups.verify, copy), lambda _: self.around.restore(copy), refused=self._not_restored
        )

    def _not_restored(self, sentence: str) -> None:
        self.restore.setEnabled(True)
        self.restored.wrong(sentence)

    def _problems(self) -> list[str] | None:
        try:
            return list(self.around.engine.checking.problems(self._tell))
        except _Cancelled:
            return None

    def _tell(self, done: int, whole: int) -> None:
        if self._stop:
            raise _Cancelled
        self._came.emit(done, whole)

    def _say_reading(self) -> None:
        self.checked.say(say("Reading the file from its first page to its last …"), waiting=True)

    def _show_progress(self, done: int, whole: int) -> None:
        self.checked.say("")
        self.waiting.show_part(done, whole)

    def _cancel(self) -> None:
        self._stop = True

    def _say_checked(self, found: list[str] | None) -> None:
        self._checked_over()
        if found is None:
            self.checked.say(say("Cancelled. Nothing was changed."), waiting=True)
        elif not found:
            self.checked.say(say(SOUND))
        else:
            more = len(found) - SHOWN
            lines = found[:SHOWN]
            if more > 0:
                words = "And {count} more. Bring a backup back, above, or mend these, then check again for the rest."
                lines.append(say(words, count=more))
            self.checked.wrong("\n".join(lines))

    def _not_checked(self, sentence: str) -> None:
        self._checked_over()
        self.checked.wrong(sentence)

    def _checked_over(self) -> None:
        held = self.waiting.cancel.hasFocus()
        self.waiting.end()
        self.check.setEnabled(True)
        if held:
            self.check.setFocus(Qt.FocusReason.OtherFocusReason)


class _Cancelled(Exception):
    """The person does not want to know after all."""


def _side_by_side(*widgets: QWidget) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return held


def _megabytes(size: int) -> str:
    return say("{size} MB", size=f"{size / 1_000_000:.1f}" if size < 100_000_000 else round(size / 1_000_000))
