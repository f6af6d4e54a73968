"""Clocks, ticket rows, records, words to search: exact round trips."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from slaapp.domain.agreement import Agreement, CountingBasis, Metric, Severity, SeverityChange, Status, Target, Tier
from slaapp.domain.calendar import Calendar, CalendarLine, Opening
from slaapp.domain.claim import Claimant
from slaapp.domain.clock import Clock, Phase
from slaapp.domain.events import NotMeasuredReason
from slaapp.storage import clocks, records, tickets
from slaapp.storage.codec import dumps, plain, restored
from slaapp.storage.database import Database
from slaapp.storage.tickets import Header
from tests.storage.stories import MONDAY, clock, header, log

FEW = settings.default.max_examples // 3
"""Examples of what has many fields: to draw one takes longer than to store it."""

instants = st.integers(0, 4_000_000_000)
maybe = st.none() | instants
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
phases = st.builds(
    Phase,
    start=instants,
    severity=st.sampled_from(Severity),
    calendar=words,
    allowed=maybe,
    goal=st.integers(1, 100),
    warn_at=st.integers(1, 100),
    used=instants,
    paused=instants,
    paused_by=st.none() | st.sampled_from(Status),
    due_at=maybe,
)
wound = st.builds(
    Clock,
    metric=st.sampled_from(Metric),
    tier=st.sampled_from(Tier),
    cycle=st.integers(1, 5),
    started_at=instants,
    ended_at=maybe,
    breached_at=maybe,
    judged=st.booleans(),
    phases=st.lists(phases, min_size=1, max_size=2).map(tuple),
    measured=st.booleans(),
    excluded=st.none() | st.sampled_from(NotMeasuredReason),
    merged_into=st.none() | words,
    waived=st.booleans(),
    after_window=st.booleans(),
)
several = st.lists(wound, max_size=2, unique_by=lambda c: (c.metric, c.tier, c.cycle))


def test_clocks_come_back_as_they_were_wound(database: Database) -> None:
    log(database)
    ticket = f"{database.replica}-1"

    @settings(max_examples=FEW)
    @given(several)
    def kept(found: list[Clock]) -> None:
        with database.write() as connection:
            clocks.replace(connection, [(ticket, found)])
            assert set(clocks.of(connection, [ticket]).get(ticket, ())) == set(found)
            running = {clock for clock in found if clock.ended_at is None}
            assert set(clocks.under_way(connection).get(ticket, ())) == running

    kept()


def test_clocks_are_replaced_ticket_by_ticket(database: Database) -> None:
    log(database)
    log(database)
    one, two = f"{database.replica}-1", f"{database.replica}-2"
    response = clock(started_at=MONDAY, metric=Metric.FIRST_RESPONSE)
    with database.write() as connection:
        kept = clocks.of(connection, [two])
        clocks.replace(connection, [(one, [response])])
        assert clocks.every(connection) == {one: (response,), **kept}


@settings(max_examples=FEW)
@given(wound)
def test_a_clock_counts_at_its_breach_or_else_at_its_judged_end(found: Clock) -> None:
    at = found.decided_at
    if not found.measured:
        assert at is None
    elif found.breached_at is not None:
        assert at == found.breached_at
    else:
        assert at == (found.ended_at if found.judged else None)


headers = st.builds(
    Header,
    id=words,
    number=st.just(1),
    subject=words,
    customer=st.none() | words,
    contact=st.none() | words,
    service=st.none() | words,
    assignee=st.none() | words,
    team=st.none() | words,
    severity=st.sampled_from(Severity),
    status=st.sampled_from(Status),
    until=maybe,
    received_at=instants,
    updated_at=instants,
    resolved_at=maybe,
    planned_at=maybe,
    occurrence=st.none() | words,
    attachments=st.integers(0, 99),
    seen=st.booleans(),
    open=st.booleans(),
    left_as=st.none() | st.sampled_from(NotMeasuredReason),
    merged_into=st.none() | words,
    agreement=st.none() | words,
    agreement_version=st.none() | st.integers(1, 9),
    source=st.none() | words,
    source_key=st.none() | words,
    still=st.booleans(),
    due=maybe,
    late_from=maybe,
    turns_at=maybe,
    claimed_by=st.none() | st.sampled_from(Claimant),
    over_at=maybe,
    recap=st.none(),
)


def test_a_tickets_row_comes_back_as_it_was_saved(database: Database) -> None:
    class Undone(Exception):
        pass

    @settings(max_examples=FEW)
    @given(headers)
    def kept(saved: Header) -> None:
        try:
            with database.write() as connection:
                tickets.save(connection, [saved])
                assert tickets.by_number(connection, 1) == saved
                assert tickets.of(connection, [saved.id]) == [saved]
                assert (saved in tickets.open_ones(connection)) == saved.open
                raise Undone
        except Undone:
            pass

    kept()


def test_saving_a_ticket_again_changes_its_row_and_keeps_its_number(database: Database) -> None:
    with database.write() as connection:
        tickets.save(connection, [header("a", 1), header("b", 2)])
        tickets.save(connection, [header("a", 1, subject="New subject")])
        assert [(row.number, row.subject) for row in tickets.every(connection)] == [
            (1, "New subject"),
            (2, "Printer jams"),
        ]
        assert tickets.next_number(connection) == 3
        assert tickets.by_number(connection, 7) is None


def test_a_record_keeps_all_its_versions_and_gives_the_newest(database: Database) -> None:
    def save(**body: str) -> None:
        with database.write() as connection:
            records.save(connection, kind="customer", id="c1", name="Harbour", body=body, now=MONDAY, by="Kim")

    save(phone="1")
    save(phone="1")
    save(phone="2")
    with database.read() as connection:
        found = records.load(connection, "customer", "c1")
        versions = connection.exec_driver_sql("SELECT version, body FROM records ORDER BY version").fetchall()
        named = records.named(connection, "customer", "Harbour")
    assert found is not None
    assert (found.version, found.body) == (2, {"phone": "2"})
    assert [tuple(row) for row in versions] == [(1, '{"phone":"1"}'), (2, '{"phone":"2"}')]
    assert named == found


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
openings = st.lists(
    st.builds(lambda start, length: Opening(start, start + length), st.integers(0, 1439), st.integers(1, 1440)),
    max_size=3,
).map(tuple)
calendars = st.builds(
    Calendar,
    zone=st.sampled_from(["Europe/London", "Asia/Kathmandu", "UTC"]),
    week=st.tuples(*[openings] * 7),
    holidays=st.dictionaries(days, words, max_size=3),
    special_days=st.dictionaries(days, openings, max_size=3),
)
lines = st.builds(
    lambda name, starts, each: CalendarLine(name, tuple(zip(sorted(starts), each, strict=False))),
    words,
    st.lists(days, unique=True, min_size=1, max_size=3),
    st.lists(calendars, min_size=3, max_size=3),
)


def one_of_each(metric_tier: tuple[Metric, Tier], statuses: frozenset[Status]) -> Mapping[Any, Any]:
    return {metric_tier: statuses}


agreements = st.builds(
    Agreement,
    name=words,
    version=st.integers(1, 99),
    calendar=words,
    targets=st.lists(
        st.builds(
            Target,
            metric=st.sampled_from(Metric),
            severity=st.sampled_from(Severity),
            tier=st.sampled_from(Tier),
            allowed=instants,
            goal=st.integers(1, 100),
            warn_at=st.integers(1, 100),
        ),
        max_size=4,
    ).map(tuple),
    valid_from=st.none() | days,
    valid_to=st.none() | days,
    applies_to_open=st.booleans(),
    calendar_by_severity=st.dictionaries(st.sampled_from(Severity), words, max_size=2),
    pauses=st.dictionaries(
        st.tuples(st.sampled_from(Metric), st.sampled_from(Tier)), st.frozensets(st.sampled_from(Status)), max_size=3
    ),
    severity_change=st.sampled_from(SeverityChange),
    reopen_window=st.integers(0, 30),
    basis=st.sampled_from(CountingBasis),
    sections=st.dictionaries(words, words, max_size=2),
)


@given(agreements)
def test_an_agreement_comes_back_exactly(agreement: Agreement) -> None:
    assert restored(Agreement, json.loads(dumps(plain(agreement)))) == agreement


@given(lines)
def test_a_calendar_comes_back_exactly(line: CalendarLine) -> None:
    assert restored(CalendarLine, json.loads(dumps(plain(line)))) == line
