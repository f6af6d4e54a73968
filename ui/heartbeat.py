"""The window's one timer. It wakes when a figure on the screen reads differently, and rests while nothing is seen.

Whoever shows time says when its figures change next; the beat comes at that very second. A row under 15 minutes asks
for every second, the others for the second at which a minute of theirs is used up. In between the timer wakes for one
question alone: whether another process has written to the store.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from slaapp.domain.spans import MINUTE, Instant
from ui.wall_clock import WallClock

POLL_MS = 1500
"""Half a second is left for reading, so that what another process wrote is seen within two."""

READ_MS = 500
"""That half second, where nobody sees the window and the store was not asked for a while."""

DOZE_MS = 60_000
"""A computer that slept counts no milliseconds: look at the clock again at least each minute."""


class Heartbeat(QObject):
    """`next_figure` gives the next instant at which something visible changes, None when that is the full minute.

    `poll` asks the store; it is called at most every `POLL_MS`, and every `DOZE_MS` while nobody sees the window.
    `next_duty` gives the next instant at which something is to be done or told whether anybody looks or not, None when
    there is nothing yet.
    """

    beat = Signal(object)
    """The instant, a whole second."""

    def __init__(
        self,
        clock: WallClock,
        *,
        next_figure: Callable[[], Instant | None],
        poll: Callable[[], None],
        next_duty: Callable[[], Instant | None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._next_figure, self._poll, self._next_duty = clock, next_figure, poll, next_duty
        self._dozing = self._asked = self._gone = False
        self._awaited: Instant | None = None
        self._last_beat: Instant | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._wake)

    @property
    def resting(self) -> bool:
        """Nothing beats for what is seen."""
        return self._dozing or not self._timer.isActive()

    @property
    def awaited(self) -> Instant | None:
        """The instant of the next beat."""
        return self._awaited

    def go_on(self) -> None:
        """The window is seen (again): beat now, then as needed."""
        self._dozing = self._gone = False
        self._poll()
        self._strike()

    def rest(self) -> None:
        """The window is gone, and hidden after that."""
        self._timer.stop()
        self._awaited, self._gone = None, True

    def doze(self) -> None:
        """Nobody sees the window: wake for duties alone, and a moment before them to ask the store."""
        if self._gone:
            return
        self._timer.stop()
        self._dozing, self._asked = True, False
        self._awaited = self._next_duty()
        wait_ms = DOZE_MS if self._awaited is None else self._clock.ms_until(self._awaited) - POLL_MS
        self._timer.start(max(1, min(wait_ms, DOZE_MS)))

    def look_again(self) -> None:
        """What is visible has changed: another instant may come first."""
        if self._timer.isActive() and not self._dozing:
            self._plan()

    def _wake(self) -> None:
        if self._dozing:
            self._stir()
            return
        self._poll()
        now = self._clock.now()
        went_back = self._last_beat is not None and now < self._last_beat
        if went_back or (self._awaited is not None and self._awaited <= now):
            self._strike()
        else:
            self._wait()

    def _stir(self) -> None:
        """Twice for each duty: others may have done what would be told."""
        if self._asked:
            if self._awaited is not None and self._awaited <= self._clock.now():
                self.beat.emit(self._clock.now())
            self.doze()
            return
        self._poll()
        wait_ms = None if self._awaited is None else self._clock.ms_until(self._awaited) + 1
        if wait_ms is None or wait_ms > POLL_MS + 1:
            self.doze()
        else:
            self._asked = True
            self._timer.start(max(READ_MS, wait_ms))

    def _strike(self) -> None:
        self._last_beat = self._clock.now()
        self.beat.emit(self._last_beat)
        self._plan()

    def _plan(self) -> None:
        now = self._clock.now()
        full_minute = now - now % MINUTE + MINUTE
        figure = self._next_figure()
        self._awaited = full_minute if figure is None else min(full_minute, max(figure, now + 1))
        self._wait()

    def _wait(self) -> None:
        wait_ms = POLL_MS if self._awaited is None else self._clock.ms_until(self._awaited) + 1
        self._timer.start(max(1, min(wait_ms, POLL_MS)))
