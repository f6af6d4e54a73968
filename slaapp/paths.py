"""Where the program keeps its files, by the customs of each system, readable by their owner alone."""

import os
from pathlib import Path

from platformdirs import user_data_path, user_log_path


def default_store() -> Path:
    """The store that is opened when none is named; its folder is made when the store is."""
    return user_data_path("SLA Desk", appauthor=False) / "desk.slaapp"


def log_folder() -> Path:
    return user_log_path("SLA Desk", appauthor=False)


def keep_private() -> None:
    """From here on this process makes files and folders for their owner alone."""
    os.umask(0o077)
