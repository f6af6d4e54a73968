"""The signed copies of the version that is seen: chosen or dropped here, looked at, saved, taken off."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from slaapp.domain.attachments import StoredFile
from slaapp.domain.errors import Refusal
from slaapp.services.agreement_versions import State
from slaapp.services.signed_copies import SCANS, SignedCopy
from ui.copying import Copying
from ui.dialogs.attachment import AttachmentForm
from ui.file_place import choose_files
from ui.opening import open_copy
from ui.views.agreements.editing import Editing
from ui.widgets.button import Chip
from ui.widgets.file_chip import FileChips
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say

KINDS = f"PDF, PNG, JPEG ({' '.join(f'*.{ending}' for ending in sorted(SCANS))})"


class Scans(QWidget):
    """`take` is given what is dropped: that is everybody's; the chip asks whose one is."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self.copying = Copying(editing.engine, self)
        self.open_with: Callable[[Path], bool] = open_copy
        self.choose: Callable[[], Sequence[Path]] = self._choose
        self.form: AttachmentForm | None = None
        """The one that was opened last."""

        self.words = Label("", "small", "text2", wrap=True)
        self.attach = Chip(icon="paperclip")
        self.attach.show_value(say("Attach a signed copy"))
        self.attach.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.coming = FileChips(removable=True)
        self.chips: dict[str, FileChips] = {}
        self._held: tuple[SignedCopy, ...] = ()
        self._lists = QVBoxLayout()
        self._lists.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.coming)
        column.addLayout(self._lists)
        self.attach.about_to_show.connect(self._offer)
        self.copying.coming.connect(self.coming.show_files)
        self.copying.refused.connect(editing.commands.refused)
        self.coming.removed.connect(self.copying.stop)

    @property
    def _names(self) -> dict[str, str]:
        """Of the customers who sign this version, by id."""
        version, every = self._editing.version, self._editing.engine.catalogue.customers(everyone=True)
        assert version is not None
        signing = {*version.missing, *(held.customer for held in version.signatures)}
        return {held.id: held.name for held in every if held.id in signing}

    def _may(self) -> bool:
        version = self._editing.version
        return version is not None and version.state is not State.DRAFT and not self._editing.engine.read_only

    def refresh(self) -> None:
        editing = self._editing
        held = editing.engine.signed_copies.of(editing.agreement.name, editing.agreement.version)
        self.attach.setVisible(self._may())
        self.words.setText(
            say("Once the draft is offered, the scan of a signed copy (PDF or picture) can be kept with it.")
            if not held and not self._may()
            else say("The scan of a signed copy (PDF or picture) is kept with the version. Choose it, or drop it here.")
        )
        if held != self._held:
            self._held = held
            self._fill()

    def _fill(self) -> None:
        while (item := self._lists.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        names = {held.id: held.name for held in self._editing.engine.catalogue.customers(everyone=True)}
        for customer in sorted({held.customer for held in self._held}, key=lambda id_: names.get(id_, "").casefold()):
            name = one_line(names.get(customer, "")) if customer else say("Everybody’s")
            chips = self.chips[customer] = FileChips()
            chips.setAccessibleName(say("Signed copies: {name}", name=name))
            self._lists.addWidget(Label(name, "small_strong", "text2"))
            self._lists.addWidget(chips)
            chips.show_files([held.file for held in self._held if held.customer == customer])
            chips.wanted.connect(partial(self._show, customer))

    # What can be done

    def _offer(self) -> None:
        menu = self.attach.menu
        menu.clear()
        for customer, words in (("", say("Signed by all of them")), *self._names.items()):
            action = menu.addAction(one_line(words).replace("&", "&&"))
            action.triggered.connect(partial(self._ask, customer))

    def _ask(self, customer: str, _checked: bool = False) -> None:
        self.take(self.choose(), customer)

    def _choose(self) -> Sequence[Path]:
        return choose_files(self, "signed copies", say("Attach a signed copy"), KINDS)

    def take(self, paths: Sequence[Path], customer: str = "") -> None:
        """To the version that is seen now, also when another one is by the time the copying is done."""
        engine, now = self._editing.engine, self._editing.clock.now()
        name, version = self._editing.agreement.name, self._editing.agreement.version
        for path in paths:
            try:
                engine.signed_copies.check(name, version, path.name, now)
            except Refusal as refusal:
                self._editing.commands.refused.emit(str(refusal))
                continue
            self.copying.take(path, partial(self._came, name, version, customer))

    def _came(self, name: str, version: int, customer: str, file: StoredFile) -> None:
        copies = self._editing.engine.signed_copies
        words = say("{file} attached to v{number}.", file=file.name, number=version)
        self._editing.do(words, copies.attach, name, version, file, customer=customer)

    def _show(self, customer: str, file: StoredFile) -> None:
        self.form = AttachmentForm(
            self._editing.engine,
            file,
            self.window(),
            can_take_off=not self._editing.engine.read_only,
            open_with=self.open_with,
            off=say("Take off the version"),
        )
        self.form.taken_off.connect(partial(self._take_off, customer))
        self.form.saved.connect(lambda words: self._editing.done.emit(words, None))
        self.form.open()

    def _take_off(self, customer: str, file: StoredFile) -> None:
        held = next((one for one in self._held if (one.customer, one.file) == (customer, file)), None)
        if held is not None:
            self._editing.do(
                say("{file} taken off.", file=file.name), self._editing.engine.signed_copies.take_off, held.id
            )
