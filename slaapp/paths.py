"""Where files live on each system, readable by their owner alone."""

import os
from pathlib import Path

from platformdirs import user_data_path, user_log_path

from slaapp.domain.errors import StoreRefusal

_NAME = "slaapp"


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_folder() / "desk.slaapp"


def data_folder() -> Path:
    return _private(user_data_path(_NAME, appauthor=False))


def log_folder() -> Path:
    return _private(user_log_path(_NAME, appauthor=False))


def keep_private() -> None:
    """From here on, files and folders of this process are made for their owner alone."""
    os.umask(0o077)


def _private(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreRefusal(
            f"The folder {folder} could not be made ({error.strerror}). Nothing was done. Name a data file in another "
            "place with --store."
        ) from error
    return folder
