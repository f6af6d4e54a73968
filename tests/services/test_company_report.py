"""What a report of several customers holds is chosen once and remembered."""

import pytest

from slaapp.domain.period import Period
from slaapp.reports.scope import Scope
from slaapp.reports.section import OF_SEVERAL, Section
from tests.services.conftest import Work, at


def test_it_holds_all_sections_until_some_are_chosen(desk: Work) -> None:
    held = desk.engine.company_report
    assert held.sections() == OF_SEVERAL

    held.set_sections((Section.TREND, Section.CUSTOMERS), now=at("02-02 09:00"))
    assert held.sections() == (Section.TREND, Section.CUSTOMERS)

    held.set_sections(None, now=at("02-02 09:01"))
    assert held.sections() is None


@pytest.mark.parametrize("several", [True, False], ids=["both", "everybody"])
def test_it_speaks_the_language_that_its_customers_share(desk: Work, several: bool) -> None:
    both = [desk.customer("Hafenklinik"), desk.customer("Lindenschule")]
    gone = desk.customer("Moor Farm")
    desk.engine.customers.retire(gone, now=at("01-06 09:00"))
    scope = Scope(customers=tuple(both) if several else ())

    def language() -> str:
        return desk.engine.reporting.report(Period.parse("2026-01"), scope, now=at("02-02 09:00")).language

    assert language() == "en"
    desk.engine.customers.set_language(both[0], "de", now=at("01-06 09:00"))
    assert language() == "en"
    desk.engine.customers.set_language(both[1], "de", now=at("01-06 09:00"))
    assert language() == "de"


def test_the_desk_keeps_what_else_is_known_of_it(desk: Work) -> None:
    before = desk.engine.catalogue.desk()

    desk.engine.company_report.set_sections((Section.TREND,), now=at("02-02 09:00"))
    assert desk.engine.catalogue.desk() == before

    desk.engine.catalogue.print_time_spent(True, now=at("02-02 09:01"))
    assert desk.engine.company_report.sections() == (Section.TREND,)
