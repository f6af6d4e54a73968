"""The pages of a document on the canvas: the pictures come from whoever shows it, sharp at every zoom."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from slaapp.domain.value import Value
from ui import theme, wording
from ui.widgets import painting
from ui.widgets.said import Role
from ui.widgets.scroll import slim

EDGE, TOP, BETWEEN, CAPTION = 18, 22, 24, 32
"""Beside the pages, above them, between two, and the room below each for its number."""

MOST_COLUMNS = 2
MOST_PICTURES = 24
STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
SCREEN_DPI = 96.0
POINTS = 72.0


class Wanted(Value):
    """A picture that is to be seen: page from 0, dots per inch."""

    page: int
    dpi: float


class PageView(QAbstractScrollArea):
    """`ask(wanted)` is called for each picture that is missing; answer with `put`. Two pages stand side by side."""

    ROLE = Role.Document

    zoomed = Signal(float)
    turned = Signal(int)

    def __init__(self, ask: Callable[[Wanted], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._texts: dict[int, str] = {}
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._asked: set[Wanted] = set()
        self._zoom, self._fit, self._page = 1.0, True, 0
        self._waiting = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slim(self)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)
        theme.notifier.changed.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._name()

    # What is shown

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def page(self) -> int:
        return self._page

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """New pages, by width and height in points; the place in the document stays where that is possible."""
        self._sizes = tuple(sizes)
        self._page = min(self._page, max(0, len(sizes) - 1))
        self.forget_pictures()
        self._lay_out()

    def forget_pictures(self) -> None:
        self._pictures.clear()
        self._texts.clear()
        self._asked.clear()
        self.viewport().update()

    def put(self, wanted: Wanted, picture: QImage, text: str = "") -> None:
        """The answer; `text` is what the page says, for who hears it."""
        self._asked.discard(wanted)
        self._texts[wanted.page] = text
        held = self._pictures.get(wanted.page)
        if held is None or wanted.dpi == self._dpi() or held[0] != self._dpi():
            self._pictures[wanted.page] = (wanted.dpi, picture)
            self._forget_far_ones(wanted.page)
        self._name()
        self.viewport().update()

    def _forget_far_ones(self, near: int) -> None:
        """A report of a hundred pages would take a hundred megabytes of pictures."""
        for page in sorted(self._pictures, key=lambda page: abs(page - near))[MOST_PICTURES:]:
            del self._pictures[page]

    def show_waiting(self, waiting: bool) -> None:
        """Grey bars in place of pages that are still being made."""
        self._waiting = waiting
        self.viewport().update()

    def picture(self, page: int) -> QImage | None:
        """What is shown of a page now."""
        held = self._pictures.get(page)
        return None if held is None else held[1]

    def has_pictures(self) -> bool:
        """Every page that is seen is there at its full sharpness."""
        dpi = self._dpi()
        return all(self._pictures.get(page, (0.0, None))[0] == dpi for page in self._seen())

    # Zoom and place

    def fit_two(self) -> None:
        self._fit = True
        self._lay_out()

    def zoom_by(self, steps: int) -> None:
        """To the next step in or out."""
        if not self._sizes:
            return
        if steps > 0:
            larger = [step for step in STEPS if step > self._zoom * 1.02]
            self._set_zoom(larger[0] if larger else STEPS[-1])
        else:
            smaller = [step for step in STEPS if step < self._zoom * 0.98]
            self._set_zoom(smaller[-1] if smaller else STEPS[0])

    def _set_zoom(self, zoom: float) -> None:
        self._fit, self._zoom = False, zoom
        self._lay_out()
        self.turn_to(self._page)

    def turn_to(self, page: int) -> None:
        if not self._sizes:
            return
        page = min(max(page, 0), len(self._sizes) - 1)
        box = self.page_rects()[page]
        if page != self._page:
            self._page = page
            self.turned.emit(page)
        self.verticalScrollBar().setValue(round(box.top() - TOP))
        self.horizontalScrollBar().setValue(round(box.left() - EDGE))
        self._name()
        self.viewport().update()

    def page_rects(self) -> list[QRectF]:
        """Where the pages lie on the canvas, before scrolling."""
        columns = self._columns()
        wide, high = self._cell()
        rows_width = columns * wide + (columns - 1) * BETWEEN
        left = max(float(EDGE), (self.viewport().width() - rows_width) / 2)
        found = []
        for page, (width, height) in enumerate(self._scaled()):
            row, column = divmod(page, columns)
            found.append(
                QRectF(round(left + column * (wide + BETWEEN)), round(TOP + row * (high + CAPTION)), width, height)
            )
        return found

    def _columns(self) -> int:
        wide, _ = self._cell()
        room = self.viewport().width() - 2 * EDGE + BETWEEN
        return max(1, min(MOST_COLUMNS, len(self._sizes) or 1, int(room // (wide + BETWEEN)) or 1))

    def _cell(self) -> tuple[float, float]:
        sizes: Sequence[tuple[float, float]] = self._scaled() or [(1.0, 1.0)]
        return max(width for width, _ in sizes), max(height for _, height in sizes)

    def _scaled(self) -> list[tuple[int, int]]:
        scale = self._zoom * SCREEN_DPI / POINTS
        return [(round(width * scale), round(height * scale)) for width, height in self._sizes]

    def _dpi(self) -> float:
        return round(self._zoom * SCREEN_DPI * self.devicePixelRatioF(), 2)

    def _lay_out(self) -> None:
        if self._sizes and self._fit:
            columns = min(MOST_COLUMNS, len(self._sizes))
            room = (self.viewport().width() - 2 * EDGE - (columns - 1) * BETWEEN) / columns
            widest = max(width for width, _ in self._sizes) * SCREEN_DPI / POINTS
            self._zoom = max(STEPS[0], min(room / widest, 1.0))
        boxes = self.page_rects()
        bottom = max((box.bottom() for box in boxes), default=0.0) + CAPTION
        right = max((box.right() for box in boxes), default=0.0) + EDGE
        self.verticalScrollBar().setRange(0, max(0, round(bottom - self.viewport().height())))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.horizontalScrollBar().setRange(0, max(0, round(right - self.viewport().width())))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        self.zoomed.emit(self._zoom)
        self.viewport().update()

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _seen(self) -> list[int]:
        window = QRectF(self.viewport().rect()).translated(self._offset())
        return [page for page, box in enumerate(self.page_rects()) if box.intersects(window)]

    def _scrolled(self) -> None:
        """While scrolling, the current page is the first that is mostly seen."""
        if self.horizontalScrollBar().maximum() == 0 and self._columns() == 1 and self._sizes:
            middle = self._offset().y() + self.viewport().height() / 2
            boxes = self.page_rects()
            page = min(range(len(boxes)), key=lambda at: abs(boxes[at].center().y() - middle))
            if page != self._page:
                self._page = page
                self._name()
                self.turned.emit(page)
        self.viewport().update()

    def _name(self) -> None:
        if self._sizes:
            words = wording.say("Page {page} of {count}", page=self._page + 1, count=len(self._sizes))
            self.setAccessibleName(words)
            self.setAccessibleDescription(self._texts.get(self._page, ""))
        else:
            self.setAccessibleName(wording.say("Preview"))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        t, offset, dpi = theme.current(), self._offset(), self._dpi()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), t.window)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            seen = self._seen()
            for page, box in enumerate(self.page_rects()):
                if page in seen:
                    self._paint_page(painter, page, box.translated(-offset))
        for page in seen:
            wanted = Wanted(page, dpi)
            held = self._pictures.get(page)
            if (held is None or held[0] != dpi) and wanted not in self._asked and not self._waiting:
                self._asked.add(wanted)
                self._ask(wanted)

    def _paint_page(self, painter: QPainter, page: int, box: QRectF) -> None:
        t = theme.current()
        chosen = page == self._page
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        edge = 2 if chosen else 1
        painter.fillRect(box.adjusted(-edge, -edge, edge, edge), t.focus if chosen else t.line2)
        painter.fillRect(box, Qt.GlobalColor.white)  # paper is white in every theme
        held = self._pictures.get(page)
        if held is not None:
            painter.drawImage(box, held[1])
        elif self._waiting:
            self._paint_bars(painter, box)
        number = str(page + 1)
        width = theme.metrics("small").horizontalAdvance(number)
        painting.text(painter, number, "small", t.text3, box.center().x() - width / 2, box.bottom() + 17)

    def _paint_bars(self, painter: QPainter, box: QRectF) -> None:
        """What is on its way: three bars, no motion."""
        left, width = box.left() + box.width() * 0.09, box.width() * 0.82
        for place, share in enumerate((0.5, 1.0, 0.7)):
            bar = QRectF(left, box.top() + box.height() * (0.07 + 0.035 * place), width * share, 9)
            painting.frame(painter, bar, 4, fill=theme.faded(theme.current().shadow, 22))

    # Hands

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(600, 400)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position() + self._offset()
        for page, box in enumerate(self.page_rects()):
            if box.contains(at) and page != self._page:
                self._page = page
                self._name()
                self.turned.emit(page)
                self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageDown: self._page + 1, Qt.Key.Key_PageUp: self._page - 1}
        turns |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._sizes) - 1}
        if event.key() in turns and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.turn_to(turns[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)
