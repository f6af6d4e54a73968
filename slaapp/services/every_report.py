"""Every customer's report of a period in one go: whose there are, each made as that customer has it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from slaapp import paths
from slaapp.documents.look import PLAIN, Look
from slaapp.documents.month import file_name, render_month
from slaapp.documents.month_cover import Cover
from slaapp.documents.months_joined import MonthsJoined
from slaapp.documents.typesetting import TemplateRefusal
from slaapp.domain.errors import Refusal, StoreRefusal
from slaapp.domain.period import Period
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.obstacles import unexplained
from slaapp.reports.scope import Scope
from slaapp.services.customers import Customers
from slaapp.services.families import Families, offered
from slaapp.services.reporting import Reporting
from slaapp.services.rulebook import Rulebook
from slaapp.services.telling import Tell, silent
from slaapp.storage import tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record


class Wanted(Value, kw_only=True):
    """How each is made: with a letter before it, as a pack, in which colours and on which paper."""

    period: Period
    letter: bool = False
    pack: bool = False
    black_and_white: bool = False
    paper: str = "a4"
    look: Look = PLAIN


class Made(Value):
    """One customer's report; where it was refused there is none, `pdf` is empty and `why` says so."""

    customer: str
    report: MonthlyReport | None
    pdf: bytes
    why: str = ""


class Draft(Value):
    """A report that was made before its period was closed; so many of its late targets have no reason yet."""

    customer: str
    without_reason: int


class Written(Value):
    """`refused` are customers and why their report was not made, `left_out` those of whom there was nothing to
    report."""

    files: tuple[Path, ...]
    refused: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    drafts: tuple[Draft, ...]


class Together(Value):
    """All in one PDF; without a title and empty where every one was refused."""

    title: str
    pdf: bytes
    refused: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    drafts: tuple[Draft, ...]


class EveryReport:
    def __init__(
        self,
        database: Database,
        rulebook: Callable[[Connection], Rulebook],
        reporting: Reporting,
        customers: Customers,
    ) -> None:
        self._database, self._rulebook = database, rulebook
        self._reporting, self._customers = reporting, customers

    def whose(self, period: Period, now: Instant) -> tuple[tuple[str, str], ...]:
        """Id and name of every customer of whom there is something to report, by name. Refusal where there is none."""
        found = tuple((id_, record.name) for id_, record, has_any in self._customers_of(period, now) if has_any)
        if not found:
            raise Refusal(
                f"No customer has a ticket in {period}, so there is nothing to report. Choose another period."
            )
        return found

    def left_out(self, period: Period, now: Instant) -> tuple[str, ...]:
        """The names of the customers of whom there is nothing to report, without those that are served no more."""
        every = self._customers_of(period, now)
        return tuple(record.name for _, record, has_any in every if not has_any and offered(record))

    def _customers_of(self, period: Period, now: Instant) -> list[tuple[str, Record, bool]]:
        """Those that were customers by themselves then, by name, each with whether they have a ticket in the period."""
        with self._database.read() as connection:
            rulebook, families = self._rulebook(connection), Families(connection, now)
            span = period.span(rulebook.desk_hours)
            names = sorted(families.records.items(), key=lambda item: (item[1].name.casefold(), item[0]))
            return [
                (id_, record, tickets.has_any_within(connection, _members(families, id_, span.end), span))
                for id_, record in names
                if _was_by_itself(families, id_, span.end)
            ]

    def make(self, wanted: Wanted, *, now: Instant, tell: Tell = silent) -> Iterator[Made]:
        """One after the other; a report that is refused says why and leaves the others."""
        whose = self.whose(wanted.period, now)
        for done, (id_, name) in enumerate(whose):
            tell(done, len(whose))
            try:
                report = self._reporting.report(wanted.period, Scope(customers=(id_,)), now=now)
            except StoreRefusal:
                raise
            except Refusal as refusal:
                yield Made(name, None, b"", str(refusal))
                continue
            yield Made(name, report, self._render(report, id_, name, wanted))
        tell(len(whose), len(whose))

    def _render(self, report: MonthlyReport, customer: str, name: str, wanted: Wanted) -> bytes:
        try:
            return render_month(
                report,
                black_and_white=wanted.black_and_white,
                paper=wanted.paper,
                sections=self._customers.report_sections(customer),
                cover=Cover(self._customers.postal_address(customer) if wanted.letter else None, wanted.pack),
                look=wanted.look,
            )
        except TemplateRefusal as refusal:
            raise TemplateRefusal(f"At the report of {name}: {refusal}", command=refusal.command) from refusal

    def write(self, folder: Path, wanted: Wanted, *, now: Instant, tell: Tell = silent) -> Written:
        """Each into a file of its own in the folder, which is made where it is not there. Refusal where it cannot be
        written; what is written by then stays, whole."""
        files: list[Path] = []
        refused, drafts = list[tuple[str, str]](), list[Draft]()
        try:
            for made in self.make(wanted, now=now, tell=tell):
                if made.report is None:
                    refused.append((made.customer, made.why))
                    continue
                path = _free(folder / file_name(made.report, pack=wanted.pack), files)
                put(path, made.pdf)
                files.append(path)
                drafts += _draft(made.customer, made.report)
        except TemplateRefusal as refusal:
            stay = f" The reports before it are in {folder}." if files else ""
            raise TemplateRefusal(f"{refusal}{stay}", command=refusal.command) from refusal
        return Written(tuple(files), tuple(refused), self.left_out(wanted.period, now), tuple(drafts))

    def together(self, wanted: Wanted, *, now: Instant, tell: Tell = silent) -> Together:
        """All in one PDF, each as when it is printed by itself."""
        joined, refused, drafts, count = MonthsJoined(), list[tuple[str, str]](), list[Draft](), 0
        for made in self.make(wanted, now=now, tell=tell):
            count += 1
            if made.report is None:
                refused.append((made.customer, made.why))
            else:
                joined.add(made.report, made.pdf)
                drafts += _draft(made.customer, made.report)
        title, pdf = joined.end(wanted.period, now) if count > len(refused) else ("", b"")
        tell(count, count)
        return Together(title, pdf, tuple(refused), self.left_out(wanted.period, now), tuple(drafts))


def _draft(customer: str, report: MonthlyReport) -> Iterator[Draft]:
    if report.seal is None:
        yield Draft(customer, len(unexplained(report)))


def _was_by_itself(families: Families, customer: str, end: Instant) -> bool:
    """Whoever went on as part of another later has reports of their own of the time before (R7)."""
    since = families.since(customer)
    return since is None or since >= end


def _members(families: Families, customer: str, end: Instant) -> set[str]:
    return {id_ for id_, since in families.members(customer).items() if since < end}


def _free(path: Path, taken: Sequence[Path]) -> Path:
    """Two customers may be called so alike that their files would be the same one."""
    count, found = 1, path
    while found in taken:
        count += 1
        found = path.with_name(f"{path.stem} {count}{path.suffix}")
    return found


def put(path: Path, data: bytes) -> None:
    """Whole or not at all; Refusal where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        paths.put(path, data)
    except OSError as error:
        raise Refusal(f"{path} could not be written ({error.strerror}). Choose another place.") from error
