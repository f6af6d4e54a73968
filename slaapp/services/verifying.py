"""Whether history as it stood still gives what was issued, and how a document differs from it (R7 of semantics)."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from msgspec.structs import replace

from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.reports.differences import ABSENT, THERE, Difference, differences
from slaapp.reports.month_json import to_json
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.seal import Restatement, Seal
from slaapp.services import closed_reports
from slaapp.services.closed_reports import ClosedReport, sealed
from slaapp.services.guarding import guarded
from slaapp.services.past import known_at
from slaapp.services.recounting import recounted
from slaapp.services.reporting import Reporting
from slaapp.services.rulebook import Rulebook
from slaapp.services.sources import sources
from slaapp.services.telling import Stages, Tell
from slaapp.storage.database import Database


class Verified(Value):
    """What "Verify" found. `document`: how the document differs from the report that was kept, nothing for one that was
    named by its number. `history`: how that report differs from what history as it stood then gives now.

    `since`: what later corrections change, which is no difference. `open_again`: why the period was reopened, None
    where it was not; `replaced_by`: the number of the report that holds instead.
    """

    customer: str | None
    report: MonthlyReport
    seal: Seal
    document: tuple[Difference, ...]
    history: tuple[Difference, ...]
    since: Restatement | None
    open_again: str | None
    replaced_by: str

    @property
    def identical(self) -> bool:
        return not self.document and not self.history

    @property
    def tickets(self) -> tuple[int, ...]:
        """The numbers of those that differ."""
        found = {one.ticket for one in (*self.document, *self.history) if one.ticket is not None}
        return tuple(sorted(found))


def recomputed(database: Database, held: ClosedReport, *, now: Instant, tell: Tell) -> MonthlyReport:
    """The report as what had been written when it was closed gives it now."""
    at, days, customer = held.seal.closed_at, held.report.days, held.customer
    stages = Stages(tell, 70, 20, 10)
    fill, rules = recounted(days, customer, at), guarded(Rulebook)
    with closing(known_at(database, at, now=now, ends=held.ends, fill=fill, tell=stages.next())) as past:
        draft = Reporting(past, rules).draft(
            days,
            customer=customer,
            now=at,
            time_spent=held.report.time_spent is not None,
            language=held.report.language,
            tell=stages.next(),
        )
        with past.read() as connection:
            found = sources(connection, rules(connection), customer, at, stages.next())
    draft = replace(draft, prepared_by=held.report.prepared_by)  # who closed it is no part of that history
    return sealed(draft, replace(held.seal, sources=found, digest="", figures=None))


def altered(held: ClosedReport, figures: Mapping[str, Any]) -> Iterator[Difference]:
    """How a document's figures differ from those that were kept; its digest is worked out anew."""
    if figures.get("digest") != held.seal.digest or closed_reports.digest(figures) != held.seal.digest:
        yield from differences(to_json(held.report), dict(figures))


def not_as_closed(held: ClosedReport, now: MonthlyReport) -> Iterator[Difference]:
    """Of all that was said then. Sections and figures that only a later version of the program gives are left out, and
    by which version and which time zones it is worked out is no difference by itself, nor how that version puts it.
    The sentences that were kept are held against the digest."""
    kept = to_json(held.report)
    found = _in_words_of(kept, to_json(now))
    proof = closed_reports.digest(kept)
    if proof != held.seal.digest:
        yield Difference(("digest",), held.seal.digest, proof)
    sources = {**found["sources"], **{name: kept["sources"][name] for name in ("engine", "time_zones")}}
    found = {name: value for name, value in (found | {"sources": sources}).items() if name in kept}
    for one in differences(kept, found | {"digest": kept["digest"]}):
        if one.before != ABSENT or one.after == THERE:
            yield one


def _in_words_of(kept: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """With what a version puts in words of its own as it was put when the period was closed: facts, definitions, hours
    and what was checked. They are made from figures, which are compared themselves."""
    hours = {calendar["name"]: calendar["hours"] for calendar in kept["calendars"]}
    return {
        **found,
        "at_a_glance": {**found["at_a_glance"], "facts": kept["at_a_glance"]["facts"]},
        "calendars": [
            {**calendar, "hours": hours.get(calendar["name"], calendar["hours"])} for calendar in found["calendars"]
        ],
        "checks": kept.get("checks", []),
        "definitions": kept["definitions"],
    }
