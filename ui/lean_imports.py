"""PySide6 does more at a start, and at each import after it, than a program needs. Here it is spared what never is.

It compiles its own Python sources anew each time; the longest of them writes type stubs, which takes a tenth of the
time that an empty window takes. And it reads the source of each module that is imported later, to see whether it asks
for PySide6's "features". None does: neither ours nor those we use. For SQLAlchemy alone that takes a sixth of the time,
and 16 MiB of lines stay in memory. A PySide6 that does neither is left as it is.
"""

import builtins
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

STUBS = frozenset(f"shibokensupport/signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))
"""What PySide6 writes its type stubs with, and how that walks through its classes; nothing else asks for either."""


def load_qt() -> None:
    """Load PySide6, which must not have been loaded before, and let it ask no more of what is imported after it."""
    with _uncompiled(STUBS):
        import PySide6.QtCore  # noqa: F401, PLC0415 - here and not before

    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _yes  # noqa: SLF001 - there is no other way to say so


@contextmanager
def _uncompiled(names: Collection[str]) -> Iterator[None]:
    """Sources of these names are taken for empty ones."""
    compiled = builtins.compile

    def compile_others(source: Any, filename: Any, *rest: Any, **more: Any) -> Any:
        return compiled(b"" if filename in names else source, filename, *rest, **more)

    builtins.compile = compile_others
    try:
        yield
    finally:
        builtins.compile = compiled


def _yes(module: object) -> bool:
    """It may use PySide6, with no features."""
    return True
