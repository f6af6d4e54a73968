"""What is told of one agreement calls severities as it does; where tickets of several stand in a column they bear the
name that they have everywhere."""

import pytest

from tests.commands.test_versions import Say, at, desk

__all__ = ["desk"]

NAME = "Cloud"


@pytest.fixture
def cloud(desk: Say) -> Say:
    """The ticket of a customer of an agreement that calls High "Major" and Urgent "Critical", resolved too late."""
    desk("customer", "add", "Acme", *at("01-05T09:00"))
    desk("agreement", "new", NAME, "--from", "saas", *at("01-05T09:00"))
    desk("customer", "agree", "Acme", NAME, *at("01-05T09:00"))
    desk("version", "force", NAME, "--from", "2026-01-05", *at("01-05T09:00"))
    desk("log", "No logins", "--customer", "Acme", "--severity", "high", "--now", "2026-02-02T09:00:05Z")
    desk("resolve", "1", *at("02-20T16:30"))
    return desk


def flat(text: str) -> str:
    """Without what puts columns below each other."""
    return " ".join(text.split())


def test_a_report_and_the_page_of_a_customer_name_severities_as_agreed(cloud: Say) -> None:
    report = cloud("report", "--period", "2026-02", "--customer", "Acme", *at("03-02T09:00")).out
    page = cloud("customer", "show", "Acme", *at("02-25T09:00")).out

    assert "First response Major 0 of 1" in flat(report)
    assert "1  Resolution, Major: late by" in report
    assert "First response Major 0 of 1 0.0 %" in flat(page)
    assert "High" not in report + page


def test_what_a_goal_still_allows_is_told_with_its_agreements_name(cloud: Say) -> None:
    told = cloud("budget", "--customer", "Acme", *at("02-25T09:00")).out

    assert "Acme Major, first response: Goal" in flat(told)
    assert "High" not in told


def test_a_draft_that_is_tried_names_them_as_it_does(cloud: Say) -> None:
    told = cloud("whatif", NAME, *at("03-02T09:00")).out
    longer = cloud("whatif", NAME, "--open", "Sat 00:00-24:00", *at("03-02T09:00")).out

    assert "Public First response Major 0.0 % (0/1) *" in flat(told)
    assert "High" not in told + longer


def test_a_review_names_them_as_agreed_in_every_part(cloud: Say) -> None:
    told = cloud("review", "show", NAME, "--open", "Sat 00:00-24:00", *at("03-02T09:00")).out
    wished = cloud("review", "wish", NAME, "resolution", "high", "6h", *at("03-02T09:00")).out

    assert "Month Received Critical Major Minor Question Raised Lowered" in flat(told)
    assert "High" not in told
    assert wished == "Resolution, Major: 6\u202fh is asked for.\n"


def test_the_history_of_a_ticket_keeps_a_name_as_it_is_written(cloud: Say) -> None:
    cloud("log", "Slow", "--customer", "Acme", *at("02-25T09:00"))
    changed = cloud("severity", "2", "high", *at("02-25T09:30")).out

    told = cloud("show", "2", *at("02-25T10:00")).out

    assert "Received by Sam R., Minor (normal), by phone" in told
    assert "Severity Major (high) by Sam R." in told
    assert changed == "Ticket 2: severity is Major (high).\n"


def test_tickets_of_several_agreements_in_a_column_bear_the_name_of_everywhere(cloud: Say) -> None:
    cloud("log", "Slow", "--customer", "Acme", "--severity", "high", *at("02-25T09:00"))

    for command in ("list", "dashboard"):
        assert " High 2 Slow" in flat(cloud(command, *at("02-25T09:01")).out)


def test_the_steps_of_a_why_stay_below_their_heads_whatever_the_year(cloud: Say) -> None:
    told = cloud("why", "1", "resolution", "--now", "2027-03-01T09:00:00Z").out.splitlines()

    head = next(line for line in told if line.startswith("From"))
    (received,) = (line for line in told if "Received as Major" in line)
    assert received.startswith("Mon 2 Feb 2026 09:00:05 ")
    assert received.index("Received as Major") == head.index("What happened")
