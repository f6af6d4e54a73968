"""The full form of the report: the sections that were chosen, in their order, drawn from the report's own figures."""

import re
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from slaapp.documents import Pages
from slaapp.documents.month import render_month, shown
from slaapp.documents.month_back import took
from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.ball import Holder, Turn
from slaapp.domain.compliance import Month
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR
from slaapp.reports.month_data import CustomerData, MonthData, MonthTotal
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.month_sections import ArrivalMap, Breakdown, Week
from slaapp.reports.monthly import build
from slaapp.reports.review_data import Decision
from slaapp.reports.seal import Restated, Restatement
from slaapp.reports.section import Section, sections_named
from tests.documents.other_programs import ask
from tests.reports.northgate import at, february, hm

HOSTILE = "#panic() *bold* <b>&amp; \u202e\u05d0\u05d1 \U0001f600 \u6f22\u5b57 $x$ " + "W" * 400


def full_february() -> MonthData:
    """The month of the pictures with who had the ball, arrivals, weeks and an action."""
    data = february()
    counts = ((0,) * 9 + (52,) + (0,) * 14, *((0,) * 24,) * 6)
    start = at("2026-02-12 09:00")
    turns = (
        Turn(Holder.DESK, start, start + 3 * HOUR),
        Turn(Holder.CUSTOMER, start + 3 * HOUR, start + 5 * HOUR),
        Turn(Holder.CLOSED, start + 5 * HOUR, start + 19 * HOUR),
        Turn(Holder.THIRD_PARTY, start + 19 * HOUR, start + 20 * HOUR),
    )
    late = {(found.ticket, found.metric, found.cycle): turns for found in data.outcomes if found.breached}
    return replace(
        data,
        turns=late,
        arrivals=ArrivalMap(counts, ((0,) * 24,) * 7, ((False,) * 9 + (True,) * 8 + (False,) * 7,) * 7),
        weeks=(Week(Period.parse("2026-W06"), data.period, data.flow, 3),),
        received_by=(Breakdown("severity", (("Urgent", 12), ("Low", 40))),),
        actions=(Decision(4, "Standard support", HOSTILE, "Kim L.", None, data.period.start),),
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> str:
    return printed(render_month(build(full_february()), sections=tuple(Section)), tmp_path_factory.mktemp("pdf"))


def printed(pdf: bytes, folder: Path) -> str:
    """The text of its pages, lines joined."""
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    text = ask("pdftotext", "-layout", path, "-")
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


def test_every_section_is_there_in_its_order(pages: str) -> None:
    titles = (
        "Targets met, per severity",
        "Last 12 months",
        "Late targets and their reasons",
        "Who had the ball",
        "Why targets were late",
        "Near misses",
        "At risk at the cut-off",
        "Tickets a week",
        "When tickets come in",
        "Open at 28 Feb, by age",
        "How long it took",
        "How much of the target was used",
        "Pauses",
        "Not measured",
        "Corrections and late entries",
        "Actions",
        "How it is measured.",
        "Sign-off",
    )
    places = [pages.find(title) for title in titles]

    assert -1 not in places
    assert places == sorted(places)
    assert "Customers" not in pages


def test_who_had_the_ball_is_said_in_lengths_beside_the_strip(pages: str) -> None:
    told = pages[pages.find("Who had the ball") :].replace(" ", "")

    assert "2214Resolution,4h1h12m1h12m3h2h1h14hreceived12Feb09:40;12Feb09:00–13Feb05:00,due12Feb13:40" in told


@pytest.mark.parametrize(
    ("language", "told", "closed"),
    [
        ("en", "Action: Keep a spare fuse (Kim L., 20 Apr 2026, open)", "Action: Call twice (Pat N., closed: done)"),
        (
            "de",
            "Maßnahme: Keep a spare fuse (Kim L., 20. Apr. 2026, offen)",
            "Maßnahme: Call twice (Pat N., erledigt: done)",
        ),
    ],
)
def test_what_is_done_about_a_late_ticket_stands_below_its_strip(
    language: str, told: str, closed: str, tmp_path: Path
) -> None:
    data = full_february()
    begun = data.period.start
    spare = Decision(5, "Standard support", "Keep a spare fuse", "Kim L.", date(2026, 4, 20), begun, ticket=2214)
    twice = Decision(6, "Standard support", "Call twice", "Pat N.", None, begun, begun + HOUR, "done", ticket=2214)
    other = Decision(7, "Standard support", "Of no late ticket", "Kim L.", None, begun, ticket=1)
    report = build(replace(data, actions=(spare, twice, other), language=language))

    text = printed(render_month(report, sections=(Section.BREACHES,)), tmp_path)

    assert f"{told} {closed}" in text
    assert "Of no late ticket" not in text


Box = tuple[float, float, float, float, str]


def words_of(pdf: bytes, folder: Path) -> list[list[Box]]:
    """Of each page its words in boxes: left, top, right and bottom in points."""
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    told = ask("pdftotext", "-bbox", path, "-")
    word = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
    return [
        [(float(left), float(top), float(right), float(bottom), words) for left, top, right, bottom, words in found]
        for found in map(word.findall, told.split("<page ")[1:])
    ]


def overlapping(pdf: bytes, folder: Path) -> list[tuple[str, str]]:
    """The words that are printed one over the other, by pairs; boxes that touch are none."""
    found = []
    for boxes in words_of(pdf, folder):
        for (left, top, right, bottom, one), (left2, top2, right2, bottom2, other) in combinations(boxes, 2):
            if min(right, right2) - max(left, left2) > 0.7 and min(bottom, bottom2) - max(top, top2) > 3.5:
                found.append((one, other))
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_words_are_printed_over_others_however_many_had_the_ball_for_however_long(
    language: str, tmp_path: Path
) -> None:
    data, begin = full_february(), at("2026-02-12 09:00")
    length = 11 * HOUR + 40 * 60
    turns = tuple(Turn(held, begin + n * length, begin + (n + 1) * length) for n, held in enumerate(Holder))
    held = replace(data, turns=dict.fromkeys(data.turns, turns), language=language)

    assert overlapping(render_month(build(held), sections=tuple(Section)), tmp_path) == []


def test_sections_say_what_they_add_up_with(pages: str) -> None:
    assert "Adds up with the rest of the report: 138 targets decided, 130 targets met." in pages
    assert "Adds up with the rest of the report: 52 tickets received." in pages
    assert "0 of 8 paused (0.0 %)." in pages


def test_every_target_is_told_with_its_goal_and_its_distance_from_it(pages: str) -> None:
    told = pages.replace(" ", "")

    assert "Urgent4h90%43175.0−15.0–––" in told
    assert "High1h90%1211191.6+1.6–––" in told


BEFORE = ("median ", "90th percentile ", "longest ")


def exact(text: str) -> str:
    """`5:12` as it is printed."""
    return durations.exact(hm(text))


def test_every_target_is_told_with_how_long_its_clocks_took_as_the_section_of_times_has_it() -> None:
    report = build(full_february())

    held = shown(report, sections=tuple(Section))
    rows = {(row["metric"], row["severity"]): row for row in held["section_data"]["performance"]["rows"]}
    tables = {table["metric"]: {row["severity"]: row for row in table["rows"]} for table in held["times"]["tables"]}

    assert rows["Resolution", "Normal"]["took"] == [
        f"median {exact('9:20')}",
        f"90th percentile {exact('20:30')}",
        f"longest {exact('27:15')}",
    ]
    assert rows["Resolution", "Urgent"]["took"][1:] == ["90th percentile –", f"longest {exact('5:12')}"]
    compared = 0
    for (metric, severity), row in rows.items():
        if metric in tables:  # how long updates took is not told there
            times = tables[metric][severity]
            lengths = [words.removeprefix(name) for words, name in zip(row["took"], BEFORE, strict=True)]
            assert lengths == [times[rank] for rank in ("median", "p90", "longest")]
            compared += 1
    assert compared == 8


def weights(report: MonthlyReport) -> str:
    return str(shown(report)["performance"]["notes"][-1]).replace("\u202f", " ")


def test_how_much_one_ticket_weighs_is_said_of_the_missed_and_the_smallest_target() -> None:
    data = february()
    public = [found for found in data.outcomes if found.tier is Tier.PUBLIC]
    urgent = [found for found in public if found.severity is Severity.URGENT]
    one = [found for found in urgent if found.metric is Metric.FIRST_RESPONSE][:1]
    rest = [found for found in public if found.metric is not Metric.FIRST_RESPONSE or found not in urgent]

    report = build(replace(data, outcomes=(*one, *rest)))
    few = [cell for cell in report.cells if 0 < cell.decided < 10]

    more = len(few) - 2
    assert more > 0
    assert weights(report) == (
        "Resolution, urgent: 4 targets, one weighs 25.0 points; first response, urgent: 1, 100.0 points; "
        f"{more} more {'holds' if more == 1 else 'hold'} fewer than 10."
    )
    assert weights(build(replace(data, outcomes=tuple(one)))) == (
        "First response, urgent: 1 target, one weighs 100.0 points."
    )
    assert weights(build(replace(data, outcomes=(*one, *rest), language="de"))).endswith(
        f"erste Antwort, dringend: 1, 100,0 Punkte; {len(few) - 2} weitere haben weniger als 10."
    )


def test_a_target_that_ran_on_says_so_and_one_of_which_nothing_was_decided_says_nothing_of_lengths() -> None:
    data = full_february()
    urgent = [
        replace(found, ended_at=None, running=True) if found.number == 2214 else found
        for found in data.outcomes
        if (found.metric, found.severity) == (Metric.RESOLUTION, Severity.URGENT)
    ]

    held = shown(build(replace(data, outcomes=tuple(urgent))), sections=(Section.PERFORMANCE,))
    table = held["section_data"]["performance"]

    took = {(row["metric"], row["severity"]): row["took"] for row in table["rows"]}
    assert took["Resolution", "Urgent"][2] == f"longest ≥\u202f{exact('5:12')}"
    assert took["Resolution", "High"] == []
    assert table["note"].endswith("Fewer than 10 targets have no 90th percentile. ≥ still running at the cut-off.")


def test_every_column_of_the_targets_has_a_head_and_the_metric_stands_above_its_targets(pages: str) -> None:
    assert "Severity Target Goal Decided Met Late Points Waived Result" in pages
    assert re.search(r"First response Urgent 30 m 90 % 4 4 0 100\.0 \+10\.0 – – – median", pages)


def test_each_target_stands_month_by_month_with_its_sign() -> None:
    february_cells = build(full_february()).cells
    data = full_february()
    known = replace(data, earlier=(MonthTotal(data.month, data.before.total, (), data.flow, february_cells),))  # type: ignore[union-attr]

    trend = shown(build(known), sections=(Section.TREND,))["section_data"]["trend"]

    rows = {row["words"]: row["cells"] for row in trend["objectives"]}
    assert rows["Resolution, urgent"][-1] == {"share": "75.0", "kept": False, "spare": False}
    assert rows["First response, low"][-1] == {"share": "100.0", "kept": True, "spare": False}
    assert rows["First response, normal"][-1] == {"share": "95.4", "kept": True, "spare": True}
    assert rows["First response, normal"][0] == {"share": "–", "kept": None, "spare": True}


def test_the_shares_of_the_months_stand_clear_of_the_sign_before_them(tmp_path: Path) -> None:
    data = full_february()
    cells = tuple(replace(cell, met=cell.met + cell.breached, breached=0) for cell in build(data).cells)
    before = tuple(
        MonthTotal(data.month + -back, data.before.total, (), data.flow, cells)  # type: ignore[union-attr]
        for back in range(1, 12)
    )
    pdf = render_month(build(replace(data, earlier=before, language="de")), sections=(Section.TREND,))

    shares = [box for box in words_of(pdf, tmp_path)[1] if box[4] == "100,0"]
    gaps = [right[0] - left[2] for left, right in pairwise(shares) if left[1] == right[1]]

    assert len(gaps) > 100
    assert min(gaps) > 13, "of which the sign takes eight and a half"


def test_a_table_of_few_rows_is_whole_on_its_page() -> None:
    data = full_february()
    one = data.not_measured[0]
    for above in range(0, 24, 4):
        report = build(replace(data, not_measured=(one,) * above))
        pdf = render_month(report, sections=(Section.NOT_MEASURED, Section.REASONS, Section.BACKLOG))
        with Pages(pdf) as pages:
            told = [" ".join(pages.text(page).split()) for page in range(len(pages))]
        for head, last in (
            ("Why targets were late", "Supplier part arrived"),
            ("Open at 28 Feb, by age", "over 20 days"),
        ):
            (whole,) = [page for page in told if head in page or last in page]
            assert (head in whole, last in whole) == (True, True), f"{above} rows above"


def test_a_comma_before_a_percent_sign_stays_with_its_word() -> None:
    with Pages(render_month(build(full_february()), sections=(Section.PERFORMANCE, Section.TREND))) as pages:
        lines = [line for page in range(len(pages)) for line in pages.text(page).splitlines()]

    assert [line for line in lines if "On time," in line]
    assert [line for line in lines if line.startswith(",")] == []


def test_sums_that_differ_are_not_hidden(tmp_path: Path) -> None:
    data = full_february()
    wrong = replace(data, arrivals=ArrivalMap(((1,) * 24,) * 7, ((0,) * 24,) * 7, ((True,) * 24,) * 7))

    text = printed(render_month(build(wrong), sections=(Section.ARRIVALS,)), tmp_path)

    assert "This does not add up: 168 tickets received here, 52 elsewhere. The desk must check its data." in text


def test_what_was_not_chosen_is_left_out_and_the_order_is_the_persons(tmp_path: Path) -> None:
    text = printed(render_month(build(full_february()), sections=(Section.SIGN_OFF, Section.BACKLOG)), tmp_path)

    assert text.find("Sign-off") < text.find("Open at 28 Feb, by age")
    assert "Targets met, per severity" not in text
    assert "94.2" in text


def test_what_was_issued_before_is_restated_whatever_was_chosen(tmp_path: Path) -> None:
    january = Restatement(Month(2026, 1), "R2026-001", (Restated("All targets", "9 of 10", "10 of 10"),), (2214,))
    report = replace(build(full_february()), restatements=(january,))

    text = printed(render_month(report, sections=(Section.BACKLOG, Section.SIGN_OFF)), tmp_path)

    assert "Restatement of January 2026, report R2026-001" in text
    assert text.find("Restatement of January") < text.find("Sign-off")


def test_a_month_of_nothing_says_so_in_every_section(tmp_path: Path) -> None:
    empty = build(replace(february(), outcomes=(), backlog=(), not_measured=(), earlier=()))

    text = printed(render_month(empty, sections=tuple(Section)), tmp_path)

    for words in ("No target was late.", "No target was decided.", "No action is open.", "Nothing is open."):
        assert words in text


def test_a_curve_of_few_targets_is_not_drawn() -> None:
    data = february()
    few = [found for found in data.outcomes if found.tier.value == "public"][:4]

    curves = shown(build(replace(data, outcomes=tuple(few))), sections=(Section.CURVES,))["section_data"]["curves"]

    assert curves["curves"] == []
    assert curves["few"] == ["First response: 4 targets, 4 met; too few for a curve."]


def test_sections_are_named_in_order_and_each_once() -> None:
    assert sections_named(["sign_off", "trend"]) == (Section.SIGN_OFF, Section.TREND)
    assert sections_named(["all"]) == tuple(Section)
    with pytest.raises(ValueError, match=r"“trends” is no section\. Known are: all, customers, performance"):
        sections_named(["trends"])
    with pytest.raises(ValueError, match="“trend” is there twice"):
        sections_named(["trend", "trend"])


@pytest.mark.parametrize(("several", "page"), [(3, 1), (40, 2)])
def test_on_the_sheet_of_the_company_every_customer_has_a_line(several: int, page: int) -> None:
    """On its second page where they fit there, else first in the annex."""
    data = february()
    names = [f"Customer No{number:02}" for number in range(several)]
    parts = tuple(CustomerData(name=name, agreement="Gold", outcomes=(), flow=data.flow) for name in names)

    with Pages(render_month(build(replace(data, by_customer=parts)))) as pages:
        texts = [pages.text(place) for place in range(len(pages))]

    assert [name for name in names if name not in " ".join(texts)] == []
    assert "Customer No00" in texts[page]
    assert (len(texts) == 2) == (page == 1)


@pytest.mark.parametrize(
    ("language", "worked", "calendar"),
    [("en", "support hours", "by the calendar"), ("de", "Servicezeit", "nach Kalender")],
)
def test_times_by_hours_and_by_the_calendar_have_every_rank_of_every_clock(
    language: str, worked: str, calendar: str, tmp_path: Path
) -> None:
    report = build(replace(full_february(), language=language))
    words = report.words

    rows = shown(report, sections=(Section.TIMES,))["section_data"]["times"]["rows"]
    text = printed(render_month(report, sections=(Section.TIMES,)), tmp_path)

    timed = [times for times in report.times if times.calendar is not None]
    assert [row["words"] for row in rows] == [
        [
            str(times.decided),
            *(
                took(value, words)
                for ranks in (times, times.calendar)
                for value in (ranks.median, ranks.p75, ranks.p90, ranks.longest)
            ),
        ]
        for times in timed
    ]
    update = next(times for times in timed if times.metric is Metric.UPDATE and times.p75 is not None)
    assert took(update.p75, words).replace("\u202f", " ") in text
    assert text.count(f" {worked} ") >= len(rows) <= text.count(f" {calendar} ")
