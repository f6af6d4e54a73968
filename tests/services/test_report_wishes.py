"""What a customer wishes for stands on reports as a decision that is asked for, until it is agreed or taken back."""

from slaapp.documents import render_month
from slaapp.documents.pages import Pages
from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.period import Period
from slaapp.domain.spans import HOUR
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.review_data import Wish
from slaapp.reports.section import Section
from tests.services.conftest import Work, at

NOW = "04-20 12:00"
HIGH = Wish("Standard support", Metric.RESOLUTION, Severity.HIGH, 6 * HOUR, 8 * HOUR)


def wish(desk: Work, hours: int | None, when: str = "03-20 12:00", severity: Severity = Severity.HIGH) -> None:
    length = None if hours is None else hours * HOUR
    desk.engine.wishes.wish("Standard support", Metric.RESOLUTION, severity, length, now=at(when))


def words(report: MonthlyReport, sections: tuple[Section, ...] | None = None) -> str:
    with Pages(render_month(report, sections=sections)) as pages:
        told = " ".join(pages.text(page) for page in range(len(pages)))
    return " ".join(told.replace("\u202f", " ").split())


def test_a_wish_stands_beside_what_is_agreed(desk: Work) -> None:
    acme = desk.customer("Acme")
    wish(desk, 6)

    report = desk.month("2026-03", acme, when=NOW)

    assert report.wishes == (HIGH,)
    assert "Decisions asked for. Resolution, high: 6 h asked for, 8 h agreed." in words(report)
    assert "Asked for, to be decided Resolution, high: 6 h asked for" in words(report, (Section.ACTIONS,))


def test_what_is_agreed_or_taken_back_asks_for_nothing(desk: Work) -> None:
    acme = desk.customer("Acme")
    wish(desk, 8)
    wish(desk, 3, severity=Severity.URGENT)
    wish(desk, None, severity=Severity.URGENT)

    report = desk.month("2026-03", acme, when=NOW)

    assert report.wishes == ()
    assert "Decisions asked for" not in words(report)


def test_of_many_wishes_three_are_told_at_a_glance_and_all_among_the_actions(desk: Work) -> None:
    acme = desk.customer("Acme")
    for severity in Severity:
        wish(desk, 1, severity=severity)

    report = desk.month("2026-03", acme, when=NOW)

    for sections in ((Section.ACTIONS,), None):
        glance, _, actions = words(report, sections).partition("Asked for, to be decided")
        assert "; resolution, normal: 1 h asked for, 24 h agreed; and 1 more." in glance
        assert actions.count("asked for") == 4


def test_a_wish_of_later_changes_no_closed_report(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.log("03-10 09:00", customer=acme)
    closed, _ = desk.engine.closing.close(Period.parse("2026-03"), customer=acme, now=at("04-02 09:00"), anyway=True)
    wish(desk, 6, "04-03 12:00")

    assert closed.seal is not None
    assert desk.engine.closing.verify(closed.seal.number, now=at(NOW)).identical
    assert desk.month("2026-03", acme, when=NOW).wishes == ()
