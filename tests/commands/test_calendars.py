"""Business hours by command: what a file would do, and holidays from a country's list and from an .ics file."""

import tomllib
from pathlib import Path

import pytest

from tests.commands.conftest import Command

FRIDAY = ("--now", "2026-03-06T16:30:00Z")
NAME = "Support hours"


@pytest.fixture
def desk(slaapp: Command) -> Command:
    assert slaapp("new", "--test", "--zone", "UTC", "--now", "2026-03-02T09:00:00Z").code == 0
    assert slaapp("log", "Till offline", "--severity", "high", *FRIDAY).code == 0
    return slaapp


def test_the_effect_of_a_file_is_told_and_nothing_is_written(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "hours.toml"
    desk("calendar", "export", str(file))
    before = file.read_text()
    file.write_text(before.replace("[versions.holidays]\n", '[versions.holidays]\n2026-03-09 = "Founders\' day"\n'))
    told = desk("calendar", "effect", str(file), *FRIDAY)
    assert told.out == "1 open ticket is due later, by at most 24\u202fh. Tickets: 1.\n"
    assert desk("calendar", "effect", str(file), "--json", *FRIDAY).json == {
        "later": 1,
        "earlier": 0,
        "most_s": 86400,
        "tickets": [1],
    }
    for _ in range(22):
        desk("log", "Till offline", "--severity", "high", *FRIDAY)
    named = ", ".join(map(str, range(1, 21)))
    assert desk("calendar", "effect", str(file), *FRIDAY).out.endswith(f"Tickets: {named} and 3 more.\n")
    desk("calendar", "export", str(file))
    assert file.read_text() == before
    file.write_text(before.replace(NAME, "Moon"))
    assert "no calendar named “Moon”" in desk("calendar", "effect", str(file), *FRIDAY).err


def test_the_holidays_of_a_country_or_a_part_of_it_are_added(desk: Command) -> None:
    words = ("calendar", "holidays", NAME, "--country", "GB", "--part", "SCT", "--year", "2027")
    said = desk(*words, *FRIDAY)
    assert said.code == 0
    assert "2027-01-04  New Year Holiday (observed)" in said.out
    held = tomllib.loads(desk("calendar", "export", "-").out)
    assert held["versions"][-1]["holidays"]["2027-12-25"] == "Christmas Day"
    assert desk(*words, *FRIDAY).out == f"{NAME} has these days already.\n"
    german = ("calendar", "holidays", NAME, "--country", "DE", "--year", "2028", *FRIDAY)
    assert "2028-04-17  Ostermontag" in desk(*german).out
    english = ("calendar", "holidays", NAME, "--country", "DE", "--year", "2029", "--language", "en", *FRIDAY)
    assert "2029-04-02  Easter Monday" in desk(*english).out
    assert "no part “Kent”" in desk(*words[:-3], "Kent", "--year", "2027").err


def test_the_days_of_a_file_are_added_and_move_what_is_due(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "days.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260309\nSUMMARY:Founders\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART:20260310T090000Z\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    said = desk("calendar", "ics", NAME, str(file), *FRIDAY).out
    assert said == (
        "2026-03-09  Founders\nAdded 1 holiday to Support hours. 1 open ticket is due later. "
        f"1 entry of {file} is no whole day and was left out.\n"
    )
    file.write_text("nothing")
    refused = desk("calendar", "ics", NAME, str(file), *FRIDAY)
    assert (refused.code, "no calendar" in refused.err) == (1, True)


def test_holidays_leave_hours_that_are_planned_for_later(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "hours.toml"
    desk("calendar", "export", str(file))
    kept = tomllib.loads(file.read_text())["versions"][-1]
    text = file.read_text()
    later = text[text.index("[[versions]]") :].replace("09:00", "10:00")
    later = later.replace("[[versions]]\n", "[[versions]]\nvalid_from = 2027-03-01\n", 1)
    file.write_text(f"{text}\n{later}")
    assert desk("calendar", "import", str(file), *FRIDAY).code == 0
    assert desk("calendar", "holidays", NAME, "--country", "GB", "--year", "2027", *FRIDAY).code == 0

    held = tomllib.loads(desk("calendar", "export", "-").out)["versions"]

    assert [str(one.get("valid_from", "")) for one in held] == ["", "2026-03-06", "2027-03-01"]
    assert held[1]["week"] == kept["week"]
    assert held[2]["week"]["mon"] == [["10:00", "17:00"]]
    assert all("2027-12-27" in str(one["holidays"]) for one in held[1:])
    assert desk("calendar", "holidays", NAME, "--country", "GB", "--year", "2027", *FRIDAY).out.endswith("already.\n")


def test_a_day_is_closed_short_or_usual_again(desk: Command) -> None:
    words = ("calendar", "day", NAME, "2026-12-24", "--title", "Christmas Eve")
    assert desk(*words, "--open", "12", "--yearly", *FRIDAY).out == f"{NAME} on 24 December 2026: 09:00–12:00.\n"
    held = tomllib.loads(desk("calendar", "export", "-").out)["versions"][-1]
    assert held["extra"]["2030-12-24"] == [["09:00", "12:00"]]
    said = desk("calendar", "day", NAME, "2026-03-09", *FRIDAY).out
    assert said == f"{NAME} on 9 March 2026: closed. 1 open ticket is due later.\n"
    shown = desk("calendar", "show", NAME, *FRIDAY).out
    assert "2026-12-24 Thu  09:00–12:00  Christmas Eve\n" in shown
    assert desk("calendar", "day", NAME, "2026-03-09", "--usual", *FRIDAY).out.startswith(
        f"{NAME} on 9 March 2026: 09:00–17:00. 1 open ticket is due earlier."
    )
    desk("calendar", "day", NAME, "2027-12-24", "--usual", "--yearly", *FRIDAY)
    assert tomllib.loads(desk("calendar", "export", "-").out)["versions"][-1]["extra"].keys() == {"2026-12-24"}
    assert "is over" in desk("calendar", "day", NAME, "2026-03-05", *FRIDAY).err
    assert "--open: “noon” is no time of day" in desk(*words, "--open", "noon", *FRIDAY).err
    assert "Leave --open" in desk(*words, "--usual", *FRIDAY).err
    assert "no calendar named “Moon”" in desk("calendar", "day", "Moon", "2026-12-24", *FRIDAY).err


def test_hours_that_were_the_same_are_told_once_whatever_became_of_their_holidays(desk: Command) -> None:
    desk("calendar", "day", NAME, "2026-12-24", *FRIDAY)

    shown = desk("calendar", "show", NAME, *FRIDAY).out.splitlines()

    assert shown[1:3] == ["In force: Mon–Fri 09:00–17:00. 40\u202fh a week.", "Used by Standard support, the desk."]


def test_a_calendar_is_shown_renamed_and_removed(desk: Command, tmp_path: Path) -> None:
    file = tmp_path / "hours.toml"
    desk("calendar", "export", str(file))
    text = file.read_text()
    later = text[text.index("[[versions]]") :].replace("09:00", "10:00")
    file.write_text(f"{text}\n{later.replace('[[versions]]', '[[versions]]' + chr(10) + 'valid_from = 2027-03-01', 1)}")
    assert desk("calendar", "import", str(file), *FRIDAY).code == 0
    assert desk("calendar", "rename", NAME, "Site hours", *FRIDAY).out == f"{NAME} is Site hours now.\n"
    shown = desk("calendar", "show", "Site hours", *FRIDAY).out.splitlines()
    assert shown[:4] == [
        "Site hours, UTC",
        "In force: Mon–Fri 09:00–17:00. 40\u202fh a week.",
        "From 1 March 2027: Mon–Fri 10:00–17:00. 35\u202fh a week.",
        "Used by Standard support, the desk.",
    ]
    assert "is no year from 1990 to 2100" in desk("calendar", "show", "Site hours", "--year", "99999").err
    found = desk("calendar", "show", "Site hours", "--json", *FRIDAY).json
    assert [one["valid_from"] for one in found["versions"]] == [None, "2027-03-01"]
    planned = ("calendar", "remove", "Site hours", "--from", "2027-03-01", *FRIDAY)
    assert desk(*planned).out == "What Site hours planned from 1 March 2027 on is removed.\n"
    assert "no other hours of Site hours are planned" in desk(*planned).err
    assert "is used by Standard support" in desk("calendar", "remove", "Site hours", *FRIDAY).err
