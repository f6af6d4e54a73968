"""`slaapp achievable` and `slaapp review`."""

from pathlib import Path

import pytest

from tests.commands.test_versions import NAME, Say, at, desk
from tests.commands.test_what_if import worked

__all__ = ["desk", "worked"]


def test_achievable_targets_are_told_and_given_to_machines(worked: Say) -> None:
    told = worked("achievable", NAME, *at("02-10T09:00"))

    assert "1 tickets received 10 February 2025 to 10 February 2026" in told.out
    assert "fewer than 29 cases" in told.out
    cells = worked("achievable", NAME, "--json", *at("02-10T09:00")).json
    (high,) = [one for one in cells if (one["metric"], one["severity"]) == ("resolution", "high")]
    assert high["achievable"][1] == {"share": 90, "used_s": 27000, "target_s": 28800, "at_least": False}


def test_a_review_tells_everything_and_carries_decisions(worked: Say) -> None:
    decided = worked(
        "review", "decide", NAME, "Open on Saturdays", "--owner", "Kim L.", "--due", "2026-02-09", *at("02-03T09:00")
    )
    assert decided.out == "Decision 1: Open on Saturdays (Kim L. by 9 February 2026)\n"

    told = worked("review", "show", NAME, "--open", "Sat 09:00-12:00", *at("02-10T09:00")).out

    for said in (
        "Targets that would have been kept",
        "0 of 1 tickets (0.0 %) came while the desk was closed.",
        "With Sat 09:00-12:00 open, too",
        "Feb 2026  1         0.0 %   100.0 %",
        "1  Open on Saturdays (Kim L., by 9 February 2026 (overdue)): open",
    ):
        assert said in told
    assert worked("review", "close", "1", "Done", *at("02-11T09:00")).out == "Decision 1 is closed.\n"
    data = worked("review", "show", NAME, "--json", *at("02-12T09:00")).json
    assert [(one["number"], one["outcome"]) for one in data["decisions"]] == [(1, "Done")]


def test_a_decision_is_said_anew(worked: Say) -> None:
    worked(
        "review", "decide", NAME, "Open on Saturdays", "--owner", "Kim L.", "--due", "2026-06-30", *at("02-10T09:00")
    )

    told = worked("review", "change", "1", "Open at 9", "--owner", "Sam R.", *at("02-10T09:01"))

    assert told.out == "Decision 1 is changed.\n"
    (held,) = worked("review", "show", NAME, "--json", *at("02-10T09:02")).json["decisions"]
    assert (held["text"], held["owner"], held["due"]) == ("Open at 9", "Sam R.", None)
    assert "There is no decision 2" in worked("review", "change", "2", "Open", "--owner", "Kim L.").err


def test_a_wish_stands_on_the_review(worked: Say) -> None:
    told = worked("review", "wish", NAME, "resolution", "high", "6h", *at("02-10T09:00"))
    assert told.out == "Resolution, High: 6\u202fh is asked for.\n"

    cells = worked("review", "show", NAME, "--json", *at("02-10T09:01")).json["targets"]
    assert [one["wished_s"] for one in cells if (one["metric"], one["severity"]) == ("resolution", "high")] == [21600]
    assert "Asked for" in worked("achievable", NAME, *at("02-10T09:01")).out

    assert "any more" in worked("review", "wish", NAME, "resolution", "high", "none", *at("02-10T09:02")).out
    assert "METRIC: “speed” is not known here" in worked("review", "wish", NAME, "speed", "high", "6h").err
    assert "LENGTH: a working time above zero" in worked("review", "wish", NAME, "resolution", "high", "soon").err


def test_what_is_not_there_is_said(worked: Say) -> None:
    assert "There is no agreement named “Gold” in force" in worked("review", "show", "Gold").err


def test_the_sheet_is_written(worked: Say, tmp_path: Path) -> None:
    file = tmp_path / "review.pdf"

    assert worked("review", "show", NAME, "--pdf", str(file), *at("02-10T09:00")).out == f"Wrote {file}.\n"

    assert file.read_bytes().startswith(b"%PDF")
    assert "--internal is an edition" in worked("review", "show", "Gold", "--internal").err, "before any work"


def test_a_sheet_on_standard_output_is_there_alone(worked: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    written: dict[str, bytes] = {}
    monkeypatch.setattr("slaapp.commands.reviews.write_file", lambda name, data: written.update({name: data}))

    assert worked("review", "show", NAME, "--json", "--pdf", "-", *at("02-10T09:00")).out == ""

    assert written["-"].startswith(b"%PDF")


def test_a_language_that_is_not_known_is_refused_at_once(worked: Say) -> None:
    assert worked("review", "show", NAME, "--language", "klingon").code == 2
