"""What a search finds: beginnings of words, what stands inside of them, open tickets first, whatever is typed."""

from collections.abc import Sequence

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import given
from hypothesis import strategies as st

from slaapp.storage import search
from slaapp.storage.database import Database
from slaapp.storage.search import FEW, LOOKED_AT, MANY, Said

TEXTS = (
    Said(1, True, "Printer jams Harbour Clinic tray two"),
    Said(2, True, "Café till offline Lakeside Hotel printed receipts missing"),
    Said(3, True, "VPN drops Harbour Clinic"),
    Said(4, False, "Blueprint plotter Straße Größe İzmir"),
)


@pytest.fixture
def said(database: Database) -> Database:
    with database.write() as connection:
        search.index(connection, TEXTS)
    return database


def find(database: Database, text: str, limit: int | None = 50) -> Sequence[int]:
    with database.read() as connection:
        return search.find(connection, text, limit)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("prin", [2, 1, 4]),
        ("printer", [1]),
        ("rint", [2, 1, 4]),
        ("harb cli", [3, 1]),
        ("CAFE", [2]),
        ("cafe\u0301", [2]),
        ("strasse", [4]),
        ("STRASSE", [4]),
        ("grosse", [4]),
        ("große", [4]),
        ("größe", [4]),
        ("izmir", [4]),
        ("3", [3]),
        ("v", [3]),
        ("vp", [3]),
        ("pn", []),
        ("harbour lakeside", []),
        ("", []),
        ("_ !", []),
    ],
)
def test_a_search_finds_what_begins_or_holds_the_words(said: Database, text: str, found: list[int]) -> None:
    assert find(said, text) == found


def test_open_tickets_come_first_and_the_newest_of_them(said: Database) -> None:
    with said.write() as connection:
        search.index(connection, [Said(5, False, "printer"), Said(6, True, "printer")])

    assert find(said, "printer") == [6, 1, 5]
    assert find(said, "printer", 2) == [6, 1]
    assert find(said, "printer", None) == [6, 1, 5]


def test_a_ticket_that_is_finished_moves_behind_the_open_ones(said: Database) -> None:
    with said.write() as connection:
        search.index(connection, [TEXTS[1]._replace(open=False)])

    assert find(said, "prin") == [1, 4, 2]


def test_what_a_ticket_said_before_is_not_found_any_more(said: Database) -> None:
    with said.write() as connection:
        search.index(connection, [Said(1, True, "Scanner")])

    assert (find(said, "printer"), find(said, "scanner")) == ([], [1])


def test_however_many_words_begin_with_it_all_are_found(database: Database) -> None:
    count = 5 * FEW
    with database.write() as connection:
        search.index(connection, [Said(n, n % 2 == 0, f"serial abcd{n:05}xyz") for n in range(1, count + 1)])

    with database.read() as connection:
        assert len(search.find(connection, "abcd", None, hasty=True)) == count
    assert find(database, "abcd 00100", None) == [100]
    assert set(find(database, "seri abcd000", None)) == set(range(1, 100))


def test_however_many_words_hold_it_all_are_found(database: Database) -> None:
    count = 20 * FEW
    with database.write() as connection:
        search.index(connection, [Said(n, False, f"{n:05}abcd{n:05}") for n in range(1, count + 1)])

    assert find(database, "abcd", None) == list(range(count, 0, -1))
    assert find(database, "abcd bcd 0abc", None) == list(range(count // 10 * 10, 0, -10))


def test_a_hasty_search_tells_of_what_it_leaves_out(database: Database) -> None:
    most = 2 * FEW
    with database.write() as connection:
        search.index(connection, [Said(n, False, f"{n:05}abcd") for n in range(1, most + 1)])
    with database.read() as connection:
        assert len(search.find(connection, "abcd", None, hasty=True)) == most
        assert not search.leaves_out(connection, "abcd")

    with database.write() as connection:
        search.index(connection, [Said(most + 1, False, f"{most + 1:05}abcd")])

    with database.read() as connection:
        assert len(search.find(connection, "abcd", None, hasty=True)) == most
        assert search.leaves_out(connection, "x abcd")
        assert not search.leaves_out(connection, f"{most + 1:05}abcd")


def test_a_hasty_search_looks_at_so_many_words_with_the_same_letters(database: Database) -> None:
    with database.write() as connection:
        alike = [Said(n, False, f"bcd{n:05}abc") for n in range(1, 2 * LOOKED_AT + 1)]
        search.index(connection, [*alike, Said(len(alike) + 1, False, "xabcd")])

    with database.read() as connection:
        assert search.find(connection, "abcd", None, hasty=True) == [len(alike) + 1]
        assert search.leaves_out(connection, "abcd")  # it may have: one more would stand between them
        assert not search.leaves_out(connection, "xabcd")


def test_of_very_many_that_begin_so_the_newest_are_found_at_once(database: Database) -> None:
    with database.write() as connection:
        search.index(connection, [Said(n, False, f"pc-inc{n:07}") for n in range(1, MANY + 2)])

    with database.read() as connection:
        newest = list(range(MANY + 1, MANY + 1 - FEW, -1))
        assert search.find(connection, "inc0", FEW, hasty=True) == newest
        assert search.find(connection, "inc0", FEW) == newest
        assert search.leaves_out(connection, "inc0")


def test_a_word_that_nobody_can_type_is_cut(database: Database) -> None:
    with database.write() as connection:
        search.index(connection, [Said(1, True, "x" * 5_000_000)])

    assert find(database, "x" * 200) == [1]


letters = st.text(alphabet="abAÄ é", max_size=7)
tickets = st.lists(st.tuples(st.booleans(), letters), min_size=1, max_size=8)


def test_it_finds_what_looking_through_everything_finds(database: Database) -> None:
    @given(tickets, letters)
    def found(held: list[tuple[bool, str]], text: str) -> None:
        said = [Said(number, is_open, words) for number, (is_open, words) in enumerate(held, start=1)]
        with database.write() as connection:
            search.clear(connection)
            search.index(connection, said)
            slowly = [ticket for ticket in said if search.wanted(text) and search.holds(text, ticket)]
            slowly.sort(key=lambda ticket: (not ticket.open, -ticket.number))
            assert search.find(connection, text, None) == [ticket.number for ticket in slowly]
            assert all(search.Spoken(connection).finds(ticket) for ticket in said)
            assert search.parts_are_whole(connection)

    found()


def test_no_text_is_a_mistake_in_a_search(database: Database) -> None:
    with database.write() as connection:
        search.index(connection, [Said(1, True, "a_b AND c O'Brien NEAR")])

    @given(st.text(max_size=15) | st.sampled_from(['"', "*", "a AND", "NEAR(", "_", "a:b", "-x", "(", "^a", "\0"]))
    def asked(text: str) -> None:
        find(database, text, 5)

    asked()


def test_any_text_can_be_found_by_its_own_words(database: Database) -> None:
    @given(st.text(max_size=30))
    def indexed(text: str) -> None:
        with database.write() as connection:
            search.clear(connection)
            search.index(connection, [Said(1, True, text)])
            assert search.Spoken(connection).finds(Said(1, True, text))
            assert search.find(connection, text, 5) == ([1] if search.wanted(text) else [])

    indexed()


def test_the_check_sees_a_ticket_in_the_wrong_index(said: Database) -> None:
    with said.write() as connection:
        connection.exec_driver_sql("INSERT INTO search_done (rowid, said) VALUES (1, '1')")
        spoken = search.Spoken(connection)

        assert [spoken.finds(ticket) for ticket in TEXTS] == [False, True, True, True]


def test_the_check_does_not_take_what_a_ticket_said_before_for_what_it_says(database: Database) -> None:
    before, after = Said(1, True, "printer jams again"), Said(1, True, "scanner hums loudly")
    with database.write() as connection:
        search.index(connection, [before, Said(2, True, before.text), Said(3, True, after.text)])
    with database.write() as connection:
        search.index(connection, [after])

    with database.read() as connection:
        spoken = search.Spoken(connection)
        assert spoken.finds(after)
        assert not spoken.finds(before)


def test_looking_into_the_index_leaves_a_reader_a_reader(database: Database) -> None:
    with database.read() as connection:
        search.Spoken(connection)
        with pytest.raises(driver.OperationalError, match="readonly"):
            connection.exec_driver_sql("DELETE FROM search_words")
