"""A log brought into a store: the month that comes of it, twice the same, all or nothing."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.domain.agreement import Metric, Status
from slaapp.domain.claim import Claimant
from slaapp.domain.clock import Clock, State
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal, UsageRefusal
from slaapp.domain.events import EventId, TicketEvent
from slaapp.domain.flow import Flow
from slaapp.engine import Engine
from slaapp.services.importing import ImportSummary
from slaapp.storage import clocks, events, records, tickets
from slaapp.storage.tickets import Header
from tests.importers.conftest import NOW, Import
from tests.importers.logs import EXTRACT, ODDITIES, lines, log, log_bytes, row


def counted(engine: Engine) -> dict[str, int]:
    tables = ("events", "event_texts", "records", "tickets", "clocks")
    with engine.database.read() as connection:
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables}


def by_key(engine: Engine) -> dict[str, Header]:
    with engine.database.read() as connection:
        return {header.source_key: header for header in tickets.every(connection)}


def number_of(engine: Engine, key: str) -> int:
    return by_key(engine)[key].number


def flow_of(engine: Engine, month: str) -> Flow:
    (customer,) = engine.catalogue.customers()
    return engine.reporting.month(Month.parse(month), customer=customer.id, now=NOW).flow


def test_three_months_of_the_extract(engine: Engine, bring: Import):
    summary = bring(EXTRACT)

    assert (summary.tickets_added, summary.rows, summary.problems) == (984, 5611, ())
    assert summary.customer_added
    for month, received, resolved, reopened, open_at_end in (
        ("2016-03", 365, 310, 3, 65),
        ("2016-04", 320, 336, 4, 53),
        ("2016-05", 286, 301, 4, 42),
    ):
        flow = flow_of(engine, month)
        assert (flow.received, flow.resolved, flow.reopened, flow.open_at_end) == (
            received,
            resolved,
            reopened,
            open_at_end,
        )
        assert flow.left_otherwise == 0
        assert flow.reconciles
    assert list(engine.checking.problems()) == []


def test_nothing_that_is_imported_counts_as_back_dated(engine: Engine, bring: Import):
    bring(ODDITIES)
    (customer,) = engine.catalogue.customers()
    month = engine.reporting.month(Month.parse("2016-03"), customer=customer.id, now=NOW)

    assert month.amendments == ()
    assert not any(entry.back_dated for entry in engine.pages.page(1, now=NOW).entries)


def test_a_ticket_page_shows_what_the_source_said(engine: Engine, bring: Import):
    bring(ODDITIES)
    page = engine.pages.page(number_of(engine, "INC0000161"), now=NOW)

    assert (page.source, page.source_key, page.source_met) == ("servicenow", "INC0000161", False)
    assert page.subject.startswith("INC0000161: Category ")
    assert page.contact is not None
    assert page.contact.name.startswith("Caller ")
    assert page.service.startswith("Category ")
    assert (page.team, page.assignee) == ("Group 29", "Resolver 31")
    assert page.status is Status.CLOSED
    assert {view.reading.state for view in page.clocks if view.clock.metric is not Metric.RESOLUTION} == {
        State.NOT_MEASURED
    }
    assert {view.reading.state for view in page.clocks if view.clock.metric is Metric.RESOLUTION} == {State.ENDED}


def test_an_incident_is_found_by_its_number_and_its_caller(engine: Engine, bring: Import):
    bring(ODDITIES)
    number = number_of(engine, "INC0000161")

    assert [hit.number for hit in engine.board.search("INC0000161")] == [number]
    caller = engine.pages.page(number, now=NOW).contact
    assert caller is not None
    assert number in [hit.number for hit in engine.board.search(caller.name)]


def test_a_reopening_after_the_window_stays_on_the_ticket_with_fresh_time(engine: Engine, bring: Import):
    """INC0001894 was closed on 27 March and taken up again on 28 April (C10)."""
    bring(ODDITIES)
    header = by_key(engine)["INC0001894"]
    with engine.database.read() as connection:
        wound = [
            clock
            for clock in clocks.of(connection, [header.id])[header.id]
            if clock.metric is Metric.RESOLUTION and clock.tier.value == "public"
        ]

    assert [(clock.cycle, clock.after_window) for clock in wound] == [(1, False), (2, True)]


def test_what_could_not_be_taken_is_kept_with_the_import(engine: Engine, bring: Import):
    summary = bring(log(row("09:05"), row("10:00", "-100")) + b"INC2,cut off")
    with engine.database.read() as connection:
        (account,) = records.every(connection, "import")

    assert [(problem.line, problem.taken) for problem in summary.problems] == [(3, True), (4, False)]
    assert account.body["problems"] == [problem._asdict() for problem in summary.problems]
    assert summary.problems[1].text == "INC2,cut off"


def test_a_second_import_adds_nothing(engine: Engine, bring: Import):
    bring(EXTRACT)
    before = counted(engine)
    again = bring(EXTRACT)

    assert (again.tickets_added, again.extended, again.known, again.events_added) == (0, 0, 984, 0)
    assert not again.changes.tickets
    assert counted(engine) == before


def as_told(event: TicketEvent) -> TicketEvent:
    return replace(event, id=EventId("", 0))


def as_kept(engine: Engine) -> dict[str, tuple[Header, tuple[Clock, ...]]]:
    """Each ticket by its number in the source, its header without what depends on when it was written."""
    found = by_key(engine)
    with engine.database.read() as connection:
        wound = clocks.every(connection)
    blank = {"id": "", "number": 0, "customer": None, "contact": None, "service": None, "assignee": None}
    return {key: (header._replace(**blank), wound[header.id]) for key, header in found.items()}


@pytest.mark.parametrize("first", [1, 2, 5, 9])
def test_a_longer_log_continues_the_tickets_that_are_here(engine: Engine, bring: Import, tmp_path: Path, first: int):
    """The log as it stood when each incident had so many rows, then all of it: as if it had come at once."""
    heading, *rows = lines(ODDITIES)
    count: dict[str, int] = {}
    early = []
    for one in rows:
        number = one.partition(",")[0]
        count[number] = count.get(number, 0) + 1
        if count[number] <= first:
            early.append(one)
    bring("\n".join([heading, *early, ""]).encode())
    longer = bring(ODDITIES)

    with Engine.open(tmp_path / "other.slaapp", user="sam", now=NOW, is_test=True, zone="UTC") as other:
        path = tmp_path / "whole.csv"
        path.write_bytes(log_bytes(ODDITIES))
        other.importing.servicenow(path, customer="Acme", now=NOW, zone="UTC")
        assert as_kept(engine) == as_kept(other)
    assert longer.tickets_added == 0
    assert longer.extended + longer.known == 20
    assert bring(ODDITIES).events_added == 0


def test_a_longer_log_keeps_what_the_desk_wrote_itself(engine: Engine, bring: Import):
    bring(log(row("09:05"), row("10:00", "Active")))
    engine.desk.note(1, "Called the supplier.", now=NOW)
    summary = bring(log(row("09:05"), row("10:00", "Active"), row("12:00", "Resolved")))

    assert (summary.extended, summary.events_added) == (1, 1)
    page = engine.pages.page(1, now=NOW)
    assert [entry.event.KIND for entry in page.entries if entry.event is not None] == [
        "received", "not_measured", "status", "resolved", "noted",
    ]  # fmt: skip


def nothing_is_here(engine: Engine) -> bool:
    return engine.catalogue.customers() == [] and counted(engine)["events"] == counted(engine)["tickets"] == 0


def test_an_import_that_is_stopped_leaves_nothing(engine: Engine, bring: Import):
    looks = iter([False, False, True])

    with pytest.raises(Refusal, match=r"^The import was stopped\. Nothing of it was kept\."):
        bring(EXTRACT, cancelled=lambda: next(looks))
    assert nothing_is_here(engine)
    assert bring(EXTRACT).tickets_added == 984


def test_control_c_leaves_nothing(engine: Engine, bring: Import):
    def interrupted(done: int, size: int) -> None:
        if done > size // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(EXTRACT, progress=interrupted)
    assert nothing_is_here(engine)


def test_a_file_that_turns_out_wrong_in_the_middle_leaves_nothing(engine: Engine, bring: Import):
    rows = [row("09:05", number=f"INC{n}") for n in range(1500)]

    with pytest.raises(Refusal, match="does not keep the rows of an incident together: INC0 is in line 2"):
        bring(log(*rows, rows[0]))
    assert nothing_is_here(engine)


def test_a_file_of_which_no_ticket_comes_leaves_no_customer_either(engine: Engine, bring: Import):
    with pytest.raises(Refusal) as caught:
        bring(log(row("09:05", opened_at="?"), row("10:00", opened_at="?")))

    assert str(caught.value) == (
        "log.csv holds no row that can be imported; in line 2 opened_at “?” is no date and time such as 29/2/2016 "
        "09:05. Nothing was imported. Choose another file, or mend this one."
    )
    assert nothing_is_here(engine)


KILLED = """
import os, signal, sys
from pathlib import Path
from slaapp.engine import Engine

store, path, at = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def progress(done, size):
    global at
    at -= 1
    if at < 0 or done == size and at < 900:
        os.kill(os.getpid(), signal.SIGKILL)

with Engine.open(store, user="sam", now=1_500_000_000) as engine:
    engine.importing.servicenow(path, customer="Acme", now=1_500_000_000, zone="UTC", progress=progress)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("at", [0, 2, 4, 100], ids=["at the start", "halfway", "late", "all read"])
def test_a_kill_leaves_nothing_and_the_next_import_brings_all(engine: Engine, bring: Import, tmp_path: Path, at: int):
    path = tmp_path / "killed.csv"
    path.write_bytes(log_bytes(EXTRACT))
    ended = subprocess.run([sys.executable, "-c", KILLED, engine.store, path, str(at)], check=False, timeout=120)

    assert ended.returncode == -signal.SIGKILL
    assert nothing_is_here(engine)
    assert bring(EXTRACT).tickets_added == 984
    assert bring(EXTRACT).events_added == 0


def test_progress_is_told_in_bytes(bring: Import):
    told: list[tuple[int, int]] = []
    bring(EXTRACT, progress=lambda done, size: told.append((done, size)))

    size = len(log_bytes(EXTRACT))
    assert told == sorted(told)
    assert {total for _, total in told} == {size}
    assert told[-1] == (size, size)
    assert len(told) > 4


def test_the_rows_add_up(bring: Import):
    summary = bring(ODDITIES)

    assert summary == ImportSummary(
        rows=259,
        unchanged=104,
        tickets_added=20,
        extended=0,
        known=0,
        events_added=216,
        without_resolved_at=2,
        zone="UTC",
        encoding="utf-8",
        customer_added=True,
        agreement_added=None,
        problems=summary.problems,
        changes=summary.changes,
    )
    assert len(summary.problems) == 15
    assert len(summary.changes.tickets) == 20


def test_tickets_of_another_customer_are_not_taken_twice(engine: Engine, bring: Import):
    bring(ODDITIES)
    before = counted(engine)

    with pytest.raises(
        Refusal, match=r"^Nothing was imported: INC\d+ was imported before, for Acme\. Name them or choose"
    ):
        bring(ODDITIES, customer="Northgate School")
    assert counted(engine) == before


def test_the_same_log_in_another_zone_is_refused(engine: Engine, bring: Import):
    bring(log(row("09:05")))
    before = counted(engine)

    with pytest.raises(Refusal, match=r"were taken as UTC before.* Import the file with --zone UTC\.$"):
        bring(log(row("09:05"), row("10:05", "Active")), zone="Europe/Berlin")
    assert counted(engine) == before


@pytest.mark.parametrize("name", ["Head ofice", "head office", "HEAD  OFFICE", "Head offcie"])
def test_a_customer_who_may_be_misspelt_is_asked_about(engine: Engine, bring: Import, name: str):
    bring(ODDITIES, customer="Head office")
    before = counted(engine)

    with pytest.raises(Refusal, match="but there is “Head office”"):
        bring(log(row("09:05", number="INC9")), customer=name)
    assert counted(engine) == before
    assert bring(log(row("09:05", number="INC9")), customer=name, new_customer=True).customer_added


@pytest.mark.parametrize("name", ["Head office 2", "Head", "Main office"])
def test_another_customer_is_another_customer(engine: Engine, bring: Import, name: str):
    bring(ODDITIES, customer="Head office")

    assert bring(log(row("09:05", number="INC9")), customer=name).customer_added


OFFICE = b"""
name = "Lisbon office"
zone = "Europe/Lisbon"
[week]
mon = [["08:00", "18:00"]]
"""


def test_a_new_customer_may_count_in_a_calendar_of_their_own(engine: Engine, bring: Import):
    engine.toml_files.import_calendar(OFFICE, now=NOW)
    summary = bring(log(row("09:05")), zone=None, calendar="Lisbon office")

    assert summary.zone == "Europe/Lisbon"
    assert summary.agreement_added == "Standard support (Lisbon office)"
    assert engine.pages.page(1, now=NOW).agreement == "Standard support (Lisbon office)"
    again = bring(log(row("09:05", number="INC2")), calendar="Lisbon office")
    assert (again.agreement_added, again.tickets_added) == (None, 1)


def test_a_customer_whose_tickets_count_elsewhere_keeps_their_calendar(engine: Engine, bring: Import):
    engine.toml_files.import_calendar(OFFICE, now=NOW)
    bring(log(row("09:05")))

    with pytest.raises(Refusal, match="the tickets of Acme count in calendar Support hours"):
        bring(log(row("09:05", number="INC2")), calendar="Lisbon office")


@pytest.mark.parametrize(
    ("options", "kind", "sentence"),
    [
        ({"zone": "Mars/Olympus"}, UsageRefusal, "Nothing was imported: “Mars/Olympus” is no time zone."),
        ({"customer": "  "}, UsageRefusal, "Nothing was imported: the customer’s name is empty."),
        ({"calendar": "Moon"}, Refusal, "there is no calendar named “Moon”. Known are: Support hours."),
    ],
)
def test_what_cannot_be_asked_for_gets_a_sentence(engine: Engine, bring: Import, options, kind, sentence):
    with pytest.raises(kind) as caught:
        bring(ODDITIES, **options)

    assert sentence in str(caught.value)
    assert nothing_is_here(engine)


def test_the_times_default_to_the_zone_of_the_customers_hours(tmp_path: Path):
    path = tmp_path / "log.csv"
    path.write_bytes(log(row("09:05")))
    with Engine.open(tmp_path / "berlin.slaapp", user="sam", now=NOW, is_test=True, zone="Europe/Berlin") as engine:
        summary = engine.importing.servicenow(path, customer="Acme", now=NOW)
        received_at = engine.pages.page(1, now=NOW).received_at

    assert summary.zone == "Europe/Berlin"
    assert received_at == 1_457_337_600  # 7 March 2016, 08:00 UTC


def test_what_happens_after_now_is_not_imported(engine: Engine, bring: Import):
    summary = bring(log(row("09:05"), row("10:00", "Active"), row("9/3/2017 12:00", "Resolved")), now=1_457_346_000)

    assert [problem.line for problem in summary.problems] == [4]
    assert by_key(engine)["INC1"].status is Status.IN_PROGRESS


def test_every_event_says_where_its_times_come_from(engine: Engine, bring: Import):
    bring(ODDITIES)
    with engine.database.read() as connection:
        marks = connection.exec_driver_sql("SELECT DISTINCT zone, clock_quality FROM events").fetchall()
        writers = {event.by for event in events.history(connection, by_key(engine)["INC0000161"].id)}

    assert [tuple(mark) for mark in marks] == [("UTC", "told")]
    assert {name.partition(" ")[0] for name in writers} == {"Opened", "Updated", "import"}


def test_the_account_is_plain_json(engine: Engine, bring: Import):
    bring(ODDITIES)
    with engine.database.read() as connection:
        (account,) = records.every(connection, "import")

    assert account.name == "log.csv"
    assert json.loads(json.dumps(account.body)) == account.body
    assert account.body["source"] == "servicenow"


def test_a_log_of_a_customer_whose_agreement_is_a_draft_goes_by_that_of_the_desk(engine: Engine, bring: Import):
    ours = engine.catalogue.agreements()[-1]
    engine.agreements.save(replace(ours, name="Gold", version=1), NOW)
    engine.catalogue.add_customer("Acme", agreement="Gold", now=NOW)

    bring(log(row("09:05")))

    claim = engine.pages.page(number_of(engine, "INC1"), now=NOW).claim
    assert claim is not None
    assert (claim.agreement, claim.by) == ("Standard support", Claimant.DESK)


def test_what_a_group_or_a_service_was_given_claims_the_tickets_of_a_log(engine: Engine, bring: Import):
    bring(log(row("09:05")))
    standard = engine.toml_files.export_agreement("Standard support")
    for name in (b"Gold", b"Silver"):
        engine.toml_files.import_agreement(standard.replace(b"Standard support", name), now=NOW)
    acme, (caller,) = engine.catalogue.customer("Acme").id, engine.catalogue.contacts()
    engine.customers.edit_contact(caller.id, name=caller.name, phone="", email="", room="", group="VIP", now=NOW)
    engine.customer_claims.give_group(acme, "VIP", "Gold", now=NOW)
    engine.customer_claims.give_service(engine.customer_claims.service(acme, "Network"), "Silver", now=NOW)

    others = (
        row("09:05", number="INC2"),
        row("09:05", number="INC3", caller_id="Caller 8"),
        row("09:05", number="INC4", caller_id="Caller 8", category="Printer"),
    )
    bring(log(*others))

    claims = [engine.pages.page(number_of(engine, f"INC{n}"), now=NOW).claim for n in range(1, 5)]
    assert [(claim.agreement, claim.by) for claim in claims if claim is not None] == [
        ("Standard support", Claimant.DESK),
        ("Gold", Claimant.GROUP),
        ("Silver", Claimant.SERVICE),
        ("Standard support", Claimant.DESK),
    ]
