"""One window for each store and person: a second start raises the first window and hands it the files it was given.

A lock file in the person's own folder says who has the window; the system tells when its owner is gone, so that a
killed one leaves nothing behind that hinders. The socket beside it is a file of this machine: no network is touched.
"""

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject

from slaapp.paths import lock_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_S = 5.0
"""How long a second start waits for the first window to answer."""

_LONGEST = 100
"""Characters of a socket's path that every system takes."""

TAKEN = b"taken\n"


class Single(QObject):
    """`first` says whether the window is ours to open; then `listen` before it is worked with, and leave at the end."""

    def __init__(self, store: Path, folder: Path | None = None) -> None:
        super().__init__()
        held = folder or lock_folder()
        whole = QCryptographicHash.hash(os.fsencode(os.path.realpath(store)), QCryptographicHash.Algorithm.Sha256)
        name = bytes(whole.data()).hex()[:16]
        self._lock = QLockFile(str(held / f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # however old: it holds as long as its owner lives
        self._name = _socket(held / f"{name}.sock")
        self._server: QLocalServer | None = None
        self._take: Callable[[list[Path]], None] = lambda files: None

    def first(self) -> bool:
        """Also where no lock can be kept (a folder that is protected, a full disk): the store bears two windows, and
        to read must go on."""
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def listen(self, take: Callable[[list[Path]], None]) -> None:
        """`take` is given the files of each further start; an empty list: raise the window."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - after the first paint

        self._take = take
        QLocalServer.removeServer(self._name)  # what a killed owner left
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Give the files to the window that is open; False when it does not answer."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - only where a window is open already

        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(200):
                socket.write(json.dumps([str(file.absolute()) for file in files]).encode() + b"\n")
                socket.flush()
                left = max(1, round((until - time.monotonic()) * 1000))
                while not socket.canReadLine() and socket.waitForReadyRead(left):
                    """More of the line may come."""
                return socket.readLine().data() == TAKEN
            time.sleep(0.1)  # it may be opening just now
        return False

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _answer(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: "QLocalSocket") -> None:
        if not socket.canReadLine():
            return
        files: list[Path] = []
        with contextlib.suppress(ValueError, TypeError):
            files = [Path(name) for name in json.loads(bytes(socket.readLine().data()))]
        socket.write(TAKEN)
        socket.flush()
        self._take(files)


def _socket(path: Path) -> str:
    """A file of the person's own folder; where that lies too deep, or on Windows, a name that nobody else makes up."""
    if sys.platform == "win32":
        return f"slaapp-{os.getlogin()}-{path.stem}"
    if len(os.fsencode(path)) <= _LONGEST:
        return str(path)
    return str(Path(tempfile.gettempdir()) / f"slaapp-{os.getuid()}-{path.stem}.sock")
