"""What may move, and for how long (§ 9 of the design).

Nothing moves until the program says so with `begin`: tests and pictures look at what comes of it. The person's wish,
the system's where Qt tells it, an open menu, and typing in any field make all of it still.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from slaapp.domain.spans import Instant

if TYPE_CHECKING:
    from PySide6.QtCore import QVariantAnimation

    from ui.typed import Typing

FADE, SLIDE, FLASH = 90, 120, 600
"""Milliseconds: of a form that opens, a notice that comes, a row that stands out in another group."""

RISE = 8
"""Pixels that a notice slides."""

TYPES_FOR = 2
"""Seconds after a key in a field in which somebody still types."""


class Motion(QObject):
    """`now` gives the instant; None while nothing moves at all."""

    def __init__(self) -> None:
        super().__init__()
        self._now: Callable[[], Instant] | None = None
        self._typing: Typing | None = None
        self._typed_at: Instant | None = None
        self.reduced = False
        """The person wants nothing to move."""

    def begin(self, now: Callable[[], Instant]) -> None:
        if self._typing is None:
            from ui.typed import Typing  # noqa: PLC0415 - after the first paint

            self._typing = Typing(self)
            self._typing.typed.connect(self._note_typing)
        self._now, self._typed_at = now, None

    def end(self) -> None:
        """Nothing moves from now on."""
        self._now = None

    def _note_typing(self) -> None:
        if self._now is not None:
            self._typed_at = self._now()

    def lasts(self, ms: int) -> int:
        """So long a movement takes that is to take `ms`; 0 where it may not be."""
        if self._now is None or self.reduced or _system_reduces() or QApplication.activePopupWidget() is not None:
            return 0
        typing = self._typed_at is not None and 0 <= self._now() - self._typed_at < TYPES_FOR
        return 0 if typing else ms


motion = Motion()


def _system_reduces() -> bool:
    """Windows tells Qt whether the person wants effects; elsewhere Qt says nothing that could be relied on."""
    return sys.platform == "win32" and not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def fade_in(widget: QWidget) -> "QVariantAnimation | None":
    """Call it before the widget is shown; None where it is to be there at once."""
    lasts = motion.lasts(FADE)
    if not lasts:
        return None
    from PySide6.QtCore import QVariantAnimation  # noqa: PLC0415 - after the first paint
    from PySide6.QtWidgets import QGraphicsOpacityEffect  # noqa: PLC0415 - after the first paint

    effect = QGraphicsOpacityEffect(widget, opacity=0.0)
    widget.setGraphicsEffect(effect)
    fading = QVariantAnimation(widget, startValue=0.0, endValue=1.0, duration=lasts)
    fading.valueChanged.connect(effect.setOpacity)
    fading.finished.connect(lambda: widget.setGraphicsEffect(None))  # type: ignore[arg-type] # Qt takes None
    fading.start()
    return fading


def slide(widget: QWidget, place: Callable[[], object]) -> "QVariantAnimation | None":
    """From a little below to its place; `place` puts it where it is at the moment. None: it is there at once."""
    lasts = motion.lasts(SLIDE)
    if not lasts:
        return None
    from PySide6.QtCore import QEasingCurve, QVariantAnimation  # noqa: PLC0415 - after the first paint

    sliding = QVariantAnimation(widget, startValue=float(RISE), endValue=0.0, duration=lasts)
    sliding.setEasingCurve(QEasingCurve.Type.OutCubic)
    sliding.valueChanged.connect(lambda _: place())
    sliding.start()
    return sliding


def end(moving: "QVariantAnimation | None") -> None:
    """At once where it would come to in the end."""
    if moving is not None and moving.state() is moving.State.Running:
        moving.setCurrentTime(moving.duration())
