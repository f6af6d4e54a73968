"""Agreements as files in the window: one is taken over as a draft, the version that is seen is saved."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp import paths
from slaapp.domain.errors import Refusal
from slaapp.reports.texts import file_name
from slaapp.services.agreement_data import agreement_in, as_file, copies_in
from ui import wording
from ui.file_place import choose_file, choose_name
from ui.views.agreements.editing import Editing
from ui.widgets.runs import one_line
from ui.wording import say

MOST = 4 << 20
"""Bytes of a file that can be an agreement."""

KIND = "agreements"
KINDS = "TOML (*.toml);;JSON (*.json)"


class AgreementFiles(QObject):
    """`told` says what became of it, `hinted` what is to be known of it."""

    told = Signal(str)
    hinted = Signal(str)

    def __init__(self, editing: Editing, page: QWidget) -> None:
        super().__init__(page)
        self._editing, self._page = editing, page

    def ask(self) -> None:
        kinds = say("Agreements (*.toml *.json)")
        path = choose_file(self._page, KIND, say("Take an agreement from a file"), kinds)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """As the draft of the next version; what is in force stays. A draft that is there is replaced, and comes back
        with undo."""
        try:
            data = _read(path)
            held = agreement_in(data, sound=False)
            copies = copies_in(data)
            self._editing.take_over(held)
        except Refusal as refusal:
            self._editing.commands.refused.emit(f"{one_line(path.name)}: {refusal}")
            return
        if copies:
            named = ", ".join(one_line(copy.file) for copy in copies)
            self.hinted.emit(say("Signed copies are only named in the file: {names}.", names=named))

    def save(self) -> None:
        agreement = self._editing.agreement
        called = file_name(say("{name} v{number}", name=agreement.name, number=agreement.version))
        path = choose_name(self._page, KIND, say("Save the agreement as a file"), f"{called}.toml", KINDS)
        if path is not None:
            self.save_as(path)

    def save_as(self, path: Path) -> None:
        """As JSON where it is called so."""
        editing, agreement = self._editing, self._editing.agreement
        copies = editing.engine.signed_copies.in_file(agreement.name, agreement.version)
        try:
            paths.put(path, as_file(agreement, copies, as_json=path.suffix.lower() == ".json"))
        except OSError as error:
            editing.commands.refused.emit(wording.not_saved(path.name, error.strerror or ""))
            return
        self.told.emit(say("{name} saved.", name=one_line(path.name)))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST:
            raise Refusal(
                say("It has more than {size} MB, so it is no agreement. Nothing was changed.", size=MOST >> 20)
            )
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or ""
        raise Refusal(say("It cannot be read ({why}). Nothing was changed.", why=why)) from error
