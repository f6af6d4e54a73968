"""Gather what the report of a period is built from."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis
from slaapp.domain.compliance import Month, counted
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant, Span
from slaapp.languages import words_of
from slaapp.reports import period_words
from slaapp.reports.calendars import calendars_of
from slaapp.reports.inside import DeskReport, desk_report
from slaapp.reports.month_data import MonthData
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.monthly import build
from slaapp.reports.restating import restatement
from slaapp.reports.scope import Scope
from slaapp.reports.seal import Restatement
from slaapp.services import closed_reports
from slaapp.services.closed_reports import ClosedReport
from slaapp.services.collecting import seldom_collecting
from slaapp.services.decisions import actions
from slaapp.services.families import Families
from slaapp.services.report_batches import Count
from slaapp.services.report_counting import Basis, Counting
from slaapp.services.report_frame import Frame
from slaapp.services.report_gathering import Gathering
from slaapp.services.report_head import preparer, provider, site
from slaapp.services.report_inside import ADD_UP, InsideGathering
from slaapp.services.report_reading import read_tickets
from slaapp.services.report_scope import (
    Chosen,
    choose,
    governing,
    language_of,
    owned_by,
    read_for_inside,
    services_named,
)
from slaapp.services.report_sections import arrival_map, received_by, service_names
from slaapp.services.report_tickets import Looking
from slaapp.services.report_together import Together
from slaapp.services.restating import restated
from slaapp.services.rulebook import Rulebook
from slaapp.services.sources import versions
from slaapp.services.telling import Stages, Tell, silent
from slaapp.services.wishes import open_wishes
from slaapp.storage import records, told_inside
from slaapp.storage.database import Connection, Database
from slaapp.storage.told_inside import Within
from slaapp.wording import BASIS, SEVERITY


class Reporting:
    """`user` prepares what is made."""

    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str = "") -> None:
        self._database = database
        self._rulebook = rulebook
        self._user = user

    def work_as(self, user: str) -> None:
        self._user = user

    def month(
        self, month: Month, *, customer: str, now: Instant, time_spent: bool | None = None, language: str | None = None
    ) -> MonthlyReport:
        """The month of one customer (its id), see `report`."""
        return self.report(
            Period.of_month(month), Scope(customers=(customer,)), now=now, time_spent=time_spent, language=language
        )

    def report(
        self,
        period: Period,
        scope: Scope,
        *,
        now: Instant,
        time_spent: bool | None = None,
        language: str | None = None,
        tell: Tell = silent,
    ) -> MonthlyReport:
        """The report of a period as of `now`; one of a customer or the company that was closed as it was closed.

        `time_spent` says whether that is printed in a draft, None: as the desk chose; `language` in which it is, None:
        in that of its customers, English where they share none. `tell` hears how many tickets of how many were looked
        at; what it raises ends the work. Raises Refusal for a period that has not begun, and where no agreement covers
        its end.
        """
        scope = self._as_agreed(scope, period, now)
        if not scope.can_be_closed:
            return build(self.data(period, scope, now=now, time_spent=time_spent, language=language, tell=tell))
        with self._database.read() as connection:
            held = closed_reports.load(connection, scope.customer, period)
        if held is not None and held.open_again is None:
            return held.report
        return self.draft(period, customer=scope.customer, now=now, time_spent=time_spent, language=language, tell=tell)

    def desk_edition(
        self,
        period: Period,
        scope: Scope,
        *,
        now: Instant,
        time_spent: bool | None = None,
        language: str | None = None,
        tell: Tell = silent,
    ) -> DeskReport:
        """The same with what only the desk is to see: the internal tier, the margin to it, whose tickets they were.

        Its tickets are looked at for the report, and again for what is inside of it; `tell` hears of both as of one.
        """
        stages = Stages(tell, 50, 50)
        report = self.report(period, scope, now=now, time_spent=time_spent, language=language, tell=stages.next())
        with seldom_collecting(), self._database.read() as connection:
            rulebook, families = self._rulebook(connection), Families(connection, now)
            chosen = choose(connection, families, scope, period, report.period, report.words)
            terms = governing(connection, rulebook, families, scope, _so_far(report.period, now))[0]
            names = {held.id: held.name for held in records.every(connection, "person")}
            gathering = InsideGathering(report, terms.agreement, severity=scope.severity, names=names)
            within = _within(chosen, report)
            told_together = told_inside.count(connection, within)
            read = read_for_inside(connection, chosen, within)
            count = Count(told_together + len(read), stages.next())
            for add in count.parts(ADD_UP, told_together):
                add(gathering, connection, within)
            for some in count.batches(read):
                held = owned_by(connection, chosen, some)
                for ticket in read_tickets(connection, rulebook, held, report.cut_off, now):
                    if chosen.holds(ticket):
                        gathering.take(ticket)
            count.over()
        return desk_report(report, gathering.found())

    def _as_agreed(self, scope: Scope, period: Period, now: Instant) -> Scope:
        """A basis that is the agreed one needs no mention."""
        if scope.basis is None:
            return scope
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            agreed = governing(
                connection, rulebook, Families(connection, now), scope, _so_far(period.span(rulebook.desk_hours), now)
            )
        return replace(scope, basis=None) if {held.agreement.basis for held in agreed} == {scope.basis} else scope

    def services(self, customers: Sequence[str]) -> tuple[str, ...]:
        """The names of the services to which a report of these customers (ids; none: everybody) can be narrowed."""
        with self._database.read() as connection:
            return services_named(connection, Families(connection), customers)

    def draft(
        self,
        days: Period,
        *,
        customer: str | None,
        now: Instant,
        time_spent: bool | None = None,
        language: str | None = None,
        tell: Tell = silent,
    ) -> MonthlyReport:
        """The period of a customer (its id; None: of the company) as history gives it `now`, closed or not, with what
        changes of those of its kind that were closed before."""
        with self._database.read() as connection:
            held, again = restated(connection, days, customer, now)
        stages = Stages.alike(tell, len(again) + 1)
        draft = self.figures(
            days, customer=customer, now=now, time_spent=time_spent, language=language, tell=stages.next()
        )
        found = [self._restatement(draft, one, held, now, stages.next()) for one in again]
        return replace(draft, restatements=tuple(differs for differs in found if differs is not None))

    def figures(
        self,
        days: Period,
        *,
        customer: str | None,
        now: Instant,
        time_spent: bool | None = None,
        language: str | None = None,
        tell: Tell = silent,
    ) -> MonthlyReport:
        """The same by itself."""
        scope = Scope(customers=() if customer is None else (customer,))
        return build(self.data(days, scope, now=now, time_spent=time_spent, language=language, tell=tell))

    def _restatement(
        self, draft: MonthlyReport, one: ClosedReport, held: Sequence[ClosedReport], now: Instant, tell: Tell
    ) -> Restatement | None:
        """Against what was stated last of that closed period, be it this one that was reopened."""
        stated = closed_reports.stated_last(one, held)
        same = one.report.days == draft.days and stated.language == draft.language
        found = draft if same else self.figures_again(one, now, tell)
        return restatement(stated, one.seal.number, found, draft.words)

    def figures_again(self, closed: ClosedReport, now: Instant, tell: Tell = silent) -> MonthlyReport:
        """A closed period as history gives it `now`, with the time spent where it was printed then, in its language."""
        wanted, report = closed.report.time_spent is not None, closed.report
        return self.figures(
            report.days, customer=closed.customer, now=now, time_spent=wanted, language=report.language, tell=tell
        )

    def data(
        self,
        days: Period,
        scope: Scope,
        *,
        now: Instant,
        time_spent: bool | None = None,
        language: str | None = None,
        tell: Tell = silent,
    ) -> MonthData:
        with seldom_collecting():
            return self._data(days, scope, now=now, time_spent=time_spent, language=language, tell=tell)

    def _data(
        self,
        days: Period,
        scope: Scope,
        *,
        now: Instant,
        time_spent: bool | None,
        language: str | None,
        tell: Tell,
    ) -> MonthData:
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            families = Families(connection, now)
            period = days.span(rulebook.desk_hours)
            if period.start > now:
                raise Refusal(
                    f"The {period_words.noun(days)} {days} has not begun, so there is nothing to report. "
                    "Choose an earlier one."
                )
            words = words_of(language or language_of(families, scope))
            chosen = choose(connection, families, scope, days, period, words)
            agreed = governing(connection, rulebook, families, scope, _so_far(period, now))
            terms, others = agreed[0], agreed[1:]
            period = days.span(terms.desk_hours)
            cut_off = min(period.end, now + 1)
            bases = {held.agreement.basis for held in agreed}
            basis = scope.basis or (bases.pop() if len(bases) == 1 else CountingBasis.DECIDED)
            counted_by = Basis(basis, scope.severity, several=bool(others))
            counting = Counting(days, period, terms.desk_hours, cut_off, counted_by)
            frame = Frame(rulebook, families, scope, terms, days, period, cut_off, now, basis, words)
            gathering = Gathering(frame, Together(frame, counting.borders))
            # What is sealed of a customer comes from what was written; so many are the company's tickets that it comes
            # from what is kept of them, and `verify` works that out from what was written.
            anew = scope.can_be_closed and scope.one_customer
            Looking(connection, frame, chosen, gathering, counting, anew=anew).look(tell)
            desk = records.load(connection, "desk", "desk")
            services = service_names(connection)
            agreements = {held.agreement.name for held in agreed}
            late = {found.number for found in counted(gathering.outcomes, period, basis=basis) if found.breached}
            wishes = tuple(
                wish
                for held in agreed
                for wish in open_wishes(connection, held.agreement)
                if scope.severity in (None, wish.severity)
            )
            calendars = calendars_of(terms, days, *others, words=words)
            worked_out_with = versions(connection, {calendar.name for calendar in calendars})
            listed = actions(connection, agreements, chosen.members, Span(period.start, cut_off), late, now)
            prepared_by = preparer(connection, self._user)
        body: Mapping[str, Any] = {} if desk is None else desk.body
        wanted = bool(body.get("time_spent")) if time_spent is None else time_spent
        return MonthData(
            days=days,
            period=period,
            cut_off=cut_off,
            made_at=now,
            customer=chosen.title,
            desk=provider(body),
            site=site(families, scope),
            prepared_by=prepared_by,
            agreement=replace(terms.agreement, basis=basis),
            calendars=calendars,
            outcomes=tuple(gathering.outcomes),
            plain=gathering.together.plain(),
            subjects=gathering.subjects,
            flow=gathering.flow,
            earlier=counting.trend(),
            backlog=tuple(gathering.backlog),
            not_measured=tuple(gathering.not_measured),
            marks=gathering.marks,
            amendments=tuple(gathering.amendments),
            joined=tuple((name, terms.desk_hours.day_of(since)) for name, since in chosen.joined),
            time_spent=tuple(gathering.time_spent) if wanted else None,
            limits=_limits(chosen.scope),
            others=tuple(held.agreement for held in others),
            by_customer=tuple(gathering.customers.data()),
            severity=scope.severity,
            before=counting.before(),
            year_before=counting.year_before(),
            weeks=tuple(gathering.weeks),
            received_by=received_by(gathering.arrived, services, words),
            arrivals=arrival_map(gathering.arrived, period, terms.desk_hours),
            pauses=gathering.pauses,
            pause_audit=gathering.pause_audit,
            clock_steps=gathering.clock_steps,
            turns=gathering.turns,
            at_risk=tuple(gathering.at_risk),
            actions=listed,
            wishes=wishes,
            language=words.code,
            versions=worked_out_with,
            meanings=gathering.meanings,
        )


def _so_far(period: Span, now: Instant) -> Span:
    """Up to `now`, itself included, while it is not over."""
    return Span(period.start, min(period.end, now + 1))


def _within(chosen: Chosen, report: MonthlyReport) -> Within:
    return Within(
        period=report.period,
        cut_off=report.cut_off,
        basis=report.basis,
        customers=chosen.members,
        services=chosen.services,
        agreement=chosen.scope.agreement,
        severity=chosen.scope.severity,
    )


def _limits(scope: Scope) -> tuple[tuple[str, str], ...]:
    severity = None if scope.severity is None else SEVERITY[scope.severity]
    basis = None if scope.basis is None else f"{BASIS[scope.basis]}, not as agreed"
    named = (
        ("Service", scope.service),
        ("Agreement", scope.agreement),
        ("Severity", severity),
        ("Counted by", basis),
    )
    return tuple((label, value) for label, value in named if value is not None)
