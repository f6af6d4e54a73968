"""Files as they come: other encodings and delimiters are read, what cannot be is said in a sentence."""

import io
from zoneinfo import ZoneInfo

import pytest

from slaapp.domain.errors import Refusal
from slaapp.importers import reading, servicenow
from slaapp.importers.reading import LocalTimes
from tests.importers.logs import COLUMNS, log, log_bytes, read, row, told

ROWS = (row("09:05", caller_id="Łukasz Żak"), row("10:00", "Resolved", caller_id="Łukasz Żak"))
LOG = log(*ROWS)


def refusal(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        read(data)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_what_it_is_is_read_as_that(encoding):
    (ticket,) = read(LOG.decode().encode(encoding)).tickets

    assert ticket.drafts[0].fields["contact"] == "Łukasz Żak"


@pytest.mark.parametrize(
    ("encoding", "callers"),
    [
        ("cp1252", ["François Lefèvre", "Hélène Dupré", "Benoît Gérard"]),
        ("cp1252", ["Jürgen Weiß", "Björn Özdemir"]),
        ("cp1250", ["Łukasz Żak", "Małgorzata Wójcik", "Grzegorz Brzęczyszczykiewicz"]),
    ],
)
def test_old_encodings_are_told_by_their_letters(encoding, callers):
    data = log(*[row("09:05", number=f"INC{place}", caller_id=name) for place, name in enumerate(callers)])
    tickets = read(data.decode().encode(encoding)).tickets

    assert [ticket.drafts[0].fields["contact"] for ticket in tickets] == callers


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters_are_told_by_the_heading(delimiter):
    found = read(LOG.replace(b",", delimiter.encode()))

    assert told(found.tickets[0]) == ["09:00 received normal", "10:00 resolved (code 6)"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_may_end_in_other_ways(end):
    assert len(read(LOG.decode().replace("\n", end).encode()).tickets) == 1


def test_quoted_cells_hold_delimiters_and_line_breaks_and_lines_are_still_counted():
    quoted = LOG.replace(b"VPN", b'"VPN, ""new""\nclient"') + b"INC2,short\n"
    found = read(quoted)

    assert found.tickets[0].drafts[0].fields["subject"] == 'INC1: Network, VPN, "new" client'
    assert [(problem.line, problem.text) for problem in found.problems] == [(6, "INC2,short\n")]


def test_a_row_with_too_few_columns_is_listed():
    (problem,) = read(LOG + b"INC2,New\n").problems

    assert problem == (4, "INC2,New\n", f"the row has 2 of {len(COLUMNS)} columns", False)


def test_a_file_that_was_cut_off_says_so():
    (problem,) = read(LOG[:-40]).problems

    assert problem.line == 3
    assert problem.reason.endswith("columns, and the file ends in the middle of it")


def test_a_quotation_mark_that_is_never_closed_is_listed_with_all_its_lines():
    found = read(LOG.replace(b"Network,VPN", b'"Network,VPN', 1))

    assert found.tickets == []
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (2, "a quotation mark is opened and never closed (lines 2 to 3 were taken as one row)")
    ]
    assert found.problems[0].text.count("INC1") == 2


def test_stray_quotation_marks_spoil_one_row_alone():
    found = read(LOG.replace(b"Network", b'"Net"work', 1))

    assert told(found.tickets[0]) == ["09:00 received normal", "10:00 resolved (code 6)"]
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (2, "its quotation marks cannot be understood")
    ]


def test_a_row_without_a_number_is_listed():
    found = read(log(row("09:05"), row("09:10", number="?"), row("10:00", "Resolved")))

    assert told(found.tickets[0]) == ["09:00 received normal", "10:00 resolved (code 6)"]
    assert [(problem.line, problem.reason) for problem in found.problems] == [(3, "the row has no number")]


MANY_OPEN = LOG.replace(b"Network", b'"Network', 1) + b"line\n" * 2000

REFUSED = [
    (b"", "The file is empty. Nothing was imported. Choose another file."),
    (b"\n" + LOG, "The file begins with an empty line, not with the names of its columns."),
    (LOG.split(b"\n")[0], "The file has the names of columns and no rows."),
    (b"PK\x03\x04rest", "The file is a packed file (zip or Excel workbook). Nothing was imported. Unpack it"),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "The file is no ServiceNow event log: it has no column number and no column"),
    (LOG.decode().encode("utf-16-le"), "The file holds a NUL in line 1, so it is no text."),
    (LOG.decode().encode("utf-16")[:-1], "The file is not text in utf-16 after line 2."),
    (b"\x81 \xe9\x00 \x8d\xff" * 200, "The file is not text. Nothing was imported. Save it as CSV in UTF-8"),
    (LOG.replace(b"Network", b"\x00", 1), "The file holds a NUL in line 2, so it is no text."),
    (
        LOG.replace(b"Network", b"x" * 200_000, 1),
        "The file has more than 100,000 characters in line 2: that is no row.",
    ),
    (MANY_OPEN, "The file opens a quotation mark in line 2 that is still open 1,000 lines later."),
    (LOG.replace(b"incident_state", b"status"), "it has no column incident_state."),
    (
        log_bytes("servicenow_list_labels.csv"),
        "The file is no ServiceNow event log: it has no column incident_state and",
    ),
    (b"%PDF-1.7\nnonsense\n", "The file is no ServiceNow event log: it has no column number and no column"),
    (
        log(row("09:05"), row("09:05", number="INC2"), row("10:00", "Resolved")),
        "The file does not keep the rows of an incident together: INC1 is in line 2 and again in line 4.",
    ),
    (
        log(row("09:05", opened_at="3/7/2016 09:00"), row("3/24/2016 09:05")),
        "The file is dated in a way that could be misread: 3/24/2016 09:05 has its month first",
    ),
]


@pytest.mark.parametrize(("data", "sentence"), REFUSED, ids=[sentence[:60] for _, sentence in REFUSED])
def test_a_wrong_file_gets_a_sentence(data, sentence):
    said = refusal(data)

    assert sentence in said
    assert "Nothing was imported." in said


def test_a_file_of_which_nothing_is_understood_is_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(servicenow, "PROBLEMS", 3)

    assert refusal(LOG + b"no row\n" * 4) == (
        "The file has too many rows that cannot be understood, 4 up to line 7; there the row has 1 of 19 columns. "
        "Nothing was imported. Choose another file."
    )


def test_a_ticket_with_endless_rows_is_refused(monkeypatch):
    monkeypatch.setattr(servicenow, "ROWS_OF_ONE_TICKET", 3)

    assert "has more than 3 rows for INC1: no incident has." in refusal(log(*[row("09:05")] * 4))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: None, "There is no file {path}. Nothing was imported. Check its name."),
        (lambda path: path.mkdir(), "{path} is a folder. Nothing was imported. Name the file in it."),
    ],
)
def test_a_file_that_cannot_be_opened_gets_a_sentence(tmp_path, make, sentence):
    path = tmp_path / "log.csv"
    make(path)

    with pytest.raises(Refusal) as caught:
        reading.opened(path)
    assert str(caught.value) == sentence.format(path=path)


def test_a_refusal_names_the_file(tmp_path):
    path = tmp_path / "Tickets März.csv"
    path.write_bytes(b"")

    with reading.opened(path) as file, pytest.raises(Refusal, match=r"^Tickets März\.csv is empty\."):
        servicenow.EventLog(file, zone=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("29/2/2016 09:05", 1456736700),
        ("29-02-2016 09:05", 1456736700),
        ("29.2.2016 09:05:30", 1456736730),
        ("2016-02-29 09:05:30", 1456736730),
        ("2016-02-29T09:05", 1456736700),
        (" 5/3/2016 12:00 ", 1457179200),
    ],
)
def test_dates_are_read_day_first_or_year_first(text, instant):
    assert LocalTimes(ZoneInfo("UTC"))[text] == instant


@pytest.mark.parametrize(
    "text", ["", "29/2/2015 09:05", "29/2/2016", "29/2/2016 25:00", "٢٩/٢/2016 09:05", "1/1/0000 00:00"]
)
def test_what_is_no_date_is_refused_with_the_end_of_a_sentence(text):
    with pytest.raises(ValueError, match=r"is no date and time"):
        LocalTimes(ZoneInfo("UTC"))[text]


def test_a_late_month_after_days_above_twelve_is_one_bad_date():
    times = LocalTimes(ZoneInfo("UTC"))
    assert times["13/1/2016 09:00"]

    with pytest.raises(ValueError, match="is no date and time that there is"):
        times["1/13/2016 09:00"]


def test_skipped_and_repeated_hours():
    """Two o'clock to three is skipped on 27 March, and passed twice on 30 October: the first pass is taken."""
    times = LocalTimes(ZoneInfo("Europe/Berlin"))

    assert times["27/3/2016 02:30"] == times["27/3/2016 03:30"]
    assert times["30/10/2016 02:30"] - times["30/10/2016 01:30"] == 3600
    assert times["30/10/2016 03:30"] - times["30/10/2016 02:30"] == 7200


def test_how_far_the_file_is_read_can_be_watched():
    many = log(*[row("09:05", number=f"INC{n}") for n in range(3000)])
    events = servicenow.EventLog(io.BytesIO(many), zone=ZoneInfo("UTC"))
    seen = [events.done for _ in events]

    assert events.size == len(many)
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] == len(many)
