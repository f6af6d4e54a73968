"""Close a period, open it again, and tell whether history still gives what was issued (R7 of semantics)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from slaapp.domain.compliance import Month
from slaapp.domain.durations import wall_time
from slaapp.domain.errors import Refusal
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.reports import period_words
from slaapp.reports.agreement_findings import claimed_twice
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import Hindrance, Obstacle, obstacle_words, obstacles
from slaapp.reports.restating import restatement
from slaapp.reports.seal import Restatement, Seal
from slaapp.services import closed_reports
from slaapp.services.changes import Changes
from slaapp.services.closed_reports import ClosedReport, sealed
from slaapp.services.double_claims import double_claims
from slaapp.services.families import Families
from slaapp.services.fields import checked_text
from slaapp.services.reaching_back import reaches_back
from slaapp.services.reporting import Reporting
from slaapp.services.rulebook import Rulebook
from slaapp.services.sources import sources
from slaapp.services.telling import Stages, Tell, silent
from slaapp.services.verifying import Verified, altered, not_as_closed, recomputed
from slaapp.storage import chain, tickets
from slaapp.storage.database import Connection, Database

TRIES = 3
"""So often are the figures gathered anew because something was written meanwhile."""


class Unclosed(Value):
    """The month before this one, and the customers (id and name) of whom it is not closed yet. `first_day`: it is the
    first working day of this month."""

    month: Month
    customers: tuple[tuple[str, str], ...]
    first_day: bool


class Closing:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user
        self._reporting = Reporting(database, rulebook, user)

    def work_as(self, user: str) -> None:
        self._user = user
        self._reporting.work_as(user)

    def in_the_way(self, report: MonthlyReport, customer: str | None, *, now: Instant) -> tuple[Obstacle, ...]:
        """What a person should see to before the report of this customer (its id; None: of the company) is closed."""
        with self._database.read() as connection:
            families = Families(connection, now)
            members = families.records if customer is None else families.members(customer)
            agreements = (report.agreement, *(name for name, _ in report.other_agreements))
            overlaps = [
                one.overlap
                for name in agreements
                for one in double_claims(connection, name)
                if one.overlap is not None
                and one.overlap.customer in members
                and (one.overlap.by_group or one.overlap.other not in agreements)  # of two the one that names the other
            ]
        return tuple(obstacles(report, tuple(map(claimed_twice, overlaps))))

    def close(
        self, days: Period, *, customer: str | None, now: Instant, anyway: bool = False, tell: Tell = silent
    ) -> tuple[MonthlyReport, Changes]:
        """Freeze the figures of the period of a customer (its id; None: of the company) under a number. Refusal for one
        that is not over or is closed already, and where something is in the way; `anyway` closes it all the same, but
        never where the figures do not add up. `tell` hears how many tickets of how many were gone through."""
        name = period_words.name(days)
        for _ in range(TRIES):
            with self._database.read() as connection:
                ends = chain.ends(connection)
            stages = Stages(tell, 60, 40)
            draft = self._reporting.draft(days, customer=customer, now=now, tell=stages.next())
            if not draft.complete:
                raise Refusal(f"{name} was not closed: it is not over yet. Close it when its last day is over.")
            self._see_to(draft, customer, now, name, anyway=anyway)
            with self._database.write() as connection:
                held = closed_reports.load(connection, customer, days)
                if held is not None and held.open_again is None:
                    raise Refusal(
                        f"{name} of {_whose(draft, customer)} is closed already, as report {held.seal.number}. "
                        "Nothing was changed."
                    )
                if chain.ends(connection) != ends:
                    continue
                closed = self._sealed(connection, draft, customer, held, now, stages.next())
                closed_reports.keep(connection, replace(closed, ends=ends), now=now, by=self._user)
                return self._read_back(connection, customer, days), Changes(customers=True)
        raise Refusal(f"{name} was not closed: something was being written all the while. Try again.")

    def _see_to(self, draft: MonthlyReport, customer: str | None, now: Instant, name: str, *, anyway: bool) -> None:
        found = self.in_the_way(draft, customer, now=now)
        if anyway:
            found = tuple(one for one in found if one.hindrance is Hindrance.NO_SUM)
        if found:
            why = "; ".join(map(obstacle_words, found))
            raise Refusal(
                f"{name} of {_whose(draft, customer)} was not closed: {why}. See to it first.",
                command="" if anyway else "Close it all the same with: --anyway",
            )

    def _sealed(
        self,
        connection: Connection,
        draft: MonthlyReport,
        customer: str | None,
        held: ClosedReport | None,
        now: Instant,
        tell: Tell,
    ) -> ClosedReport:
        rulebook = self._rulebook(connection)
        seal = Seal(
            number=closed_reports.next_number(connection, wall_time(now, rulebook.desk_hours.zone).year),
            closed_at=now,
            sources=sources(connection, rulebook, customer, now, tell),
            replaces="" if held is None else held.seal.number,
            because="" if held is None else held.open_again or "",
        )
        report = sealed(draft, seal)
        assert report.seal is not None
        stated = {one.days for one in draft.restatements} - {draft.days}
        before = closed_reports.of_kind(connection, customer, draft.days.kind)
        restated = (self._reporting.figures_again(one, now) for one in before if one.report.days in stated)
        return ClosedReport(customer, report, report.seal, {}, tuple(restated))

    def reopen(self, number: str, because: str, *, now: Instant) -> Changes:
        """The period of a report becomes a draft again; the report stays known, and the next one says what it replaces
        and why. Refusal without a reason, and for a report whose period is open."""
        if not checked_text(because, "Reason").strip():
            raise Refusal("Nothing was reopened: a reason is needed, the next report states it. Say why.")
        with self._database.write() as connection:
            held = self._found(connection, number)
            newest = closed_reports.load(connection, held.customer, held.report.days)
            if newest is None or newest.open_again is not None or newest.seal.number != held.seal.number:
                raise Refusal(f"Nothing was reopened: report {held.seal.number} is not the one that holds any more.")
            closed_reports.keep(connection, replace(held, open_again=because.strip()), now=now, by=self._user)
            return Changes(customers=True)

    def verify(
        self, number: str, *, now: Instant, figures: Mapping[str, Any] | None = None, tell: Tell = silent
    ) -> Verified:
        """Work the report out anew from history as it stood when it was closed, and compare. `figures` are those of a
        document that claims to be the report; `tell` hears how many tickets of how many were gone through. Refusal for
        a number that was never given."""
        with self._database.read() as connection:
            held = self._found(connection, number)
            newest = closed_reports.load(connection, held.customer, held.report.days)
        assert newest is not None
        stages = Stages(tell, 85, 15)
        found = recomputed(self._database, held, now=now, tell=stages.next())
        since = self._since(held, now, stages.next())
        stages.over()
        return Verified(
            customer=held.customer,
            report=held.report,
            seal=held.seal,
            document=() if figures is None else tuple(altered(held, figures)),
            history=tuple(not_as_closed(held, found)),
            since=since,
            open_again=held.open_again,
            replaced_by="" if newest.seal.number == held.seal.number else newest.seal.number,
        )

    def _since(self, held: ClosedReport, now: Instant, tell: Tell) -> Restatement | None:
        with self._database.read() as connection:
            members = None if held.customer is None else Families(connection, now).members(held.customer)
            if not reaches_back(connection, members, held.ends, held.report.period.end):
                return None
        return restatement(held.report, held.seal.number, self._reporting.figures_again(held, now, tell))

    def not_closed(self, now: Instant) -> Unclosed | None:
        """The month before this one, from the first working day of this month on: whose reports are still drafts. None
        before that day, and where every customer with tickets has a report."""
        with self._database.read() as connection:
            rulebook = self._rulebook(connection)
            hours = rulebook.desk_hours
            today = wall_time(now, hours.zone).date()
            month = Month(today.year, today.month)
            worked = hours.working_days(month.first_day, today + timedelta(days=1))
            if not worked:
                return None
            before = month + -1
            open_ones = tuple(self._open_of(connection, rulebook, before))
        return Unclosed(before, open_ones, worked == 1) if open_ones else None

    def _open_of(self, connection: Connection, rulebook: Rulebook, month: Month) -> Iterator[tuple[str, str]]:
        families, period = Families(connection), month.span(rulebook.desk_hours)
        for id_, record in sorted(families.records.items(), key=lambda item: (item[1].name.casefold(), item[0])):
            held = closed_reports.load(connection, id_, Period.of_month(month))
            closed = held is not None and held.open_again is None
            if (
                not closed
                and families.survivor(id_) == id_
                and rulebook.line(id_, period.end - 1)
                and tickets.has_any_within(connection, families.members(id_), period)
            ):
                yield id_, record.name

    @staticmethod
    def _read_back(connection: Connection, customer: str | None, days: Period) -> MonthlyReport:
        """As everyone will read it from now on."""
        held = closed_reports.load(connection, customer, days)
        assert held is not None
        return held.report

    @staticmethod
    def _found(connection: Connection, number: str) -> ClosedReport:
        held = closed_reports.numbered(connection, number)
        if held is None:
            raise Refusal(f"No report has the number {number}. Nothing was compared. Check the number.")
        return held


def _whose(report: MonthlyReport, customer: str | None) -> str:
    return "all customers" if customer is None else report.customer
