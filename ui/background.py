"""Work that takes longer than a blink, off the window's thread; its result comes back on it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from slaapp.domain.errors import Refusal

Then = Callable[[Any], None]


class _Return(QObject):
    """The one object that both threads know: no object of Qt is made for a job, so none can go on the wrong thread."""

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _hand_over(self, deliver: Callable[[], None]) -> None:
        deliver()


_workers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="background")
_under_way: set[Future[None]] = set()
_returns: list[_Return] = []


def in_background(
    owner: QObject, work: Callable[[], Any], then: Then, *, refused: Callable[[str], None] | None = None
) -> None:
    """Run `work` on another thread and hand its result to `then` on this one, unless `owner` is gone by then.

    A Refusal goes to `refused` as its sentence. Any other error is raised on this thread, where `failures` shows it.
    """
    if not _returns:
        _returns.append(_Return())  # on the window's thread, once there is one
    back = _returns[0]

    def job() -> None:
        deliver: Callable[[], None]
        try:
            deliver = partial(then, work())
        except Refusal as refusal:
            deliver = partial(refused or _ignore, str(refusal))
        except Exception as mistake:  # noqa: BLE001 - carried to the window's thread, where failures.py shows it
            deliver = partial(_raise, mistake)
        back.came.emit(partial(_unless_gone, owner, deliver))

    future = _workers.submit(job)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


def _unless_gone(owner: QObject, deliver: Callable[[], None]) -> None:
    if isValid(owner):
        deliver()


def _ignore(sentence: str) -> None:
    """Nobody asked to be told."""


def _raise(mistake: BaseException) -> None:
    raise mistake


def wait_for_all(seconds: float = 30) -> bool:
    """At the end of the program; False when something still runs."""
    return not wait(list(_under_way), seconds).not_done
