"""A document is set off the window's thread; a template of one's own that is broken is told from what else may fail."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from slaapp.documents.typesetting import TemplateRefusal
from ui.background import Then, in_background

NotSet = Callable[[str, bool], None]
"""Hears why there is no document, and whether a template is at fault: then the built-in one can be offered."""


def set_in_background(
    owner: QObject,
    work: Callable[[], Any],
    then: Then,
    *,
    refused: NotSet,
    ended: Callable[[], None] | None = None,
) -> None:
    """As `in_background`, save for what `refused` hears."""
    broken = list[bool]()

    def noting() -> Any:
        try:
            return work()
        except TemplateRefusal:
            broken.append(True)
            raise

    in_background(owner, noting, then, refused=lambda sentence: refused(sentence, bool(broken)), ended=ended)
