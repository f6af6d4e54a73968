"""Ties, merges, tags, checklists and time spent from the command line."""

from pathlib import Path

import pytest

from tests.commands.conftest import Command

TEN = ("--now", "2026-03-09T10:00:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    assert slaapp("new", "--test", "--zone", "UTC", "--now", "2026-03-02T09:00:00Z").code == 0
    slaapp("log", "Printer jams", *TEN)
    slaapp("log", "Printer jams again", "--follows-up", "1", *TEN)
    return slaapp


def test_a_follow_up_says_so_at_both_ends(desk: Command) -> None:
    assert desk("show", "2", "--json", *TEN).json["ties"] == [{"relation": "follows_up", "ticket": 1}]
    assert desk("show", "1", "--json", *TEN).json["ties"] == [{"relation": "followed_up_by", "ticket": 2}]
    assert "Followed up by ticket 2: Printer jams again" in desk("show", "1", *TEN).out


def test_a_tie_is_made_and_undone(desk: Command) -> None:
    said = desk("link", "1", "2", "--as", "caused_by", *TEN).out
    assert said == "Ticket 1: caused by ticket 2. No clock is changed.\n"
    assert desk("unlink", "2", "1", *TEN).out == "Ticket 2: no longer linked to 1.\n"
    assert desk("show", "1", "--json", *TEN).json["ties"] == []
    assert desk("link", "1", "2", "--as", "cousin", *TEN).code == 2


def test_a_merge_is_foreseen(desk: Command) -> None:
    said = desk("merge", "2", "1", "--dry-run", *TEN).out
    assert said.startswith("Ticket 2 would leave the queue; its undecided clocks would no longer be measured.\n")
    assert desk("show", "2", "--json", *TEN).json["merged_into"] is None


def test_tags_and_checklist(desk: Command) -> None:
    desk("tag", "1", "printer", *TEN)
    desk("tag", "1", "toner", *TEN)
    desk("tag", "1", "toner", "--off", *TEN)
    desk("checklist", "1", "add", "Order drum", *TEN)
    desk("checklist", "1", "add", "Ring back", *TEN)
    desk("checklist", "1", "move", "2", "--to", "1", *TEN)
    desk("checklist", "1", "tick", "2", *TEN)

    assert desk("tags").out == "printer\ntoner\n"
    assert desk("checklist", "1", *TEN).out == "1. [ ] Ring back\n2. [x] Order drum\n"
    shown = desk("show", "1", *TEN).out
    assert "Tags: printer\n" in shown
    assert "  2. [x] Order drum\n" in shown
    assert desk("checklist", "1", "tick", "9", *TEN).code == 2
    assert desk("checklist", "1", "move", "1", *TEN).code == 2
    assert desk("checklist", "1", "add", *TEN).code == 2


def test_time_spent_is_told(desk: Command) -> None:
    desk("reply", "1", "On it.", "--minutes", "20", *TEN)
    desk("note", "1", "Rang.", "--minutes", "5", *TEN)
    desk("resolve", "1", "--minutes", "40", *TEN)
    assert "took 20 m" in desk("show", "1", *TEN).out
    assert desk("show", "1", "--json", *TEN).json["minutes"] == 65
    desk("correct", "1", "minutes", "30", "--reason", "typo", *TEN)
    assert desk("show", "1", "--json", *TEN).json["minutes"] == 55
    assert desk("correct", "1", "minutes", "ten", "--reason", "typo", *TEN).code == 2


def test_a_note_or_a_message_can_resolve_in_the_same_act(desk: Command) -> None:
    desk("note", "1", "The drum was loose.", "--resolve", *TEN)
    assert desk("show", "1", "--json", *TEN).json["status"] == "resolved"
    desk("reopen", "1", *TEN)
    desk("wrote", "1", "It prints again, thanks.", "--resolve", *TEN)
    assert desk("show", "1", "--json", *TEN).json["status"] == "resolved"


def test_the_report_lists_the_time_spent_when_asked(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "customer.toml"
    file.write_text('[[customer]]\nname = "Acme"\n')
    assert desk("customer", "import", str(file), "--now", "2026-03-02T10:00:00Z").code == 0
    desk("edit", "1", "--customer", "Acme", *TEN)
    desk("note", "1", "Rang.", "--minutes", "95", *TEN)
    wanted = ("report", "--month", "2026-03", "--customer", "Acme", "--now", "2026-04-01T09:00:00Z")

    assert "Time spent" not in desk(*wanted).out
    assert "Time spent, 1\u202fh\u202f35\u202fm:\n  1  1\u202fh\u202f35\u202fm" in desk(*wanted, "--time-spent").out
