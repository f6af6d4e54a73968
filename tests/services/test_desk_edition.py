"""The desk's own edition of a report: what only the desk is to see beside what the customer reads (C16)."""

from functools import reduce
from io import BytesIO
from operator import add
from pathlib import Path

import openpyxl
import pytest

from slaapp.documents import render_month
from slaapp.documents.attached import attached_figures, printed_reports
from slaapp.documents.month import file_name
from slaapp.documents.month_html import render_html
from slaapp.documents.month_xlsx import render_xlsx
from slaapp.documents.pages import Pages
from slaapp.domain.agreement import Metric, Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR, MINUTE
from slaapp.reports.inside import DeskReport, LateInside
from slaapp.reports.monthly import to_json
from slaapp.reports.scope import Scope
from slaapp.reports.section import Section
from tests.services.conftest import Work, at

NOW = "04-20 12:00"
MARK = "internal: not for the customer"


@pytest.fixture
def acme(desk: Work) -> str:
    """Kim answers one ticket half an hour after the internal three hours, and one a day late; one is nobody's."""
    desk.engine.people.add("Kim L.", now=at("01-05 09:00"))
    kim = desk.engine.people.find("Kim L.").id
    acme = desk.customer("Acme")
    for when, answered in (
        ("03-10 09:00", "03-10 12:30"),
        ("03-11 09:00", "03-12 09:30"),
        ("03-12 09:00", "03-12 10:00"),
    ):
        number = desk.log(when, customer=acme, assignee=kim)
        desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at(answered))
    desk.log("03-13 09:00", customer=acme, severity="low")
    return acme


def edition(desk: Work, customer: str, **scope: object) -> DeskReport:
    wanted = Scope(customers=(customer,), **scope)  # type: ignore[arg-type]
    return desk.engine.reporting.desk_edition(Period.parse("2026-03"), wanted, now=at(NOW))


def test_internal_targets_are_counted_beside_what_was_promised(desk: Work, acme: str) -> None:
    found = edition(desk, acme)

    cell = next(
        cell
        for cell in found.inside.cells
        if (cell.attainment.metric, cell.attainment.severity) == (Metric.FIRST_RESPONSE, Severity.NORMAL)
    )
    assert (cell.target, cell.public) == (3 * HOUR, 4 * HOUR)
    assert (cell.attainment.met, cell.attainment.breached) == (1, 2)
    public = next(
        cell for cell in found.cells if cell.metric is Metric.FIRST_RESPONSE and cell.severity is Severity.NORMAL
    )
    assert (public.met, public.breached) == (2, 1)


def test_the_margin_used_is_what_of_the_time_between_both_targets_was_taken(desk: Work, acme: str) -> None:
    margins = {
        (cell.attainment.metric, cell.attainment.severity): cell.margin for cell in edition(desk, acme).inside.cells
    }

    margin = margins[Metric.FIRST_RESPONSE, Severity.NORMAL]
    assert margin is not None
    assert (margin.cases, margin.median, margin.p90) == (3, 50, 550)
    assert margins[Metric.FIRST_RESPONSE, Severity.URGENT] is None


def test_what_was_late_for_the_desk_alone_is_named_with_whose_it_was(desk: Work, acme: str) -> None:
    late = [found for found in edition(desk, acme).inside.late if found.metric is Metric.FIRST_RESPONSE]

    assert late == [
        LateInside(
            number=1,
            subject="Printer jams",
            severity=Severity.NORMAL,
            metric=Metric.FIRST_RESPONSE,
            cycle=1,
            target=3 * HOUR,
            used=3 * HOUR + 30 * MINUTE,
            late=30 * MINUTE,
            running=False,
            person="Kim L.",
        )
    ]


def test_the_parts_of_people_add_up_to_the_report(desk: Work, acme: str) -> None:
    found = edition(desk, acme)
    shares = found.inside.shares

    assert [share.person for share in shares] == ["Kim L.", ""]
    assert reduce(add, (share.flow for share in shares)) == found.flow
    assert sum(share.late for share in shares) == found.total.breached
    assert sum(share.late_inside for share in shares) == len(found.inside.late)


def test_one_severity_is_reported_alone(desk: Work, acme: str) -> None:
    found = edition(desk, acme, severity=Severity.LOW)

    assert {cell.attainment.severity for cell in found.inside.cells} == {Severity.LOW}
    assert [(share.person, share.flow.received) for share in found.inside.shares] == [("", 1)]


def test_the_customers_report_is_what_it_is_without_it(desk: Work, acme: str) -> None:
    internal = to_json(edition(desk, acme))
    customers = to_json(desk.engine.reporting.report(Period.parse("2026-03"), Scope(customers=(acme,)), now=at(NOW)))

    assert "internal" not in customers
    assert internal.pop("internal")["people"][0]["person"] == "Kim L."
    assert internal == customers | {"edition": "desk"}


@pytest.mark.parametrize("sections", [None, (Section.BACKLOG,)])
def test_every_page_says_that_it_is_not_for_the_customer(
    desk: Work, acme: str, sections: tuple[Section, ...] | None
) -> None:
    made = edition(desk, acme)

    with Pages(render_month(made, sections=sections)) as pages:
        told = [" ".join(pages.text(page).split()) for page in range(len(pages))]
    assert all(MARK in words for words in told)
    assert "Inside the desk" in told[-1]
    assert "Kim L." in told[-1]
    assert file_name(made) == "2026-03 Acme internal report.pdf"


def test_every_sheet_of_its_workbook_says_so_too_and_its_web_page(desk: Work, acme: str) -> None:
    made = edition(desk, acme)

    book = openpyxl.load_workbook(BytesIO(render_xlsx(made)))
    assert {sheet.oddFooter.center.text for sheet in book.worksheets} == {MARK}
    assert "Internal targets" in book.sheetnames
    assert MARK in render_html(made).decode()
    customers = desk.engine.reporting.report(Period.parse("2026-03"), Scope(customers=(acme,)), now=at(NOW))
    assert "Internal targets" not in openpyxl.load_workbook(BytesIO(render_xlsx(customers))).sheetnames
    assert MARK not in render_html(customers).decode()


def test_of_a_closed_month_it_is_never_taken_for_the_report(desk: Work, acme: str, tmp_path: Path) -> None:
    closed, _ = desk.engine.closing.close(Period.parse("2026-03"), customer=acme, now=at("04-02 09:00"), anyway=True)
    made = edition(desk, acme)

    assert made.seal == closed.seal
    assert made.inside.late
    with pytest.raises(Refusal, match="is the desk's own edition, which is never issued"):
        attached_figures(*printed_reports(render_month(made), "internal.pdf"))


def test_of_several_agreements_no_time_is_told_that_did_not_measure_every_ticket(desk: Work, acme: str) -> None:
    gold = {'name = "Standard support"': 'name = "Gold"', 'allowed = "3h"': 'allowed = "1h"', '"4h"': '"2h"'}
    desk.agreement(lambda text: reduce(lambda held, pair: held.replace(*pair), gold.items(), text), when="01-05 08:30")
    birch = desk.customer("Birch", "Gold")
    number = desk.log("03-16 09:00", customer=birch)
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at("03-16 10:00"))

    one, both = (
        desk.engine.reporting.desk_edition(Period.parse("2026-03"), Scope(customers=customers), now=at(NOW))
        for customers in ((acme,), ())
    )

    def times(made: DeskReport, severity: Severity) -> tuple[int | None, ...]:
        cells = (cell for cell in made.inside.cells if cell.attainment.severity is severity)
        return next((cell.public, cell.target) for cell in cells if cell.attainment.metric is Metric.FIRST_RESPONSE)

    assert times(one, Severity.NORMAL) == (4 * HOUR, 3 * HOUR)
    assert times(both, Severity.NORMAL) == (None, None), "Birch was promised other times"
    assert times(both, Severity.LOW) == (8 * HOUR, 6 * HOUR), "all low tickets were measured by these"
