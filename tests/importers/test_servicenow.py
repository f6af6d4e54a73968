"""What a row of the event log comes to: one ticket's rows in, what happened to it out."""

from zoneinfo import ZoneInfo

import pytest

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.events import Channel, Noted, NotMeasured, NotMeasuredReason, Received, Resolved, SourceVerdict
from slaapp.importers.servicenow_rows import STATUSES
from tests.importers.logs import DATA, ODDITIES, lines, log, log_bytes, read, row, told


def only(*rows, **options):
    found = read(log(*rows), **options)
    assert found.problems == []
    (ticket,) = found.tickets
    return ticket


def test_a_ticket_is_received_when_it_was_opened_and_new_until_its_first_row():
    ticket = only(row("09:11", "Active"))

    assert told(ticket) == ["09:00 received normal", "09:11 status in_progress"]
    assert [draft.by for draft in ticket.drafts[::2]] == ["Opened by 2", "Updated by 5"]


def test_the_first_row_tells_whom_and_what_it_is_about():
    received = only(row("09:11", assigned_to="Resolver 3", contact_type="Self service", priority="2 - High")).drafts[0]

    assert received.kind is Received
    assert received.fields == {
        "severity": Severity.HIGH,
        "subject": "INC1: Network, VPN",
        "text": "Contact type: Self service",
        "channel": Channel.PORTAL,
        "contact": "Caller 7",
        "service": "Network",
        "assignee": "Resolver 3",
        "group": "Group 70",
    }


def test_question_marks_are_what_is_not_known():
    blank = dict.fromkeys(
        ("caller_id", "category", "subcategory", "assignment_group", "opened_by", "contact_type"), "?"
    )
    received = only(row("09:11", **blank)).drafts[0]

    assert received.by == "import"
    assert received.fields["subject"] == "INC1"
    assert {received.fields[name] for name in ("contact", "service", "assignee", "group", "channel")} == {None}


@pytest.mark.parametrize(
    ("priority", "severity"),
    [("1 - Critical", "urgent"), ("2 - High", "high"), ("3 - Moderate", "normal"), ("4 - Low", "low")],
)
def test_severity_comes_from_priority(priority, severity):
    assert told(only(row("09:00", priority=priority)))[0] == f"09:00 received {severity}"


def test_every_state_of_the_source_has_one_of_ours():
    assert {word: status.value for word, status in STATUSES.items()} == {
        "new": "new",
        "active": "in_progress",
        "awaiting user info": "waiting_customer",
        "awaiting evidence": "waiting_customer",
        "awaiting vendor": "waiting_third_party",
        "awaiting problem": "waiting_third_party",
        "resolved": "resolved",
        "closed": "closed",
    }


def test_a_story_from_opening_to_closing():
    ticket = only(
        row("09:05"),
        row("09:30", "Active", assigned_to="Resolver 3"),
        row("10:00", "Awaiting User Info", assigned_to="Resolver 3"),
        row("10:10", "Awaiting Evidence", assigned_to="Resolver 3"),
        row("11:00", "Active", assigned_to="Resolver 3", priority="2 - High"),
        row(
            "12:00",
            "Active",
            assigned_to="Resolver 8",
            assignment_group="Group 2",
            category="Mail",
            priority="2 - High",
        ),
        row(
            "13:00",
            "Resolved",
            assigned_to="Resolver 8",
            assignment_group="Group 2",
            category="Mail",
            priority="2 - High",
        ),
        row(
            "14:00",
            "Closed",
            assigned_to="Resolver 8",
            assignment_group="Group 2",
            category="Mail",
            priority="2 - High",
        ),
    )

    assert told(ticket) == [
        "09:00 received normal",
        "09:30 assigned Group 70/Resolver 3",
        "09:30 status in_progress",
        "10:00 status waiting_customer",
        "11:00 severity high",
        "11:00 status in_progress",
        "12:00 details subject=INC1: Mail, VPN, service=Mail",
        "12:00 assigned Group 2/Resolver 8",
        "13:00 resolved (code 6)",
        "14:00 closed",
    ]


def test_final_columns_are_no_knowledge_of_the_past():
    """Every row says when it will be resolved, by whom and how; the ticket is open until a row says Resolved."""
    ticket = only(row("09:05", resolved_at="7/3/2016 09:30"), row("15:00", "Resolved", resolved_at="7/3/2016 09:30"))

    assert told(ticket) == ["09:00 received normal", "15:00 resolved (code 6)"]


def test_the_first_of_several_resolved_rows_counts():
    ticket = only(row("09:05"), row("12:00", "Resolved"), row("13:00", "Resolved"), row("14:00", "Closed"))

    assert told(ticket) == ["09:00 received normal", "12:00 resolved (code 6)", "14:00 closed"]


def test_a_ticket_may_be_closed_without_being_resolved():
    assert told(only(row("09:05"), row("17:53", "Closed", resolved_at="?"))) == [
        "09:00 received normal",
        "17:53 closed",
    ]


@pytest.mark.parametrize("done", ["Resolved", "Closed"])
def test_leaving_resolved_or_closed_reopens(done):
    ticket = only(row("09:05"), row("10:00", done), row("11:00", "Active"), row("12:00", "Resolved"))

    assert [draft.kind.KIND for draft in ticket.drafts] == [
        "received", "not_measured", done.lower(), "reopened", "resolved",
    ]  # fmt: skip


def test_the_closing_code_belongs_to_the_last_resolution():
    drafts = only(row("09:05"), row("10:00", "Resolved"), row("11:00", "Active"), row("12:00", "Resolved")).drafts

    assert [draft.fields for draft in drafts if draft.kind is Resolved] == [{}, {"code": "code 6"}]


def test_a_ticket_that_is_reopened_into_waiting_is_both():
    ticket = only(row("09:05"), row("10:00", "Resolved"), row("11:00", "Awaiting User Info"))

    assert told(ticket)[2:] == ["11:00 reopened", "11:00 status waiting_customer"]


def test_a_ticket_may_be_resolved_when_it_is_first_seen():
    assert told(only(row("09:20", "Resolved"))) == ["09:00 received normal", "09:20 resolved (code 6)"]


def test_the_sources_verdict_is_that_of_the_last_row_of_a_closed_ticket():
    still_open = only(row("09:05"), row("10:00", "Resolved", made_sla="false"))
    closed = only(row("09:05"), row("10:00", "Resolved"), row("11:00", "Closed", made_sla="FALSE"))

    assert [draft for draft in still_open.drafts if draft.kind is SourceVerdict] == []
    assert [draft.fields for draft in closed.drafts if draft.kind is SourceVerdict] == [{"met": False}]
    assert told(closed)[-1] == "11:00 closed"


def test_what_needs_replies_is_not_measured_from_the_start():
    (mark,) = [draft for draft in only(row("09:05")).drafts if draft.kind is NotMeasured]

    assert mark.at == only(row("09:05")).drafts[0].at
    assert mark.fields == {
        "reason": NotMeasuredReason.NOT_RECORDED,
        "metrics": {Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE},
    }


def test_an_unknown_state_keeps_the_status_and_is_listed_and_noted():
    found = read(log(row("09:05", "Active"), row("10:00", "-100"), row("10:05", "-100"), row("11:00", "Resolved")))
    (ticket,) = found.tickets

    assert told(ticket) == [
        "09:00 received normal", "09:05 status in_progress", "10:00 noted", "11:00 resolved (code 6)",
    ]  # fmt: skip
    assert [draft.fields["text"] for draft in ticket.drafts if draft.kind is Noted] == [
        "The source gives the state -100 here, which is not known. The status stays."
    ]
    assert [(problem.line, problem.reason, problem.taken) for problem in found.problems] == [
        (3, "incident_state -100 is not known; the ticket stays in_progress", True),
        (4, "incident_state -100 is not known; the ticket stays in_progress", True),
    ]


def test_a_row_before_the_opening_counts_from_the_opening():
    found = read(log(row("07:27", "Active"), row("09:59", "Active", assignment_group="Group 73")))

    assert told(found.tickets[0]) == [
        "09:00 received normal", "09:00 status in_progress", "09:59 assigned Group 73/None",
    ]  # fmt: skip
    assert [problem.reason for problem in found.problems] == [
        "sys_updated_at lies before opened_at; the row counts from the opening"
    ]


def test_a_first_row_that_was_written_later_undoes_nothing():
    """INC0000137: its first row is dated after the one that resolves it."""
    found = read(log(row("11:10"), row("09:52"), row("11:03", "Resolved"), row("18:00", "Closed")))

    assert told(found.tickets[0]) == ["09:00 received normal", "11:03 resolved (code 6)", "18:00 closed"]
    assert [problem.line for problem in found.problems] == [3]


def test_a_log_sorted_newest_first_tells_the_same():
    rows = [row("09:05"), row("09:30", "Active"), row("10:00", "Resolved"), row("10:00", "Closed")]

    assert [told(ticket) for ticket in read(log(*rows[::-1])).tickets] == [told(only(*rows))]


def test_rows_with_the_same_update_number_both_count_and_are_listed():
    found = read(log(row("09:05", sys_mod_count="1"), row("09:30", "Active", sys_mod_count="1")))

    assert told(found.tickets[0])[-1] == "09:30 status in_progress"
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (3, "sys_mod_count 1 is in line 2 too; both rows count")
    ]


def test_closed_to_resolved_stays_closed():
    found = read(log(row("09:05"), row("10:00", "Closed"), row("11:00", "Resolved")))

    assert told(found.tickets[0]) == ["09:00 received normal", "10:00 closed", "11:00 noted"]
    assert [problem.line for problem in found.problems] == [4]


def test_an_unknown_priority_keeps_the_severity():
    found = read(
        log(row("09:05", priority="?"), row("09:30", priority="1 - Critical"), row("10:00", priority="Planning"))
    )

    assert told(found.tickets[0]) == ["09:00 received normal", "09:30 severity urgent"]
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (2, "priority ? is not one of 1 to 4; the ticket stays normal"),
        (4, "priority Planning is not one of 1 to 4; the ticket stays urgent"),
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"sys_updated_at": "soon"}, "sys_updated_at “soon” is no date and time such as 29/2/2016 09:05"),
        ({"sys_updated_at": "31/4/2016 10:00"}, "sys_updated_at 31/4/2016 10:00 is no date and time that there is"),
        ({"sys_updated_at": "7/3/1816 10:00"}, "sys_updated_at 7/3/1816 10:00 lies outside the years 1990 to 2100"),
        ({"sys_updated_at": "9/3/2016 10:00"}, "sys_updated_at 9/3/2016 10:00 lies in the future"),
    ],
)
def test_a_row_that_cannot_be_placed_in_time_is_listed_with_its_text(cells, reason):
    bad = {**row("10:00", "Resolved"), **cells}
    found = read(log(row("09:05"), bad), now=1_457_427_600)  # 8 March 2016, 09:00

    assert told(found.tickets[0]) == ["09:00 received normal"]
    assert [(problem.line, problem.reason, problem.taken) for problem in found.problems] == [(3, reason, False)]
    assert found.problems[0].text.startswith("INC1,Resolved,")


def test_a_ticket_whose_opening_cannot_be_read_is_listed_row_by_row():
    found = read(log(row("09:05", opened_at="?"), row("10:00", opened_at="?"), row("09:00", number="INC2")))

    assert [ticket.key for ticket in found.tickets] == ["INC2"]
    assert [(problem.line, problem.taken) for problem in found.problems] == [(2, False), (3, False)]


def test_one_bad_opening_among_good_ones_is_mended_by_them():
    found = read(
        log(row("09:05", opened_at="?"), row("10:00", "Resolved"), row("11:00", "Closed", opened_at="7/3/2016 09:10"))
    )

    assert told(found.tickets[0])[0] == "09:00 received normal"
    assert [(problem.line, problem.reason, problem.taken) for problem in found.problems] == [
        (2, "opened_at is ? here; the ticket keeps 7/3/2016 09:00", True),
        (4, "opened_at is 7/3/2016 09:10 here; the ticket keeps 7/3/2016 09:00", True),
    ]


def test_times_are_those_of_the_zone():
    winter = only(row("10:00", opened_at="7/3/2016 09:00"), zone=ZoneInfo("America/Sao_Paulo"))
    ticket = only(row("10:00", opened_at="7/3/2016 09:00"))

    assert winter.drafts[0].at - ticket.drafts[0].at == 3 * 3600


def test_every_oddity_of_the_real_log_is_accounted_for():
    found = read(log_bytes(ODDITIES))
    twenty = {line.partition(",")[0] for line in lines(ODDITIES)[1:]}

    assert {ticket.key for ticket in found.tickets} == twenty
    assert len(twenty) == 20
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (2, "sys_updated_at lies before opened_at; the row counts from the opening"),
        (4, "sys_mod_count 2 is in line 2 too; both rows count"),
        (8, "sys_updated_at lies before opened_at; the row counts from the opening"),
        (10, "sys_mod_count 2 is in line 8 too; both rows count"),
        (13, "sys_updated_at lies before opened_at; the row counts from the opening"),
        (20, "sys_mod_count 7 is in line 13 too; both rows count"),
        (22, "sys_mod_count 1 is in line 21 too; both rows count"),
        (22, "sys_updated_at is earlier than in the row above; the change counts from the time given"),
        (36, "sys_updated_at lies before opened_at; the row counts from the opening"),
        (39, "sys_mod_count 3 is in line 36 too; both rows count"),
        (247, "incident_state -100 is not known; the ticket stays new"),
        (248, "incident_state -100 is not known; the ticket stays new"),
        (256, "incident_state -100 is not known; the ticket stays in_progress"),
        (257, "incident_state -100 is not known; the ticket stays in_progress"),
        (258, "incident_state -100 is not known; the ticket stays in_progress"),
    ]
    assert all(problem.taken for problem in found.problems)


SAVED_AGAIN = sorted(path.name for path in DATA.glob("uci_variant_*.csv"))


@pytest.mark.parametrize("name", SAVED_AGAIN)
def test_rows_that_were_saved_again_tell_what_they_told(name):
    """Other ends of lines, dates with dashes, TRUE and True, a header that was searched and replaced."""
    original = {ticket.key: told(ticket) for ticket in read(log_bytes("uci_real_rows.csv")).tickets}
    found = read(log_bytes(name))

    assert SAVED_AGAIN
    assert found.problems == []
    for ticket in found.tickets:
        if ticket.key in original:
            assert told(ticket) == original[ticket.key]


def test_the_log_without_its_prefixes_keeps_leading_zeros_and_the_second_category():
    (ticket,) = read(log_bytes("uci_variant_prefix_stripped_duplicate_header.csv")).tickets

    assert ticket.key == "0000045"
    assert ticket.drafts[0].fields["subject"] == "0000045: 55, 170"
    assert told(ticket) == ["01:16 received normal", "08:53 resolved (5)"]
