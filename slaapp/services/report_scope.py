"""Whose tickets a report is about, and what was agreed for them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from slaapp.domain.agreement import Terms
from slaapp.domain.errors import Refusal
from slaapp.domain.events import TicketId
from slaapp.domain.period import Period
from slaapp.domain.quoting import quote
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.languages import Words, shared
from slaapp.reports import period_words
from slaapp.reports.scope import Scope
from slaapp.services.catalogue import customer_of
from slaapp.services.families import Families, offered, owned
from slaapp.services.report_reading import Read
from slaapp.services.rulebook import SINCE_EVER, Rulebook
from slaapp.storage import records, tickets, told_inside
from slaapp.storage.database import Connection
from slaapp.storage.reach import reaching
from slaapp.storage.records import Record
from slaapp.storage.tickets import Header
from slaapp.storage.told_inside import Within

NAMED = 3
"""So many customers are named in the heading; more are counted."""


class Chosen(Value):
    """What a `scope` is about, its service as it is called. `members` are the ids of the customers and since when each
    belongs to whom is reported (None: whoever's tickets), `services` the ids of those called so (None: whichever),
    `joined` the customers that went on as part of them."""

    scope: Scope
    title: str
    members: Mapping[str, Instant] | None
    services: frozenset[str] | None
    joined: tuple[tuple[str, Instant], ...]

    def since(self, customer: str | None) -> Instant | None:
        """Since when a customer belongs to whom is reported; None: not at all."""
        if self.members is None:
            return SINCE_EVER
        return None if customer is None else self.members.get(customer)

    def holds(self, ticket: Read) -> bool:
        """Severity aside: of that clocks and tickets are asked one by one."""
        line = ticket.kept.line
        return self.may_hold(ticket.kept.ticket.service, line[0][1].agreement.name if line else None)

    def may_hold(self, service: str | None, agreement: str | None) -> bool:
        """Whether a ticket of that service (its id), measured by that agreement, is one of the scope's."""
        return (self.services is None or service in self.services) and self.scope.agreement in (None, agreement)


def choose(
    connection: Connection, families: Families, scope: Scope, period: Period, span: Span, words: Words
) -> Chosen:
    """Refusal for a customer or a service that is not there, and for one that had gone on as part of another."""
    members: dict[str, Instant] = {}
    for customer in scope.customers:
        if customer not in families.records:
            raise Refusal("There is no such customer. No report was made.")
        _still_reported(families, customer, period, span)
        members |= {id_: since for id_, since in families.members(customer).items() if since < span.end}
    services = _services(connection, members or families.records, scope.service)
    return Chosen(
        scope=replace(scope, service=services[0].name) if services else scope,
        title=_title(families, scope, words),
        members=members or None,
        services=frozenset(held.id for held in services) if services else None,
        joined=tuple(
            (families.records[id_].name, since) for id_, since in members.items() if id_ not in scope.customers
        ),
    )


def language_of(families: Families, scope: Scope) -> str:
    """In which those who are reported are given papers; everybody: those for whom tickets are logged."""
    records = families.records
    of = scope.customers or [id_ for id_, record in records.items() if offered(record)]
    return shared(customer_of(records[id_]).language for id_ in of if id_ in records)


class Reached(NamedTuple):
    """The tickets that may matter to a report and are read from their events: by number those of which the period may
    show something, and those that only its comparisons count. `latest` were over before it and are shown for the name
    of their agreement, whether they have recaps or not."""

    shown: Sequence[TicketId]
    earlier: Sequence[TicketId]
    latest: frozenset[TicketId]


def in_reach(connection: Connection, chosen: Chosen, period: Span, since: Instant) -> Reached:
    """Of the period, and back to `since`; all others have nothing in either."""
    shown = reaching(connection, period.start, chosen.members)
    latest = frozenset(() if chosen.scope.one_customer else _latest(connection, chosen, period.start))
    shown -= latest
    earlier = reaching(connection, since, chosen.members) - shown - latest
    return Reached(tickets.in_order(connection, shown), sorted(earlier), latest)


def read_for_inside(connection: Connection, chosen: Chosen, within: Within) -> Sequence[TicketId]:
    """Those of which the period may show something that are not told together, by number."""
    reached = reaching(connection, within.period.start, chosen.members)
    return tickets.in_order(connection, {*reached, *told_inside.unsettled(connection, within)})


def owned_by(connection: Connection, chosen: Chosen, found: Collection[TicketId]) -> list[tuple[Header, Instant]]:
    """Those of the tickets that the scope may be about, by number, each with since when it belongs to whom is
    reported."""
    rows = sorted(tickets.of(connection, [*found]), key=lambda row: row.number)
    if chosen.members is None:
        return [(row, SINCE_EVER) for row in rows]
    members = chosen.members
    return [(row, members[row.customer]) for row in rows if row.customer is not None and row.customer in members]


def _latest(connection: Connection, chosen: Chosen, start: Instant) -> Iterator[TicketId]:
    """Of each customer the ticket received last of those over before the period: a line of a report of several names
    the agreement by which the last ticket was measured, also of a customer of whom nothing else is left to tell."""
    customers = tickets.customers(connection) if chosen.members is None else chosen.members
    for customer in customers:
        for row in tickets.latest(connection, customer, over_before=start):
            if chosen.may_hold(row.service, row.agreement):
                yield row.id
                break


def _title(families: Families, scope: Scope, words: Words) -> str:
    names = [families.records[id_].name for id_ in scope.customers]
    if not names:
        return words("report.all_customers")
    return words.listed(names) if len(names) <= NAMED else words.counted("count.customer", len(names))


def _still_reported(families: Families, customer: str, period: Period, span: Span) -> None:
    """A customer that goes on as part of another has reports of the time before: the others are the survivor's."""
    since = families.since(customer)
    if since is not None and since < span.end:
        held, into = families.records[customer].name, families.name(customer)
        raise Refusal(
            f"No report of {period} was made: since then {held} goes on as part of {into}, and the tickets of that "
            f"{period_words.noun(period)} are in the report of {into}. Choose {into}, or an earlier "
            f"{period_words.noun(period)}."
        )


def _services(connection: Connection, theirs: Collection[str], name: str | None) -> list[Record]:
    """Whoever's services are called so, theirs first, also those that are not offered any more: tickets had them.
    Refusal where none of these customers has one."""
    if name is None:
        return []

    def is_others(held: Record) -> bool:
        return held.owner is not None and held.owner not in theirs

    every = records.every(connection, "service")
    called_so = sorted((held for held in every if held.name.casefold() == name.casefold()), key=is_others)
    if not called_so or is_others(called_so[0]):
        names = ", ".join(sorted({held.name for held in _services_of(connection, theirs)})[:8])
        raise Refusal(f"There is no service named {quote(name)}. No report was made. Known are: {names or 'none yet'}.")
    return called_so


def services_named(connection: Connection, families: Families, customers: Sequence[str]) -> tuple[str, ...]:
    """What a report of these customers (ids; none of them: everybody) can be narrowed to, by name."""
    members = {id_ for customer in customers for id_ in families.members(customer)} or families.records
    names = {held.name.casefold(): held.name for held in _services_of(connection, members)}
    return tuple(names[folded] for folded in sorted(names))


def _services_of(connection: Connection, customers: Iterable[str]) -> list[Record]:
    """Those that are offered, and those that are nobody's: an import names services without an owner."""
    nobodys = [held for held in records.every(connection, "service") if held.owner is None]
    return [*owned(connection, "service", customers), *nobodys]


def governing(
    connection: Connection, rulebook: Rulebook, families: Families, scope: Scope, within: Span
) -> list[Terms]:
    """What was agreed at the end of `within`, the one first that the report is measured by; more than one only of
    several customers. Refusal where nothing was.
    """
    at = within.end - 1
    if scope.agreement is not None:
        return [_named(rulebook, scope.agreement, at)]
    if scope.one_customer:
        agreed = _agreed(connection, rulebook, scope.customers[0], within)
        if agreed is None:
            raise Refusal(
                f"No agreement covers {families.records[scope.customers[0]].name} at the end of that period, so there "
                "are no targets and no report was made. Import an agreement that was in force then."
            )
        return [agreed]
    every = (_agreed(connection, rulebook, id_, within) for id_ in scope.customers or families.records)
    found = [held for held in every if held is not None]
    if not scope.customers:
        found += [held for _, held in rulebook.line(None, at)[:1]]
    if not found:
        raise Refusal(
            "No agreement covers any customer at the end of that period, so there are no targets and no report was "
            "made. Import an agreement that was in force then."
        )
    distinct = {(held.agreement.name, held.agreement.version): held for held in found}
    return sorted(distinct.values(), key=lambda held: (held.agreement.name != rulebook.default, held.agreement.name))


def _named(rulebook: Rulebook, name: str, at: Instant) -> Terms:
    """The version of that agreement in force then, else the last that had begun."""
    begun = _begun(rulebook, name, at)
    if not begun:
        known = ", ".join(sorted(rulebook.terms))
        raise Refusal(f"No agreement named {quote(name)} was in force by then. No report was made. Known are: {known}.")
    lasting = [held for held in begun if held.agreement.lasts(held.desk_hours.day_of(at))]
    return (lasting or begun)[-1]


def _begun(rulebook: Rulebook, name: str, at: Instant) -> list[Terms]:
    return [held for held in rulebook.terms.get(name, ()) if held.agreement.begun(held.desk_hours.day_of(at))]


def _agreed(connection: Connection, rulebook: Rulebook, customer: str, within: Span) -> Terms | None:
    """What was agreed with the customer at the end of `within`: by the agreement of the last ticket received by then,
    for what they are given later changes no month that is over; without a ticket by the one that would claim one. What
    a group or a service was given is not what the customer was. One that ended in the course of it still says how its
    tickets were measured; where it had ended before, what they were given since counts."""
    at = within.end - 1
    last = tickets.last_agreed(connection, customer, at)
    if line := rulebook.line(customer, at, agreement=last):
        return line[0][1]
    claim = rulebook.claiming(customer, at)
    name = last or ("" if claim is None else claim.agreement)
    ended = [held for held in _begun(rulebook, name, at) if held.agreement.lasts(held.desk_hours.day_of(within.start))]
    if ended:
        return ended[-1]
    line = rulebook.line(customer, at)
    return line[0][1] if line else None


def sorted_by_name(
    families: Families, customers: Iterable[str | None], words: Words
) -> Iterator[tuple[str, str | None]]:
    """Names and ids of customers by name; whose tickets are nobody's come last."""
    names: Mapping[str | None, str] = {
        id_: words("report.no_customer") if id_ is None else families.records[id_].name for id_ in customers
    }
    for id_ in sorted(names, key=lambda id_: (id_ is None, names[id_].casefold())):
        yield names[id_], id_


def owner(families: Families, customer: str | None, end: Instant) -> str | None:
    """As whom a customer had gone on before `end`."""
    if customer is None or customer not in families.records:
        return None
    seen = {customer}
    while (since := families.since(customer)) is not None and since < end:
        customer = families.into(customer)
        if customer in seen:
            break
        seen.add(customer)
    return customer
