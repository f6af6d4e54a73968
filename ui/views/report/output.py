"""What becomes of a report that is shown: it is saved, or printed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from slaapp.documents import file_name
from slaapp.domain.errors import Refusal
from ui import printing
from ui.background import in_background
from ui.commands import Commands
from ui.file_place import DOCUMENTS, ask_file, start_of, used
from ui.views.report import saving
from ui.views.report.made import Made
from ui.widgets.no_printer import offer_pdf
from ui.wording import say

ChooseFile = Callable[[QWidget, Path], Path | None]
ChoosePrinter = Callable[[QWidget, QPrinter, int], bool]


class Output(QObject):
    """`choose_file` is handed the file that is proposed, in the folder that was used last. `done` says in words what
    was saved or printed."""

    done = Signal(str, object)

    def __init__(
        self, page: QWidget, commands: Commands, choose_file: ChooseFile | None, choose_printer: ChoosePrinter | None
    ) -> None:
        super().__init__(page)
        self._page, self._commands = page, commands
        self.choose_file = choose_file or ask_file
        self.choose_printer = choose_printer or (lambda page, printer, count: printing.ask(printer, count, page))
        self._has_printer = printing.has_printer if choose_printer is None else lambda: True
        self.letter = printing.wants_letter()

    @property
    def paper(self) -> str:
        return "us-letter" if self.letter else "a4"

    def save_pdf(self, made: Made) -> None:
        path = self.choose_file(self._page, start_of(DOCUMENTS) / file_name(made.report))
        if path is None:
            return
        try:
            printing.save(made.pdf, path)
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return
        used(DOCUMENTS, path)
        self.done.emit(say("{name} saved.", name=path.name), None)

    def save_as(self, made: Made, form: str, printed: saving.Printed) -> None:
        """As one of the forms in which a report can be saved."""
        name = f"{Path(file_name(made.report, pack=form == saving.PACK)).stem}{saving.ending(form)}"
        path = self.choose_file(self._page, start_of(DOCUMENTS) / name)
        if path is None:
            return
        place = saving.place_of(form, path)

        def saved(_: None) -> None:
            used(DOCUMENTS, path)
            self.done.emit(say("{name} saved.", name=place.name), None)

        refused = self._commands.refused.emit
        in_background(self._page, lambda: saving.save(made.report, form, place, printed), saved, refused=refused)

    def print(self, made: Made) -> None:
        if not self._has_printer():
            offer_pdf(self._page, lambda: self.save_pdf(made))
            return
        title = Path(file_name(made.report)).stem
        printer = printing.new_printer(letter=self.letter, grey=made.grey, title=title)
        if not self.choose_printer(self._page, printer, len(made.pages)):
            return
        try:
            printing.send(
                made.pdf,
                printer,
                lambda page, dpi, grey: printing.page_picture(made.pages, page, dpi, grey=grey or made.grey),
                len(made.pages),
            )
        except Refusal as refusal:
            self._commands.refused.emit(str(refusal))
            return
        self.done.emit(printing.sent(printer), None)
