"""Text blocks, templates and recurring tickets by command."""

import shlex
from pathlib import Path

import pytest

from tests.commands.conftest import Command

NOW = ("--now", "2026-03-02T10:00:00Z")


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """A desk of a test, on Mon 2 March 2026 at ten."""
    assert slaapp("new", "--test", *NOW).code == 0
    return slaapp


def test_a_text_block_is_added_filled_in_and_removed(desk: Command) -> None:
    assert desk("text", "add", "On it", "Ticket {number}: {subject}", *NOW).out == "Added the text block On it.\n"
    assert desk("text", "list", *NOW).out == "On it: Ticket {number}: {subject}\n"
    number = desk("log", "Printer jams", "--json", *NOW).json["ticket"]

    assert desk("text", "show", "On it", "--ticket", str(number), *NOW).out == f"Ticket {number}: Printer jams\n"
    assert desk("text", "remove", "on it", *NOW).code == 0
    assert desk("text", "list", *NOW).out == "None yet.\n"


def test_nothing_is_filled_in_blank(desk: Command) -> None:
    desk("text", "add", "Dear", "Dear {contact}", *NOW)
    number = desk("log", "Printer jams", "--json", *NOW).json["ticket"]

    answer = desk("text", "show", "Dear", "--ticket", str(number), *NOW)

    assert (answer.code, answer.out) == (1, "")
    assert "has nothing to put in for {contact}" in answer.err


def test_a_ticket_is_logged_from_a_template_and_what_is_typed_goes_first(desk: Command) -> None:
    desk(
        *("template", "add", "New starter", "--subject", "New starter", "--severity", "high"),
        *("--check", "Make the account", "--check", "Give out a laptop", "--tag", "people", "--notes", "See the list."),
        *NOW,
    )

    first = desk("log", "--template", "New starter", "--json", *NOW).json
    second = desk("log", "Ms Hill begins", "--template", "new starter", "--severity", "low", "--json", *NOW).json

    assert (first["subject"], first["severity"]) == ("New starter", "high")
    assert (second["subject"], second["severity"]) == ("Ms Hill begins", "low")
    shown = desk("show", str(first["ticket"]), *NOW).out
    assert "Make the account" in shown
    assert "people" in shown


def test_recurring_tickets_are_created_by_run(desk: Command) -> None:
    desk("template", "add", "Backup check", "--subject", "Check the backups", *NOW)
    plan = ("--template", "Backup check", "--every", "week", "--weekday", "mon", "--at", "08:00")
    assert desk("recurring", "add", "Backups", *plan, *NOW).out == "Added the recurring ticket Backups.\n"
    assert desk("recurring", "list", *NOW).out == (
        "Backups: Every Monday at 08:00; when the desk is closed, on the next working day. Next: Mon 9 Mar 08:00\n"
    )
    assert desk("recurring", "run", *NOW).out == "Nothing is due.\n"

    later = ("--now", "2026-03-24T10:00:00Z")
    ran = desk("recurring", "run", "--json", *later).json

    assert len(ran["created"]) == 3
    assert ran["oldest_planned_at"] == "2026-03-09T08:00:00Z"
    assert "planned for Mon 9 Mar 08:00" in desk("show", str(ran["created"][0]), *later).out
    assert desk("show", str(ran["created"][0]), "--json", *later).json["planned_at"] == "2026-03-09T08:00:00Z"
    assert desk("recurring", "run", *later).out == "Nothing is due.\n"


def test_many_missed_ones_are_asked_about(desk: Command) -> None:
    desk("template", "add", "Backup check", *NOW)
    desk("recurring", "add", "Backups", "--template", "Backup check", "--every", "day", "--at", "8:00", *NOW)
    later = ("--now", "2026-05-02T10:00:00Z")

    asked = desk("recurring", "run", *later)

    assert asked.code == 1
    assert "Nothing was created" in asked.out
    assert desk("recurring", "run", "--missed", "latest", *later).out.startswith("Ticket 1 was created: Backups")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("recurring", "add", "x", "--template", "y", "--every", "week", "--at", "08:00"), "a day of the week"),
        (("recurring", "add", "x", "--template", "y", "--every", "day", "--at", "25:00"), "no time of day"),
        (("recurring", "add", "x", "--template", "y", "--every", "fortnight", "--at", "08:00"), "not known here"),
        (("recurring", "add", "x", "--every", "day", "--at", "08:00"), "--template"),
        (("recurring", "add", "x"), "say when"),
        (("text", "add", "x"), "say what the block holds"),
        (("text", "show"), "give its name"),
    ],
)
def test_wrong_usage_is_said(desk: Command, words: tuple[str, ...], said: str) -> None:
    answer = desk(*words, *NOW)

    assert answer.code == 2
    assert said in answer.err


def test_all_three_go_out_as_files_and_come_back(desk: Command, tmp_path: Path) -> None:
    desk("text", "add", "On it", "We are on it.", *NOW)
    desk("template", "add", "Backup check", "--tag", "backup", *NOW)
    desk(
        *("recurring", "add", "Backups", "--template", "Backup check"),
        *("--every", "last_working_day", "--at", "08:00", *NOW),
    )
    files = {kind: tmp_path / f"{kind}.toml" for kind in ("text", "template", "recurring")}
    for kind, path in files.items():
        assert desk(kind, "export", str(path), *NOW).code == 0

    other = tmp_path / "other.slaapp"
    desk("new", "--test", *NOW, store=other)
    for kind, path in files.items():
        assert desk(kind, "import", str(path), *NOW, store=other).out.startswith("Imported 1 ")
        again = tmp_path / "again.toml"
        desk(kind, "export", str(again), *NOW, store=other)
        assert again.read_bytes() == path.read_bytes()


def test_the_manuals_commands_work(desk: Command) -> None:
    manual = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = manual.split("### Text blocks, templates, recurring tickets")[1].split("###")[0]
    lines = [line.removeprefix("    slaapp ") for line in section.splitlines() if line.startswith("    slaapp ")]

    assert len(lines) == 6
    for line in lines:
        if "$(" not in line:
            answer = desk(*shlex.split(line), *NOW)
            assert answer.code == 0, (line, answer.err)
