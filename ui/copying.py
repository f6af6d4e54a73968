"""Copies files beside the store in the background, one after the other, says how far each is, stops when asked."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from slaapp.domain.attachments import StoredFile, label
from slaapp.engine import Engine
from ui.background import in_background, progress_of
from ui.widgets.file_chip import Coming
from ui.widgets.given import as_png

Then = Callable[[StoredFile], None]


class _Job(Struct):
    name: str
    work: Callable[[Callable[[int, int], bool]], StoredFile]
    then: Then
    percent: int = 0
    wanted: bool = True


class Copying(QObject):
    """`take` begins; `then` gets each file once it lies beside the store."""

    coming = Signal(object)
    """The files that are on their way: a list of Coming."""

    refused = Signal(str)

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self._jobs: list[_Job] = []

    def take(self, path: Path, then: Then) -> None:
        self._begin(label(path.name), lambda progress: self._engine.files.take_in(path, progress=progress), then)

    def take_picture(self, picture: QImage, name: str, then: Then) -> None:
        self._begin(name, lambda _: self._engine.files.take_in_bytes(as_png(picture), name), then)

    def stop(self, coming: Coming) -> None:
        """The one that is called so, and is the last of these, is not wanted."""
        for job in reversed(self._jobs):
            if job.name == coming.name and job.wanted:
                job.wanted = False
                return

    @property
    def busy(self) -> bool:
        return bool(self._jobs)

    def _begin(self, name: str, work: Callable[[Callable[[int, int], bool]], StoredFile], then: Then) -> None:
        self._jobs.append(_Job(name, work, then))
        self._tell()
        if len(self._jobs) == 1:
            self._next()

    def _next(self) -> None:
        if not self._jobs:
            return
        job = self._jobs[0]
        tell = progress_of(self, lambda done, of: self._show(job, done, of), lambda: job.wanted)

        def progress(done: int, of: int) -> bool:
            tell(done, of)
            return True

        in_background(
            self,
            lambda: job.work(progress),
            lambda file: self._came(job, file),
            refused=self.refused.emit,
            ended=lambda: self._ended(job),
        )

    def _ended(self, job: _Job) -> None:
        """However it ended: the next one has its turn."""
        self._jobs.remove(job)
        self._tell()
        self._next()

    def _came(self, job: _Job, file: StoredFile) -> None:
        if job.wanted:
            job.then(file)

    def _show(self, job: _Job, done: int, of: int) -> None:
        job.percent = 100 * done // max(of, 1)
        self._tell()

    def _tell(self) -> None:
        self.coming.emit([Coming(job.name, job.percent) for job in self._jobs if job.wanted])
