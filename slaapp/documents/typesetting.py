"""Jobs for the setter: a process of its own that is started on the first document and renewed after some."""

import atexit
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any

import fontpkg_inter

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value

JOBS_PER_SETTER = 12
"""A report of a thousand rows leaves some 30 MB behind in Typst."""


class Job(Value):
    """`template` is a file in `resources/documents`, `data` what it sets, `figures` the JSON text that is attached.
    `templates`: a folder of the person's own, which has the say where it holds the file."""

    template: str
    data: dict[str, Any]
    figures: str
    made_at: Instant
    templates: Path | None = None

    @property
    def own(self) -> Path | None:
        """The person's own template, where there is one."""
        path = None if self.templates is None else self.templates / self.template
        return path if path is not None and path.is_file() else None


class TemplateRefusal(Refusal):
    """A template of the person's own cannot be set; the built-in one can be used instead."""


LONGEST = 600
"""So many characters of Typst's message are told."""
_PACKAGE = re.compile(r"""(?:import|include)\s*["']@""")
_FRAME = re.compile(r"[\u2500-\u257f]+|\s\^+")
"""With what Typst draws around a line: in a sentence it only disturbs."""


def made_on(at: Instant) -> dict[str, int]:
    """The day and time as Typst's `datetime` takes them: it knows no zone, and a PDF says that they are UTC."""
    made = datetime.fromtimestamp(at, UTC)
    return {name: getattr(made, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def typeset(job: Job) -> bytes:
    """The document as a PDF. Safe from any thread; jobs are done one after the other. Raises TemplateRefusal where a
    template of the person's own cannot be set, with Typst's message."""
    own = job.own
    if own is not None:
        _check_packages(own)
    request = {
        "template": str(own or files("resources") / "documents" / job.template),
        "fonts": str(Path(fontpkg_inter.__file__).with_name("files")),
        "data": job.data,
        "figures": job.figures,
        "made_at": job.made_at,
    }
    try:
        return _SETTER.typeset(json.dumps(request).encode() + b"\n")
    except NotSet as error:
        if own is None:
            raise
        raise _refused(own, str(error)) from error


class NotSet(RuntimeError):
    """Typst's own message."""


def _check_packages(own: Path) -> None:
    """Packages would be fetched from elsewhere: nothing that is printed opens a connection."""
    for path in sorted(own.parent.glob("*.typ")):
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
            if _PACKAGE.search(line.partition("//")[0]):
                raise _refused(own, f"{path.name}:{number}: packages would be fetched from the network.")


def _refused(own: Path, why: str) -> TemplateRefusal:
    words = " ".join(_FRAME.sub(" ", why).split())
    return TemplateRefusal(
        f"Your own template {own.name} could not be set, so nothing was made. {words[:LONGEST]} Mend it in "
        f"{own.parent}, or use the built-in one.",
        command="The built-in one is used with: --built-in",
    )


def _answer(process: subprocess.Popen[bytes], request: bytes) -> tuple[dict[str, Any], bytes] | None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(request)
        process.stdin.flush()
    except BrokenPipeError:
        return None
    line = process.stdout.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    pdf = process.stdout.read(head.get("pdf", 0))
    return (head, pdf) if len(pdf) == head.get("pdf", 0) else None


class _Setter:
    """The running process, if there is one; a process that died is replaced once for each job."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def typeset(self, request: bytes) -> bytes:
        with self._lock:
            answer = self._asked(request)
            if answer is None:
                answer = self._asked(request)
            if answer is None:
                raise RuntimeError("the process that sets documents ended without an answer, twice")
            self._jobs += 1
            if self._jobs >= JOBS_PER_SETTER:
                self.end()
            return answer

    def _asked(self, request: bytes) -> bytes | None:
        """The answer; None when the process ended instead. Left in the middle of one, the process is of no more use."""
        process = self._process or self._start()
        try:
            answer = _answer(process, request)
        except BaseException:
            self.end()
            raise
        if answer is None:
            self.end()
            return None
        head, pdf = answer
        if "error" in head:
            raise NotSet(f"The document could not be set: {head['error']}")
        return pdf

    def _start(self) -> subprocess.Popen[bytes]:
        """By path and isolated: the process sees neither the caller's folder nor its Python settings."""
        setter = Path(__file__).with_name("setter.py")
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(  # noqa: S603  # a fixed command
            [sys.executable, "-I", str(setter)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=hidden
        )
        self._jobs = 0
        return self._process

    def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.communicate()


_SETTER = _Setter()
atexit.register(_SETTER.end)
