"""A list beside a page: how it and its lines look. Whoever fills it says what a line holds."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import icons, theme
from ui.widgets import painting
from ui.widgets.scroll import slim

ITEM = 30
ICON = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class SideItem(QStyledItemDelegate):
    """The ground of a line, and the ring while the list has the keyboard; `paint_line` paints what is on it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(ITEM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, rect = theme.current(), QRectF(option.rect)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = t.selected if here else t.hover if option.state & QStyle.StateFlag.State_MouseOver else None
        painter.save()
        if ground is not None:
            painting.frame(painter, rect, theme.RADIUS_BUTTON, fill=ground)
        if here and option.state & QStyle.StateFlag.State_HasFocus:
            painting.frame(painter, rect, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        self.paint_line(painter, rect, index, here=here)
        painter.restore()

    def paint_line(self, painter: QPainter, rect: QRectF, index: Index, *, here: bool) -> None:
        """Icon and title, as in the sidebar."""
        t, side, middle = theme.current(), theme.px(16), rect.center().y()
        x = rect.left() + 8
        icons.paint(painter, index.data(ICON), t.accent_text if here else t.text3, x, round(middle - side / 2), side)
        style, ink = ("semi", t.text) if here else ("body", t.text2)
        x += side + 9
        painting.text(painter, index.data(), style, ink, x, middle, rect.right() - 6 - x)


def dress(held: QListWidget, name: str, item: SideItem) -> None:
    """`name` is what a screen reader calls the list."""
    held.setFrameShape(QFrame.Shape.NoFrame)
    held.setItemDelegate(item)
    held.setMouseTracking(True)
    held.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    held.setTabKeyNavigation(False)
    held.setAccessibleName(name)
    held.viewport().setAutoFillBackground(False)
    slim(held)
