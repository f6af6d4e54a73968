"""The pages of a document over the window: look at them, save them as PDF, print them."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from slaapp.documents import Pages
from slaapp.domain.errors import Refusal
from ui import keymap, printing, wording
from ui.actions import Where
from ui.background import in_background
from ui.file_place import DOCUMENTS, ask_file, start_of, used
from ui.keymap import KeyOf
from ui.typesetting import set_in_background
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.field import Problem
from ui.widgets.key_tip import tip_with_keys
from ui.widgets.label import Label
from ui.widgets.overlay import Overlay
from ui.widgets.page_view import PageView, Wanted
from ui.widgets.toggle import Toggle
from ui.wording import say

Make = Callable[[bool, bool], bytes]
"""Gives the PDF: the customer's copy, or with True the desk's own; by templates of one's own, or with a second True by
the built-in ones. In the background; may raise Refusal, and TemplateRefusal for a template that is broken."""


class _Made(Struct, eq=False, dict=True):
    pdf: bytes
    pages: Pages
    drawing: int = 0
    wanted: bool = field(default=True)

    def let_go(self) -> None:
        """Closed when no page of it is being drawn any more."""
        self.wanted = False
        if not self.drawing:
            self.pages.close()


class _Canvas(PageView):
    def sizeHint(self) -> QSize:
        return QSize(900, 4000)  # as high as the window allows


class Preview(Overlay):
    """`told` says what became of the document. `choose_file` and `choose_printer` ask the person."""

    told = Signal(str)
    made = Signal()

    def __init__(
        self,
        over: QWidget,
        *,
        choose_file: Callable[[QWidget, Path], Path | None] | None = None,
        choose_printer: Callable[[QWidget, QPrinter, int], bool] | None = None,
    ) -> None:
        super().__init__(over, width=980, top=24)
        self._choose_file = choose_file or ask_file
        self._choose_printer = choose_printer or (lambda page, printer, count: printing.ask(printer, count, page))
        self._make: Make = lambda internal, built_in: b""
        self._built_in = False
        self._made: _Made | None = None
        opened = self._opened = list[_Made]()
        self.destroyed.connect(lambda: _close_all(opened))
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(lambda: _close_all(opened))
        self._turn = 0
        self._file_name = ""
        self._title = Label("", "title_s", elide=True)
        self.internal = Toggle(say("The desk’s own copy"), "lock")
        self.save = Button(say("PDF"), icon="download")
        tip_with_keys(self.save, say("Save as PDF"), KeyOf("save_pdf"))
        self.print = Button(say("Print"), icon="printer", kind=Kind.PRIMARY, keys=KeyOf("print_report"))
        self.close_button = IconButton("x", say("Close"))
        self.pages = _Canvas(self._draw)
        self.problem = Problem()
        self.built_in = Button(say("Use the built-in template"))
        self.built_in.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for widget in (self.internal, self.save, self.print, self.close_button):
            head.addWidget(widget)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(20, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.built_in, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.pages, 1)
        self.internal.toggled.connect(lambda _: self._begin())
        self.built_in.clicked.connect(self._use_built_in)
        self.save.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        for leaving in (self.left, self.close_button.clicked):
            leaving.connect(self._leave)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = {"save_pdf": self.save, "print_report": self.print}.get(keymap.act_of(event, Where.REPORT) or "")
        if button is None:
            super().keyPressEvent(event)
        else:
            button.click()

    def show_document(self, title: str, file_name: str, make: Make) -> None:
        self._title.setText(title)
        self._file_name, self._make, self._built_in = file_name, make, False
        self.internal.setChecked(False)
        self._begin()
        self.open()
        self.pages.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        self._turn += 1
        turn, make, internal, built_in = self._turn, self._make, self.internal.isChecked(), self._built_in
        self._enable(False)
        self.problem.say("")
        self.built_in.hide()
        self.pages.show_waiting(True)
        set_in_background(
            self,
            lambda: make(internal, built_in),
            lambda pdf: self._show(pdf, turn),
            refused=lambda sentence, template: self._refuse(sentence, turn, template=template),
        )

    def _use_built_in(self) -> None:
        """Until another document is shown."""
        self._built_in = True
        self._begin()

    def _show(self, pdf: bytes, turn: int) -> None:
        if turn != self._turn:
            return
        self._drop()
        self._made = _Made(pdf, Pages(pdf))
        self._opened.append(self._made)
        self.pages.show_waiting(False)
        self.pages.show_pages(self._made.pages.sizes)
        self._enable(True)
        self.made.emit()

    def _refuse(self, sentence: str, turn: int, *, template: bool) -> None:
        """A `template` of one's own that is broken: the built-in one is offered."""
        if turn == self._turn:
            self.pages.show_waiting(False)
            self.problem.say(sentence)
            self.built_in.setVisible(template)

    def _draw(self, wanted: Wanted) -> None:
        made = self._made
        if made is None:
            return

        def work() -> tuple[QImage, str]:
            picture = printing.page_picture(made.pages, wanted.page, wanted.dpi, grey=False)
            return picture, made.pages.text(wanted.page)

        def put(drawn: tuple[QImage, str]) -> None:
            if made is self._made:
                self.pages.put(wanted, *drawn)

        def ended() -> None:
            made.drawing -= 1
            if not made.wanted and not made.drawing:
                made.pages.close()

        made.drawing += 1
        in_background(self, work, put, refused=self.problem.say, ended=ended)

    def _enable(self, there: bool) -> None:
        self.save.setEnabled(there)
        self.print.setEnabled(there)

    def _drop(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            self._opened.remove(made)
            made.let_go()

    def _leave(self) -> None:
        self._turn += 1
        self._drop()
        self.close_form()

    @property
    def _called(self) -> str:
        return f"{self._file_name}{say(' (internal)') if self.internal.isChecked() else ''}.pdf"

    def _save(self) -> None:
        made = self._made
        path = None if made is None else self._choose_file(self, start_of(DOCUMENTS) / self._called)
        if made is None or path is None:
            return
        try:
            printing.save(made.pdf, path)
        except Refusal as refusal:
            self.problem.say(str(refusal))
            return
        used(DOCUMENTS, path)
        self.told.emit(say("{name} saved.", name=path.name))

    def _print(self) -> None:
        made = self._made
        if made is None:
            return
        printer = printing.new_printer(letter=printing.wants_letter(), grey=False, title=Path(self._called).stem)
        if not self._choose_printer(self, printer, len(made.pages)):
            return
        try:
            printing.send(
                made.pdf,
                printer,
                lambda page, dpi, grey: printing.page_picture(made.pages, page, dpi, grey=grey),
                len(made.pages),
            )
        except Refusal as refusal:
            self.problem.say(str(refusal))
            return
        self.told.emit(wording.sent_to(printer.printerName()))


def _close_all(opened: list[_Made]) -> None:
    while opened:
        opened.pop().pages.close()
