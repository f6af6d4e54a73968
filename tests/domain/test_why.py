"""The ledger behind every clock: it leaves no second out, counts none twice, and adds up to what the clock shows."""

from hypothesis import given

from slaapp.domain.agreement import SeverityChange
from slaapp.domain.why import Ledger, LedgerRow, RowKind
from tests.clockwork import ledgers
from tests.tickets import Case, cases

MOMENTS = (
    RowKind.STARTED,
    RowKind.SEVERITY,
    RowKind.VERSION,
    RowKind.ENDED,
    RowKind.NOT_MEASURED,
)
COUNTING = (RowKind.COUNTS, RowKind.LATE)


def lasting(book: Ledger) -> list[LedgerRow]:
    """The rows that took time, without what is still to come."""
    return [row for row in book.rows if row.kind not in (*MOMENTS, RowKind.LEFT)]


def books(case: Case) -> list[Ledger]:
    return ledgers(case.events, case.laws, case.now)


def adds_up(case: Case) -> None:
    for book in books(case):
        rows = lasting(book)
        assert sum(row.counts for row in rows) == book.reading.used
        assert sum(row.not_counted for row in rows if row.kind is RowKind.PAUSED) == book.reading.paused == book.paused
        assert all((row.counts > 0) == (row.kind in COUNTING) for row in book.rows)
        total = 0
        for row in book.rows:
            total += row.counts
            assert row.total == total


def leaves_nothing_out(case: Case) -> None:
    for book in books(case):
        at = book.clock.started_at
        for row in lasting(book):
            assert row.start == at
            assert row.end is not None
            assert row.counts + row.not_counted == row.end - row.start > 0
            at = row.end
        assert at == _stop(book, case.now)
        assert book.closed + book.paused + book.set_aside + book.reading.used == at - book.clock.started_at


def _stop(book: Ledger, now: int) -> int:
    if not book.clock.measured:
        return book.clock.phases[0].start
    return now if book.clock.ended_at is None else book.clock.ended_at


@given(cases())
def test_the_rows_add_up_to_what_the_clock_shows(case: Case) -> None:
    adds_up(case)


@given(cases())
def test_the_rows_follow_each_other_without_gap_or_overlap(case: Case) -> None:
    leaves_nothing_out(case)


@given(cases(versions=True))
def test_both_hold_across_versions_of_the_agreement(case: Case) -> None:
    adds_up(case)
    leaves_nothing_out(case)


@given(cases())
def test_what_happened_stands_where_it_happened(case: Case) -> None:
    """Events stand in order between the rows, none inside one."""
    for book in books(case):
        at = book.clock.started_at
        for row in book.rows:
            if row.kind is not RowKind.LEFT:
                assert row.start >= at
                at = row.start if row.end is None else row.end


@given(cases())
def test_only_what_counted_after_the_breach_is_late(case: Case) -> None:
    for book in books(case):
        late = [row for row in book.rows if row.kind is RowKind.LATE]
        if book.reading.breached:
            assert book.clock.breached_at is not None
            assert all(row.start >= book.clock.breached_at for row in late)
            assert sum(row.counts for row in late) <= (book.reading.late or 0)
        elif book.clock.measured:
            assert not late


@given(cases(change=SeverityChange.LADDER))
def test_on_the_ladder_nothing_is_late_before_the_breach(case: Case) -> None:
    """With the other options a change of severity can find more time used than its target allows."""
    for book in books(case):
        if book.reading.breached:
            assert sum(row.counts for row in book.rows if row.kind is RowKind.LATE) == book.reading.late


@given(cases())
def test_what_is_left_closes_the_book(case: Case) -> None:
    for book in books(case):
        for row in book.rows:
            if row.kind is RowKind.LEFT:
                assert row is book.rows[-1]
                assert row.left == book.reading.left
                assert row.counts == 0
                assert row.total == book.reading.used
                assert row.end == (book.reading.due_at or book.reading.due_if_resumed)
