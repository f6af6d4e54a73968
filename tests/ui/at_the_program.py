"""What a person does in the program's own loop: each step once the window is as awaited, and an end in any case."""

from collections.abc import Callable

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow

LOOK_MS, GIVE_UP_MS = 10, 30_000
Step = tuple[Callable[[MainWindow], bool], Callable[[MainWindow], object]]
"""Whether it can be taken, asked of the window that is seen; and what is done."""


def take_steps(app: QApplication, steps: list[Step], run: Callable[[], int]) -> int:
    """The exit code of `run`, which shows windows until the last one is closed. The last step closes its window.

    A step that never can be taken ends the program and the test.
    """
    left, late = list(steps), []

    def look() -> None:
        window = next((held for held in QApplication.topLevelWidgets() if isinstance(held, MainWindow)), None)
        runs = QThread.currentThread().loopLevel() > 0
        if late:
            app.closeAllWindows()
            app.quit()
        elif runs and left and window is not None and window.isVisible() and left[0][0](window):
            left.pop(0)[1](window)

    looking, giving_up = QTimer(interval=LOOK_MS), QTimer(interval=GIVE_UP_MS, singleShot=True)
    looking.timeout.connect(look)
    giving_up.timeout.connect(lambda: late.append(True))
    looking.start()
    giving_up.start()
    code = run()
    looking.stop()
    giving_up.stop()
    assert not late, f"{len(left)} of {len(steps)} steps could not be taken"
    return code
