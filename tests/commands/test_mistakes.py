"""What people type by mistake: each gets a sentence, and nothing is lost or left behind."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from slaapp.cli import main
from tests.commands.conftest import Command

NINE = ("--now", "2026-03-09T09:00:00Z")
TEN = ("--now", "2026-03-09T10:00:00Z")


@pytest.fixture
def desk(slaapp: Command, tmp_path: Path) -> Command:
    """A desk made for tests with a customer, a person and an answered ticket 1 of Mon 9 March 2026, 09:00."""
    slaapp("new", "--test", "--zone", "UTC", "--now", "2026-03-02T09:00:00Z")
    bring(slaapp, tmp_path, "customer", '[[customer]]\nname = "Acme"\n[[customer]]\nname = "Best"\n')
    slaapp("log", "Printer", "--customer", "Acme", *NINE)
    slaapp("reply", "1", "On it.", "--then", "in_progress", "--now", "2026-03-09T09:30:00Z")
    return slaapp


def bring(slaapp: Command, folder: Path, kind: str, text: str):  # type: ignore[no-untyped-def]
    file = folder / f"{kind}.toml"
    file.write_text(text, encoding="utf-8")
    return slaapp(kind, "import", str(file), "--now", "2026-03-02T09:00:00Z")


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("log", "x", "--until", "2026-03-10T09:00:00Z"), 1, "only a scheduled one waits until a date"),
        (("log", "x", "--contact", "Kim"), 2, "a contact belongs to a customer"),
        (("log", "x", "--customer", "Acme", "--contact", "a\nb"), 2, "is no name."),
        (("log", "x", "--customer", "\udcff"), 2, "CUSTOMER: the text holds a character that cannot be stored"),
        (("reply", "1", "x", "--until", "2026-03-10T09:00:00Z"), 1, "only a scheduled ticket waits until a date"),
        (("status", "1", "in_progress"), 1, "Ticket 1 is in progress already."),
        (("severity", "1", "low", "--was-wrong", "x", "--at", NINE[1]), 2, "Leave the instant out"),
        (("severity", "1", "normal", "--was-wrong", "x"), 1, "that event of ticket 1 says so already"),
        (("exclude", "1", "duplicate", "--of", "1"), 1, "only a duplicate names the ticket it doubles"),
        (("exclude", "1", "spam", "--of", "1"), 1, "only a duplicate names the ticket it doubles"),
        (("correct", "1", "received_at", "2026-03-09T09:45:00Z", "--reason", "x"), 1, "had been received"),
        (("correct", "1", "replied_at", "2026-03-09T08:45:00Z", "--reason", "x"), 1, "received later than that"),
        (("correct", "1", "answered_on_phone", "perhaps", "--reason", "x"), 2, "Choose one of: yes, no."),
        (("correct", "1", "until", "2026-03-10T09:00:00Z", "--reason", "x"), 1, "was not scheduled by that event"),
        (("correct", "1", "resolved_at", NINE[1], "--reason", "x"), 1, "nothing on ticket 1 has a resolved at"),
        (("assign", "1", "nobody"), 1, "Ticket 1 is assigned to nobody already."),
        (("assign", "1", "Kim"), 1, "add people first. Add them with: slaapp person add"),
        (("wrote", "1", " "), 1, "The message was not recorded: it is empty."),
        (("edit", "1"), 2, "edit: say what to change"),
        (("waive", "1", "resolution", "--reason", "x", "--agreed-by", "y"), 1, "has missed no target"),
        (("report", "--month", "1989-04"), 2, "from 1990 to 2100"),
        (("agreement", "list", "x.toml"), 2, "unrecognized arguments: x.toml"),
        (("calendar", "import", "x.toml", "--name", "y"), 2, "unrecognized arguments: --name y"),
        (("agreement", "export", "-", "--version", "7"), 1, "no agreement named “Standard support” in version 7"),
        (("--demo", "list"), 2, "--demo opens the window"),
        (("list", "--store", ""), 2, "the name of the data file is empty"),
        (("list", "--store", "~nobody-here/x"), 2, "somebody who is not here"),
    ],
    ids=lambda value: " ".join(value)[:40].encode("ascii", "replace").decode() if isinstance(value, tuple) else "",
)
def test_a_slip_is_told_and_changes_nothing(desk: Command, words: tuple[str, ...], code: int, sentence: str) -> None:
    before = [desk(*look, *TEN).out for look in (("show", "1", "--json"), ("customer", "export", "-"))]

    result = desk(*words, *(() if words[0] in ("--demo", "list") or "export" in words else TEN))

    assert (result.code, result.out) == (code, "")
    assert sentence in result.err
    assert "Traceback" not in result.err
    assert [desk(*look, *TEN).out for look in (("show", "1", "--json"), ("customer", "export", "-"))] == before


def test_a_refused_ticket_adds_no_contact(desk: Command) -> None:
    refused = desk("log", "x", "--customer", "Acme", "--contact", "Ghost", "--received", "2027-01-01T09:00:00Z", *TEN)

    assert refused.code == 1
    assert "Ghost" not in desk("customer", "export", "-").out
    assert desk("log", "x", "--customer", "Acme", "--contact", "Kim", *TEN).code == 0
    assert "Kim" in desk("customer", "export", "-").out


def test_options_may_stand_between_the_words(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "agreement.toml"

    assert desk("why", "1", *TEN, "first_response").out.startswith("Ticket 1, first response")
    assert desk("agreement", "export", "--name", "Standard support", str(file)).code == 0
    assert file.exists()


def test_texts_of_people_cannot_look_like_history_or_paint_the_terminal(desk: Command) -> None:
    desk("note", "1", "first\nMon 9 Mar 10:00  fake-1 Resolved by boss \x1b[2J", *TEN)

    shown = desk("show", "1", *TEN).out

    assert "\n      | Mon 9 Mar 10:00  fake-1 Resolved by boss \N{REPLACEMENT CHARACTER}[2J" in shown
    assert "\x1b" not in shown


def test_another_year_is_named(desk: Command) -> None:
    desk("log", "Old", "--received", "2025-12-30T10:00:00Z", *TEN)

    assert "received Tue 30 Dec 2025 10:00" in desk("show", "2", *TEN).out


def test_what_is_over_is_no_longer_announced(desk: Command) -> None:
    desk("status", "1", "scheduled", "--until", "2026-03-09T12:00:00Z", *TEN)

    assert "Scheduled, until Mon 9 Mar 12:00" in desk("show", "1", *TEN).out
    assert "In progress · Acme" in desk("show", "1", "--now", "2026-03-09T12:00:00Z").out


def test_a_late_clock_that_waits_shows_both(desk: Command) -> None:
    desk("log", "Phones", "--severity", "urgent", *NINE)
    desk("status", "2", "waiting_customer", "--now", "2026-03-09T14:00:00Z")

    shown = desk("show", "2", "--now", "2026-03-09T15:00:00Z").out

    assert "Resolution, public           late by 1\u202fh, since Mon 9 Mar 13:00; paused, waiting on customer" in shown


def test_tickets_of_nobody_can_be_listed(desk: Command, tmp_path: Path) -> None:
    assert [row["ticket"] for row in desk("list", "--assignee", "nobody", "--json", *TEN).json] == [1]


def test_any_moment_can_be_looked_at(desk: Command) -> None:
    desk("log", "Projector", "--customer", "Best", *TEN)
    desk("resolve", "1", "--now", "2026-03-09T11:00:00Z")
    early, late = ("--now", "2026-03-09T09:45:00Z"), ("--now", "2026-03-09T12:00:00Z")

    assert [row["ticket"] for row in desk("search", "pr", "--json", *early).json] == [1]
    assert [row["ticket"] for row in desk("search", "pr", "--json", *late).json] == [2, 1]
    assert desk("list", "--resolved", "--json", *early).json == []
    (done,) = desk("list", "--resolved", "--json", *late).json
    assert (done["ticket"], done["state"]) == (1, "ended")
    assert "The first 1; more with --limit." in desk("search", "pr", "--limit", "1", *late).out


def test_a_subject_and_a_customer_can_be_mended(desk: Command) -> None:
    desk("log", "Pirnter", *TEN)
    desk("edit", "2", "--subject", "Printer", "--customer", "Best", *TEN)
    desk("link", "2", "1", *TEN)

    page = desk("show", "2", "--json", *TEN).json

    assert (page["subject"], page["customer"]) == ("Printer", "Best")
    assert page["events"][-1]["says"] == {"other": "1", "relation": "related"}


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("customer", '[[customer]]\nname = "  "\n', "customer[0].name: “  ” is no name."),
        ("customer", '[[customer]]\nname = "Two\\nlines"\n', "customer[0].name: "),
        ("customer", '[[customer]]\nname = "A"\n[[customer]]\nname = "A"\n', "customer: “A” is there twice."),
        (
            "customer",
            '[[customer]]\nname = "A"\n[[customer.contact]]\nname = "K"\n[[customer.contact]]\nname = "K"\n',
            "“K” is there twice.",
        ),
        ("calendar", 'name = ""\n', "name: “” is no name."),
    ],
)
def test_files_hold_names_that_can_be_used(desk: Command, tmp_path: Path, kind: str, text: str, sentence: str) -> None:
    result = bring(desk, tmp_path, kind, text)

    assert result.code == 2
    assert sentence in result.err


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ('[[person]]\nname = "nobody"\n', "nobody is what an unassigned ticket is called"),
        ("address = [1]\n", "address[0]: a text is expected here, not 1."),
    ],
)
def test_a_desk_file_is_read_with_care(desk: Command, tmp_path: Path, lines: str, sentence: str) -> None:
    own = desk("desk", "export", "-").out
    own = own.replace("address = []\n", "") if lines.startswith("address") else own

    result = bring(desk, tmp_path, "desk", lines + own if lines.startswith("address") else own + lines)

    assert result.code == 2
    assert sentence in result.err


def test_every_version_of_an_agreement_can_be_carried_over(desk: Command, tmp_path: Path) -> None:
    first = desk("agreement", "export", "-").out
    second = first.replace("version = 1\n", "version = 2\nvalid_from = 2026-04-01\n")
    assert bring(desk, tmp_path, "agreement", second).code == 0

    assert desk("agreement", "export", "-", "--version", "1").out == first
    assert "version = 2" in desk("agreement", "export", "-").out


def test_a_folder_is_never_replaced_by_a_store(desk: Command, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("keep me", encoding="utf-8")
    desk("backup", str(tmp_path / "copies"))

    result = desk("restore", str(next((tmp_path / "copies").iterdir())), store=folder)

    assert result.code == 1
    assert "is not a file. Nothing was changed." in result.err
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "keep me"


NEW = ("--now", "2026-03-09T10:00:00Z")


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("show", "1"),
        ("show", "1", "--as-of", "2026-03-09T10:00:00Z"),
        ("search", "printer"),
        ("attachments", "1"),
        ("forecast",),
        ("person", "list"),
        ("template", "list"),
        ("report", "--month", "2026-02"),
        ("check",),
        ("backup",),
        ("reply", "1", "Hello"),
        ("bulk", "close", "1"),
        ("attach", "1", __file__),
        ("log", "Printer jams", *NEW),
    ],
    ids=" ".join,
)
def test_a_name_of_no_data_file_is_told_and_nothing_is_made(
    slaapp: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = slaapp(*words, store=tmp_path / "mistyped.slaapp")

    assert done.code == 1
    assert f"There is no data file at {tmp_path / 'mistyped.slaapp'}" in done.out + done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"no store at all", b"SQLite format 3\0" + b"\0" * 200])
def test_what_is_no_store_is_not_backed_up(slaapp: Command, tmp_path: Path, content: bytes) -> None:
    store = tmp_path / "strange.slaapp"
    store.write_bytes(content)

    result = slaapp("backup", str(tmp_path / "copies"), store=store)

    assert result.code == 1
    assert str(store) in result.err
    assert not (tmp_path / "copies").exists()


def test_an_answer_that_cannot_be_written_says_what_is_kept(desk: Command, tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("only Linux has a file that is always full")
    with full.open("w") as file:
        done = subprocess.run(
            [sys.executable, "-m", "slaapp", "show", "1", "--store", str(tmp_path / "desk.slaapp")],
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.startswith("The answer could not be written (No space left on device).")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ('{"a": 1, "a": 2}', "the name “a” is there twice"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": ' + "9" * 5000 + "}", "is not JSON"),
    ],
)
def test_json_is_read_with_care(slaapp: Command, tmp_path: Path, data: str, sentence: str) -> None:
    file = tmp_path / "scenario.json"
    file.write_text(data, encoding="utf-8")

    result = slaapp("simulate", str(file))

    assert (result.code, result.out) == (2, "")
    assert sentence in result.err


def test_a_length_is_seconds_too_and_the_end_of_calendars_is_told(desk: Command) -> None:
    start = ("worktime", "add", "--from", "2026-03-09T10:00:00Z", "--work")

    assert desk(*start, "16200").out == desk(*start, "4h30m").out
    assert "after 2120" in desk("worktime", "add", "--from", "2099-12-31T16:30:00Z", "--work", "99999h").out
    assert desk(*start, "٤h").code == 2


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        (["--demo", "mail.eml"], (True, ["mail.eml"])),
        (["a.eml", "--demo", "b.EML"], (True, ["a.eml", "b.EML"])),
        (["--demo"], (True, [])),
        (["--store", "desk.slaapp", "mail.eml"], (False, ["mail.eml"])),
        (["mail.eml", "--user=Kim"], (False, ["mail.eml"])),
        (["desk.slaapp", "mail.eml"], (False, ["desk.slaapp", "mail.eml"])),
        ([], (False, [])),
    ],
)
def test_files_are_given_to_the_window_also_to_that_of_the_demo_desk(
    words: list[str], opened: tuple[bool, list[str]]
) -> None:
    asked = []

    def open_window(store: Path | None, user: str, demo: bool, files: Sequence[Path]) -> int:
        asked.append((demo, [str(file) for file in files]))
        return 0

    assert main(words, open_window) == 0
    assert asked == [opened]


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        (["--store", "a.slaapp"], ("a.slaapp", "Sam R.", False)),
        (["--store=a.slaapp", "--user", "Kim"], ("a.slaapp", "Kim", False)),
        (["--user=Kim", "--demo", "--store", "b c.slaapp"], ("b c.slaapp", "Kim", True)),
        (["--store", "a.slaapp", "--store", "b.slaapp"], ("b.slaapp", "Sam R.", False)),
        (["--store=-odd"], ("-odd", "Sam R.", False)),
    ],
)
def test_the_window_is_asked_for_by_its_options_alone(
    words: list[str], opened: tuple[str, str, bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLAAPP_USER", "Sam R.")
    asked = []

    def open_window(store: Path | None, user: str, demo: bool, files: Sequence[Path]) -> int:
        asked.append((str(store), user, demo))
        return 0

    assert main(words, open_window) == 0
    assert asked == [opened]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--store"], "expected one argument"),
        (["--store", "--demo"], "expected one argument"),
        (["--store="], "the name of the data file is empty"),
        (["--user", "Kim\x07"], "--user"),
        (["--stor", "a.slaapp"], "invalid choice"),
    ],
)
def test_a_slip_in_its_options_is_told(
    words: list[str], sentence: str, slaapp: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = slaapp(*words)

    assert (told.code, told.out) == (2, "")
    assert sentence in told.err


def test_the_demo_desk_takes_no_other_store(slaapp: Command) -> None:
    assert slaapp("--demo", "desk.slaapp").code == 2


def test_a_report_is_never_written_over_the_store(slaapp: Command, tmp_path: Path) -> None:
    slaapp("customer", "add", "Acme")
    slaapp("log", "Printer jams", "--customer", "Acme")
    store = tmp_path / "desk.slaapp"
    before = slaapp("list").out

    for words in (("report", "--pdf"), ("report", "--xlsx"), ("show", "1", "--pdf")):
        refused = slaapp(*words, str(store))
        assert (refused.code, "a data file lies there, and is kept" in refused.err) == (1, True), refused

    assert slaapp("list").out == before
