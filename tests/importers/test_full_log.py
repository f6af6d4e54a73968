"""The whole published log, 24,918 incidents: it imports, every check is clean, the month's report opens."""

from slaapp.domain.compliance import Month
from slaapp.domain.events import NotMeasuredReason
from slaapp.engine import Engine
from tests.importers.conftest import NOW, Import
from tests.importers.logs import FULL
from tests.importers.test_uci_figures import incidents
from tests.oracles import uci


def test_the_full_log(engine: Engine, bring: Import):
    summary = bring(FULL)
    (customer,) = engine.catalogue.customers()
    report = engine.reporting.month(Month.parse("2016-03"), customer=customer.id, now=NOW)

    assert (summary.tickets_added, summary.rows, len(summary.problems)) == (24_918, 141_712, 16)
    assert all(problem.taken for problem in summary.problems)
    flow = report.flow
    assert (flow.received, flow.resolved, flow.reopened, flow.open_at_end) == uci.months(incidents(FULL))["2016-03"]
    assert flow.reconciles
    assert {ticket.reason for ticket in report.not_measured} == {NotMeasuredReason.NOT_RECORDED}
    assert list(engine.checking.problems()) == []
