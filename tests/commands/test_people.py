"""`slaapp person`, as a person types it."""

import shlex

from tests.commands.conftest import Command


def test_a_person_comes_changes_and_leaves(slaapp: Command) -> None:
    assert slaapp("person", "add", "Kim L.", "--account", "kim", "--colour", "moss").code == 0
    assert slaapp("person", "change", "Kim L.", "--rename", "Kim Lee").out == "Changed: Kim Lee, account kim.\n"
    slaapp("log", "Printer jams", "--assignee", "Kim Lee")

    left = slaapp("person", "retire", "Kim Lee")

    assert "1 open ticket is theirs still" in left.out
    assert slaapp("person", "list").out == "Kim Lee, account kim, has left\n"
    refused = slaapp("assign", "1", "Kim Lee")
    assert (refused.code, "has left the desk" in refused.err) == (1, True)
    assert slaapp("person", "return", "kim").out == "Kim Lee is at the desk again.\n"


def test_what_is_offered_can_be_typed_whatever_the_name(slaapp: Command) -> None:
    name = """Kim "K" O'Neil $HOME"""
    slaapp("person", "add", name)
    slaapp("log", "Printer jams")
    slaapp("person", "retire", name)

    refused = slaapp("assign", "1", name)

    _, offered = refused.err.strip().split("slaapp ")
    assert slaapp(*shlex.split(offered)).out == f"{name} is at the desk again.\n"


def test_who_am_i(slaapp: Command) -> None:
    slaapp("new")
    assert slaapp("person", "me", "--json").json is None
    slaapp("person", "add", "Sam R.")

    assert slaapp("person", "me", "--json").json["name"] == "Sam R."


def test_wrong_usage_says_what_is_wanted(slaapp: Command) -> None:
    for words, said in (
        (("add",), "say whom"),
        (("list", "Kim"), "takes no name"),
        (("add", "Kim", "--rename", "Kai"), "belongs to person change"),
        (("retire", "Kim", "--colour", "moss"), "takes none of"),
        (("change", "Kim"), "say what"),
        (("add", "Kim", "--colour", "red"), "Choose of: stone"),
    ):
        refused = slaapp("person", *words)
        assert (refused.code, said in refused.err) == (2, True), words
