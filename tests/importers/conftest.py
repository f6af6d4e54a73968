"""A desk in a new store whose hours are in UTC, and logs as files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from slaapp.engine import Engine
from slaapp.services.importing import ImportSummary
from tests.importers.logs import log_bytes

NOW = 1_500_000_000
"""14 July 2017, after the log ends."""

Import = Callable[..., ImportSummary]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=NOW, is_test=True, zone="UTC") as opened:
        yield opened


@pytest.fixture
def bring(engine: Engine, tmp_path: Path) -> Import:
    """Import a file of tests/data, or bytes, for Acme; what is not said is as the window would ask it."""

    def run(data: str | bytes, **options: object) -> ImportSummary:
        path = tmp_path / "log.csv"
        path.write_bytes(log_bytes(data) if isinstance(data, str) else data)
        return engine.importing.servicenow(path, **{"customer": "Acme", "now": NOW, "zone": "UTC", **options})

    return run
