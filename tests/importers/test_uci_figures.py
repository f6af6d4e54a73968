"""The real log: figures of the reference, figures wound from the rows, and what differs between the two, by number."""

import json
from collections import Counter
from datetime import UTC, datetime
from functools import cache

import pytest

from slaapp.domain.events import SourceVerdict
from slaapp.domain.flow import flow, moves
from slaapp.domain.spans import Span
from slaapp.domain.timeline import Timeline, timeline
from tests.importers.logs import DATA, EXTRACT, FULL, ODDITIES, Read, history, lines, log_bytes, read
from tests.oracles import uci
from tests.oracles.uci_reference import recomputed


@cache
def incidents(name: str) -> dict[str, uci.Rows]:
    return uci.incidents(lines(name), ("opened_at", "incident_state", "sys_updated_at") if name == FULL else None)


@cache
def reference() -> dict:
    return json.loads((DATA / "uci_dev_extract_reference.json").read_text())


@cache
def imported(name: str) -> Read:
    return read(log_bytes(name))


@cache
def courses(name: str) -> dict[str, Timeline]:
    """Every ticket of a log, imported and laid out by the engine."""
    return {ticket.key: timeline(history(ticket)) for ticket in imported(name).tickets}


def instant(at: datetime) -> int:
    return int(at.replace(tzinfo=UTC).timestamp())


def span(month: str) -> Span:
    year, number = map(int, month.split("-"))
    return Span(instant(datetime(year, number, 1)), instant(uci.next_month(month)))


def test_the_references_figures_are_those_of_the_final_columns():
    stated, found = reference(), recomputed(incidents(EXTRACT))
    overall = stated["sla"]["overall"]

    assert found["counts"] == stated["counts"]
    assert found["per_priority_final"] == stated["per_priority_final"]
    assert found["per_priority_first_row"] == stated["per_priority_first_row"]
    assert found["incidents_whose_priority_changed"] == stated["incidents_whose_priority_changed"]
    assert found["made_sla"] == (overall["made_sla"], overall["breached"])
    assert found["made_sla_by_priority"] == {
        word: (cell["made_sla"], cell["breached"]) for word, cell in stated["sla"]["by_priority"].items()
    }
    assert found["flow_per_month"].keys() <= stated["flow_per_month"].keys()
    for month, figures in stated["flow_per_month"].items():
        assert found["flow_per_month"].get(month, dict.fromkeys(figures, 0)) == figures
    for month, figures in stated["backlog_month_end"].items():
        assert found["backlog_month_end"][month] == figures
    assert found["reopened"].items() <= stated["reopened"].items()
    assert found["state_rows"] == stated["state_rows"]


@pytest.mark.parametrize(
    ("month", "received", "resolved", "reopened", "open_at_end"),
    [("2016-03", 365, 310, 3, 65), ("2016-04", 320, 336, 4, 53), ("2016-05", 286, 301, 4, 42)],
)
def test_three_months_wound_by_hand_and_by_the_engine(month, received, resolved, reopened, open_at_end):
    by_hand = uci.months(incidents(EXTRACT))[month]
    by_engine = flow(courses(EXTRACT).values(), span(month))

    assert by_hand == (received, resolved, reopened, open_at_end)
    assert received == reference()["flow_per_month"][month]["opened"]
    assert (by_engine.received, by_engine.resolved, by_engine.reopened, by_engine.open_at_end) == by_hand
    assert by_engine.reconciles


@pytest.mark.parametrize("name", [EXTRACT, ODDITIES, FULL])
def test_every_ticket_moves_as_its_rows_say(name):
    laid_out = courses(name)

    assert laid_out.keys() == incidents(name).keys()
    for number, rows in incidents(name).items():
        by_engine = [(at, kind.value) for at, kind in moves(laid_out[number])]
        assert by_engine == [(instant(at), what) for at, what in uci.story(rows)], number


def test_the_tickets_that_differ_from_their_final_columns_are_listed():
    listed = json.loads((DATA / "uci_differences.json").read_text())

    assert listed == uci.differences(incidents(EXTRACT))
    assert Counter(entry["reason"].partition(",")[0].partition(":")[0] for entry in listed) == {
        "resolved_at is empty": 57,
        "resolved_at is a later row that says Resolved again": 16,
        "reopened": 12,
    }


def test_the_list_explains_the_whole_difference_of_each_month():
    """From the reference's resolutions, taking out and putting in what the list says gives ours."""
    listed = {entry["number"]: entry for entry in json.loads((DATA / "uci_differences.json").read_text())}
    by_reference = Counter(uci.month_of(uci.final(rows).done_at) for rows in incidents(EXTRACT).values())
    by_rows = Counter(by_reference)
    for entry in listed.values():
        by_rows[entry["resolved_by_final_columns"][:7]] -= 1
        by_rows.update(at[:7] for at in entry["resolved_by_rows"])

    assert +by_rows == Counter(
        {month: held.resolved for month, held in uci.months(incidents(EXTRACT)).items() if held.resolved}
    )
    assert {month: by_reference[month] for month in ("2016-03", "2016-04", "2016-05")} == {
        "2016-03": 299,
        "2016-04": 336,
        "2016-05": 296,
    }
    assert {month: by_rows[month] for month in ("2016-03", "2016-04", "2016-05")} == {
        "2016-03": 310,
        "2016-04": 336,
        "2016-05": 301,
    }


def test_every_row_of_the_full_log_is_accounted_for():
    found = imported(FULL)
    telling = {draft.line for ticket in found.tickets for draft in ticket.drafts if draft.kind is not SourceVerdict}

    assert (len(found.tickets), found.log.rows) == (24_918, 141_712)
    assert len(telling) + found.log.unchanged == found.log.rows
    assert found.log.without_resolved_at == 1_556
    assert all(problem.taken for problem in found.problems)
    assert Counter(problem.reason.partition(" ")[0] for problem in found.problems) == {
        "incident_state": 5,
        "sys_mod_count": 5,
        "sys_updated_at": 6,
    }
