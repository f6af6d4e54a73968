"""A form over the window: the scrim below it, the frame with its shadow, and the keyboard kept inside."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QWidget
from shiboken6 import isValid

from ui import keymap, theme
from ui.actions import Where
from ui.motion import end, fade_in
from ui.widgets import painting
from ui.widgets.label import Label
from ui.widgets.popup import Popup
from ui.widgets.said import Role
from ui.widgets.scroll import FoldingArea

SHADOW = 10
DOES_IT = "Ctrl ↵"
"""What the keycap of the button says that `done_by` is given."""


class _Form(QFrame):
    ROLE = Role.Dialog


class Overlay(QWidget):
    """Fills the window. `left` is asked when the person presses Esc or clicks beside the form."""

    SCRIM = "scrim"
    """The colour over the window."""

    left = Signal()

    def __init__(self, over: QWidget, *, width: int, top: int) -> None:
        super().__init__(over)
        self._over, self._width, self._top = over, width, top
        self._way_back: list[QWidget] = []
        """What had the keyboard, and all that it stands in."""

        self.fading: QVariantAnimation | None = None
        """How it came, while it comes."""

        self.form = _Form(self)
        self.form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        over.installEventFilter(self)
        # Queued: what the form holds takes its new sizes first.
        theme.notifier.changed.connect(self._grow, Qt.ConnectionType.QueuedConnection)
        self.hide()

    def done_by(self, button: QAbstractButton) -> None:
        """Ctrl+Enter presses it from wherever the keyboard is in the form."""
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def open(self) -> None:
        """Show the form over everything; the keyboard comes back to where it was when it closes, or to the page around
        that, else the window, when it is gone by then."""
        self._way_back = []
        held: QWidget | None = self._over.window().focusWidget()
        while held is not None:
            self._way_back.append(held)
            held = held.parentWidget()
        self._place()
        self.fading = fade_in(self)
        self.show()
        self.raise_()
        self.form.setAccessibleName(self.called())

    def called(self) -> str:
        """What the form is called: by what stands at its head."""
        return next((held.text() for held in self.form.findChildren(Label) if held.text() and held.isVisible()), "")

    def close_form(self) -> None:
        for popup in self.findChildren(Popup):
            popup.hide()
        self.hide()
        end(self.fading)
        self.fading = None
        way, window = self._way_back, self._over.window()
        # What had it takes it again, by itself or not: a page has the keyboard and is not in the order of Tab.
        there = (held for held in way if isValid(held) and (held is way[0] or held.focusPolicy()))
        back = next((held for held in there if held.isVisible() and held.isEnabled()), window)
        self._way_back = []
        back.setFocus(Qt.FocusReason.PopupFocusReason)

    def refit(self) -> None:
        """The form's content takes another height."""
        self._place()

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        width = self._room()
        for area in self.form.findChildren(FoldingArea):
            area.measure()
        layout = self.form.layout()
        if layout is not None:
            layout.activate()  # what it holds may have changed since it was measured last
        height = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        if height < 0:
            height = self.form.sizeHint().height()
        height = min(height, self.height() - 32)
        top = max(16, min(self._top, self.height() - height - 16))
        self.form.setGeometry((self.width() - width) // 2, top, width, height)
        self._tell_window()
        self.update()

    def _tell_window(self) -> None:
        """What lies over the window makes room, as for anything else that is laid out."""
        QApplication.postEvent(self._over.window(), QEvent(QEvent.Type.LayoutRequest))

    def _grow(self) -> None:
        if self.isVisible():
            self.refit()

    def _room(self) -> int:
        """How wide the form is in this window."""
        return min(theme.px(self._width), self._over.width() - 32)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_window()

    def event(self, event: QEvent) -> bool:
        """Keys are not the window's while a form lies over it; one can quit all the same."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier
            letter = not held and event.key() < Qt.Key.Key_Escape
            if letter or keymap.act_of(event, Where.ANYWHERE, Where.GO) not in (None, "quit"):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            for area in self.form.findChildren(FoldingArea):
                area.turn(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.form.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the form."""
        return go_round(self.form, forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), getattr(t, self.SCRIM))
        box = QRectF(self.form.geometry())
        painting.shadow(painter, box, theme.RADIUS_DIALOG)
        outline = t.line2 if t.dark else None
        painting.frame(painter, box, theme.RADIUS_DIALOG, fill=t.surface, outline=outline)


def go_round(form: QWidget, forward: bool) -> bool:
    """Give the keyboard to the next in the form, after the last to its first; False when nothing in it takes it."""
    inside = [held for held in form.findChildren(QWidget) if _takes_tab(held)]
    if not inside:
        return False
    here = form.window().focusWidget()
    order = _in_tab_order(form, inside)
    at = order.index(here) if here in order else -1 if forward else 0
    order[(at + (1 if forward else -1)) % len(order)].setFocus(
        Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    )
    return True


def _takes_tab(widget: QWidget) -> bool:
    wanted = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return wanted and widget.isEnabled() and widget.isVisible()


def _in_tab_order(form: QWidget, inside: list[QWidget]) -> list[QWidget]:
    """As they follow each other in Qt's chain of focus."""
    order: list[QWidget] = []
    widget = form.nextInFocusChain()
    while widget is not None and widget is not form:
        if widget in inside:
            order.append(widget)
        widget = widget.nextInFocusChain()
    return order
