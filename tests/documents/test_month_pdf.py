"""The printed month: what the PDF holds, and that no text can spoil it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from slaapp.documents import file_name, render_month
from slaapp.documents.attached import attached_figures, printed_reports
from slaapp.documents.month import shown
from slaapp.documents.month_front import small_print
from slaapp.domain.agreement import Meaning, Metric, Severity, Tier
from slaapp.domain.compliance import Month
from slaapp.domain.events import NotMeasuredReason
from slaapp.domain.flow import Flow
from slaapp.reports.facts import cell_words
from slaapp.reports.month_data import Amendment, AmendmentKind, Desk, MonthData, NotMeasuredTicket
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build, to_json
from slaapp.reports.seal import Restated, Restatement, Seal, Sources
from slaapp.reports.section import Section
from slaapp.services.closed_reports import sealed
from tests.documents.other_programs import ask, poppler
from tests.reports.northgate import FIRST, HIGH, LOW, RESOLUTION, UPDATE, URGENT, at, february, late_outcome

NARROW = "\u202f"


@pytest.fixture(scope="module")
def report() -> MonthlyReport:
    return build(february())


@pytest.fixture(scope="module")
def pdf(report: MonthlyReport) -> bytes:
    return render_month(report)


@pytest.fixture(scope="module")
def path(pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "month.pdf"
    path.write_bytes(pdf)
    return path


def pages(pdf: bytes) -> list[str]:
    """The words of each page on one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


@poppler
def test_its_metadata_say_in_utc_when_it_was_made(report: MonthlyReport, tmp_path: Path) -> None:
    path = tmp_path / "summer.pdf"
    path.write_bytes(render_month(replace(report, made_at=at("2026-07-01 09:14"))))

    assert "CreationDate:    2026-07-01T08:14:00Z" in ask("pdfinfo", "-isodates", path)


# The sheet


def test_a_normal_month_is_one_sheet(pdf: bytes) -> None:
    front, back = pages(pdf)

    assert "page 1 of 2" in front
    assert "page 2 of 2" in back


@pytest.mark.parametrize(
    "words",
    [
        "Monthly service report · Draft",
        "Northgate School",
        "Standard support, version 3",
        "Mon–Thu 07:30–18:00, Fri to 16:00",
        "1 – 28 Feb 2026, 20 working days",
        "90 % on time",
        "94.2 %",
        "11 of 12 goals kept",
        "of all targets met on time, 130 of 138",
        "January: 92.5 %",
        "75.0 3/4",
        "The line in each bar is the goal, 90 %.",
        "The scale starts at 80.",
        "1.7 points above January.",
        "A target belongs to the month in which it was decided",
        "Service report · Northgate School · February 2026 · Draft",
        "Made 2 March 2026, 09:14",
    ],
)
def test_the_front_says(pdf: bytes, words: str) -> None:
    assert words in pages(pdf)[0].replace(NARROW, " ")


@pytest.mark.parametrize(
    "words",
    [
        "How long it took, in support hours",
        "9 h 20 m 14 h 10 m 20 h 30 m 27 h 15 m 24 h",
        "8 targets on 6 tickets",
        "Core switch C failed Resolution, 4 h 5 h 12 m +1 h 12 m Spare fetched from the store",
        "Open at 28 Feb, by age",
        "over 20 days 0",
        "Duplicate of 2208",
        "Planned maintenance: Sat 14 Feb (section 5.3)",
        "Nothing was corrected or written down late.",
        "For Northgate School",
    ],
)
def test_the_back_says(pdf: bytes, words: str) -> None:
    assert words in pages(pdf)[1].replace(NARROW, " ")


def test_a_closed_month_carries_number_and_digest_on_every_page(report: MonthlyReport) -> None:
    closed = issued(report)
    assert closed.seal is not None

    shown_pages = pages(render_month(closed))

    assert "Monthly service report · R2026-014" in shown_pages[0]
    assert "closed 2 March 2026, 09:14" in shown_pages[0]
    assert "replaces report R2026-012: Wrong hours" in shown_pages[0]
    foot = f"R2026-014 · Northgate School · February 2026 · {closed.seal.short}"
    assert all(foot in page.replace("\u00a0", " ") for page in shown_pages)
    assert not any("Draft" in page for page in shown_pages)


def test_a_restatement_stands_on_the_back_and_whole_in_the_annex(report: MonthlyReport) -> None:
    _, back, annex = pages(render_month(issued(report)))

    assert "Restatement of January 2026, report R2026-003. All targets: was 136 of 147, 92.5 %, is 137" in back
    assert "(2 figures: page 3)" in back
    assert "Recorded after the report was closed (tickets 2101 and 2188)." in annex
    assert "Resolution, high 10 of 12, 83.3 % 11 of 12, 91.6 %" in annex


def test_a_restatement_is_printed_whichever_sections_were_chosen(report: MonthlyReport) -> None:
    closed = issued(report)

    assert shown(closed, sections=(Section.TIMES, Section.SIGN_OFF))["sections"] == ["times", "corrections", "sign_off"]
    assert shown(closed, sections=(Section.TIMES,))["sections"] == ["times", "corrections"]
    assert shown(report, sections=(Section.TIMES,))["sections"] == ["times"]


def test_the_digest_of_the_attached_figures_is_the_one_that_is_printed(report: MonthlyReport) -> None:
    """By the recipe of the manual."""
    closed = issued(report)
    figures = attached_figures(*printed_reports(render_month(closed), "month.pdf"))
    told = figures.pop("digest")

    text = json.dumps(figures, sort_keys=True, separators=(",", ":"))

    assert closed.seal is not None
    assert hashlib.sha256(text.encode()).hexdigest() == told == closed.seal.digest


def issued(report: MonthlyReport) -> MonthlyReport:
    """The month closed, with a correction of January in it."""
    corrected = (
        Restated("All targets", "136 of 147, 92.5 %", "137 of 147, 93.1 %"),
        Restated("Resolution, high", "10 of 12, 83.3 %", "11 of 12, 91.6 %"),
    )
    stated = replace(report, restatements=(Restatement(Month(2026, 1), "R2026-003", corrected, (2101, 2188)),))
    sources = Sources(events="ab", agreements=(), calendars=(), time_zones="2026f", engine="0.1.0")
    seal = Seal(
        number="R2026-014",
        closed_at=report.made_at,
        sources=sources,
        replaces="R2026-012",
        because="Wrong \u202ehours",
    )
    return sealed(stated, seal)


def test_the_back_reconciles(pdf: bytes) -> None:
    line = "5 open before 1 Feb + 52 received + 1 reopened − 49 resolved − 1 left otherwise = 8 open after 28 Feb."

    assert line in pages(pdf)[1].replace("\u00a0", " ")


def test_a_mismatch_is_printed_in_a_box() -> None:
    wrong = Flow(open_at_start=5, received=52, reopened=1, resolved=49, left_otherwise=1, open_at_end=9)

    front, back = pages(render_month(build(replace(february(), flow=wrong))))

    assert "The ticket counts do not add up." in front
    assert "These counts do not add up: they give 8, but 9 open tickets were counted." in back
    assert "≠ 9" in back.replace("\u00a0", " ")


# What a machine reads


def test_the_attached_figures_are_those_of_the_report(pdf: bytes, report: MonthlyReport) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        attachments = [document.get_attachment(n) for n in range(document.count_attachments())]
        held = {one.get_name(): json.loads(bytes(one.get_data())) for one in attachments}

    assert held["figures.json"] == json.loads(json.dumps(to_json(report)))
    assert held["form.json"] == {"sections": None, "paper": "a4", "letter": False, "pack": False}


@poppler
def test_the_pdf_is_tagged_named_and_archivable(path: Path, pdf: bytes) -> None:
    told = ask("pdfinfo", path)

    assert "Tagged:          yes" in told
    assert "Title:           Monthly service report: Northgate School, February 2026" in told
    assert "Author:          Site IT desk" in told
    assert "A4" in told
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


@poppler
def test_signs_and_drawings_are_said_to_who_cannot_see_them(path: Path) -> None:
    structure = ask("pdfinfo", "-struct", path)

    assert structure.count("Figure") > 12
    assert structure.count("Table") >= 4
    assert "TH" in structure


@poppler
def test_the_only_font_is_inter_and_it_is_embedded(path: Path) -> None:
    fonts = ask("pdffonts", path).splitlines()[2:]

    assert fonts
    assert all("Inter" in line for line in fonts)
    assert all(line.split()[-5] == "yes" for line in fonts), "embedded"


def test_sections_are_bookmarks(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        titles = [mark.get_title() for mark in document.get_toc()]

    assert titles[0] == "Northgate School"
    assert "Late targets and their reasons" in titles, "without the count beside it"
    assert "Sign-off" in titles


def test_the_same_month_made_at_the_same_time_is_the_same_file(pdf: bytes, report: MonthlyReport) -> None:
    assert render_month(report) == pdf


def test_nothing_internal_is_printed(pdf: bytes, report: MonthlyReport) -> None:
    data = february()
    without = tuple(o for o in data.outcomes if o.tier is Tier.PUBLIC)

    assert "internal" not in " ".join(pages(pdf)).lower()
    assert shown(build(replace(data, outcomes=without))) == shown(report)


# Black and white


def colours(pdf: bytes) -> set[tuple[int, int, int]]:
    """Those of the pixels that are no grey."""
    found = set()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            bitmap = page.render(scale=1.5, rev_byteorder=True)
            rgb = bytes(bitmap.buffer)
            step = bitmap.n_channels
            for y in range(bitmap.height):
                row = rgb[y * bitmap.stride : y * bitmap.stride + bitmap.width * step]
                for pixel in set(zip(row[0::step], row[1::step], row[2::step], strict=True)):
                    if max(pixel) - min(pixel) > 45:
                        found.add(pixel)
    return found


def test_the_trend_line_is_the_only_colour_and_it_can_be_left_out(report: MonthlyReport, pdf: bytes) -> None:
    assert all(blue > green > red for red, green, blue in colours(pdf))
    assert (0x1B, 0x4F, 0xB8) in colours(pdf)
    assert colours(render_month(report, black_and_white=True)) == set()


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "In force from the beginning"),
        (date(2025, 9, 1), None, "In force since 1 September 2025"),
        (date(2025, 9, 1), date(2026, 3, 31), "In force from 1 September 2025 to 31 March 2026"),
        (None, date(2026, 3, 31), "In force until 31 March 2026"),
    ],
)
def test_the_head_says_how_long_the_version_is_in_force(
    report: MonthlyReport, first: date | None, last: date | None, words: str
) -> None:
    said = small_print(replace(report, valid_from=first, valid_to=last))

    assert said.split(" · ")[0] == words


def test_american_paper(report: MonthlyReport) -> None:
    pdf = render_month(report, paper="us-letter")

    with pypdfium2.PdfDocument(pdf) as document:
        assert [document.get_page_size(n) for n in range(len(document))] == [(612, 792)] * 2


# Long and unusual months


def many_late(count: int, subject: str = "Cannot log on") -> MonthData:
    data = february()
    late = tuple(
        late_outcome(3000 + n, subject, HIGH, RESOLUTION, f"2026-02-{1 + n % 28:02} {8 + n % 9:02}:30", "20:00", "")
        for n in range(count)
    )
    subjects = {outcome.ticket: subject for outcome in late}
    return replace(data, outcomes=(*data.outcomes, *late), subjects={**data.subjects, **subjects})


def test_of_many_late_targets_the_sheet_holds_the_latest_and_the_annex_all() -> None:
    _front, back, *annex = pages(render_month(build(many_late(100))))

    assert "108 targets on 106 tickets, 12 latest (all: page 3)" in back
    assert "Sign-off" in back
    words = " ".join(annex)
    assert all(str(3000 + n) in words for n in range(100))
    assert len(annex) > 1
    assert all("No. Severity Subject" in page for page in annex), "the head repeats"


def late_again_and_again(tickets: int, cycles: int, subject: str) -> MonthlyReport:
    """Only these are late: so many tickets, each with so many late updates."""
    data = february()
    late = [
        replace(
            late_outcome(
                3000 + n, subject, HIGH, UPDATE, f"2026-02-{1 + n // 2:02} {8 + n % 2 * 4:02}:30", "8:00", "Ill"
            ),
            cycle=cycle,
        )
        for n in range(tickets)
        for cycle in range(1, cycles + 1)
    ]
    kept = (found for found in data.outcomes if not found.breached)
    subjects = {found.ticket: subject for found in late}
    return build(replace(data, outcomes=(*kept, *late), subjects={**data.subjects, **subjects}))


@pytest.mark.parametrize(("tickets", "cycles"), [(40, 3), (14, 7), (3, 90)])
def test_a_page_of_late_targets_begins_with_whose_they_are(tickets: int, cycles: int) -> None:
    """Number, severity and subject, however the rows of a ticket fall on the pages."""
    made = late_again_and_again(tickets, cycles, "Cannot log on")
    found = [
        page.split("Late by Reason ", 1)[1]
        for pdf in (render_month(made), render_month(made, sections=(Section.BREACHES,)))
        for page in pages(pdf)
        if "Late by Reason " in page
    ]

    assert len(found) > 4
    assert [words for words in found if not re.match(r"30\d\d High Cannot log on Next update", words)] == []
    assert sum(words.count("+4 h ") for words in found) >= 2 * tickets * cycles


@pytest.mark.parametrize("more", [5, 6])
def test_a_few_late_targets_more_are_all_on_the_sheet_where_they_fit(more: int) -> None:
    _front, back, *annex = pages(render_month(build(many_late(more))))

    assert f"{8 + more} targets on {6 + more} tickets No. Severity" in back
    assert all(str(3000 + n) in back for n in range(more))
    assert "Sign-off" in back
    assert annex == []


def test_a_few_late_targets_more_are_cut_where_they_do_not_fit() -> None:
    long = "The projector in the assembly hall shows a green tint and then goes dark after some minutes of use"
    _front, back, *annex = pages(render_month(build(many_late(8, long))))

    assert re.search(r"16 targets on 14 tickets, \d+ latest \(all: page 3\)", back)
    assert "Sign-off" in back
    assert "All late targets" in annex[0]


def test_long_subjects_still_leave_one_sheet() -> None:
    long = "The projector in the assembly hall shows a green tint and then goes dark after some minutes of use"
    _front, back, *annex = pages(render_month(build(many_late(9, long))))

    assert "Sign-off" in back
    assert "after some minutes of use" in " ".join(annex)


def test_a_month_without_anything_says_no_data() -> None:
    nothing = Flow(open_at_start=0, received=0, reopened=0, resolved=0, left_otherwise=0, open_at_end=0)
    data = replace(february(), outcomes=(), backlog=(), earlier=(), not_measured=(), flow=nothing)

    front, back = pages(render_month(build(data)))

    assert "No target was decided." in front
    assert "– no data" in front
    assert " 0.0" not in front
    assert "No data for resolution." in back


def test_waivers_are_printed_beside_the_raw_figure() -> None:
    data = february()
    waived = tuple(
        replace(o, waived=True, waiver="Power cut (J. Head)") if o.number == 2214 else o for o in data.outcomes
    )

    front, back = pages(render_month(build(replace(data, outcomes=waived))))

    assert "Resolution, urgent: 75.0 % (3 of 4), adjusted 100.0 % (3 of 3)." in front
    assert "adjusted 94.8 %, 130 of 137" in front
    assert "Waived: Power cut (J. Head)" in back


def test_an_imported_month_says_what_its_source_did_not_record() -> None:
    data = february()
    silent = tuple(
        NotMeasuredTicket(
            number=n,
            subject="",
            reason=NotMeasuredReason.NOT_RECORDED,
            at=at("2026-02-14 10:30"),
            metrics=frozenset({FIRST, Metric.UPDATE}),
        )
        for n in range(365)
    )
    only_resolution = tuple(o for o in data.outcomes if o.metric is RESOLUTION)

    front, back = pages(render_month(build(replace(data, outcomes=only_resolution, not_measured=silent))))

    assert "No data for first response; next update" in front
    assert "Not recorded by the source on 365 imported tickets: first response, next update." in back


# Hostile texts

HOSTILE = [
    "<b>bold</b><script>alert(1)</script><img src=x onerror=y> &amp;",
    '#set page(fill: red) *bold* _it_ $x^2$ `code` #read("/etc/passwd") @ref <label> // comment /* x */ = heading',
    '"]]) #panic() #{while true {}}',
    "\u202eevil\u202c turned \u2066isolated\u2069 \u200fmarked\u061c",
    "شاشة العرض لا تعمل 2408 في الغرفة",
    "הדפסה לא עובדת",
    "打印机坏了,请帮忙",
    "😀👨\u200d👩\u200d👧 printer 🖨\ufe0f on fire",
    "A" * 5000,
    "word " * 1000,
    "\x00\x07\x1b[31mred\x1b[0m\x7f\ufffd\ufffe\uffff\ue000\U0010fffd",
    "e\u0301" * 300,
    "line one\nline two\r\n\ttabbed\u2028separated\u0085",
    "\ud800 half a character",
    "ไทย ภาษา",
    "=cmd|' /C calc'!A0",
    "",
    "\u200d",
]


def spoilt(hostile: list[str]) -> MonthData:
    """Every place that holds people's words, filled with theirs."""
    data = february()
    late = tuple(
        late_outcome(3000 + n, words, (URGENT, LOW)[n % 2], RESOLUTION, f"2026-02-{2 + n:02} 13:40", "45:12", words)
        for n, words in enumerate(hostile)
    )
    amendments = tuple(
        Amendment(
            number=5000 + n,
            kind=AmendmentKind.CORRECTION,
            what=words,
            occurred_at=at("2026-02-14 10:30"),
            recorded_at=at("2026-02-15 10:30"),
            reason=words,
        )
        for n, words in enumerate(hostile)
    )
    unmeasured = tuple(
        NotMeasuredTicket(
            number=4000 + n,
            subject=words,
            reason=NotMeasuredReason.OUT_OF_SCOPE,
            at=at("2026-02-14 10:30"),
            text=words,
        )
        for n, words in enumerate(hostile)
    )
    return replace(
        data,
        customer=hostile[0],
        desk=Desk(hostile[-1], tuple(hostile[:3])),
        agreement=replace(data.agreement, name=hostile[0]),
        calendars=tuple(replace(facts, name=hostile[0]) for facts in data.calendars),
        outcomes=(*data.outcomes, *late),
        subjects={**data.subjects, **{outcome.ticket: words for outcome, words in zip(late, hostile, strict=True)}},
        amendments=amendments,
        not_measured=unmeasured,
        backlog=tuple(replace(ticket, subject=hostile[0]) for ticket in data.backlog),
    )


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_in_every_place_is_harmless(words: str) -> None:
    pdf = render_month(build(spoilt([words])))

    sheet = pages(pdf)
    assert "of all targets met on time" in sheet[0]
    assert "Sign-off" in " ".join(sheet)
    assert len(sheet) <= 3
    with pypdfium2.PdfDocument(pdf) as document:
        figures = json.loads(bytes(document.get_attachment(0).get_data()))
    assert figures["customer"] == words, "the figures hold the whole of it"


def test_all_hostile_texts_at_once() -> None:
    sheet = pages(render_month(build(spoilt(HOSTILE))))
    words = " ".join(sheet)

    assert '#read("/etc/passwd")' in words.replace("\u200b", ""), "markup is printed as it was written"
    assert "root:" not in words
    assert "\u202e" not in words
    assert "line one line two tabbed separated" in words


def outside(pdf: bytes) -> Iterator[str]:
    """Words that stand outside the margins of the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, _height = page.get_size()
            text = page.get_textpage()
            for n in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(n)
                if left < 50 or right > width - 50:
                    yield text.get_text_bounded(left, bottom, right, top)


@pytest.mark.parametrize("words", ["W" * 5000, "شاشة العرض لا تعمل " * 100, "x" * 60 + " y" * 40])
def test_long_texts_wrap_inside_the_margins(words: str) -> None:
    assert list(outside(render_month(build(spoilt([words]))))) == []


def test_a_character_that_no_font_has_becomes_a_box() -> None:
    unheard_of = "\U00012000"

    sheet = " ".join(pages(render_month(build(spoilt([f"Sign {unheard_of} here"])))))

    assert "Sign □ here" in sheet


# The file's name


@pytest.mark.parametrize(
    ("customer", "name"),
    [
        ("Northgate School", "2026-02 Northgate School report.pdf"),
        ("A/B: C\\D? <E>", "2026-02 A B C D E report.pdf"),
        ("..", "2026-02 Customer report.pdf"),
        ("\x00\n", "2026-02 Customer report.pdf"),
        ("Ärztehaus Süd", "2026-02 Ärztehaus Süd report.pdf"),
        ("x" * 300, f"2026-02 {'x' * 80} report.pdf"),
    ],
)
def test_a_file_is_named_after_its_month_and_customer(customer: str, name: str) -> None:
    assert file_name(build(replace(february(), customer=customer))) == name


# Severities in an agreement's own words


def in_words_of(data: MonthData, **meanings: Mapping[Severity, Meaning]) -> MonthData:
    """`ours` are those of the report's agreement, the others those of tickets, by their numbers behind an `a`."""
    ours = meanings.pop("ours")
    of_tickets = {found.ticket: ours for found in data.outcomes}
    of_tickets |= {f"a-{name[1:]}": held for name, held in meanings.items()}
    return replace(data, agreement=replace(data.agreement, meanings=ours), meanings=of_tickets)


MAJOR = {HIGH: Meaning("Several people cannot work", name="Major")}


def test_what_the_agreement_calls_a_severity_stands_in_every_table() -> None:
    report = build(in_words_of(february(), ours=MAJOR))
    front, back = pages(render_month(report))

    assert (report.name_of(HIGH), report.name_of(LOW)) == ("Major", "Low")
    assert "High" not in front + back
    assert front.count("Major ") == 1
    assert back.count("Major ") == 2 + 2 + 1, "two tables of times, two late tickets, the open ones by age"


@pytest.mark.parametrize("name", ["Business critical, whole site", "W" * 200, "x"])
def test_a_long_name_ends_with_an_ellipsis_and_the_month_stays_one_sheet(name: str) -> None:
    report = build(in_words_of(february(), ours={HIGH: Meaning("", name=name)}))

    front, back = pages(render_month(report))
    assert " Normal Low " in back, "the others have room beside it"
    assert front.count("Urgent") == 1


def test_where_agreements_call_it_differently_the_standard_name_stands_beside_it() -> None:
    report = build(in_words_of(february(), ours=MAJOR, a2247={}))
    called = {target.number: target.called for target in report.late if target.severity is HIGH}
    back = pages(render_month(report))[1]

    assert report.name_of(HIGH) == "High"
    assert called == {2231: "Major (High)", 2247: "High"}
    assert "Major (High)" in back


def test_a_name_of_ones_own_is_written_as_it_is_inside_a_sentence() -> None:
    report = build(in_words_of(february(), ours={**MAJOR, URGENT: Meaning("", name="P1")}))

    assert cell_words(report.cells[0], report).endswith((", P1", ", Major", ", normal", ", low"))
    assert any("Resolution, P1: " in fact.text for fact in report.facts)


def test_a_hostile_name_spoils_nothing() -> None:
    report = build(in_words_of(february(), ours={HIGH: Meaning("", name="\u202eevil\n#panic()\x07 \u05d0")}))

    assert len(pages(render_month(report))) == 2


@poppler
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_foot_of_a_page_is_one_line_however_long_the_name(language: str, tmp_path: Path) -> None:
    data = replace(
        february(),
        customer="Northern Counties Combined Hospitals and Community Health Foundation Trust",
        language=language,
    )
    path = tmp_path / "long.pdf"
    path.write_bytes(render_month(build(data)))

    feet = [page.rstrip().splitlines()[-1] for page in ask("pdftotext", "-layout", path, "-").split("\f")[:-1]]
    assert len(feet) == 2
    assert all("Northern Counties" in foot and ("Draft" in foot or "Entwurf" in foot) for foot in feet)


@poppler
def test_open_tickets_by_age_stand_apart_from_how_many_there_are(tmp_path: Path) -> None:
    data = february()
    aged = tuple(replace(data.backlog[0], number=n, age=15) for n in range(1200))
    path = tmp_path / "many.pdf"
    path.write_bytes(render_month(build(replace(data, backlog=aged))))

    assert "20 days 1,200" in " ".join(ask("pdftotext", "-layout", path, "-").split())
