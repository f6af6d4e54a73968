"""Work that takes longer than a blink, off the window's thread; its result comes back on it."""

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from slaapp.domain.errors import Refusal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Then = Callable[[Any], None]
Tell = Callable[[int, int], None]
AT_ONCE = 50
"""So many changes are written before one notices; more than that in the background."""

STEPS = 200
"""A bar is moved so often at most."""


class _Return(QObject):
    """The one object that both threads know: no object of Qt is made for a job, so none can go on the wrong thread."""

    came = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.came.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _hand_over(self, deliver: Callable[[], None]) -> None:
        deliver()


@cache
def _workers() -> "ThreadPoolExecutor":
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - after the first paint

    return ThreadPoolExecutor(max_workers=4, thread_name_prefix="background")


_under_way: set["Future[None]"] = set()
_returns: list[_Return] = []


def in_background(
    owner: QObject,
    work: Callable[[], Any],
    then: Then,
    *,
    refused: Callable[[str], None] | None = None,
    ended: Callable[[], None] | None = None,
) -> None:
    """Run `work` on another thread and hand its result to `then` on this one, unless `owner` is gone by then.

    A Refusal goes to `refused` as its sentence. Any other error is raised on this thread, where `failures` shows it.
    `ended` comes before each of these, and alone where the work was stopped: whoever waits for it waits no more.
    """
    back = _way_back()

    def job() -> None:
        deliver: Callable[[], None]
        try:
            deliver = partial(then, work())
        except Stopped:
            deliver = _nothing
        except Refusal as refusal:
            deliver = partial(refused or _ignore, str(refusal))
        except Exception as mistake:  # noqa: BLE001 - carried to the window's thread, where failures.py shows it
            deliver = partial(_raise, mistake)
        back.came.emit(partial(_unless_gone, owner, partial(_end, ended or _nothing, deliver)))

    future = _workers().submit(job)
    _under_way.add(future)
    future.add_done_callback(_under_way.discard)


class Stopped(Exception):
    """The person does not want it any more: work that tells how far it is ends here, and nothing is delivered."""


def progress_of(owner: QObject, show: Callable[[int, int], None], wanted: Callable[[], bool]) -> Tell:
    """For work on another thread to call with how much of how much is done: shown on this one, at most now and then.

    Raises Stopped there once it is not `wanted` any more.
    """
    back, shown = _way_back(), [-1]

    def tell(done: int, whole: int) -> None:
        if not wanted():
            raise Stopped
        step = done * STEPS // max(whole, 1)
        if step != shown[0]:
            shown[0] = step
            back.came.emit(partial(_unless_gone, owner, partial(show, done, whole)))

    return tell


def _way_back() -> _Return:
    if not _returns:
        _returns.append(_Return())  # on the window's thread, once there is one
    return _returns[0]


def _unless_gone(owner: QObject, deliver: Callable[[], None]) -> None:
    if isValid(owner):
        deliver()


def _end(ended: Callable[[], None], deliver: Callable[[], None]) -> None:
    ended()
    deliver()


def _nothing() -> None:
    """There is nothing to hand over."""


def _ignore(sentence: str) -> None:
    """Nobody asked to be told."""


def _raise(mistake: BaseException) -> None:
    raise mistake


def wait_for_all(seconds: float = 30) -> bool:
    """At the end of the program; False when something still runs."""
    from concurrent.futures import wait  # noqa: PLC0415 - after the first paint

    return not wait(list(_under_way), seconds).not_done
