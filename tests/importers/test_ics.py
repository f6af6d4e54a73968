"""Days out of .ics files: plain, lasting, yearly; what is hostile or no holiday is left out or refused in words."""

from datetime import date

import pytest

from slaapp.domain.errors import Refusal
from slaapp.importers.ics import SIZE_LIMIT, DaysFound, read_days


def read(*events: str, years: tuple[int, int] = (2026, 2027)) -> DaysFound:
    text = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{text}END:VCALENDAR\r\n".encode()
    return read_days(data, date(years[0], 1, 1), date(years[1], 12, 31))


def test_a_day_and_several_days_with_their_names() -> None:
    found = read(
        "DTSTART;VALUE=DATE:20260403\r\nSUMMARY:Good\\, very good\r\n  Friday",
        "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Closing",
        "DTSTART;VALUE=DATE:20240101\r\nSUMMARY:Long ago",
    )
    assert found.days == {
        date(2026, 4, 3): "Good, very good Friday",
        date(2026, 12, 24): "Closing",
        date(2026, 12, 25): "Closing",
        date(2026, 12, 26): "Closing",
    }
    assert found.left_out == 0


def test_yearly_days_come_every_year() -> None:
    found = read(
        "DTSTART;VALUE=DATE:20200101\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20270101\r\nSUMMARY:New Year",
        "DTSTART;VALUE=DATE:20201126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\r\nSUMMARY:Thanksgiving",
        "DTSTART;VALUE=DATE:20200525\r\nRRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;UNTIL=20261231T000000Z",
        "DTSTART;VALUE=DATE:20260701\r\nRRULE:FREQ=YEARLY;COUNT=1\r\nSUMMARY:Once",
        "DTSTART;VALUE=DATE:20240229\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Leap day",
    )
    assert sorted(found.days) == [
        date(2026, 1, 1),
        date(2026, 5, 25),
        date(2026, 7, 1),
        date(2026, 11, 26),
        date(2027, 11, 25),
    ]


def test_what_is_no_whole_day_is_left_out_and_counted() -> None:
    found = read(
        "DTSTART:20260403T090000Z\r\nSUMMARY:A meeting",
        "DTSTART;VALUE=DATE:20260403\r\nSTATUS:CANCELLED\r\nSUMMARY:Off",
        "DTSTART;VALUE=DATE:20260403\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:Endless",
        "DTSTART;VALUE=DATE:20260403\r\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\r\nSUMMARY:Never",
        "DTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:Since ever",
        "DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20261231\r\nSUMMARY:A year off",
        "SUMMARY:No day",
        "DTSTART;VALUE=DATE:20261399",
    )
    assert (found.days, found.left_out) == ({}, 7)


def test_names_are_plain_words_on_one_line() -> None:
    found = read("DTSTART;VALUE=DATE:20260403\r\nSUMMARY:<b>A</b>\\nB\x00\x1b[31m" + "x" * 900)
    name = found.days[date(2026, 4, 3)]
    assert name.startswith("<b>A</b> B[31mxxx")
    assert len(name) == 200


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no calendar"),
        (b"PK\x03\x04 a workbook", "no calendar"),
        (b"BEGIN:VCALENDAR\n" + b" " * SIZE_LIMIT, "more than 5 MB"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 20_001, "more than 20,000 events"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        read_days(data, date(2026, 1, 1), date(2026, 12, 31))


def test_another_encoding_and_an_unfinished_file_are_read_as_far_as_they_go() -> None:
    data = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260403\nSUMMARY:Größe\nEND:VEVENT\nBEGIN:VEVENT\nDTST".encode(
        "cp1252"
    )
    assert read_days(data, date(2026, 1, 1), date(2026, 12, 31)).days == {date(2026, 4, 3): "Größe"}


def test_rules_that_would_be_looked_at_for_hours_are_refused_in_words() -> None:
    months = ",".join(str(n % 12 + 1) for n in range(300))
    rule = f"DTSTART;VALUE=DATE:19000101\r\nRRULE:FREQ=YEARLY;COUNT=9999;BYMONTH={months};BYMONTHDAY=1,2,3"
    with pytest.raises(Refusal, match="too many days"):
        read(*[rule] * 100)


def test_a_rule_begun_long_ago_comes_in_the_years_it_would() -> None:
    found = read(
        "DTSTART;VALUE=DATE:19000501\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:each",
        "DTSTART;VALUE=DATE:19000502\r\nRRULE:FREQ=YEARLY;INTERVAL=2\r\nSUMMARY:every other",
        "DTSTART;VALUE=DATE:19000503\r\nRRULE:FREQ=YEARLY;COUNT=127\r\nSUMMARY:for the last time",
    )
    assert found.days == {
        date(2026, 5, 1): "each",
        date(2026, 5, 2): "every other",
        date(2026, 5, 3): "for the last time",
        date(2027, 5, 1): "each",
    }
