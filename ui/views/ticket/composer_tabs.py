"""The tabs of the composer: their words, and the buttons that switch."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons, theme
from ui.keymap import KeyOf
from ui.views.ticket.draft import Tab
from ui.widgets import painting
from ui.widgets.button import Choice
from ui.widgets.key_tip import tip_with_keys

TABS = {
    Tab.REPLY: ("reply", "Reply", "to_reply"),
    Tab.NOTE: ("lock", "Internal note", "to_note"),
    Tab.CUSTOMER: ("message-square-reply", "Customer said", "to_customer_said"),
}
ADD = {Tab.REPLY: "Add reply", Tab.NOTE: "Add note", Tab.CUSTOMER: "Add message"}
PLACEHOLDER = {
    Tab.REPLY: "What the customer was told",
    Tab.NOTE: "For the desk only, never shown to the customer",
    Tab.CUSTOMER: "What the customer said or wrote",
}


class TabButton(Choice):
    """Flat; the chosen one is filled."""

    def __init__(self, icon: str, text: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._brief_else, self._brief = False, False
        self.setText(text)
        self.setAccessibleName(text)
        tip_with_keys(self, text, KeyOf(act))

    def show_brief(self, *, unless_chosen: bool, always: bool) -> None:
        """Where it is tight a tab that is not chosen is its icon alone; where it is tighter, each."""
        if (self._brief_else, self._brief) != (unless_chosen, always):
            self._brief_else, self._brief = unless_chosen, always
            self.updateGeometry()
            self.update()

    @property
    def _icon_only(self) -> bool:
        return self._brief or (self._brief_else and not self.isChecked())

    def sizeHint(self) -> QSize:
        if self._icon_only:
            return QSize(round(11 + theme.px(16) + 11), theme.px(theme.CHIP))
        words = theme.metrics("semi" if self.isChecked() else "body").horizontalAdvance(self.text())
        return QSize(round(11 + theme.px(16) + 7 + words + 11), theme.px(theme.CHIP))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, off = theme.current(), not self.isEnabled()
        chosen = self.isChecked() and not off
        ground = t.selected if chosen else self._ground()
        middle, side = self.height() / 2, theme.px(16)
        with QPainter(self) as painter:
            if ground is not None:
                painting.frame(painter, QRectF(self.rect()), theme.RADIUS_BUTTON, fill=ground)
            ink = t.disabled if off else t.text if chosen else t.text2
            icons.paint(painter, self._icon, ink if chosen or off else t.text3, 11, round(middle - side / 2), side)
            if self._icon_only:
                return
            painting.text(painter, self.text(), "semi" if chosen else "body", ink, 11 + side + 7, middle)
