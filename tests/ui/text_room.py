"""Whether words have the room they need: what is cut without a sign of it, or lies over its neighbour."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLabel, QLayout, QStackedLayout, QWidget

from ui import theme
from ui.widgets import painting
from ui.widgets.label import Label
from ui.widgets.scroll import ScrollArea


def lost(windows: Sequence[QWidget]) -> list[str]:
    """A line for each widget that is wrong."""
    found = [line for window in windows for line in _runs_out(window)]
    for window in windows:
        for widget in window.findChildren(QWidget):
            if widget.isVisible():
                found += [*_cut(widget), *_beyond(widget), *_wider(widget), *_overlaps(widget)]
    return sorted(set(found))


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        words, needed = widget.text(), widget.fontMetrics().horizontalAdvance(widget.text())
        if widget.wordWrap():
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                yield f"too low: {words!r}"
        elif not getattr(widget, "_elide", False) and needed > widget.contentsRect().width() + 1:
            yield f"too narrow: {words!r} needs {needed} of {widget.width()}"
    elif isinstance(widget, QAbstractButton) and widget.text():
        if widget.sizeHint().height() > widget.height() + 1:
            yield f"too low: {widget.text()!r}"
        if widget.sizeHint().width() > widget.width() + 1:
            yield f"too narrow: {widget.text()!r} needs {widget.sizeHint().width()} of {widget.width()}"


def _beyond(widget: QWidget) -> Iterator[str]:
    """Out of the widget around it; what is scrolled may."""
    around = widget.parentWidget()
    if around is None or widget.isWindow() or type(widget).__name__ == "FocusRing" or not around.isVisible():
        return
    if isinstance(around.parentWidget(), QAbstractScrollArea) or isinstance(around, QAbstractScrollArea):
        return
    box = widget.geometry()
    if box.left() < 0 or box.right() > around.width() or box.top() < -1 or box.bottom() > around.height() + 1:
        yield f"out of {type(around).__name__} {around.size().toTuple()}: {_called(widget)} {box.getRect()}"


def _wider(widget: QWidget) -> Iterator[str]:
    """Than the area that scrolls it, where that goes up and down only."""
    up_and_down = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if not isinstance(widget, ScrollArea) or widget.horizontalScrollBarPolicy() != up_and_down:
        return
    if widget.widget().width() > widget.viewport().width() + 1:
        yield f"wider than its area: {_called(widget)} by {widget.widget().width() - widget.viewport().width()}"


def _overlaps(widget: QWidget) -> Iterator[str]:
    layout = widget.layout()
    if layout is None:
        return
    for one, other in combinations(_laid_out(layout), 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > 2 and common.height() > 2:
            yield f"over each other: {_called(one)} and {_called(other)} by {common.size().toTuple()}"


def _laid_out(layout: QLayout) -> list[QWidget]:
    found: list[QWidget] = []
    if isinstance(layout, QStackedLayout):
        return found
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget.isVisible():
            found.append(widget)
        elif inner is not None:
            found += _laid_out(inner)
    return found


def _runs_out(window: QWidget) -> list[str]:
    """Words that are painted without a bound and end beyond their widget."""
    found: list[str] = []
    paint = painting.text

    def watched(painter, words, style, colour, x, middle, width=0.0, **more):  # type: ignore[no-untyped-def]
        held = painter.device()
        if isinstance(held, QWidget) and not width and painter.transform().isIdentity():
            used = theme.metrics(style, weight=more.get("weight")).horizontalAdvance(words)
            start = x - used if more.get("right") else x
            if start < -1 or start + used > held.width() + 1:
                found.append(f"runs out of {_called(held)}: {words!r}")
        return paint(painter, words, style, colour, x, middle, width, **more)

    with patch.object(painting, "text", watched):
        window.grab()
    return found


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, Label | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text[:40]!r}"
