"""A few of each kind of kill with every run of the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import surroundings
from tests.faults.__main__ import QUICK, experiments
from tests.faults.kills import Count

ALL = experiments(QUICK)


@pytest.mark.parametrize("name", ALL)
def test_nothing_confirmed_is_lost_and_nothing_is_half_done(name: str, tmp_path: Path) -> None:
    experiment: Callable[[Path], Count] = ALL[name]
    try:
        count = experiment(tmp_path)
    except surroundings.NotHere as reason:
        pytest.skip(str(reason))
    assert count.tried > 0
    assert count.wrong == []
