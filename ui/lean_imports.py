"""PySide6 does more at a start, and at each import after it, than a program needs. Here it is spared what never is.

It compiles its own Python sources anew each time. The longest of them writes type stubs, which takes a tenth of the
time that an empty window takes, and is left out; what the others compile to is kept where Python keeps our own. And it
puts itself before each later import, to see whether one of PySide6's "features" is asked for, and reads the source of
each module for that. None asks: neither ours nor those we use. For SQLAlchemy alone that takes a sixth of the time, and
16 MiB of lines stay in memory. A PySide6 that does neither is left as it is.
"""

import builtins
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

from ui.quick_enums import make_quickly

STUBS = frozenset(f"shibokensupport/signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))
"""What PySide6 writes its type stubs with, and how that walks through its classes; nothing else asks for either."""
OWN = ("signature_bootstrap.py", "shibokensupport/")
"""How the names of PySide6's own sources begin."""


def load_qt() -> None:
    """Load PySide6, which must not have been loaded before, and let it have no part in what is imported after it."""
    make_quickly()
    with _kept_compiled():
        import PySide6.QtCore  # noqa: F401, PLC0415 - here and not before
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)  # what it found there


class _Embedded(SourceFileLoader):
    """A source that lies in PySide6's library: Python keeps its code like that of a file beside this module."""

    def __init__(self, name: str, source: bytes) -> None:
        super().__init__(name, str(Path(__file__).with_name(f"{name}.py")))
        self._source = source

    def path_stats(self, path: str) -> Mapping[str, Any]:
        """What tells one source from another; one in a library has no day on which it was changed."""
        return {"mtime": zlib.crc32(self._source), "size": len(self._source)}

    def get_data(self, path: str) -> bytes:
        return self._source if path == self.path else super().get_data(path)


@contextmanager
def _kept_compiled() -> Iterator[None]:
    """PySide6's own sources are compiled once, and those that write stubs are taken for empty ones."""
    compiled = builtins.compile

    def compile_once(source: Any, filename: Any, *rest: Any, **more: Any) -> Any:
        if filename in STUBS:
            source = b""
        elif isinstance(filename, str) and filename.startswith(OWN):
            name = filename.removesuffix(".py").replace("/", ".")
            return _Embedded(name, source).get_code(name)
        return compiled(source, filename, *rest, **more)

    builtins.compile = compile_once
    try:
        yield
    finally:
        builtins.compile = compiled
