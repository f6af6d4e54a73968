"""Work that takes longer than a blink, off the window's thread; its result comes back on it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from slaapp.domain.errors import Refusal


class _Answer(QObject):
    done = Signal(object)
    refused = Signal(str)
    failed = Signal(object)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], object], answer: _Answer) -> None:
        super().__init__()
        self.setAutoDelete(True)
        self._work, self._answer = work, answer

    def run(self) -> None:
        try:
            result = self._work()
        except Refusal as refusal:
            self._answer.refused.emit(str(refusal))
        except Exception as mistake:  # noqa: BLE001 - carried to the window's thread, where failures.py shows it
            self._answer.failed.emit(mistake)
        else:
            self._answer.done.emit(result)


class _Awaited(QObject):
    """Lives on the window's thread and keeps the answer until it came."""

    def __init__(
        self,
        owner: QObject,
        on_done: Callable[[Any], None],
        on_refused: Callable[[str], None] | None,
    ) -> None:
        super().__init__(owner)
        self._on_done, self._on_refused = on_done, on_refused
        self.answer = _Answer()
        self.answer.done.connect(self._done)
        self.answer.refused.connect(self._refused)
        self.answer.failed.connect(self._failed)

    @Slot(object)
    def _done(self, result: object) -> None:
        self.deleteLater()
        self._on_done(result)

    @Slot(str)
    def _refused(self, sentence: str) -> None:
        self.deleteLater()
        if self._on_refused is not None:
            self._on_refused(sentence)

    @Slot(object)
    def _failed(self, mistake: BaseException) -> None:
        self.deleteLater()
        raise mistake


def in_background(
    owner: QObject,
    work: Callable[[], Any],
    then: Callable[[Any], None],
    *,
    refused: Callable[[str], None] | None = None,
) -> None:
    """Run `work` on another thread and hand its result to `then` on this one, unless `owner` is gone by then.

    A Refusal goes to `refused` as its sentence. Any other error is raised on this thread, where `failures` shows it.
    """
    awaited = _Awaited(owner, then, refused)
    QThreadPool.globalInstance().start(_Job(work, awaited.answer))


def wait_for_all(milliseconds: int = 30_000) -> bool:
    """At the end of the program; False when something still runs."""
    return QThreadPool.globalInstance().waitForDone(milliseconds)
