"""`slaapp supplier`, and waits on the page of a ticket."""

from tests.commands.test_versions import Say, at, desk

__all__ = ["desk"]


def test_a_supplier_is_agreed_with_waited_on_and_shown(desk: Say) -> None:
    told = desk("supplier", "agree", "Acme", "--calendar", "Support hours", "--target", "high=4h", *at("02-02T08:00"))
    assert told.out == "Acme, version 1: high 4\u202fh. Waits that began keep theirs.\n"
    assert desk("supplier", "list").out == "Acme: high 4\u202fh; 90 %, hours of Support hours\n"
    desk("log", "Line is down", "--severity", "high", *at("02-02T09:00"))
    assert desk("status", "1", "waiting_third_party", "--supplier", "acme", *at("02-02T10:00")).code == 0

    page = desk("show", "1", *at("02-02T11:00"))

    assert "Status waiting on third party by Sam R., on Acme" in page.out
    assert page.out.splitlines()[-1] == (
        "Waits on Acme, since Mon 2 Feb 10:00: 1\u202fh used of 4\u202fh, 3\u202fh left, due Mon 2 Feb 14:00"
    )
    (wait,) = desk("show", "1", "--json", *at("02-02T15:00")).json["waits"]
    assert (wait["supplier"], wait["allowed_s"], wait["used_s"], wait["verdict"]) == ("Acme", 14400, 18000, "breached")


def test_one_is_ended(desk: Say) -> None:
    desk("supplier", "agree", "Acme", "--calendar", "Support hours", "--target", "high=4h", *at("02-02T08:00"))

    told = desk("supplier", "end", "acme", *at("02-02T09:00"))

    assert told.out == "Acme: nothing is agreed any more. Waits that began keep their times.\n"
    assert desk("supplier", "list").out == "There is no supplier yet.\n"
    assert "no supplier named “Acme”" in desk("supplier", "end", "Acme").err


def test_mistakes_are_said(desk: Say) -> None:
    assert (
        "is no target such as" in desk("supplier", "agree", "Acme", "--calendar", "Support hours", "--target", "x").err
    )
    assert "from 1 to 100" in desk("supplier", "agree", "Acme", "--calendar", "Support hours", "--goal", "0").err
    assert desk("supplier", "list").out == "There is no supplier yet.\n"
