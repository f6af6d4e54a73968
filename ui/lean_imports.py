"""PySide6 reads the source of each module that is imported after it, to see whether it asks for PySide6's "features".

None does: neither ours nor those we use. For SQLAlchemy alone it takes a sixth of the time, and 16 MiB of lines stay in
memory. So the question is answered without reading; a PySide6 that does not ask it is left as it is.
"""

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401 - asks from here on


def spare_sources() -> None:
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = _yes  # noqa: SLF001 - there is no other way to say so


def _yes(module: object) -> bool:
    """It may use PySide6, with no features."""
    return True
