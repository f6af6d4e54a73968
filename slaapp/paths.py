"""Where files live on each system, readable by their owner alone."""

import os
from pathlib import Path

from platformdirs import user_data_path, user_log_path

_NAME = "slaapp"


def default_store() -> Path:
    """The store that is opened when none is named."""
    return data_folder() / "desk.slaapp"


def data_folder() -> Path:
    return _private(user_data_path(_NAME, appauthor=False))


def log_folder() -> Path:
    return _private(user_log_path(_NAME, appauthor=False))


def lock_folder() -> Path:
    """Where it is noted which stores have a window open, each person's own."""
    return _private(data_folder() / "open")


def keep_private() -> None:
    """From here on, files and folders of this process are made for their owner alone."""
    os.umask(0o077)


def _private(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
