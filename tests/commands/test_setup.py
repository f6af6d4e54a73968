"""`slaapp setup`, as a person types it."""

from tests.commands.conftest import Command


def test_a_desk_is_set_up_in_one_go(slaapp: Command) -> None:
    done = slaapp(
        "setup", "--name", "Site IT desk", "--hours", "mon-thu 07:30-18:00", "--hours", "fri 07:30-16:00",
        "--country", "de", "--pace", "strict", "--person", "Kim L.", "--me", "Sam R.",
    )  # fmt: skip

    assert (done.code, done.out) == (0, "Site IT desk can begin: log the first ticket with slaapp log.\n")
    assert slaapp("person", "list").out == "Kim L.\nSam R.\n"
    assert slaapp("setup").code == 1


def test_hours_that_make_no_sense_are_refused(slaapp: Command) -> None:
    for hours in ("someday 9-17", "mon", "mon 9:00", "mon-fri 09:00-25:00"):
        refused = slaapp("setup", "--hours", hours)
        assert (refused.code, "Nothing was saved" in refused.err) == (2, True), hours


def test_the_backups_beside_the_store_are_listed(slaapp: Command) -> None:
    slaapp("new")
    assert slaapp("backup", "--list").out == "None yet.\n"
    made = slaapp("backup", "--json").json["backup"]

    assert [row["backup"] for row in slaapp("backup", "--list", "--json").json] == [made]
