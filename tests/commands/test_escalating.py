"""Escalation by command: what was reached is recorded once, done, and told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Result

Say = Callable[..., Result]


@pytest.fixture
def desk(slaapp: Say, tmp_path: Path) -> Say:
    assert slaapp("new", "--test", "--now", "2026-01-05T08:00Z").code == 0
    text = slaapp("agreement", "export", "-").out
    step = '\n[[escalation]]\nseverity = "high"\nmetric = "resolution"\nat = 75\nact = "raise"\n'
    (tmp_path / "a.toml").write_text(text + step, encoding="utf-8")
    assert slaapp("agreement", "import", str(tmp_path / "a.toml"), "--now", "2026-01-05T09:00Z").code == 0
    return slaapp


def test_a_step_is_told_once_and_stands_in_the_history(desk: Say) -> None:
    desk("log", "VPN drops", "--severity", "high", "--now", "2026-02-24T09:00Z")
    assert desk("escalate", "--now", "2026-02-24T14:59Z").out == "No step was reached.\n"

    told = desk("escalate", "--now", "2026-02-24T16:00Z").out

    assert told == "     1  VPN drops  ·  Resolution Tue 24 Feb 15:00, at 75 %: severity raised\n"
    assert desk("escalate", "--now", "2026-02-24T16:01Z").out == "No step was reached.\n"
    shown = desk("show", "1", "--now", "2026-02-24T16:01Z").out
    assert "Escalated at 75 % of resolution: severity raised" in shown
    assert "urgent" in shown.lower()
    assert desk("check").code == 0


def test_for_machines(desk: Say) -> None:
    desk("log", "VPN drops", "--severity", "high", "--now", "2026-02-24T09:00Z")

    (fired,) = desk("escalate", "--json", "--now", "2026-02-24T16:00Z").json

    assert (fired["ticket"], fired["at"], fired["act"], fired["done"]) == (1, 75, "raise", True)
    assert fired["reached_at"] == "2026-02-24T15:00:00Z"
