"""Where the program keeps its files, by the customs of each system."""

from pathlib import Path

from platformdirs import user_data_path, user_log_path


def default_store() -> Path:
    return user_data_path("SLA Desk", appauthor=False) / "desk.slaapp"


def log_folder() -> Path:
    return user_log_path("SLA Desk", appauthor=False)
