"""Reports that were made, each with its document, which is closed when nobody draws its pages any more."""

from PySide6.QtWidgets import QApplication, QWidget

from slaapp.documents import Pages
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import Obstacle


class Made(Value):
    """A report, what stands in the way of closing it, and its document."""

    report: MonthlyReport
    obstacles: tuple[Obstacle, ...]
    pdf: bytes
    pages: Pages
    grey: bool


class Shelf:
    """The one that is shown, `now`, and those before it whose pages are still being drawn. All are closed with `page`
    and with the program."""

    def __init__(self, page: QWidget) -> None:
        self.now: Made | None = None
        self._drawing = 0
        self._retired: list[Made] = []
        open_ones = self._open = list[Made]()
        page.destroyed.connect(lambda: _close(open_ones))
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(lambda: _close(open_ones))

    def put(self, made: Made) -> None:
        """In the place of the one before."""
        if self.now is not None:
            self._retired.append(self.now)
        self.now = made
        self._open.append(made)
        self._tidy()

    def begin_drawing(self) -> None:
        self._drawing += 1

    def end_drawing(self) -> None:
        self._drawing -= 1
        self._tidy()

    def _tidy(self) -> None:
        if self._drawing == 0:
            for made in self._retired:
                if made in self._open:
                    self._open.remove(made)
                    made.pages.close()
            self._retired.clear()


def _close(documents: list[Made]) -> None:
    while documents:
        documents.pop().pages.close()
