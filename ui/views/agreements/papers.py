"""What is printed of the agreement that is seen: its document, the sheet of a review, that of an amendment."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.reports.texts import file_name
from ui import printing
from ui.dialogs.preview import Make, Preview
from ui.views.agreements.editing import Editing
from ui.widgets.runs import one_line
from ui.wording import say

MONTHS = 12
"""So far a review looks back."""


class Papers(QObject):
    """Each is looked at first, over the window of `page`; `told` says what became of it."""

    told = Signal(str)

    def __init__(self, editing: Editing, page: QWidget) -> None:
        super().__init__(page)
        self._editing, self._page = editing, page
        self.preview: Preview | None = None

    def show_document(self) -> None:
        engine, now = self._editing.engine, self._editing.clock.now()
        name, number = self._editing.agreement.name, self._editing.agreement.version

        def make(internal: bool, built_in: bool) -> bytes:
            from slaapp.documents.agreement import render_agreement  # noqa: PLC0415 - Typst comes with the first page

            document = engine.papers.document(name, now, version=number, internal=internal)
            look = engine.looks.look(built_in=built_in)
            return render_agreement(document, made_at=now, paper=printing.paper(), look=look)

        self._show(say("{name} v{number}", name=one_line(name), number=number), make)

    def show_review(self) -> None:
        """Of the last year."""
        engine, now = self._editing.engine, self._editing.clock.now()
        name, desk = self._editing.agreement.name, engine.catalogue.desk().name

        def make(internal: bool, built_in: bool) -> bytes:
            from slaapp.documents import render_review  # noqa: PLC0415 - as above

            review = engine.reviewing.review(name, now=now, months=MONTHS)
            look = engine.looks.look(built_in=built_in)
            return render_review(review, desk=desk, internal=internal, paper=printing.paper(), look=look)

        self._show(say("Review of {name}", name=one_line(name)), make)

    def show_amendment(self, was: int, to: int) -> None:
        """Of these two versions."""
        engine, now = self._editing.engine, self._editing.clock.now()
        name = self._editing.agreement.name

        def make(internal: bool, built_in: bool) -> bytes:
            from slaapp.documents.amendment import render_amendment  # noqa: PLC0415 - as above

            sheet = engine.papers.amendment(name, was, to, now, internal=internal)
            look = engine.looks.look(built_in=built_in)
            return render_amendment(sheet, made_at=now, paper=printing.paper(), look=look)

        self._show(say("{name} v{was} to v{to}", name=one_line(name), was=was, to=to), make)

    def _show(self, called: str, make: Make) -> None:
        if self.preview is None:
            self.preview = Preview(self._page.window())
            self.preview.told.connect(self.told)
        self.preview.show_document(called, file_name(called), make)
