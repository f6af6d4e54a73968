"""`slaapp whatif`."""

from pathlib import Path

import pytest

from tests.commands.test_versions import NAME, Say, at, desk, stricter

__all__ = ["desk"]


@pytest.fixture
def worked(desk: Say) -> Say:
    desk("log", "Printer jams", "--severity", "high", *at("02-02T09:00"))
    desk("resolve", "1", *at("02-02T16:30"))
    return desk


def test_a_draft_in_a_file_is_run_over_the_past(worked: Say, tmp_path: Path) -> None:
    file = stricter(worked, tmp_path)

    told = worked("whatif", str(file), "--months", "3", *at("02-10T09:00"))

    assert told.code == 0
    assert "1 tickets received 10 November 2025 to 10 February 2026" in told.out
    assert "Public clocks that would be late: 1; that would no longer be: 0." in told.out
    assert "1  Resolution, High: met → late by 1\u202fh\u202f30\u202fm" in told.out

    data = worked("whatif", str(file), "--months", "3", "--json", *at("02-10T09:00")).json
    (flip,) = [one for one in data["flips"] if one["tier"] == "public"]
    assert flip == {
        "number": 1,
        "metric": "resolution",
        "tier": "public",
        "cycle": 1,
        "severity": "high",
        "was": "met",
        "now": "breached",
        "late_s": 5400,
    }


def test_a_name_stands_for_what_is_in_force_and_hours_can_be_longer(worked: Say) -> None:
    told = worked("whatif", NAME, "--open", "Sat 09:00-12:00", *at("02-10T09:00"))

    assert told.out.startswith("Standard support, version 1, open Sat 09:00-12:00 too\n")


def test_what_cannot_be_understood_is_said(worked: Say) -> None:
    assert "is no weekly opening" in worked("whatif", NAME, "--open", "Someday").err
    assert "at most 240" in worked("whatif", NAME, "--months", "241").err
    assert "There is no agreement named" in worked("whatif", "Gold").err


def test_what_flips_is_explained_step_by_step(worked: Say, tmp_path: Path) -> None:
    file = stricter(worked, tmp_path)

    told = worked("whatif", str(file), "--why", "1", *at("02-10T09:00")).out.splitlines()

    assert told[:3] == [
        "Ticket 1, resolution, public",
        "late by 1\u202fh\u202f30\u202fm",
        "Agreement Standard support, version 2; hours of Support hours.",
    ]
    assert told[-1].startswith("Counted 7 h 30 m")
    assert "There is no ticket 7" in worked("whatif", str(file), "--why", "7").err
    assert "has no such clock" in worked("whatif", str(file), "--why", "1", "--metric", "next_response").err
