"""Reports of the real log against the recount: a part of it in each run, all with SLAAPP_UCI=whole (half an hour)."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from slaapp.domain.period import Period
from slaapp.engine import Engine
from slaapp.reports.monthly import to_json
from slaapp.reports.scope import Scope
from tests.importers.logs import EXTRACT, FULL, ODDITIES, log_bytes
from tests.oracles.clocks import Law
from tests.oracles.lives import events_of
from tests.oracles.report import Desk, Recount
from tests.services.test_report_recount import told

WHOLE = os.environ.get("SLAAPP_UCI") == "whole"
NOW = int(datetime(2017, 3, 1, 9, tzinfo=UTC).timestamp())
EVERY = 12
"""One in so many incidents of the extract is taken."""


def part(name: str, every: int) -> bytes:
    head, *rows = log_bytes(name).decode().splitlines()
    numbers = {row.partition(",")[0]: None for row in rows}
    wanted = {number for place, number in enumerate(numbers) if place % every == 0}
    return "\n".join([head, *(row for row in rows if row.partition(",")[0] in wanted), ""]).encode()


@pytest.mark.parametrize(
    ("log", "every", "periods"),
    [
        (ODDITIES, 1, ("2016-03", "2016")),
        (EXTRACT, EVERY, ("2016-03", "2016-W14..2016-W16")),
        *([(FULL, 1, ("2016-Q1", "2016-Q2", "2016-Q3"))] if WHOLE else []),
    ],
)
def test_every_figure_of_the_real_log_is_what_the_recount_gives(
    log: str, every: int, periods: tuple[str, ...], tmp_path: Path
) -> None:
    source = tmp_path / "log.csv"
    source.write_bytes(part(log, every))
    begun = int(datetime(2015, 12, 1, tzinfo=UTC).timestamp())
    with Engine.open(tmp_path / "d.slaapp", user="sam", now=begun, is_test=True, zone="Europe/Lisbon") as engine:
        engine.importing.servicenow(source, customer="Acme", new_customer=True, now=NOW)
        customer = engine.catalogue.customer("Acme").id
        with engine.catalogue._database.read() as connection:
            written = events_of(lambda query: [*connection.exec_driver_sql(query)])
            services = dict(
                connection.exec_driver_sql("SELECT id, name FROM records WHERE kind = 'service'").fetchall()
            )
        line = engine.hours().line
        law = Law(None, engine.catalogue.agreement("Standard support"), {line.name: line})
        desk = Desk({customer: law, None: law}, {customer: "Acme"}, (customer,), whole=False, services=services)
        for text in periods:
            period = Period.parse(text)
            report = engine.reporting.report(period, Scope(customers=(customer,)), now=NOW, time_spent=True)
            counted = Recount(written, desk, period.first_day, period.last_day, NOW).figures()
            made: dict[str, Any] = told(report)
            for name, figures in counted.items():
                assert made[name] == figures, (text, name)
            assert [check for check in to_json(report)["checks"] if not check["agrees"]] == []
            assert report.flow.reconciles
