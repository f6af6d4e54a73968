"""What is coming, on the command line: the demo desk as of its moment."""

from pathlib import Path

import pytest

from tests.commands.conftest import Command, Result

MOMENT = ("--now", "2026-03-11T13:30:18Z")


@pytest.fixture
def ask(slaapp: Command, demo_file: Path) -> Command:
    def run(*words: str) -> Result:
        return slaapp(*words, *MOMENT, store=demo_file)

    return run


def test_the_dashboard_says_what_the_picture_shows(ask: Command) -> None:
    found = ask("dashboard", "--json").json
    words = ask("dashboard").out

    cards = [found[name] for name in ("overdue", "within_hour", "open", "unassigned", "waiting")]
    assert cards == [3, 5, 29, 6, 7]
    assert [row["ticket"] for row in found["due_next"]] == [2379, 2391, 2402, 2415, 2416, 2399, 2388, 2408, 2412]
    assert "Overdue            3, the oldest by 3\u202fh\u202f05\u202fm" in words


def test_the_forecast_names_what_passes_and_both_orders(ask: Command) -> None:
    found = ask("forecast", "--json").json
    words = ask("forecast").out

    assert found["until"] == "2026-03-11T18:00:00Z"
    assert found["fewest_late"]["late"] < found["earliest_due"]["late"]
    assert len(found["fewest_late"]["order"]) == len(found["earliest_due"]["order"])
    assert words.startswith("16 targets pass before 18:00 if nobody acts.\n")
    assert "Assumed: 10 min of work for a response, 10 min for an update, 45 min to resolve" in words


def test_the_estimates_can_be_given(ask: Command) -> None:
    quick = ask("forecast", "--resolution", "1", "--response", "1", "--update", "1", "--json").json
    sams = ask("forecast", "--assignee", "Sam R.", "--json").json

    assert quick["fewest_late"]["late"] == 0
    assert quick["estimates_s"] == {"response": 60, "update": 60, "resolution": 60}
    assert {row["ticket"] for row in sams["passing"]} <= {row["ticket"] for row in quick["passing"]}
    assert len(sams["passing"]) < len(quick["passing"])
    assert ask("forecast", "--resolution", "0").code == 2


def test_budgets_name_customer_goal_and_what_is_left(ask: Command) -> None:
    found = ask("budget", "--customer", "Northgate School", "--json").json
    words = ask("budget", "--customer", "Northgate School").out

    low = next(one for one in found if (one["metric"], one["severity"]) == ("resolution", "low"))
    assert (low["met"], low["decided"], low["outlook"]) == (4, 5, "behind")
    assert "Low, resolution: Below goal so far, 1 too many: kept again with no miss among" in words
    assert ask("budget", "--customer", "Nobody").code == 1
