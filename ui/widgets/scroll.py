"""Scroll bars of 8 px without arrows, and areas that scroll with them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QWidget,
)

from ui import theme
from ui.widgets.said import Role

FADES = 14
"""How high the edge is at which content fades that goes on below."""

BESIDE = 6
"""What is free between the end of a line and the bar beside it."""


class SlimBar(QScrollBar):
    """Qt keeps the behaviour; only the look is ours."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._dress()
        theme.notifier.changed.connect(self._dress)

    def _dress(self) -> None:
        theme.dress_scroll_bar(self)


def slim(area: QAbstractScrollArea) -> None:
    """Give an area our scroll bars."""
    area.setVerticalScrollBar(SlimBar(Qt.Orientation.Vertical))
    area.setHorizontalScrollBar(SlimBar(Qt.Orientation.Horizontal))


def beside_bar(area: QAbstractScrollArea) -> int:
    """What lines that reach the right edge leave free for its bar, if there is one."""
    return BESIDE if area.verticalScrollBar().isVisible() else 0


def area_around(widget: QWidget) -> QScrollArea | None:
    """The area that it stands in, if any."""
    holder = widget.parentWidget()
    while holder is not None and not isinstance(holder, QScrollArea):
        holder = holder.parentWidget()
    return holder


def bring_into_view(widget: QWidget) -> None:
    """Scroll the area that it stands in, if any, as far as needed."""
    area = area_around(widget)
    if area is not None:
        area.ensureWidgetVisible(widget)


class ScrollArea(QScrollArea):
    """Scrolls one widget of its own width upwards and downwards."""

    ROLE = Role.Pane

    def __init__(self, content: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self)
        # Not Qt's own: to find out what kind of widget that is, every class of Qt's that it may be is made ready, which
        # takes a tenth of the time until the first paint.
        self.setViewport(QWidget())
        self.setWidget(content)
        content.setAutoFillBackground(False)


class More(QWidget):
    """Below there is more: what an area holds fades towards its lower edge."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, _most: self._fit())
        bar.valueChanged.connect(lambda _value: self._fit())
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        bar, high = self._area.verticalScrollBar(), theme.px(FADES)
        self.setGeometry(0, self._area.height() - high, self._area.viewport().width(), high)
        self.setVisible(bar.value() < bar.maximum())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        from PySide6.QtGui import QLinearGradient  # noqa: PLC0415 - after the first paint

        full = theme.current().surface
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0, theme.faded(full, 0))
        fade.setColorAt(1, full)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), fade)


class FoldingArea(ScrollArea):
    """As high as its content where there is room; where there is less it scrolls to what has the keyboard."""

    AROUND = 16
    """What is seen above and below what has the keyboard."""

    def __init__(self, content: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(content, parent=parent)
        self._content = content
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more = More(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_in_sight)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._content.minimumSizeHint().width(), 0)

    def hasHeightForWidth(self) -> bool:
        return self._content.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._content.heightForWidth(width)

    def measure(self) -> None:
        """What it holds may have changed since it was measured last."""
        layout = self._content.layout()
        if layout is not None:
            layout.activate()
        self.updateGeometry()

    def turn(self, pages: int) -> None:
        """Scroll that many pages down: what is only read takes no keyboard of its own."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _keep_in_sight(self, _: QWidget | None, here: QWidget | None) -> None:
        if here is not None and self.isVisible() and self._content.isAncestorOf(here):
            middle = here.mapTo(self._content, here.rect().center())
            self.ensureVisible(middle.x(), middle.y(), 0, here.height() // 2 + self.AROUND)
