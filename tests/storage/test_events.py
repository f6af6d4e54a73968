"""What is written of a ticket comes back as it was, and stays as it was."""

import contextlib
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from slaapp.domain.agreement import Metric, Severity, Status, StepAct
from slaapp.domain.claim import Claimant
from slaapp.domain.events import (
    EVENT_KINDS,
    BreachExplained,
    Channel,
    Corrected,
    DetailsChanged,
    EventId,
    MissReason,
    Noted,
    NotMeasuredReason,
    Received,
    Seen,
    TicketEvent,
)
from slaapp.domain.relations import Relation
from slaapp.domain.spans import MINUTE
from slaapp.storage import events, records, tickets, walk
from slaapp.storage.database import Database
from tests.storage.conftest import Stranger
from tests.storage.stories import MONDAY, header, log, log_through

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
instants = st.integers(0, 4_000_000_000)
BY_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "severity": st.sampled_from(Severity),
    "status": st.sampled_from(Status),
    "at": st.integers(1, 1000),
    "act": st.sampled_from(StepAct),
    "channel": st.none() | st.sampled_from(Channel),
    "metric": st.sampled_from(Metric),
    "metrics": st.none() | st.frozensets(st.sampled_from(Metric)),
    "until": st.none() | instants,
    "cycle": st.none() | st.integers(1, 9),
    "event": st.builds(EventId, st.just("a"), st.integers(1, 99)),
    "value": st.none() | st.booleans() | st.integers(0, 3) | words,
    "opened_by_desk": st.booleans(),
    "answered_on_phone": st.booleans(),
    "met": st.booleans(),
    "minutes": st.integers(0, 600),
    "size": st.integers(0, 4_000_000_000),
    "to": st.none() | st.builds(EventId, st.just("a"), st.integers(1, 99)),
    "planned_at": st.none() | instants,
    "relation": st.sampled_from(Relation),
    "item": st.builds(EventId, st.just("a"), st.integers(1, 99)),
    "after": st.none() | st.builds(EventId, st.just("a"), st.integers(1, 99)),
    "done": st.booleans(),
    "claimed_by": st.none() | st.sampled_from(Claimant),
}
OPTIONAL = {"customer", "contact", "service", "assignee", "group", "code", "other", "message", "occurrence"}


def own_fields(kind: type[TicketEvent]) -> list[str]:
    return [name for name in kind.__struct_fields__ if name not in TicketEvent.__struct_fields__]


def some(kind: type[TicketEvent]) -> st.SearchStrategy[TicketEvent]:
    def field(name: str) -> st.SearchStrategy[Any]:
        if name == "reason" and kind.KIND == "not_measured":
            return st.sampled_from(NotMeasuredReason)
        if name == "code" and kind is BreachExplained:
            return st.none() | st.sampled_from(MissReason)
        if name == "subject" and kind is DetailsChanged:
            return st.none() | words
        if name in OPTIONAL and not (name == "other" and kind.KIND in ("absorbed", "linked")):
            return st.none() | words
        return BY_FIELD.get(name, words)

    return st.builds(
        kind,
        id=st.just(EventId("x", 1)),
        occurred_at=instants,
        recorded_at=instants,
        by=words,
        **{name: field(name) for name in own_fields(kind)},
    )


@pytest.mark.parametrize("kind", EVENT_KINDS.values(), ids=EVENT_KINDS)
def test_every_kind_of_event_comes_back_as_it_was_written(kind: type[TicketEvent], database: Database) -> None:
    @given(some(kind))
    def written_and_read(event: TicketEvent) -> None:
        with database.write() as connection:
            mint = events.Minter(connection, database.replica)
            number = tickets.next_number(connection)
            ticket = f"{database.replica}-{number}"
            tickets.save(connection, [header(ticket, number)])
            written = replace(event, id=mint())
            events.append(connection, [(ticket, written)])

            (read,) = events.history(connection, ticket)
            assert read == written
            assert [type(getattr(read, name)) for name in own_fields(kind)] == [
                type(getattr(written, name)) for name in own_fields(kind)
            ]

    written_and_read()
    with database.read() as connection:
        assert list(walk.problems(connection.connection)) == []


def test_a_corrected_true_is_not_taken_for_a_corrected_one(database: Database) -> None:
    log(database)
    ticket = f"{database.replica}-1"
    first = EventId(database.replica, 1)
    with database.write() as connection:
        mint = events.Minter(connection, database.replica)
        stamp: dict[str, Any] = {"occurred_at": MONDAY, "recorded_at": MONDAY, "by": "Kim", "event": first}
        for value in (True, 1):
            correction = Corrected(id=mint(), field="until", value=value, reason="typo", **stamp)
            events.append(connection, [(ticket, correction)])

        values = [event.value for event in events.history(connection, ticket) if isinstance(event, Corrected)]
    assert [type(value) for value in values] == [bool, int]


def test_histories_come_by_ticket_and_in_the_order_they_were_written(database: Database) -> None:
    log(database, replies=["one", "two"])
    log(database, replies=[])
    with database.read() as connection:
        found = events.histories(connection)
        assert found == events.histories(connection, sorted(found))
        assert {ticket: len(history) for ticket, history in found.items()} == {
            f"{database.replica}-1": 5,
            f"{database.replica}-2": 3,
        }
        for history in found.values():
            assert [event.id for event in history] == sorted(event.id for event in history)
        assert events.history(connection, "unknown") == ()


def test_numbers_of_events_have_no_gaps(database: Database) -> None:
    log(database)
    log(database)
    with database.read() as connection:
        numbers = [row[0] for row in connection.exec_driver_sql("SELECT seq FROM events ORDER BY seq")]
    assert numbers == list(range(1, 9))


def test_a_transaction_that_fails_leaves_nothing_and_its_numbers_are_used_again(database: Database) -> None:
    class Interrupted(Exception):
        pass

    log(database)
    with contextlib.suppress(Interrupted), database.write() as connection:
        log_through(connection, database.replica)
        raise Interrupted

    log(database)
    with database.read() as connection:
        assert len(events.histories(connection)) == 2
        assert list(walk.problems(connection.connection)) == []


CHANGES = (
    "UPDATE events SET occurred_at = occurred_at - 60 WHERE seq = 1",
    "DELETE FROM events WHERE seq = 4",
    "INSERT OR REPLACE INTO events SELECT replica, seq, ticket, kind, 0, 0, by, zone, '', body, hash FROM events",
    "DELETE FROM event_texts",
    "UPDATE records SET name = 'other'",
    "DELETE FROM records",
    "REPLACE INTO records SELECT * FROM records",
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_written_cannot_be_changed_through_the_program(change: str, database: Database) -> None:
    log(database)
    with database.write() as connection:
        records.save(connection, kind="customer", id="c", name="Harbour", body={}, now=0, by="Kim")

    with pytest.raises(driver.IntegrityError), database.write() as connection:
        connection.exec_driver_sql(change)

    with database.read() as connection:
        assert list(walk.problems(connection.connection)) == []


def test_a_clock_that_was_set_back_is_marked_and_an_import_is_not(database: Database) -> None:
    with database.write() as connection:
        mint = events.Minter(connection, database.replica)
        tickets.save(connection, [header("t", 1)])
        for recorded_at in (MONDAY, MONDAY - 1, MONDAY):
            event = Seen(id=mint(), occurred_at=MONDAY - 9, recorded_at=recorded_at, by="Kim")
            events.append(connection, [("t", event)])
        told = Seen(id=mint(), occurred_at=MONDAY - 99, recorded_at=MONDAY - 99, by="Kim")
        events.append(connection, [("t", told)], told=True)
        quality = [row[0] for row in connection.exec_driver_sql("SELECT clock_quality FROM events ORDER BY seq")]
    assert quality == ["ok", "behind", "ok", "told"]


TAMPERING = {
    "a fact": "UPDATE events SET occurred_at = occurred_at - 60 WHERE seq = 2",
    "who did it": "UPDATE events SET by = 'Sam' WHERE seq = 2",
    "the ticket it belongs to": "UPDATE events SET ticket = (SELECT max(ticket) FROM events) WHERE seq = 2",
    "a word": "UPDATE event_texts SET texts = replace(texts, 'morning', 'evening') WHERE seq = 1",
    "a missing text": "DELETE FROM event_texts WHERE seq = 1",
    "the salt": "UPDATE event_texts SET salt = randomblob(16) WHERE seq = 1",
    "a missing event": "DELETE FROM events WHERE seq = 2",
    "the first event": "DELETE FROM events WHERE seq = 1",
}


@pytest.mark.parametrize("what", TAMPERING)
def test_the_chain_shows_what_was_changed_behind_the_programs_back(
    what: str, database: Database, stranger: Stranger
) -> None:
    log(database)
    log(database)
    stranger.does(*(f"DROP TRIGGER {name}" for name in ("events_stay", "events_remain", "texts_remain", "texts_stay")))

    stranger.does(TAMPERING[what])

    with database.read() as connection:
        found = list(walk.problems(connection.connection))
    assert found
    assert all(sentence.endswith(".") for sentence in found)


def test_the_chain_shows_events_that_changed_places(database: Database, stranger: Stranger) -> None:
    log(database, replies=["first", "second"])
    stranger.does(
        "DROP TRIGGER events_stay",
        "UPDATE events SET seq = -3 WHERE seq = 3",
        "UPDATE events SET seq = 3 WHERE seq = 4",
        "UPDATE events SET seq = 4 WHERE seq = -3",
    )
    with database.read() as connection:
        assert "is not as it was written" in " ".join(walk.problems(connection.connection))


def test_an_empty_text_and_no_text_are_not_the_same(database: Database) -> None:
    log(database)
    ticket = f"{database.replica}-1"
    with database.write() as connection:
        mint = events.Minter(connection, database.replica)
        for subject in ("", None):
            event = DetailsChanged(id=mint(), occurred_at=MONDAY, recorded_at=MONDAY, by="Kim", subject=subject)
            events.append(connection, [(ticket, event)])
        changes = [event for event in events.history(connection, ticket) if isinstance(event, DetailsChanged)]
    assert [change.subject for change in changes] == ["", None]


def test_texts_stand_apart_from_the_facts_and_only_their_digests_are_chained(database: Database) -> None:
    log(database, subject="A very private matter")
    with database.read() as connection:
        bodies = " ".join(row[0] for row in connection.exec_driver_sql("SELECT body FROM events"))
        (first, *_) = events.history(connection, f"{database.replica}-1")
    assert "private" not in bodies
    assert isinstance(first, Received)
    assert first.subject == "A very private matter"


@pytest.mark.parametrize(
    "forgery",
    [
        "INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 1",
        """UPDATE event_texts SET texts = '{"subject":"forged"}' WHERE seq = 1""",
    ],
)
def test_no_program_gets_past_the_triggers_by_the_ways_round_them(database: Database, forgery: str) -> None:
    log(database)
    stranger = driver.connect(str(database.path), isolation_level=None)

    with pytest.raises(driver.IntegrityError, match=r"written once|only emptied|never changed|never deleted"):
        stranger.execute(forgery)

    stranger.close()
    with database.read() as connection:
        assert list(walk.problems(connection.connection)) == []


def test_what_was_written_by_a_clock_that_stood_behind_is_found_by_when(database: Database) -> None:
    with database.write() as connection:
        mint = events.Minter(connection, database.replica)
        for minute in (0, 20, 19):
            at = MONDAY + minute * MINUTE
            noted = Noted(id=mint(), occurred_at=at, recorded_at=at, by="Kim", text="Tray 2.")
            events.append(connection, [("t", noted)])

    with database.read() as connection:
        assert events.behind(connection, MONDAY + 19 * MINUTE, MONDAY + 20 * MINUTE) == {"t"}
        assert events.behind(connection, MONDAY, MONDAY + 19 * MINUTE) == frozenset()
