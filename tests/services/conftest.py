"""A desk in a new store whose hours are in UTC (Mon–Fri 09:00–17:00), worked with a clock turned by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from slaapp.domain.agreement import Metric, Severity, Tier
from slaapp.domain.compliance import Month
from slaapp.domain.winding import wind
from slaapp.engine import Engine
from slaapp.reports.month_report import MonthlyReport
from slaapp.services import keeping
from slaapp.services.desk import TicketDraft
from slaapp.services.tickets import ClockView


def at(text: str) -> int:
    """`02-23 09:00` or `02-23 09:00:01` of 2026, in UTC."""
    return int(datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC).timestamp())


class Work:
    """What a test does at the desk; `number` is the ticket's."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def log(self, when: str, severity: str = "normal", **draft: Any) -> int:
        return self.engine.desk.log(self.draft(severity, **draft), now=at(when))[0]

    def draft(self, severity: str = "normal", **draft: Any) -> TicketDraft:
        return TicketDraft(subject="Printer jams", severity=Severity.from_word(severity), **draft)

    def customer(self, name: str, agreement: str | None = None, *, when: str = "01-05 09:00") -> str:
        self.engine.catalogue.add_customer(name, agreement=agreement, now=at(when))
        return self.engine.catalogue.customer(name).id

    def contact(self, customer: str, name: str, *, phone: str = "", email: str = "", when: str = "01-05 09:00") -> str:
        added = self.engine.customers.add_contact(customer, name, phone=phone, email=email, now=at(when))
        return added.records[0][1]

    def agreement(self, change: Callable[[str], str], *, when: str) -> None:
        """Import the agreement anew, with its text changed."""
        text = self.engine.toml_files.export_agreement("Standard support").decode()
        self.engine.toml_files.import_agreement(change(text).encode(), now=at(when))

    def calendar(self, change: Callable[[str], str], *, when: str) -> None:
        text = self.engine.toml_files.export_calendar("Support hours").decode()
        self.engine.toml_files.import_calendar(change(text).encode(), now=at(when))

    def clock(self, number: int, metric: str = "resolution", *, when: str, tier: str = "public") -> ClockView:
        """The latest cycle of that clock as it read at that moment."""
        page = self.engine.pages.page(number, now=at(when))
        wanted = (Metric(metric), Tier(tier))
        return next(view for view in page.clocks if (view.clock.metric, view.clock.tier) == wanted)

    def month(self, month: str, customer: str, *, when: str) -> MonthlyReport:
        return self.engine.reporting.month(Month.parse(month), customer=customer, now=at(when))

    def decided(self, month: str, customer: str, *, when: str) -> dict[str, tuple[int, int]]:
        """Met and breached of each public metric in that month."""
        found: dict[str, tuple[int, int]] = {}
        for cell in self.month(month, customer, when=when).cells:
            if cell.tier is Tier.PUBLIC and cell.decided:
                met, breached = found.get(cell.metric.value, (0, 0))
                found[cell.metric.value] = (met + cell.met, breached + cell.breached)
        return found

    def sound(self) -> bool:
        return not list(self.engine.checking.problems())


@pytest.fixture
def wound(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the tickets that are wound, as they are."""
    found: list[int] = []

    def counted(history: Any, *rest: Any, **more: Any) -> Any:
        found.append(history[0].number)
        return wind(history, *rest, **more)

    monkeypatch.setattr(keeping, "wind", counted)
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Work]:
    with Engine.open(tmp_path / "desk.slaapp", user="sam", now=at("01-05 08:00"), is_test=True, zone="UTC") as engine:
        yield Work(engine)
