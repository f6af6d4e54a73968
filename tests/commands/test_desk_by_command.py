"""A desk worked from the command line: stories a person could type."""

import argparse
import io
import re
import shutil
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from slaapp.commands.parser import build
from slaapp.documents import Pages
from slaapp.domain.events import Reopened
from slaapp.engine import Engine
from slaapp.services.keeping import keep
from slaapp.storage import events, tickets
from tests.commands.conftest import Command


@pytest.fixture
def desk(slaapp: Command) -> Command:
    """A desk made for tests, so that any moment can be written: Mon 9 March 2026 is its first day."""
    assert slaapp("new", "--test", "--zone", "UTC", "--now", "2026-03-02T09:00:00Z").code == 0
    return slaapp


def at(day: int, clock: str) -> tuple[str, str]:
    return "--now", f"2026-03-{day:02}T{clock}Z"


def test_a_ticket_from_the_call_to_the_month(desk: Command) -> None:
    logged = desk("log", "Printer on floor 2 is jammed", "--severity", "urgent", *at(9, "10:00:00"))
    assert logged.out == "Logged as ticket 1: first response by Mon 9 Mar 10:30, resolution by Mon 9 Mar 14:00.\n"

    calm = desk("list", "--json", *at(9, "10:10:00")).json[0]
    assert (calm["state"], calm["left_s"]) == ("running", 20 * 60)
    assert desk("list", "--json", *at(9, "10:30:00")).json[0]["group"] == "within_hour"
    late = desk("list", "--json", *at(9, "10:30:01")).json[0]
    assert (late["group"], late["late_s"], late["due_at"]) == ("overdue", 1, "2026-03-09T10:30:00Z")

    desk("reply", "1", "We are on it.", *at(9, "10:45:00"))
    desk("resolve", "1", "--text", "Paper tray replaced.", *at(9, "11:00:00"))
    shown = desk("show", "1", "--json", *at(9, "12:00:00")).json["clocks"]
    clocks = {clock["metric"]: clock for clock in shown if clock["tier"] == "public"}
    assert (clocks["first_response"]["verdict"], clocks["first_response"]["late_s"]) == ("breached", 15 * 60)
    assert (clocks["resolution"]["verdict"], clocks["resolution"]["used_s"]) == ("met", 3600)


@pytest.mark.parametrize(
    "words", [("note", "1", "-"), ("reply", "1", "-"), ("wrote", "1", "-"), ("log", "x", "--text", "-")]
)
def test_a_text_can_come_from_a_pipe(slaapp: Command, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]) -> None:
    slaapp("log", "Printer jams")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Two lines:\nGröße ☃\n".encode())))

    assert slaapp(*words).code == 0

    assert len(slaapp("search", "lines Größe ☃", "--json").json) == 1


def test_a_pipe_that_holds_no_text_is_refused(slaapp: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    slaapp("log", "Printer jams")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))

    done = slaapp("note", "1", "-")

    assert (done.code, done.err) == (2, "Standard input is not UTF-8 text. Nothing was saved. Give it as UTF-8.\n")


def test_why_a_ticket_that_was_raised_paused_lowered_and_reopened(desk: Command, tmp_path: Path) -> None:
    calendar = tmp_path / "calendar.toml"
    desk("calendar", "export", str(calendar))
    holiday = '[versions.holidays]\n2026-03-10 = "Founders\' day"\n'
    calendar.write_text(calendar.read_text().replace("[versions.holidays]\n", holiday))
    assert desk("calendar", "import", str(calendar), *at(9, "08:00:00")).code == 0
    desk("log", "Mail does not arrive", "--severity", "normal", *at(9, "09:00:00"))
    desk("severity", "1", "high", *at(9, "11:00:00"))
    desk("status", "1", "waiting_customer", *at(9, "15:00:00"))
    desk("wrote", "1", "Here are the logs.", *at(11, "10:00:00"))
    desk("severity", "1", "low", *at(11, "11:00:00"))
    desk("resolve", "1", *at(11, "12:00:00"))
    desk("reopen", "1", *at(12, "09:00:00"))

    why = desk("why", "1", "resolution", "--json", *at(12, "10:00:00")).json

    lasting = [row for row in why["rows"] if row["to"] is not None and row["kind"] != "left"]
    assert all(row["to"] == following["from"] for row, following in pairwise(lasting))
    assert [row["what"] for row in lasting] == [
        "Clock runs",
        "Clock runs",
        "Waiting on customer",
        "Outside support hours",
        "Holiday: Founders' day",
        "Outside support hours",
        "Waiting on customer",
        "Clock runs",
        "Clock runs",
        "Resolved, until it was reopened",
        "Clock runs",
    ]
    assert lasting[-1]["total_s"] == sum(row["counts_s"] for row in lasting) == 9 * 3600
    text = desk("why", "1", *at(12, "10:00:00")).out
    assert "Raised to High by Sam R.: target 8 h" in text
    assert "Lowered to Low by Sam R.: target 40 h" in text
    assert "the rows add up" in text


def test_what_is_left_stands_below_the_rows_that_counted(desk: Command) -> None:
    desk("log", "Screen flickers", "--severity", "high", *at(9, "09:00:00"))

    last = desk("why", "1", "--json", *at(9, "10:00:00")).json["rows"][-1]
    text = desk("why", "1", *at(9, "10:00:00")).out

    assert (last["kind"], last["counts_s"], last["total_s"], last["left_s"]) == ("left", 0, 3600, 7 * 3600)
    assert re.search(r"Left until the target +T3 +7 h +8 h\n", text)


def test_fresh_time_after_the_reopen_window_is_shown(desk: Command, tmp_path: Path) -> None:
    desk("log", "Screen flickers", *at(2, "09:00:00"))
    desk("resolve", "1", *at(2, "10:00:00"))
    late = int(datetime.fromisoformat("2026-03-11T09:00:00+00:00").timestamp())
    with (
        Engine.open(tmp_path / "desk.slaapp", user="Sam R.", now=late) as engine,
        engine.database.write() as connection,
    ):
        (ticket,) = tickets.numbers(connection)
        mint = events.Minter(connection, engine.database.replica)
        event = Reopened(id=mint(), occurred_at=late, recorded_at=late, by="Sam R.")
        events.append(connection, [(ticket, event)])
        keep(connection, [ticket], engine.rules(connection))

    shown, clocks = desk("show", "1", *at(11, "10:00:00")).out, desk("show", "1", "--json", *at(11, "10:00:00")).json

    assert "; fresh time: reopened after the window\n" in shown
    assert [held["cycle"] for held in clocks["clocks"] if "after_window" in held and held["tier"] == "public"] == [2]


def test_undo_takes_back_the_last_thing_and_shows_both(desk: Command) -> None:
    desk("log", "Screen flickers", *at(9, "09:00:00"))
    desk("status", "1", "waiting_customer", *at(9, "09:30:00"))

    desk("retract", "1", *at(9, "09:31:00"))

    shown = desk("show", "1", "--json", *at(9, "09:32:00")).json
    assert shown["status"] == "new"
    assert [(event["kind"], event["retracted"]) for event in shown["events"]] == [
        ("received", False),
        ("status", True),
        ("retracted", False),
    ]


def test_merging_moves_what_was_said(desk: Command) -> None:
    desk("log", "No network", *at(9, "09:00:00"))
    desk("log", "Network gone again", *at(9, "10:00:00"))
    desk("reply", "1", "Looking into it.", *at(9, "09:10:00"))

    desk("merge", "1", "2", *at(9, "10:30:00"))

    survivor = desk("show", "2", "--json", *at(9, "11:00:00")).json
    loser = desk("show", "1", "--json", *at(9, "11:00:00")).json
    first = next(clock for clock in survivor["clocks"] if clock["metric"] == "first_response")
    assert (survivor["received_at"], first["used_s"], first["verdict"]) == ("2026-03-09T09:00:00Z", 600, "met")
    assert (loser["status"], loser["merged_into"]) == ("closed", 2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "7"), "There is no ticket 7."),
        (("reply", "7", "x"), "There is no ticket 7."),
        (("log", "x", "--customer", "Nobody Ltd"), "There is no customer named “Nobody Ltd”. Nothing was changed."),
        (("log", "x", "--severity", "dire"), "--severity: “dire” is not known here. Choose one of: low, normal"),
        (("log", "   "), "The ticket was not logged: it has no subject."),
        (("log", "a\0b"), "SUBJECT: the text holds a character that cannot be stored"),
        (("log", "a\ud800b"), "SUBJECT: the text holds a character that cannot be stored"),
        (("log", "x", "--received", "2999-01-01T00:00:00Z"), "--received: “2999-01-01T00:00:00Z” lies outside"),
        (("log", "x", "--received", "2026-03-09T12:00:00Z"), "2026-03-09 12:00:00 UTC lies in the future."),
        (("log", "x", "--received", "2026-03-09T09:00"), "--received: “2026-03-09T09:00” has no zone."),
        (("status", "1", "waiting_customer"), "Ticket 1 is resolved. Nothing was changed. Reopen it first."),
        (("resolve", "1"), "Ticket 1 is resolved already. Nothing was changed."),
        (("status", "2", "resolved", "--until", "2026-03-12T09:00:00Z"), "only a scheduled ticket waits until a date"),
        (("status", "2", "closed", "--until", "2026-03-12T09:00:00Z"), "only a scheduled ticket waits until a date"),
        (("status", "2", "scheduled"), "Ticket 2 was not scheduled: the date until which it waits is missing"),
        (("severity", "2", "normal"), "Ticket 2 has severity normal already."),
        (("reopen", "2"), "Ticket 2 is open. Nothing was changed."),
        (("waive", "2", "resolution", "--reason", "x", "--agreed-by", "y"), "ticket 2 has missed no target"),
        (("assign", "2", "Ghost"), "There is nobody named “Ghost” at the desk."),
        (("note", "2", " "), "The note was not added: it is empty."),
        (("merge", "2", "2"), "Nothing was merged: both are the same ticket."),
        (("why", "2", "mood"), "METRIC: “mood” is not known here."),
        (("why", "2", "next_response"), "Ticket 2 has no such clock"),
        (("correct", "2", "colour", "red", "--reason", "x"), "FIELD: “colour” is not known here."),
        (("retract", "2", "--event", "nonsense"), "--event: “nonsense” names no event."),
        (("agreement", "import", "/nowhere.toml"), "/nowhere.toml could not be read"),
        (("report", "--period", "2026-13"), "--period: "),
    ],
    ids=lambda value: " ".join(value)[:40].encode("ascii", "replace").decode() if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_is_said_and_changes_nothing(desk: Command, words: tuple[str, ...], sentence: str) -> None:
    desk("log", "First", *at(9, "09:00:00"))
    desk("log", "Second", *at(9, "09:00:00"))
    desk("resolve", "1", *at(9, "09:30:00"))
    before = desk("list", "--json", *at(9, "10:00:00")).out

    result = desk(*words, *at(9, "10:00:00"))

    assert result.code in (1, 2)
    assert result.out == ""
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert desk("list", "--json", *at(9, "10:00:00")).out == before


def test_another_moment_can_be_written_in_stores_made_for_tests_only(slaapp: Command) -> None:
    slaapp("new")
    result = slaapp("log", "x", "--now", "2026-03-09T10:00:00Z")

    assert result.code == 1
    assert "--now is for stores made for tests" in result.err


def test_the_reopen_window_ends_with_the_fifth_working_day(desk: Command) -> None:
    desk("log", "Slow", *at(2, "09:00:00"))
    desk("resolve", "1", *at(2, "10:00:00"))

    refused = desk("reopen", "1", *at(10, "09:00:00"))

    assert refused.code == 1
    assert "its reopen window of 5 working days ended on Mon 09 Mar 2026" in refused.err
    assert desk("reopen", "1", *at(9, "23:59:59")).code == 0


def test_rules_go_out_and_come_back_as_they_were(desk: Command, tmp_path: Path) -> None:
    for kind in ("agreement", "calendar", "customer", "desk"):
        file, again = str(tmp_path / f"{kind}.toml"), str(tmp_path / f"{kind}-again.toml")
        assert desk(kind, "export", file).code == 0
        assert desk(kind, "import", file).code == 0
        desk(kind, "export", again)
        assert Path(again).read_bytes() == Path(file).read_bytes(), kind


def test_search_finds_the_beginnings_of_words_and_never_stumbles(desk: Command) -> None:
    desk("log", "Shared drive is missing", "--text", "Ordner Ä ist weg", *at(9, "09:00:00"))

    assert [hit["ticket"] for hit in desk("search", "shar", "miss", "--json").json] == [1]
    assert [hit["ticket"] for hit in desk("search", "ordn", "--json").json] == [1]
    for odd in ('"', "* NEAR(", "a AND", "-", "tick'et; drop table"):
        assert desk("search", odd).code == 0


def test_a_backup_is_restored_beside_a_damaged_store(slaapp: Command, tmp_path: Path) -> None:
    slaapp("log", "Before the damage")
    assert slaapp("backup").code == 0
    store = tmp_path / "desk.slaapp"
    store.write_bytes(store.read_bytes()[:5000])
    for left in tmp_path.glob("desk.slaapp-*"):
        left.unlink()
    assert slaapp("list").code == 1

    backup = max((tmp_path / "backups").glob("*.slaapp-backup"))
    restored = slaapp("restore", str(backup))

    assert restored.code == 0
    assert "is kept as" in restored.out
    assert "Before the damage" in slaapp("list").out
    assert next(tmp_path.glob("desk.slaapp.replaced-*")).stat().st_size == 5000
    assert slaapp("check").code == 0


def test_check_finds_what_was_tampered_with(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    import sqlcipher3.dbapi2 as driver

    copy = tmp_path / "tampered.slaapp"
    shutil.copyfile(demo_file, copy)
    assert slaapp("check", store=copy).code == 0
    connection = driver.connect(str(copy), isolation_level=None)
    connection.execute("UPDATE tickets SET subject = 'changed' WHERE number = 2408")
    connection.execute("DROP TRIGGER events_stay")
    connection.execute("UPDATE events SET occurred_at = occurred_at + 60 WHERE seq = 40")
    connection.close()

    result = slaapp("check", store=copy)

    assert result.code == 1
    assert "Ticket 2408: its row differs from its history." in result.out
    assert "is not as it was written" in result.out


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tickets SET number = 9000 WHERE number = 2408",
        "UPDATE tickets SET source = 'elsewhere', source_key = 'X1' WHERE number = 2408",
        "DELETE FROM clocks; DELETE FROM tickets WHERE number = 2408",
    ],
    ids=["another number", "another source", "no row"],
)
def test_what_a_ticket_is_called_is_in_its_history(
    slaapp: Command, demo_file: Path, tmp_path: Path, damage: str
) -> None:
    import sqlcipher3.dbapi2 as driver

    copy, moment = tmp_path / "renumbered.slaapp", ("--now", "2026-03-11T13:30:18Z")
    shutil.copyfile(demo_file, copy)
    before = slaapp("show", "2408", *moment, store=copy).out
    connection = driver.connect(str(copy), isolation_level=None)
    connection.executescript(damage)
    connection.close()

    assert slaapp("check", store=copy).code == 1
    assert slaapp("check", "--rebuild", store=copy).code == 0
    assert slaapp("show", "2408", *moment, store=copy).out == before


def test_the_help_of_everything_can_be_written() -> None:
    parsers = [build()]
    for parser in parsers:
        assert parser.format_help()
        choices = [action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        parsers += [command for commands in choices for command in commands.values()]
    assert len(parsers) > 100


def test_every_command_has_help_with_an_example(slaapp: Command) -> None:
    names = (
        "log list show reply note status severity assign resolve reopen why reason waive exclude merge correct retract"
    )
    names += " agreement calendar customer desk report import search check backup restore demo worktime simulate"
    for name in names.split():
        result = slaapp(name, "--help")
        assert result.code == 0
        assert f"Example: slaapp {name}" in " ".join(result.out.split())


def test_rules_never_change_what_is_decided(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    store, file = tmp_path / "desk.slaapp", tmp_path / "agreement.toml"
    shutil.copyfile(demo_file, store)
    slaapp("agreement", "export", str(file), store=store)
    file.write_text(file.read_text().replace('"24h"', '"20h"'))

    refused = slaapp("agreement", "import", str(file), store=store)

    assert refused.code == 1
    assert "Nothing was saved: version 3 of Standard support governs 1107 tickets and stays as it was" in refused.err
    assert slaapp("check", store=store).code == 0

    later = file.read_text().replace("version = 3", "version = 4").replace("2025-01-01", "2030-01-01")
    file.write_text(later.replace("2026-12-31", "2031-12-31"))
    assert slaapp("agreement", "import", str(file), store=store).code == 0
    assert slaapp("check", store=store).code == 0


def test_a_holiday_to_come_moves_open_tickets_and_the_store_stays_sound(desk: Command, tmp_path: Path) -> None:
    desk("log", "Done before", "--severity", "low", *at(9, "09:00:00"))
    desk("resolve", "1", *at(9, "10:00:00"))
    desk("log", "Still open", "--severity", "urgent", *at(9, "16:45:00"))
    calendar = tmp_path / "calendar.toml"
    desk("calendar", "export", str(calendar))
    holiday = '[versions.holidays]\n2026-03-10 = "Founders\' day"\n'
    calendar.write_text(calendar.read_text().replace("[versions.holidays]\n", holiday))

    assert desk("calendar", "import", str(calendar), *at(9, "16:50:00")).code == 0

    due = {row["ticket"]: row["due_at"] for row in desk("list", "--json", *at(9, "16:55:00")).json}
    assert due[2] == "2026-03-11T09:15:00Z"
    assert desk("check").code == 0


def test_an_internal_target_later_than_the_public_one_is_refused(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "agreement.toml"
    desk("agreement", "export", str(file))
    text = file.read_text()
    place = text.index("[targets.internal.urgent.first_response]")
    file.write_text(text[:place] + text[place:].replace('"20m"', '"9h"', 1))

    refused = desk("agreement", "import", str(file))

    assert refused.code == 2
    assert "targets.internal.urgent.first_response: the internal target is later than the public one." in refused.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("new", "--zone", "Bad"), "--zone: “Bad” is no time zone."),
        (("show", "9" * 30), "is no number from 1 up to"),
        (("search", "x", "--limit", "0"), "is no number from 1 up to"),
    ],
)
def test_usage_that_is_wrong_leaves_no_traceback_and_no_file(
    slaapp: Command, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    result = slaapp(*words, store=tmp_path / "fresh.slaapp")

    assert result.code == 2
    assert sentence in result.err
    assert not (tmp_path / "fresh.slaapp").exists()


def test_a_reply_or_a_message_without_words_is_refused(desk: Command) -> None:
    desk("log", "Quiet", *at(9, "09:00:00"))

    assert "The reply was not recorded: it is empty." in desk("reply", "1", " ", *at(9, "10:00:00")).err
    assert "The message was not recorded: it is empty." in desk("wrote", "1", "", *at(9, "10:00:00")).err


def test_the_history_says_what_was_done(desk: Command, tmp_path: Path) -> None:
    people = tmp_path / "desk.toml"
    people.write_text(
        f'{desk("desk", "export", "-").out}\n[[person]]\nname = "Kim L."\naccount = "kim"\n', encoding="utf-8"
    )
    assert desk("desk", "import", str(people), *at(9, "08:00:00")).code == 0
    desk("log", "Printer", "--severity", "high", *at(9, "10:00:00"))
    desk("log", "Printer again", *at(9, "10:05:00"))
    for words in (
        ("assign", "1", "Kim L."),
        ("reply", "1", "On it.", "--channel", "in_person"),
        ("status", "1", "scheduled", "--until", "2026-03-10T09:00:00Z"),
        ("correct", "1", "received_at", "2026-03-09T09:50:00Z", "--reason", "The call came earlier"),
        ("merge", "2", "1"),
    ):
        assert desk(*words, *at(9, "10:10:00")).code == 0

    history = re.findall(r"^Mon 9 Mar \S+  (\w+)-\d+ +(.*)$", desk("show", "1", *at(9, "10:20:00")).out, re.MULTILINE)
    told = [what for _, what in history]
    assert told == [
        "Received by Sam R., high, by phone [corrected]",
        "Assignment by Sam R., to Kim L.",
        "Reply by Sam R., in person: On it.",
        "Status scheduled by Sam R., until Tue 10 Mar 09:00",
        f"Correction by Sam R., time of {history[0][0]}-1 is Mon 9 Mar 09:50: The call came earlier",
        "Merge by Sam R., goes on with ticket 2",
    ]
    events = desk("show", "1", "--json", *at(9, "10:20:00")).json["events"]
    assert [event["says"] for event in events if event["kind"] == "assigned"] == [{"assignee": "Kim L."}]


def test_clocks_of_a_merged_ticket_say_where_it_went(desk: Command) -> None:
    desk("log", "Printer", *at(9, "10:00:00"))
    desk("log", "Printer again", *at(9, "10:05:00"))
    desk("reply", "2", "We know.", *at(9, "10:10:00"))
    desk("merge", "2", "1", *at(9, "10:20:00"))

    clocks = [line.strip() for line in desk("show", "2", *at(9, "10:30:00")).out.splitlines() if ", public" in line]

    assert "Resolution, public           not measured: merged into 1" in clocks
    assert any(
        line.startswith("First response, public       met with") and "merged into 1, so the adjusted" in line
        for line in clocks
    )


def test_why_in_short_folds_the_nights_and_keeps_the_sums(desk: Command) -> None:
    desk("log", "Slow laptop", "--severity", "low", *at(9, "10:00:00"))
    whole, short = (desk("why", "1", *more, *at(13, "12:00:00")).out for more in ((), ("--short",)))

    assert whole.count("Outside support hours") == 4
    assert "Clock runs (hours closed between aside)" in short
    assert "Outside support hours" not in short
    assert len(short.splitlines()) == len(whole.splitlines()) - 8
    assert short.splitlines()[-1] == whole.splitlines()[-1]


@pytest.mark.parametrize("name", ["a\nb", "\x1b[2J", " "])
def test_a_name_to_sign_with_is_one_line(desk: Command, name: str) -> None:
    result = desk("log", "Printer", "--user", name, *at(9, "10:00:00"))

    assert (result.code, result.out) == (2, "")
    assert "is no name. Nothing was saved." in result.err


def test_the_report_of_a_quarter_and_of_everybody(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    store = tmp_path / "demo.slaapp"
    shutil.copy(demo_file, store)

    quarter = slaapp("report", "--period", "2026-Q1", "--customer", "Northgate School", "--json", store=store).json
    company = slaapp("report", "--period", "2026-W06..2026-W09", "--all-customers", "--json", store=store).json
    text = slaapp("report", "--period", "2026-02", "--all-customers", "--severity", "urgent", store=store).out

    assert (quarter["period"]["first_day"], quarter["period"]["last_day"]) == ("2026-01-01", "2026-03-31")
    assert quarter["compared"]["before"]["period"] == "2025-Q4"
    assert company["edition"] == "company"
    assert company["flow"]["received"] == sum(line["flow"]["received"] for line in company["customers"])
    assert "All customers, severity Urgent, 2026-02: draft" in text
    assert "Customers:" in text


def test_the_sections_of_a_report_are_chosen_and_remembered(slaapp: Command, demo_file: Path, tmp_path: Path) -> None:
    store, pdf = tmp_path / "demo.slaapp", tmp_path / "report.pdf"
    shutil.copy(demo_file, store)
    month = ("report", "--period", "2026-02", "--customer", "Harbour Clinic", "--pdf", str(pdf))

    def titles(*words: str) -> list[str]:
        assert slaapp(*month, *words, store=store).code == 0
        with closing(Pages(pdf.read_bytes())) as pages:
            text = "".join(pages.text(page) for page in range(len(pages)))
        return [title for title in ("When tickets come in", "Why targets were late", "Sign-off") if title in text]

    assert titles() == ["Sign-off"]
    assert titles("--sections", "reasons,arrivals") == ["When tickets come in", "Why targets were late"]
    chosen = slaapp("customer", "sections", "Harbour Clinic", "arrivals", "sign_off", store=store)
    assert chosen.out == "Their report holds: arrivals, sign_off.\n"
    assert titles() == ["When tickets come in", "Sign-off"]
    assert titles("--sections", "sheet") == ["Sign-off"]
    assert slaapp("customer", "sections", "Harbour Clinic", store=store).code == 0
    assert titles() == ["Sign-off"]
    wrong = slaapp(*month, "--sections", "charts", store=store)
    assert (wrong.code, "--sections: “charts” is no section. Known are: all" in wrong.err) == (2, True)


def test_the_sections_of_everybodys_report_are_chosen_and_remembered(
    slaapp: Command, demo_file: Path, tmp_path: Path
) -> None:
    store, pdf = tmp_path / "demo.slaapp", tmp_path / "company.pdf"
    shutil.copy(demo_file, store)

    def titles(*words: str) -> list[str]:
        everybody = slaapp("report", "--period", "2026-02", "--all-customers", "--pdf", str(pdf), *words, store=store)
        assert everybody.code == 0
        with closing(Pages(pdf.read_bytes())) as pages:
            text = "".join(pages.text(page) for page in range(len(pages)))
        return [title for title in ("When tickets come in", "Why targets were late", "Sign-off") if title in text]

    assert titles() == ["When tickets come in", "Why targets were late", "Sign-off"]
    chosen = slaapp("report-sections", "customers", "arrivals", "sign_off", store=store)
    assert chosen.out == "A report of several customers holds: customers, arrivals, sign_off.\n"
    assert titles() == ["When tickets come in", "Sign-off"]
    assert titles("--sections", "reasons") == ["Why targets were late"]
    assert slaapp("report-sections", "--json", store=store).json == {"sections": None}
    assert titles() == ["Sign-off"]
    slaapp("report-sections", "all", store=store)
    assert titles() == ["When tickets come in", "Why targets were late", "Sign-off"]
    twice = slaapp("report-sections", "trend", "trend", store=store)
    assert (twice.code, twice.err) == (2, "SECTION: “trend” is there twice. Leave one of them out.\n")
