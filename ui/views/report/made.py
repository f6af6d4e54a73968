"""Reports that were made, each with its document, which is closed when nobody draws its pages any more."""

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.documents import Pages
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import Obstacle
from ui import printing
from ui.background import in_background
from ui.widgets.page_view import Wanted


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
        self._page = page
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

    def draw(self, wanted: Wanted, put: Callable[[Wanted, QImage, str], None], refuse: Callable[[str], None]) -> None:
        """A page's picture and its text, in the background; nothing is said of one that is not shown any more."""
        made = self.now
        if made is None:
            return

        def work() -> tuple[QImage, str]:
            picture = printing.page_picture(made.pages, wanted.page, wanted.dpi, grey=made.grey)
            return picture, made.pages.text(wanted.page)

        def drawn(found: tuple[QImage, str]) -> None:
            if made is self.now:
                put(wanted, *found)

        def refused(words: str) -> None:
            if made is self.now:
                refuse(words)

        self._drawing += 1
        in_background(self._page, work, drawn, refused=refused, ended=self._end_drawing)

    def _end_drawing(self) -> None:
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
