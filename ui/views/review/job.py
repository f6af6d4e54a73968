"""Work beside the window of which one piece is wanted at a time: what was begun before ends soon, and is dropped."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from slaapp.services.governed import Watch
from ui.background import in_background, progress_of
from ui.widgets.waiting import Waiting

Then = Callable[[Any], None]


class _Wish:
    """Known to both threads; no object of Qt is."""

    wanted = True


class Job(QObject):
    """Told by `waiting`, whose Cancel ends it. It also ends where the page is gone, or the program ends."""

    def __init__(self, waiting: Waiting, about: str) -> None:
        super().__init__(waiting)
        self._waiting, self._about = waiting, about
        held = self._held = list[_Wish]()
        self.destroyed.connect(lambda: _drop(held))
        application = QApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def begin(self, work: Callable[[Watch], object], then: Then, refused: Callable[[str], None]) -> None:
        self.stop()
        wish = _Wish()
        self._held.append(wish)
        watch = Watch(progress_of(self, self._waiting.show_part, lambda: wish.wanted), lambda: not wish.wanted)
        self._waiting.begin(self._about)
        in_background(
            self, lambda: work(watch), partial(self._take, wish, then), refused=partial(self._take, wish, refused)
        )

    def stop(self) -> None:
        _drop(self._held)
        self._waiting.end()

    def _take(self, wish: _Wish, then: Then, result: Any) -> None:
        if wish.wanted:
            self.stop()
            then(result)


def _drop(held: list[_Wish]) -> None:
    while held:
        held.pop().wanted = False
