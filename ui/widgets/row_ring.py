"""The ring inside a table that has the keyboard: 2 px of `focus`, around its row (§ 4 of the design)."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from ui import theme
from ui.theme import Theme
from ui.widgets import painting


def paint_row_ring(table: QTableView, colours: Theme) -> None:
    """Over the cells of the current row, once they are painted; nothing where the keyboard is elsewhere."""
    here = table.currentIndex()
    if here.isValid():
        row = table.visualRect(here)
        paint_ring(table, QRectF(0, row.y(), table.viewport().width(), row.height() - 1), colours)


def paint_ring(table: QTableView, box: QRectF, colours: Theme) -> None:
    """Around a box of the viewport; of all of it where the arrows scroll and no row is the current one."""
    if table.hasFocus():
        with QPainter(table.viewport()) as painter:
            ring = box.adjusted(1, 1, -1, -1)
            painting.frame(painter, ring, theme.RADIUS_PILL, fill=None, outline=colours.focus, width=2)
