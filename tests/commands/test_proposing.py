"""Impact and urgency by command: the agreement proposes the severity."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Result

Say = Callable[..., Result]
NOW = ("--now", "2026-02-24T09:00Z")
MATRIX = '\n[matrix.whole_site]\nat_once = "urgent"\nsoon = "high"\n[matrix.one]\ncan_wait = "low"\n'


@pytest.fixture
def desk(slaapp: Say, tmp_path: Path) -> Say:
    assert slaapp("new", "--test", "--now", "2026-01-05T08:00Z").code == 0
    text = slaapp("agreement", "export", "-").out
    (tmp_path / "a.toml").write_text(text + MATRIX, encoding="utf-8")
    assert slaapp("agreement", "import", str(tmp_path / "a.toml"), "--now", "2026-01-05T09:00Z").code == 0
    return slaapp


def severity(desk: Say) -> str:
    return str(desk("show", "1", "--json", *NOW).json["severity"])


def test_a_ticket_is_logged_with_the_severity_that_follows(desk: Say) -> None:
    assert desk("log", "No phones", "--impact", "whole_site", "--urgency", "at_once", *NOW).code == 0
    assert severity(desk) == "urgent"

    told = desk("severity", "1", "--impact", "one", "--urgency", "can_wait", *NOW)

    assert told.out == "Ticket 1: severity is low.\n"
    assert severity(desk) == "low"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("--impact", "one"), "Give both"),
        (("--impact", "one", "--urgency", "can_wait", "--severity", "high"), "one of them"),
        (("--impact", "some", "--urgency", "can_wait"), "--impact"),
        (("--impact", "one", "--urgency", "at_once"), "proposes none for these"),
    ],
)
def test_what_proposes_nothing_is_refused_whole(desk: Say, said: tuple[str, ...], sentence: str) -> None:
    told = desk("log", "No phones", *said, *NOW)

    assert told.code != 0
    assert sentence in told.err
    assert desk("show", "1", *NOW).code != 0


def test_a_severity_needs_to_be_said_in_one_way(desk: Say) -> None:
    desk("log", "No phones", *NOW)

    assert "--impact and --urgency" in desk("severity", "1", *NOW).err
    assert "one of them" in desk("severity", "1", "high", "--impact", "one", "--urgency", "can_wait", *NOW).err
    assert severity(desk) == "normal"
