"""Files of a draft as plain data for the window to keep, and back."""

from collections.abc import Sequence
from typing import Any

from slaapp.domain.attachments import StoredFile


def files_as_plain(files: Sequence[StoredFile]) -> list[list[Any]]:
    return [[file.sha256, file.size, file.media_type, file.name, file.message] for file in files]


def files_from_plain(held: object) -> list[StoredFile]:
    """Those of which all can be understood."""
    rows = [row for row in held if isinstance(row, list) and len(row) == 5] if isinstance(held, list) else []
    return [
        StoredFile(*row)
        for row in rows
        if all(isinstance(row[at], str) for at in (0, 2, 3)) and isinstance(row[1], int)
        if row[4] is None or isinstance(row[4], str)
    ]
