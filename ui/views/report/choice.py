"""Which report a person chose: whose, of which period, of which of their tickets, counted by what."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from slaapp.domain import durations
from slaapp.domain.agreement import CountingBasis, Severity
from slaapp.domain.period import Period, PeriodKind
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.engine import Engine
from slaapp.reports import period_words
from slaapp.reports.scope import Scope
from slaapp.reports.section import Section
from slaapp.services.catalogue import Customer
from ui import wording
from ui.widgets.runs import one_line
from ui.wording import say

EVERYBODY = ""
"""In the place of a customer's id: all of them."""
CUSTOMER = "customer"
"""Under which name it is kept whose report was seen last."""
SECTIONS = "sections"
"""Under which name it is kept what the full report of each held, while it is the sheet."""
TITLES = {
    PeriodKind.MONTH: "Monthly report",
    PeriodKind.QUARTER: "Quarterly report",
    PeriodKind.HALF_YEAR: "Half-year report",
    PeriodKind.YEAR: "Yearly report",
    PeriodKind.WEEKS: "Weekly report",
    PeriodKind.DAYS: "Report",
}


class ReportChoice(Value, kw_only=True):
    """`customer` is an id, or EVERYBODY; `internal`: the desk's own edition; the rest as in `Scope`."""

    customer: str
    period: Period
    service: str | None = None
    agreement: str | None = None
    severity: Severity | None = None
    basis: CountingBasis | None = None
    internal: bool = False

    @property
    def scope(self) -> Scope:
        return Scope(
            customers=() if self.customer == EVERYBODY else (self.customer,),
            service=self.service,
            agreement=self.agreement,
            severity=self.severity,
            basis=self.basis,
        )

    @property
    def whole(self) -> bool:
        """Whether it is of all tickets of one customer or of the company, counted as agreed, and for them: what can be
        closed."""
        return not self.internal and self.scope.can_be_closed


class Offered(Value, kw_only=True):
    """What there is to choose from. `today` is the desk's day, `latest` the last period of the chosen kind that has
    begun."""

    customers: Sequence[Customer]
    services: Sequence[str]
    agreements: Sequence[str]
    today: date
    latest: Period

    def name_of(self, customer: str) -> str:
        if customer == EVERYBODY:
            return say("All customers")
        return next(held.name for held in self.customers if held.id == customer)


def settle(
    engine: Engine, held: ReportChoice | None, customer: str | None, period: Period | None, now: Instant
) -> tuple[ReportChoice, Offered] | None:
    """What is shown, from what was shown before (`held`) and what is wanted: by default the first customer and the last
    month that is over; nothing that has not begun, no service that they do not have. None where there is no customer.
    """
    customers = sorted(engine.catalogue.customers(everyone=True), key=lambda held: held.name.casefold())
    if not customers:
        return None
    if customer != EVERYBODY and customer not in {one.id for one in customers}:
        customer = customers[0].id
    today = durations.wall_time(now, engine.board.zone).date()
    if period is None:
        period = Period.holding(PeriodKind.MONTH, today).before
    latest = Period.holding(period.kind, today)
    if period.first_day > latest.first_day:
        period = latest
    services = engine.reporting.services(() if customer == EVERYBODY else (customer,))
    agreements = sorted({agreement.name for agreement in engine.catalogue.agreements()})
    offered = Offered(customers=customers, services=services, agreements=agreements, today=today, latest=latest)
    if held is None:
        return ReportChoice(customer=customer, period=period), offered
    return (
        replace(
            held,
            customer=customer,
            period=period,
            service=held.service if held.service in services else None,
            agreement=held.agreement if held.agreement in agreements else None,
        ),
        offered,
    )


def in_words(choice: ReportChoice, offered: Offered) -> str:
    """`Northgate School, February 2026, Mail, High`"""
    parts = [one_line(offered.name_of(choice.customer)), period_words.name(choice.period), *limits(choice)]
    return ", ".join([*parts, say("not for the customer")] if choice.internal else parts)


def limits(choice: ReportChoice) -> list[str]:
    """What the tickets have in common, in a word each."""
    severity = None if choice.severity is None else wording.severity(choice.severity)
    return [one_line(word) for word in (choice.service, choice.agreement, severity) if word is not None]


def sections_of(engine: Engine, customer: str) -> tuple[Section, ...] | None:
    """None: the sheet of two pages."""
    several = customer == EVERYBODY
    return engine.company_report.sections() if several else engine.customers.report_sections(customer)


def sections_before(kept: Mapping[str, Any], customer: str) -> tuple[Section, ...]:
    """What their full report held when it was chosen last; empty: nothing is remembered."""
    return tuple(one for name in kept.get(SECTIONS, {}).get(customer, ()) for one in Section if one.value == name)


def remember_sections(kept: dict[str, Any], customer: str, held: Sequence[Section]) -> None:
    kept.setdefault(SECTIONS, {})[customer] = [one.value for one in held]
