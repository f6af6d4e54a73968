"""The agreements by name, each with who has it and where its versions stand."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyleOptionViewItem

from slaapp.services.agreement_versions import Listed, State
from ui import theme, wording
from ui.views.agreements.words import STATES, customers_words, soon_over
from ui.widgets import painting
from ui.widgets.runs import one_line
from ui.widgets.side_list import SideItem, dress
from ui.wording import say

LINE = 76
HELD = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class _Line(SideItem):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.px(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        held: Listed = index.data(HELD)
        today = index.data(HELD + 1)
        t, rect, state = theme.current(), QRectF(option.rect), option.state
        here = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, t.selected if here else t.hover if over else t.surface)
        x, room = rect.left() + 16, rect.width() - 28
        painting.text(painter, one_line(held.name), "semi", t.text, x, rect.top() + theme.px(19), room)
        painting.text(painter, _about(held), "small", t.text2, x, rect.top() + theme.px(38), room)
        middle = rect.top() + theme.px(58)
        for version in sorted(held.versions, key=lambda version: version.state is not State.IN_FORCE):
            if version.state in (State.REPLACED, State.EXPIRED, State.TERMINATED) and version is not held.versions[0]:
                continue
            look, icon, name = STATES[version.state]
            tag = say("v{number} {state}", number=version.agreement.version, state=say(name))
            sign = icon if x + painting.tag_width(tag, icon) < rect.right() - 6 else ""
            if x + painting.tag_width(tag, sign) < rect.right() - 6:
                x += painting.tag(painter, x, middle, theme.tag(look), tag, sign) + 6
        ends = soon_over(held, today)
        if ends and x + painting.tag_width(ends, "clock") < rect.right() - 6:
            painting.tag(painter, x, middle, theme.tag("amber"), ends, "clock")
        painting.hairline(painter, rect.left(), rect.bottom() - 1, rect.width())
        if here and state & QStyle.StateFlag.State_HasFocus:
            ring = rect.adjusted(2, 2, -2, -3)
            painting.frame(painter, ring, theme.RADIUS_PILL, fill=None, outline=t.focus, width=2)
        painter.restore()


def _about(held: Listed) -> str:
    """Who has it, and by which hours it counts."""
    newest = (held.in_force or held.versions[0]).agreement
    return f"{customers_words(held)} · {one_line(newest.calendar)}"


class AgreementList(QListWidget):
    """Its rows are those of `show_agreements`, in that order."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, say("Agreements"), _Line(self))
        theme.follow(self.doItemsLayout)

    def show_agreements(self, held: Sequence[Listed], today: date, current: str) -> None:
        """The one that is current stays so; nothing is said of that."""
        self.blockSignals(True)
        self.clear()
        for one in held:
            item = QListWidgetItem(one_line(one.name))
            item.setData(HELD, one)
            item.setData(HELD + 1, today)
            states = ", ".join(
                f"v{version.agreement.version} {say(STATES[version.state][2])}" for version in one.versions[:2]
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one_line(one.name)}. {_about(one)}. {states}.")
            item.setToolTip(wording.tip(_about(one)))
            self.addItem(item)
        self.blockSignals(False)
        self.select(current)

    def select(self, name: str) -> None:
        """Nothing is said of it."""
        self.blockSignals(True)
        self.setCurrentRow(next((row for row in range(self.count()) if self.name_at(row) == name), -1))
        self.blockSignals(False)

    def name_at(self, row: int) -> str | None:
        item = self.item(row)
        held: Listed | None = None if item is None else item.data(HELD)
        return None if held is None else held.name
