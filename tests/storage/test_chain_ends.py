"""The holes a chain alone would leave: its last events, and texts nobody wrote."""

import pytest

from slaapp.domain.events import EventId, Seen
from slaapp.storage import events, walk
from slaapp.storage.database import Database
from tests.storage.conftest import Stranger
from tests.storage.stories import MONDAY, log


def test_it_shows_when_the_last_events_are_gone(database: Database, stranger: Stranger) -> None:
    log(database)
    stranger.does("DROP TRIGGER events_remain", "DELETE FROM events WHERE seq > 2")
    with database.read() as connection:
        (sentence,) = walk.problems(connection.connection)
    assert sentence == f"The events of {database.replica} end with event 2; the last one written was event 4."


def test_it_shows_when_all_events_are_gone(database: Database, stranger: Stranger) -> None:
    log(database)
    stranger.does("DROP TRIGGER events_remain", "DELETE FROM events")
    with database.read() as connection:
        (sentence,) = walk.problems(connection.connection)
    assert "end with event none" in sentence


@pytest.mark.parametrize(
    "texts", ['{"status": "closed"}', '{"text": "never said"}', "[1]", "none of JSON", '{"text": 1}']
)
def test_a_text_that_was_not_written_with_its_event_is_not_believed(
    texts: str, database: Database, stranger: Stranger
) -> None:
    log(database)
    ticket = f"{database.replica}-1"
    with database.read() as connection:
        before = events.history(connection, ticket)

    stranger.connection.execute("INSERT INTO event_texts VALUES (?, 2, x'00', ?)", (database.replica, texts))

    with database.read() as connection:
        assert events.history(connection, ticket) == before
        (sentence,) = walk.problems(connection.connection)
    assert sentence.startswith(f"Event 2 of {database.replica} (ticket {ticket})")


def test_a_missing_text_reads_as_empty_and_is_reported(database: Database, stranger: Stranger) -> None:
    log(database)
    stranger.does("DROP TRIGGER texts_remain", "DELETE FROM event_texts WHERE seq = 1")
    with database.read() as connection:
        (first, *_) = events.history(connection, f"{database.replica}-1")
        assert getattr(first, "subject", None) == ""
        assert len(list(walk.problems(connection.connection))) == 2


def test_an_event_that_leaves_a_gap_is_our_mistake_and_is_not_written(database: Database) -> None:
    log(database)
    event = Seen(id=EventId(database.replica, 9), occurred_at=MONDAY, recorded_at=MONDAY, by="Kim")
    with pytest.raises(ValueError, match="does not follow"), database.write() as connection:
        events.append(connection, [(f"{database.replica}-1", event)])


def test_what_is_written_after_a_theft_leaves_the_gap_in_sight(database: Database, stranger: Stranger) -> None:
    log(database)
    with stranger.without_triggers():
        stranger.does("DELETE FROM event_texts WHERE seq > 2", "DELETE FROM events WHERE seq > 2")
    log(database)
    with database.read() as connection:
        (sentence,) = walk.problems(connection.connection)
    assert sentence.endswith("events 3 to 4 are missing before it.")


def test_an_emptied_text_is_told_once_and_breaks_no_chain(database: Database, stranger: Stranger) -> None:
    log(database)
    stranger.does("UPDATE event_texts SET texts = '{}' WHERE seq IN (1, 3)")
    name = f"of {database.replica} (ticket {database.replica}-1)"
    with database.read() as connection:
        assert list(walk.problems(connection.connection)) == []
        assert list(walk.emptied(connection.connection)) == [
            f"Event 1 {name}: its subject and text were emptied.",
            f"Event 3 {name}: its text was emptied.",
        ]
