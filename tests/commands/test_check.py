"""`slaapp check` on damaged stores: it says what it finds, whatever it is, and never stops with a traceback."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from slaapp.storage.files import open_here, place_of
from tests.commands.conftest import Command

Damage = Callable[..., Path]
AT = ("--now", "2026-03-11T13:30:18Z")


@pytest.fixture
def damaged(demo_file: Path, tmp_path: Path) -> Damage:
    """A copy of the demo desk after another program was at it, its triggers put back as they were."""

    def damage(*statements: str) -> Path:
        store = tmp_path / "damaged.slaapp"
        shutil.copyfile(demo_file, store)
        connection = driver.connect(str(store), isolation_level=None)
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in (*statements, *(sql for _, sql in triggers)):
            connection.execute(statement)
        connection.close()
        return store

    return damage


OF_2408 = "ticket = (SELECT id FROM tickets WHERE number = 2408)"
LAST_OF_2408 = f"seq = (SELECT max(seq) FROM events WHERE {OF_2408})"
FIRST_OF_2408 = f"seq = (SELECT min(seq) FROM events WHERE {OF_2408})"


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (f"UPDATE events SET body = '~~' WHERE {LAST_OF_2408}", "Ticket 2408 cannot be worked out. Event "),
        (f"UPDATE events SET body = '{{}}' WHERE {FIRST_OF_2408}", "Ticket 2408 cannot be worked out. Event "),
        (f"UPDATE events SET kind = 'vanished' WHERE {LAST_OF_2408}", "Ticket 2408 cannot be worked out. Event "),
        (f"DELETE FROM events WHERE {FIRST_OF_2408}", "Ticket 2408 cannot be worked out. The event of ticket "),
        (f"UPDATE events SET body = '{{\"until\":\"x\"}}' WHERE kind = 'status' AND {OF_2408}", "Ticket 2408 "),
    ],
    ids=["garbage", "nothing", "an unknown kind", "no first event", "a wrong type"],
)
def test_a_damaged_event_is_told_with_its_chain_and_spoils_no_other_ticket(
    damage: str, sentence: str, slaapp: Command, damaged: Damage
) -> None:
    store = damaged("DELETE FROM event_texts WHERE 0", damage, "UPDATE tickets SET team = 'x' WHERE number = 2409")

    result = slaapp("check", store=store)

    assert result.code == 1
    assert sentence in result.out
    assert "Ticket 2409: its row differs from its history." in result.out
    assert "is not as it was written" in result.out or "is missing before it" in result.out


def test_no_rebuilding_is_advised_where_something_written_was_changed(slaapp: Command, damaged: Damage) -> None:
    spoilt = "UPDATE tickets SET team = 'x' WHERE number = 2409"
    assert "--rebuild" in slaapp("check", store=damaged(spoilt)).out

    result = slaapp("check", store=damaged(spoilt, "UPDATE events SET by = 'Sam' WHERE seq = 40"))

    assert "Ticket 2409: its row differs" in result.out
    assert "--rebuild" not in result.out
    assert "Restore the last backup" in result.out


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (f"UPDATE clocks SET phases = '~~' WHERE {OF_2408}", "Ticket 2408: kept clocks are not as wound anew."),
        (f"UPDATE clocks SET decided_at = 1 WHERE {OF_2408}", "Ticket 2408: kept clocks are not as wound anew."),
        ("UPDATE tickets SET status = 'lost' WHERE number = 2408", "Ticket 2408: its row differs from its history."),
        ("DELETE FROM search_open", "Ticket 2408 cannot be found by its words."),
        ("DELETE FROM search_open WHERE rowid = 2408", "Ticket 2408 cannot be found by its words."),
        ("INSERT INTO search_done (rowid, said) VALUES (2408, '2408')", "Ticket 2408 cannot be found by its words."),
        ("DELETE FROM search_words WHERE word = 'drive'", "Ticket 2408 cannot be found by its words."),
        ("DELETE FROM search_words WHERE word = 'drive'", "Words cannot be found by what stands inside of them."),
        ("INSERT INTO search_done (rowid, said) VALUES (9000, 'ghost')", "The search finds ticket 9000, which is not"),
    ],
)
def test_what_is_worked_out_is_compared_and_mended(
    damage: str, sentence: str, slaapp: Command, damaged: Damage
) -> None:
    store = damaged(damage)
    found = slaapp("check", store=store)
    assert found.code == 1
    assert sentence in found.out

    assert slaapp("check", "--rebuild", store=store).code == 0


def test_a_rebuild_keeps_what_it_can_and_says_what_it_left(slaapp: Command, damaged: Damage) -> None:
    lost = (f"DELETE FROM event_texts WHERE {FIRST_OF_2408}", f"DELETE FROM events WHERE {FIRST_OF_2408}")
    store = damaged(*lost, "UPDATE tickets SET team = 'x' WHERE number = 2409")

    result = slaapp("check", "--rebuild", "--json", store=store)

    assert result.code == 1
    assert result.json["left"] == ["2408"]
    assert not any("Ticket 2409" in sentence for sentence in result.json["problems"])
    assert "2408" in slaapp("list", store=store).out
    refused = slaapp("show", "2408", *AT, store=store)
    assert refused.code == 1
    assert "being received is not there" in refused.err


def test_a_row_is_kept_where_its_events_are_missing_and_goes_where_it_never_had_any(
    slaapp: Command, damaged: Damage
) -> None:
    every = f"(SELECT seq FROM events WHERE {OF_2408})"
    store = damaged(f"DELETE FROM event_texts WHERE seq IN {every}", f"DELETE FROM events WHERE {OF_2408}")
    assert slaapp("check", "--rebuild", "--json", store=store).json["left"] == ["2408"]

    columns = "subject, severity, status, received_at, updated_at, seen, open, attachments, still"
    store = damaged(f"INSERT INTO tickets (id, number, {columns}) SELECT 'z-1', 9001, {columns} FROM tickets LIMIT 1")
    assert "Ticket 9001 has a row and no events." in slaapp("check", store=store).out
    assert slaapp("check", "--rebuild", store=store).code == 0


AGREEMENT = "kind = 'agreement' AND id = (SELECT max(id) FROM records WHERE kind = 'agreement')"


@pytest.mark.parametrize(
    "damage",
    [
        f"UPDATE records SET body = '{{}}' WHERE {AGREEMENT}",
        f"UPDATE records SET body = '~~' WHERE {AGREEMENT}",
        "UPDATE records SET body = '[1]' WHERE kind = 'calendar'",
        "UPDATE records SET body = '{\"name\":1}' WHERE kind = 'desk'",
        "DELETE FROM records WHERE kind = 'calendar'",
    ],
    ids=["an empty agreement", "garbage", "a list for a calendar", "an empty desk", "no calendar"],
)
def test_a_damaged_record_is_named_by_check_and_by_whatever_needs_it(
    damage: str, slaapp: Command, damaged: Damage
) -> None:
    store = damaged(damage)

    result = slaapp("check", store=store)
    assert result.code == 1
    assert "Record " in result.out
    assert "cannot be read: " in result.out

    refused = slaapp("list", *AT, store=store)
    assert refused.code == 1
    assert refused.err.startswith("The ")
    assert "(record " in refused.err
    assert "Restore the last backup" in refused.err
    assert open_here[place_of(store)] == 0


@pytest.mark.parametrize(
    ("damage", "found", "refused"),
    [
        ("DROP TABLE clocks", "The table clocks is gone.", "The tables of "),
        ("ALTER TABLE tickets DROP COLUMN team", "The table tickets is not as SLA Desk made it.", "The tables of "),
        ("DELETE FROM meta WHERE key = 'replica'", "which copy of a store it is", "which copy of a store it is"),
        ("DROP TABLE meta", "which copy of a store it is", "which copy of a store it is"),
    ],
)
def test_a_store_whose_tables_are_damaged_is_told_in_sentences(
    damage: str, found: str, refused: str, slaapp: Command, demo_file: Path, tmp_path: Path
) -> None:
    store = tmp_path / "damaged.slaapp"
    shutil.copyfile(demo_file, store)
    connection = driver.connect(str(store), isolation_level=None)
    connection.execute(damage)
    connection.close()

    result = slaapp("check", store=store)
    assert result.code == 1
    assert found in result.out

    result = slaapp("list", *AT, store=store)
    assert result.code == 1
    assert refused in result.err
