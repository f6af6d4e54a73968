"""Reports of any period and of any part of the desk's tickets, beside the period before and the same one last year."""

from collections.abc import Callable
from datetime import date

import pytest

from slaapp.documents.month import shown
from slaapp.domain.agreement import CountingBasis, Metric, Severity, Status
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.period_words import name
from slaapp.reports.scope import Scope
from slaapp.reports.section import Section
from tests.services.conftest import Work, at

NOW = "04-20 12:00"


def replied(desk: Work, when: str, answered: str, **draft: object) -> int:
    """A ticket that is resolved by its first reply: in time within four hours, as normal ones are promised."""
    number = desk.log(when, **draft)  # type: ignore[arg-type]
    desk.engine.desk.reply(number, "Done.", then=Status.RESOLVED, now=at(answered))
    return number


@pytest.fixture
def two(desk: Work) -> tuple[str, str]:
    """Acme with a late answer in March, Birch with its own agreement, a higher goal and a ticket in each month."""
    acme = desk.customer("Acme")
    desk.agreement(
        lambda text: text.replace('name = "Standard support"', 'name = "Gold"').replace("goal = 90", "goal = 99"),
        when="01-05 08:30",
    )
    birch = desk.customer("Birch", "Gold")
    replied(desk, "01-12 09:00", "01-12 10:00", customer=acme)
    replied(desk, "02-10 09:00", "02-10 10:00", customer=acme)
    replied(desk, "03-10 09:00", "03-11 16:00", customer=acme)
    replied(desk, "02-11 09:00", "02-11 10:00", customer=birch)
    replied(desk, "03-12 09:00", "03-12 10:00", customer=birch, severity="urgent")
    desk.log("03-20 09:00")
    return acme, birch


Made = Callable[..., MonthlyReport]


@pytest.fixture
def made(desk: Work) -> Made:
    return lambda period, **scope: desk.engine.reporting.report(Period.parse(period), Scope(**scope), now=at(NOW))


def first_response(report: MonthlyReport) -> tuple[int, int]:
    cells = [cell for cell in report.cells if cell.metric is Metric.FIRST_RESPONSE]
    return sum(cell.met for cell in cells), sum(cell.breached for cell in cells)


@pytest.mark.parametrize(
    ("period", "met", "breached", "received"),
    [
        ("2026-02", 1, 0, 1),
        ("2026-Q1", 2, 1, 3),
        ("2026-H1", 2, 1, 3),
        ("2026", 2, 1, 3),
        ("2026-W07", 1, 0, 1),
        ("2026-W07..2026-W11", 1, 1, 2),
        ("2026-01-12..2026-02-10", 2, 0, 2),
        ("2026-03-11", 0, 0, 0),
    ],
)
def test_any_period_counts_what_was_decided_in_it(
    two: tuple[str, str], made: Made, period: str, met: int, breached: int, received: int
) -> None:
    report = made(period, customers=two[:1])

    assert first_response(report) == (met, breached)
    assert report.flow.received == received
    assert report.flow.reconciles


def test_it_stands_beside_the_period_before_and_the_same_one_last_year(two: tuple[str, str], made: Made) -> None:
    report = made("2026-03", customers=two[:1])

    assert report.before is not None
    assert report.year_before is not None
    assert (str(report.before.days), report.before.total.met, report.before.flow.received) == ("2026-02", 2, 1)
    assert report.previous is report.before
    assert (str(report.year_before.days), report.year_before.total.decided) == ("2025-03", 0)


@pytest.mark.parametrize(
    ("period", "before", "year_before"),
    [
        ("2026-03", "2026-02", "2025-03"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H1", "2025-H2", "2025-H1"),
        ("2026", "2025", "2025"),
        ("2026-W11", "2026-W10", "2025-W11"),
        ("2026-W10..2026-W11", "2026-W08..2026-W09", "2025-W10..2025-W11"),
        ("2026-03-01..2026-03-14", "2026-02-15..2026-02-28", "2025-03-01..2025-03-14"),
    ],
)
def test_every_kind_of_period_is_compared_in_data_and_on_paper(
    two: tuple[str, str], made: Made, period: str, before: str, year_before: str
) -> None:
    report = made(period, customers=two[:1])
    table = shown(report, sections=(Section.COMPARISON,))["section_data"]["comparison"]

    assert report.before is not None
    assert report.year_before is not None
    assert (str(report.before.days), str(report.year_before.days)) == (before, year_before)
    columns = dict.fromkeys((period, before, year_before))
    assert table["head"] == [name(Period.parse(one)) for one in columns]
    assert {len(row["others"]) for row in (*table["shares"], *table["counts"])} == {len(columns) - 1}


def test_the_difference_is_told_in_points_and_in_tickets(two: tuple[str, str], made: Made) -> None:
    report = made("2026-03", customers=two[:1])
    table = shown(report, sections=(Section.COMPARISON,))["section_data"]["comparison"]

    rows = {row["words"]: (row["this"], *row["others"]) for row in (*table["shares"], *table["counts"])}
    assert rows["First response"] == ("0.0 (0/1)", ["100.0 (1/1)", "−100.0 points"], ["no data", "–"])
    assert rows["Tickets received"] == ("1", ["1", "±0"], ["0", "+1"])


# By what targets are told off to periods


@pytest.fixture
def over_the_end(desk: Work, two: tuple[str, str]) -> int:
    """Received in February, answered late in March, resolved in April."""
    number = desk.log("02-27 09:00", customer=two[0])
    desk.engine.desk.reply(number, "On it.", now=at("03-03 09:00"))
    desk.engine.desk.resolve(number, now=at("04-02 09:00"))
    return number


@pytest.mark.parametrize(
    ("basis", "months"),
    [
        (None, {"2026-02": (1, 1), "2026-03": (0, 1), "2026-04": (0, 0)}),
        (CountingBasis.RECEIVED, {"2026-02": (1, 1), "2026-03": (0, 1), "2026-04": (0, 0)}),
        (CountingBasis.RESOLVED, {"2026-02": (1, 0), "2026-03": (0, 1), "2026-04": (0, 1)}),
    ],
)
def test_a_draft_can_be_counted_by_another_day(
    two: tuple[str, str],
    over_the_end: int,
    made: Made,
    basis: CountingBasis | None,
    months: dict[str, tuple[int, int]],
) -> None:
    found = {month: made(month, customers=two[:1], basis=basis) for month in months}

    assert {month: first_response(report) for month, report in found.items()} == months
    assert all(report.basis is (basis or CountingBasis.DECIDED) for report in found.values())


def test_a_basis_of_ones_own_is_named_and_cannot_be_closed(two: tuple[str, str], made: Made) -> None:
    own, agreed = (
        made("2026-03", customers=two[:1], basis=basis) for basis in (CountingBasis.RECEIVED, CountingBasis.DECIDED)
    )

    assert dict(own.limits) == {"Counted by": "the day of receipt, not as agreed"}
    assert "counted by the day of receipt, not as agreed" in shown(own)["small"]
    assert agreed == made("2026-03", customers=two[:1])
    assert "counted by the day of the verdict" in shown(agreed)["small"]


def test_services_to_choose_from_are_those_a_report_can_be_narrowed_to(
    desk: Work, two: tuple[str, str], made: Made
) -> None:
    desk.engine.customers.add_service(two[0], "Mail", now=at("01-05 09:00"))
    desk.engine.customers.add_service(two[1], "fax", now=at("01-05 09:00"))

    assert desk.engine.reporting.services(two[:1]) == ("Mail",)
    assert desk.engine.reporting.services(()) == ("fax", "Mail")


def test_months_of_a_quarters_trend_count_each_month_by_itself(two: tuple[str, str], made: Made) -> None:
    quarter, march = made("2026-Q1", customers=two[:1]), made("2026-03", customers=two[:1])

    assert quarter.trend == march.trend
    assert [point.total.decided for point in quarter.trend[-3:]] == [2, 2, 2]
    assert quarter.total.decided == 6


def test_several_customers_stand_line_by_line_and_add_up(two: tuple[str, str], made: Made) -> None:
    report = made("2026-Q1", customers=two)

    assert report.customer == "Acme and Birch"
    assert [(line.name, line.agreement, line.flow.received) for line in report.customers] == [
        ("Acme", "Standard support", 3),
        ("Birch", "Gold", 2),
    ]
    assert sum(line.total.decided for line in report.customers) == report.total.decided == 10
    assert (report.kept, report.decided_cells) == (
        sum(line.kept for line in report.customers),
        sum(line.decided_cells for line in report.customers),
    )


def test_cells_over_different_goals_have_no_verdict(two: tuple[str, str], made: Made) -> None:
    report = made("2026-Q1", customers=two)

    normal = {cell.metric: cell for cell in report.cells if cell.severity is Severity.NORMAL}
    assert (Metric.FIRST_RESPONSE, Severity.NORMAL) in report.several_goals
    assert report.verdict(normal[Metric.FIRST_RESPONSE]) is None
    assert report.total.goal is None
    assert report.other_agreements == (("Standard support", 1),) or report.other_agreements == (("Gold", 1),)


def test_the_company_holds_everybodys_tickets_and_those_of_nobody(two: tuple[str, str], made: Made) -> None:
    report = made("2026-Q1")

    assert report.customer == "All customers"
    assert [(line.name, line.flow.received) for line in report.customers] == [
        ("Acme", 3),
        ("Birch", 2),
        ("No customer", 1),
    ]
    assert report.flow.received == 6
    assert report.flow.open_at_end == 1


def test_late_targets_of_several_say_whose_they_are(two: tuple[str, str], made: Made) -> None:
    company, acme = made("2026-Q1"), made("2026-Q1", customers=two[:1])

    assert {late.customer for late in company.late} >= {"Acme"}
    assert {late.customer for late in acme.late} == {""}
    assert {row["subject"] for row in shown(company)["late"]["rows"]} >= {"Printer jams · Acme"}


def test_a_customer_that_was_asked_for_is_told_of_without_any_ticket(
    desk: Work, two: tuple[str, str], made: Made
) -> None:
    quiet = desk.customer("Quiet")

    report = made("2026-Q1", customers=(two[0], quiet))

    assert [(row.name, row.flow.received, row.decided_cells) for row in report.customers] == [
        ("Acme", 3, 2),
        ("Quiet", 0, 0),
    ]


def test_an_agreement_and_a_severity_narrow_what_is_counted(two: tuple[str, str], made: Made) -> None:
    gold = made("2026-Q1", agreement="Gold")
    urgent = made("2026-Q1", severity=Severity.URGENT)

    assert (gold.agreement, gold.flow.received, first_response(gold)) == ("Gold", 2, (1, 1))
    assert urgent.flow.received == 1
    assert {cell.severity for cell in urgent.cells} == {Severity.URGENT}
    assert dict(urgent.limits) == {"Severity": "Urgent"}


def test_a_report_of_one_severity_names_it_as_its_agreement_does(desk: Work, two: tuple[str, str], made: Made) -> None:
    named = '\n[meanings.urgent]\ntext = ""\nname = "P1"\n'
    desk.agreement(
        lambda text: text.replace('name = "Standard support"', 'name = "Silver"') + named, when="01-05 08:30"
    )
    acme = desk.customer("Cedar", "Silver")
    replied(desk, "03-12 09:00", "03-12 10:00", customer=acme, severity="urgent")

    report = made("2026-Q1", customers=(acme,), severity=Severity.URGENT)

    assert "Severity: P1 · " in shown(report)["small"]


def test_a_service_narrows_it_too(desk: Work, two: tuple[str, str], made: Made) -> None:
    mail = desk.engine.customers.add_service(two[0], "Mail", now=at("01-05 09:00")).records[0][1]
    replied(desk, "03-24 09:00", "03-24 10:00", customer=two[0], service=mail)

    report = made("2026-Q1", customers=two[:1], service="mail")

    assert (report.flow.received, first_response(report)) == (1, (1, 0))
    assert "Service: Mail · " in shown(report)["small"]  # as it is called, not as it was asked for
    with pytest.raises(Refusal, match="There is no service named “Fax”"):
        made("2026-Q1", service="Fax")


def test_a_service_that_is_not_offered_any_more_is_reported_as_before(
    desk: Work, two: tuple[str, str], made: Made
) -> None:
    mail = desk.engine.customers.add_service(two[0], "Mail", now=at("01-05 09:00")).records[0][1]
    replied(desk, "03-24 09:00", "03-24 10:00", customer=two[0], service=mail)
    desk.engine.customers.remove("service", mail, now=at("04-01 09:00"))

    assert made("2026-Q1", customers=two[:1], service="Mail").flow.received == 1
    assert desk.engine.reporting.services(two[:1]) == ()


def test_what_cannot_be_reported_is_refused_in_words(two: tuple[str, str], made: Made) -> None:
    with pytest.raises(Refusal, match=r"The quarter 2026-Q4 has not begun, so there is nothing to report"):
        made("2026-Q4")
    with pytest.raises(Refusal, match="No agreement named “Silver” was in force by then"):
        made("2026-Q1", agreement="Silver")


def test_a_quarter_that_runs_still_is_cut_at_now(two: tuple[str, str], made: Made) -> None:
    report = made("2026-Q2", customers=two[:1])

    assert not report.complete
    assert report.cut_off == at(NOW) + 1


def test_the_month_in_which_an_agreement_ends_is_still_reported(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.agreement(lambda text: text.replace('name = "Standard support"', 'name = "Gold"'), when="01-05 09:00")
    desk.engine.customers.set_agreement(acme, "Gold", now=at("01-05 09:00"))
    desk.engine.desk.resolve(desk.log("02-02 09:00", "high", customer=acme), now=at("02-02 10:00"))
    desk.engine.agreements.end("Gold", date(2026, 2, 12), at("02-10 09:00"))

    february = desk.month("2026-02", acme, when="03-02 09:00")

    assert (february.agreement, february.total.met, february.total.decided) == ("Gold", 2, 2)
    with pytest.raises(Refusal, match="No agreement covers Acme at the end of that period"):
        desk.month("2026-03", acme, when="04-02 09:00")
    desk.engine.customers.set_agreement(acme, None, now=at("03-02 10:00"))
    assert desk.month("2026-02", acme, when="04-02 09:00").agreement == "Gold"
    assert desk.month("2026-03", acme, when="04-02 09:00").agreement == "Standard support"
