"""A sheet is set in the background, the person chooses the printer, and it is sent."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from slaapp.documents import Pages, Sheet, render_sheet
from slaapp.documents.look import Look
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.reports.texts import file_name
from ui import printing, wording
from ui.file_place import DOCUMENTS, ask_file, start_of, used
from ui.typesetting import set_in_background
from ui.widgets.no_printer import offer_pdf
from ui.widgets.sure import Sure
from ui.wording import say

Render: TypeAlias = Callable[[str, Look], bytes]
"""Gives the PDF for a paper and in a look; may raise Refusal."""

ChoosePrinter: TypeAlias = Callable[[QWidget, QPrinter, int], bool]


class Paper(QObject):
    """`printed` says where it went; `working`, whether a sheet is being set: one at a time."""

    printed = Signal(str)
    refused = Signal(str)
    working = Signal(bool)

    def __init__(self, over: QWidget, choose_printer: ChoosePrinter | None = None) -> None:
        """`choose_printer` asks the person; False when they think better of it. Where there is no printer that is
        said, and the PDF offered."""
        super().__init__(over)
        self._over = over
        self.has_printer = printing.has_printer if choose_printer is None else lambda: True
        self._choose_printer = choose_printer or (lambda widget, printer, count: printing.ask(printer, count, widget))
        self._busy = False
        self._waiting: list[Callable[[], None]] = []

    def print_sheets(self, sheets: Sequence[Sheet], *, made_at: Instant, zone: ZoneInfo) -> None:
        """One after the other."""
        self._waiting += [partial(self.print_sheet, sheet, made_at=made_at, zone=zone) for sheet in sheets]
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._busy:
            self._waiting.pop(0)()

    def print_sheet(self, sheet: Sheet, *, made_at: Instant, zone: ZoneInfo) -> None:
        def render(paper: str, look: Look) -> bytes:
            return render_sheet(replace(sheet, look=look), made_at=made_at, zone=zone, paper=paper)

        self.print_document(sheet.heading, render, look=sheet.look, landscape=sheet.landscape)

    def print_document(self, title: str, render: Render, *, look: Look, landscape: bool = False) -> None:
        """`render` makes the PDF, beside the window. The first document takes a moment; until it is set another one is
        not begun. Where a template of one's own is broken, the built-in one is offered."""
        if self._busy:
            return
        self._work(True)
        paper = printing.paper()

        def refuse(sentence: str, template: bool) -> None:
            if template:
                plain = replace(look, templates=None)
                again = partial(self.print_document, title, render, look=plain, landscape=landscape)
                offer_built_in(self._over, sentence, again).settled.connect(self._next)
            else:
                self._refuse(sentence)

        set_in_background(
            self,
            lambda: render(paper, look),
            partial(self._hand_out, title, landscape),
            refused=refuse,
            ended=lambda: self._work(False),
        )

    def _work(self, busy: bool) -> None:
        self._busy = busy
        self.working.emit(busy)

    def _hand_out(self, title: str, landscape: bool, pdf: bytes) -> None:
        """The next one is begun only then: the window lives on while the person is asked for a printer."""
        if self.has_printer():
            self._send(title, landscape, pdf)
            self._next()
        else:
            offer_pdf(self._over, partial(self.save, title, pdf)).settled.connect(self._next)

    def _refuse(self, sentence: str) -> None:
        self.refused.emit(sentence)
        self._next()

    def _send(self, title: str, landscape: bool, pdf: bytes) -> None:
        printer = printing.new_printer(letter=printing.wants_letter(), grey=False, title=title, landscape=landscape)
        with Pages(pdf) as pages:
            if not self._choose_printer(self._over, printer, len(pages)):
                return
            try:
                printing.send(
                    pdf, printer, lambda page, dpi, grey: printing.page_picture(pages, page, dpi, grey=grey), len(pages)
                )
            except Refusal as refusal:
                self.refused.emit(str(refusal))
            else:
                self.printed.emit(printing.sent(printer))

    def save(self, title: str, pdf: bytes) -> None:
        """Where the person says."""
        path = ask_file(self._over, start_of(DOCUMENTS) / f"{file_name(title)}.pdf")
        if path is None:
            return
        try:
            printing.save(pdf, path)
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return
        used(DOCUMENTS, path)
        self.printed.emit(wording.saved_as(str(path)))


def offer_built_in(over: QWidget, sentence: str, again: Callable[[], object]) -> Sure:
    """`sentence` says what is wrong with a template of one's own; `again` makes the document without it."""
    title, verb = say("Your own template cannot be set"), say("Use the built-in template")
    form = Sure(over.window(), title, sentence, verb, again)
    form.open()
    return form
