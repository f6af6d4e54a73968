"""What a period's figures stand on, as digests over the store's chains (R7 of semantics)."""

import hashlib
from collections.abc import Collection, Iterator

import tzdata

from slaapp import __version__
from slaapp.domain.agreement import Severity, Terms
from slaapp.domain.events import TicketId
from slaapp.domain.spans import Instant
from slaapp.reports.seal import VERSION, Sources, Versions
from slaapp.services.families import Families
from slaapp.services.keeping import with_merged
from slaapp.services.rulebook import Rulebook, kept_calendars
from slaapp.services.telling import Tell, silent
from slaapp.storage import chain, events, records, tickets
from slaapp.storage.database import Connection


def sources(
    connection: Connection, rulebook: Rulebook, customer: str | None, now: Instant, tell: Tell = silent
) -> Sources:
    """Of a customer's report (its id) that is made `now`: all events of its tickets, and of those merged into them, the
    agreements that claim any of them, the calendars by which these count. Of the company's: all there are. `tell` hears
    how many events of how many were gone through."""
    if customer is None:
        names, those = set(rulebook.terms), None
    else:
        held = tickets.of_customers(connection, Families(connection, now).members(customer))
        those = [*with_merged(connection, [ticket.id for ticket in held])]
        names = {ticket.agreement for ticket in held if ticket.agreement} | {
            claim.agreement for claim in rulebook.claims(customer) if claim.agreement
        }
    terms = [version for name in sorted(names) for version in rulebook.terms.get(name, ())]
    return Sources(
        events=_digest(_links(connection, those, now, tell)),
        agreements=tuple(_agreements(connection, terms)),
        calendars=tuple(_calendars(connection, terms)),
        time_zones=tzdata.IANA_VERSION,
        engine=__version__,
    )


def _links(connection: Connection, those: Collection[TicketId] | None, now: Instant, tell: Tell) -> Iterator[str]:
    whole, done = chain.length(connection, "events"), 0
    for lines in events.links(connection, those, now):
        tell(done, whole)
        yield "\n".join(lines)
        done += len(lines)
    tell(whole, whole)


def versions(connection: Connection, calendars: Collection[str]) -> Versions:
    """What a draft that counts by these calendars is worked out with."""
    held = tuple((name, version) for name, version, _ in _kept(connection, calendars))
    return Versions(held, tzdata.IANA_VERSION, __version__)


def _agreements(connection: Connection, terms: list[Terms]) -> Iterator[tuple[str, str]]:
    links = records.links(connection, "agreement")
    for agreement in (held.agreement for held in terms):
        _, link = links[f"{agreement.name}/{agreement.version}"]
        yield f"{agreement.name}{VERSION}{agreement.version}", _digest([link])


def _calendars(connection: Connection, terms: list[Terms]) -> Iterator[tuple[str, str]]:
    wanted = {held.agreement.calendar_for(severity) for held in terms for severity in Severity}
    for name, version, link in _kept(connection, wanted):
        yield f"{name}{VERSION}{version}", _digest([link])


def _kept(connection: Connection, calendars: Collection[str]) -> Iterator[tuple[str, int, str]]:
    """Of the calendars of these names, in their order, each with its newest version and the link of that."""
    links = records.links(connection, "calendar")
    for name, id_ in sorted((held.name, held.id) for held in kept_calendars(connection)):
        if name in calendars:
            yield name, *links[id_]


def _digest(lines: Iterator[str] | list[str]) -> str:
    found = hashlib.sha256()
    for line in lines:
        found.update(line.encode() + b"\n")
    return found.hexdigest()
