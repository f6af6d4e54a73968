"""Notices at the lower right: what was done and how to undo it, what is due soon, what was refused.

At most three are seen, the newest. Those that only inform leave after six seconds; those that need an answer stay, and
come back when newer ones have left. One of a moment that is past leaves a minute after somebody began to work beside
it. Leaving is a matter of time, so the heartbeat brings it.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from slaapp.domain.spans import MINUTE, Instant
from ui import theme, wording
from ui.first_touch import FirstTouch
from ui.motion import slide
from ui.widgets import painting
from ui.widgets.button import Button, IconButton, Kind
from ui.widgets.label import Icon, Label
from ui.widgets.notice import Notice
from ui.widgets.overlay import Overlay
from ui.widgets.said import Role, announce

WIDTH, RIGHT, BOTTOM, MOST = 376, 16, 40, 3
HELD = 20
"""So many are held, seen or not; the oldest leave first."""

GAP = 8
SHADOW = 10
INFORMS_FOR = 6
"""Seconds."""

SEEN_FOR = MINUTE
"""So long one works beside a notice of a moment until it counts as seen."""


class Toast(QFrame):
    ROLE = Role.AlertMessage

    gone = Signal()
    refitted = Signal()
    """The text has another size, and so has this."""

    def __init__(self, notice: Notice, until: Instant | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice, self.until, self.waiting = notice, until, set(notice.about)
        self.touched = False
        """Somebody used the window while it was there."""

        self.sliding: QVariantAnimation | None = None
        """How it comes to its place from a little below, while it does."""

        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = ". ".join((notice.title, *notice.lines))
        self.setAccessibleName(words)
        large = bool(notice.lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADOW + 14, SHADOW + (13 if large else 10), SHADOW + 13, SHADOW + (13 if large else 10))
        row.setSpacing(12)
        beside = Qt.AlignmentFlag.AlignTop if large else Qt.AlignmentFlag.AlignVCenter
        row.addWidget(Icon(notice.icon, notice.ink, 18 if large else 16, line="semi" if large else None), 0, beside)
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Label(notice.title, "prose_semi" if large or notice.stays else "prose", wrap=True), 1)
        if notice.aside:
            head.addWidget(Label(notice.aside, "small", "text3"), 0, Qt.AlignmentFlag.AlignTop)
        if notice.actions and not large:
            head.addWidget(self._button(*notice.actions[0], kind=Kind.LINK))
        column.addLayout(head)
        self._lines: list[tuple[Label, Label]] = []
        """Each as it is, and cut to one row."""

        self._wanted = 0
        """The height that was not to be had; 0 while it is."""

        for line in notice.lines:
            cut = Label(line, "prose", "text2", elide=True)
            column.addWidget(cut)
            if notice.whole:
                whole = Label(line, "prose", "text2", wrap=True)
                column.addWidget(whole)
                cut.setToolTip(wording.tip(line))
                cut.hide()
                self._lines.append((whole, cut))
        if large and notice.answers:
            column.addSpacing(10)
            buttons = QHBoxLayout()
            buttons.setSpacing(8)
            last = len(notice.answers) - 1
            for at, (text, do) in enumerate(notice.answers):
                if at == last > 0:
                    buttons.addStretch(1)
                buttons.addWidget(self._button(text, do, kind=Kind.QUIET if at == last > 0 else Kind.DEFAULT))
            if last == 0:
                buttons.addStretch(1)
            column.addLayout(buttons)
        row.addLayout(column, 1)
        if notice.stays:
            close = IconButton("x", wording.say("Close"), size=26, side=14)
            close.clicked.connect(self.gone)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._fit()
        theme.notifier.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedWidth(theme.px(WIDTH) + 2 * SHADOW)
        self._cut(0)
        self.refitted.emit()

    def fit_into(self, room: int) -> int:
        """How high it is: where there is less room than that, lines that are whole elsewhere are cut to one row."""
        if self._wanted and room >= self._wanted:
            self._cut(0)
        if not self._wanted and self._lines and self._height() > room:
            self._cut(self._height())
        return self._height()

    def _height(self) -> int:
        return self.heightForWidth(self.width()) if self.hasHeightForWidth() else self.sizeHint().height()

    def _cut(self, wanted: int) -> None:
        self._wanted = wanted
        for whole, cut in self._lines:
            whole.setVisible(not wanted)
            cut.setVisible(bool(wanted))
        layout = self.layout()
        if layout is not None:
            layout.activate()

    @property
    def below(self) -> int:
        """So many pixels it is still below its place."""
        return 0 if self.sliding is None else round(self.sliding.currentValue())

    def _button(self, text: str, do: Callable[[], object], *, kind: Kind) -> Button:
        button = Button(text, kind=kind)
        button.clicked.connect(self.gone)
        button.clicked.connect(lambda _=False: do())
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.gone.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = theme.current()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        painting.shadow(painter, box, theme.RADIUS_CARD)
        outline = t.focus if self.hasFocus() else t.line2
        width = 2 if self.hasFocus() else 1
        painting.frame(painter, box, theme.RADIUS_CARD, fill=t.surface, outline=outline, width=width)


class Toasts:
    """The notices of a window; `say` adds one. They keep to its lower right corner, but above the form in which one
    types there: `form` gives it, where there is one. Those that a form over the window would lie under wait until it
    closes."""

    def __init__(self, over: QWidget, form: Callable[[], QWidget | None] = lambda: None) -> None:
        self._over = over
        self._form = form
        self._held: list[Toast] = []
        self._came_from: QWidget | None = None
        """What had the keyboard before a notice was given it."""

        self._listening = False

    @property
    def _shown(self) -> list[Toast]:
        """The newest, those of which there is room for are seen."""
        return self._held[-MOST:]

    def say(self, notice: Notice, now: Instant) -> None:
        self.drop(notice.key)
        behind = self._held[: max(0, len(self._held) + 1 - MOST)]
        for toast in [held for held in behind if not held.notice.stays] + self._held[: 1 - HELD]:
            self._drop(toast)
        toast = Toast(notice, None if notice.stays else now + INFORMS_FOR, self._over)
        toast.gone.connect(lambda: self._drop(toast))
        toast.refitted.connect(self.place)
        self._held.append(toast)
        toast.sliding = slide(toast, self.place)
        self.place()
        self._listen()
        announce(toast.accessibleName(), toast, at_once=notice.stays)

    def settle(self, numbers: Iterable[int]) -> None:
        """These tickets need no notice any more."""
        for toast in list(self._held):
            if toast.waiting:
                toast.waiting.difference_update(numbers)
                if not toast.waiting:
                    self._drop(toast)

    def drop(self, key: str) -> None:
        """A notice that holds no longer; one without a key has none that it could be known by."""
        for toast in [held for held in self._held if key and held.notice.key == key]:
            self._drop(toast)

    def beat(self, now: Instant) -> None:
        for toast in list(self._held):
            if toast.touched and toast.until is None and toast.notice.moment is not None:
                toast.until = max(toast.notice.moment, now + SEEN_FOR)
            elif toast.until is not None and toast.isHidden() and not toast.touched:
                toast.until = now + INFORMS_FOR  # nobody could read it yet
            if toast.until is not None and toast.until <= now and not toast.isAncestorOf(_focused(toast)):
                self._drop(toast)
        self.place()
        self._listen()

    def _listen(self) -> None:
        """For the next key or click, while there is a notice that nobody worked beside yet."""
        window = self._over.window().windowHandle()
        if self._listening or window is None or not any(_waits_to_be_seen(toast) for toast in self._shown):
            return
        self._listening = True
        FirstTouch(window).touched.connect(self._touched)

    def _touched(self) -> None:
        self._listening = False
        for toast in self._shown:
            toast.touched = toast.touched or (_waits_to_be_seen(toast) and not toast.isHidden())

    @property
    def next_leave(self) -> Instant | None:
        return min((toast.until for toast in self._shown if toast.until is not None), default=None)

    @property
    def held(self) -> list[str]:
        """The keys of all that are held, seen or not."""
        return [toast.notice.key for toast in self._held]

    @property
    def shown(self) -> list[Notice]:
        return [toast.notice for toast in self._shown]

    def focus(self) -> bool:
        """Put the keyboard on the newest one; False when none is seen, or it is there already."""
        if not self._shown or self._shown[-1].isHidden() or self._shown[-1].hasFocus():
            return False
        if not any(_has_keyboard(toast) for toast in self._held):
            self._came_from = self._over.window().focusWidget()
        self._shown[-1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def clear(self) -> None:
        for toast in list(self._held):
            self._drop(toast)

    def place(self) -> None:
        for toast in self._held[:-MOST]:
            toast.hide()
        if not self._shown:
            return
        bottom = self._over.height() - BOTTOM
        form = self._form()
        if form is not None and form.isVisible():
            corner = form.mapTo(self._over, form.rect().topRight())
            if corner.x() > self._over.width() - RIGHT - (self._shown[0].width() - 2 * SHADOW):
                bottom = min(bottom, corner.y() - GAP)
        bottom += SHADOW
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        overlays = self._over.findChildren(Overlay, options=direct)
        above = [overlay.form.geometry() for overlay in overlays if overlay.isVisible()]
        for toast in reversed(self._shown):
            height = toast.fit_into(bottom) if toast is self._shown[-1] else toast.fit_into(self._over.height())
            left = self._over.width() - RIGHT - toast.width() + SHADOW
            toast.setGeometry(left, bottom - height + toast.below, toast.width(), height)
            box = toast.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
            fits = toast.y() >= 0 or toast is self._shown[-1]
            toast.setVisible(fits and not any(box.intersects(form) for form in above))
            toast.raise_()
            bottom -= height - 2 * SHADOW + GAP

    def _drop(self, toast: Toast) -> None:
        if toast in self._held:
            self._held.remove(toast)
            if _has_keyboard(toast):
                self._give_back()
            toast.hide()
            toast.deleteLater()
            self.place()

    def _give_back(self) -> None:
        back, self._came_from = self._came_from, None
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.PopupFocusReason)


def _waits_to_be_seen(toast: Toast) -> bool:
    return toast.notice.moment is not None and not toast.touched


def _has_keyboard(toast: Toast) -> bool:
    held = _focused(toast)
    return held is toast or toast.isAncestorOf(held)


def _focused(toast: Toast) -> QWidget:
    return toast.window().focusWidget() or toast.window()
