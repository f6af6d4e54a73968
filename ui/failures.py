"""Mistakes of ours: each is written to the log and told to the person, and none ends the program silently."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from slaapp.domain.errors import Refusal

_log = logging.getLogger("slaapp")


class Failures(QObject):
    """`happened` carries the sentence for the person and where more is written; the window shows it."""

    happened = Signal(str, str)
    refused = Signal(str)

    def __init__(self, log_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log_file = log_file
        self._telling = False

    def watch(self) -> None:
        """Catch what nobody caught, on this thread and on others, and what Qt and the interpreter itself report."""
        sys.excepthook = self.tell
        threading.excepthook = lambda told: self.tell(told.exc_type, told.exc_value, told.exc_traceback)
        qInstallMessageHandler(_from_qt)

    @contextmanager
    def told(self, *, first: Callable[[], object]) -> Iterator[None]:
        """A mistake in what is done here goes no further: `first` is done, then it is told. A Refusal goes on."""
        try:
            yield
        except Refusal:
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever it is, it is told
            first()
            self.tell(type(mistake), mistake, mistake.__traceback__)

    def tell(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """A Refusal that reached the top is still a sentence for the person; anything else is our mistake."""
        if issubclass(kind, KeyboardInterrupt):
            application = QApplication.instance()
            if application is not None:
                application.quit()
            return
        if isinstance(error, Refusal):
            _log.warning("Refused: %s", error)
            self.refused.emit(str(error))
            return
        _log.error("Unexpected error", exc_info=(kind, error or kind(), trace))
        if self._telling:
            # A second one while the first is told would lock the window; the log has both.
            return
        self._telling = True
        try:
            self.happened.emit(f"{kind.__name__}: {error}", str(self.log_file))
        finally:
            self._telling = False


class _LogFile(logging.Handler):
    """One rotating file, made for the first line of it: few starts have any to write."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    @cached_property
    def _file(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - seldom wanted

        file = RotatingFileHandler(self._path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
        file.setFormatter(self.formatter)
        return file

    def emit(self, record: logging.LogRecord) -> None:
        self._file.emit(record)

    def close(self) -> None:
        if "_file" in vars(self):
            self._file.close()
        super().close()


def start_log(folder: Path) -> Path:
    """The log; a crash of the interpreter itself leaves its last words beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "slaapp.log"
    handler = _LogFile(path)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    crashes = (folder / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(crashes)
    return path


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _from_qt(kind: QtMsgType, context: object, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), message)
