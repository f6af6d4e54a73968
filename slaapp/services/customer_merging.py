"""One customer goes on as part of another: what that will do, doing it, and when it can be taken back.

It is one record: the loser's next version names the survivor and the instant (see `families`). No event is written, so
no clock, no verdict and no claim of an agreement changes. Months that ended before stay with the customer whose
tickets they counted (R7); the month in which they were merged and those after it count both for the survivor.
"""

from collections.abc import Callable, Sequence

from slaapp.domain.agreement import Terms
from slaapp.domain.compliance import Month
from slaapp.domain.durations import MONTHS
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant, Span
from slaapp.domain.value import Value
from slaapp.services.changes import Changes
from slaapp.services.customer_groups import GROUPS
from slaapp.services.customer_records import Stamp, change, find_anew
from slaapp.services.families import GONE, MERGED_AT, MERGED_INTO, RETIRED, Families, owned
from slaapp.services.rulebook import Rulebook
from slaapp.storage import records, tickets
from slaapp.storage.database import Connection, Database
from slaapp.storage.records import Record


class Merger(Value, kw_only=True):
    """What merging would do. `claims` are the agreements that the loser's open tickets keep, with how many each.

    `agreement` is the one that claims the survivor's tickets from now on, empty where none does; `month` is the first
    whose report counts both. `twice` are names of contacts that both have, `groups` those to which the loser gave an
    agreement.
    """

    loser: str
    survivor: str
    tickets: int
    open: int
    contacts: int
    services: int
    claims: tuple[tuple[str, int], ...]
    agreement: str
    other_targets: bool
    month: Month
    twice: tuple[str, ...]
    groups: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """Exactly what will happen, a sentence each."""
        moved = f"{_some(self.tickets, 'ticket')} ({self.open} open), {_some(self.contacts, 'contact')} and "
        return tuple(
            filter(
                None,
                (
                    f"{moved}{_some(self.services, 'service')} of {self.loser} are listed under {self.survivor}.",
                    f"New tickets are logged for {self.survivor} and go by {self.agreement or 'no agreement'}.",
                    f"{self.loser} is not offered any more.",
                    self._claims(),
                    self._groups(),
                    "No clock changes: what is decided stays decided, and no due time moves.",
                    f"From {_named(self.month)} on, the report of {self.survivor} counts both.",
                    f"Months before {_named(self.month)} stay as they were: each customer keeps their own reports.",
                    self._targets(),
                    f"Both have a contact {' and '.join(self.twice[:3])}: both are listed." if self.twice else "",
                ),
            )
        )

    def _targets(self) -> str:
        if not self.other_targets:
            return ""
        return (
            f"That report prints the targets of {self.agreement}; tickets that go by another agreement are judged by "
            "what they were promised."
        )

    def _groups(self) -> str:
        if not self.groups:
            return ""
        return (
            f"What {self.loser} named for groups of contacts ({', '.join(self.groups[:3])}) does not go along: name it "
            f"for {self.survivor}."
        )

    def _claims(self) -> str:
        if not self.claims:
            return ""
        listed = ", ".join(f"{count} by {name}" for name, count in self.claims)
        return f"Open tickets keep the agreement that they have: {listed}."


class CustomerMerging:
    def __init__(self, database: Database, rulebook: Callable[[Connection], Rulebook], user: str) -> None:
        self._database, self._rulebook, self._user = database, rulebook, user

    def work_as(self, user: str) -> None:
        """From here on this one signs."""
        self._user = user

    def preview(self, loser: str, survivor: str, *, now: Instant) -> Merger:
        """What `merge` would do with these customers (ids). Raises Refusal where it would refuse."""
        with self._database.read() as connection:
            return self._merger(connection, loser, survivor, now)

    def merge(self, loser: str, survivor: str, *, now: Instant) -> Changes:
        """The loser goes on as part of the survivor, from this instant."""
        with self._database.write() as connection:
            self._merger(connection, loser, survivor, now)
            record = records.load(connection, "customer", loser)
            assert record is not None
            marks = {MERGED_INTO: survivor, MERGED_AT: now}
            written = change(connection, record, Stamp(now, self._user), marks)
            held = tickets.of_customers(connection, Families(connection).members(loser))
            touched = find_anew(connection, held)
        return Changes(tickets=touched, customers=True, records=written)

    def part(self, loser: str, *, now: Instant) -> Changes:
        """Let a merged customer be one of its own again; Refusal where its month is over (see `check_parting`)."""
        with self._database.write() as connection:
            record = records.load(connection, "customer", loser)
            if record is None or not record.body.get(MERGED_INTO):
                raise Refusal("Nothing was changed: this customer is one of its own. Name the one that was merged.")
            rulebook = self._rulebook(connection)
            check_parting(connection, rulebook, [(record, None)], now=now)
            held = tickets.of_customers(connection, Families(connection).members(loser))
            marks = {MERGED_INTO: None, MERGED_AT: None}
            written = change(connection, record, Stamp(now, self._user), marks)
            touched = find_anew(connection, held)
        return Changes(tickets=touched, customers=True, records=written)

    def _merger(self, connection: Connection, loser: str, survivor: str, now: Instant) -> Merger:
        families, rulebook = Families(connection), self._rulebook(connection)
        gone, stays = (_one(families, id_) for id_ in (loser, survivor))
        if gone.id == stays.id:
            raise Refusal("Nothing was merged: both are the same customer. Choose another one to merge into.")
        if stays.body.get(RETIRED):
            raise Refusal(f"Nothing was merged: {stays.name} is retired. Bring it back first.")
        held = tickets.of_customers(connection, families.members(gone.id))
        before, after = (_terms(rulebook, record.id, now) for record in (gone, stays))
        claimed = _claimed_terms(rulebook, {row.agreement for row in held if row.agreement})
        _check_counting(gone, stays, [*claimed, *([before] if before else [])], after, bool(held))
        open_ = [row for row in held if row.open]
        names = [
            {record.name for record in owned(connection, "contact", families.members(one.id))} for one in (gone, stays)
        ]
        claims: dict[str, int] = {}
        for row in open_:
            if row.agreement:
                claims[row.agreement] = claims.get(row.agreement, 0) + 1
        agreed = "" if after is None else after.agreement.name
        month, _ = _month(rulebook, after, now)
        return Merger(
            loser=gone.name,
            survivor=stays.name,
            tickets=len(held),
            open=len(open_),
            contacts=len(owned(connection, "contact", families.members(gone.id))),
            services=len(owned(connection, "service", families.members(gone.id))),
            claims=tuple(sorted(claims.items())),
            agreement=agreed,
            other_targets=bool(agreed) and any(terms.agreement.name != agreed for terms in claimed),
            month=month,
            twice=tuple(sorted(names[0] & names[1])),
            groups=tuple(sorted(gone.body.get(GROUPS, {}))),
        )


def check_parting(
    connection: Connection,
    rulebook: Rulebook,
    pairs: Sequence[tuple[Record, Record | None]],
    *,
    now: Instant,
) -> None:
    """Refuse to take a merge back where a month was reported together, and where tickets of both became one."""
    for newest, before in pairs:
        into = newest.body.get(MERGED_INTO)
        again = None if before is None else before.body.get(MERGED_AT)
        if newest.kind == "customer" and into is None and again is not None:
            # A merge that was taken back is done again: from its own instant, which must lie in this month still.
            _, period = _month(rulebook, _terms(rulebook, newest.id, now), now)
            if again < period.start:
                raise Refusal(
                    f"{newest.name} was not merged again: the month of that merge is over. Merge it from now on."
                )
        if newest.kind != "customer" or into is None or (before is not None and before.body.get(MERGED_INTO) == into):
            continue
        families = Families(connection)
        name = families.name(into)
        _, period = _month(rulebook, _terms(rulebook, families.survivor(into), now), now)
        if newest.body[MERGED_AT] < period.start:
            raise Refusal(
                f"Nothing was undone: {newest.name} and {name} were merged in a month that is over and was counted "
                f"together. Add {newest.name} anew under another name for the tickets to come."
            )
        theirs = {row.id for row in tickets.of_customers(connection, families.members(newest.id))}
        others = tickets.of_customers(connection, families.members(families.survivor(into)))
        for row in others:
            if row.merged_into is not None and (row.id in theirs) is not (row.merged_into in theirs):
                raise Refusal(
                    f"Nothing was undone: ticket {row.number} was merged with one of the other customer since. Undo "
                    "that merge first."
                )


def _one(families: Families, id_: str) -> Record:
    record = families.records.get(id_)
    if record is None or record.body.get(GONE):
        raise Refusal("Nothing was merged: one of the customers is not there any more. Choose again.")
    if record.body.get(MERGED_INTO):
        raise Refusal(f"Nothing was merged: {record.name} goes on as part of {families.name(id_)} already.")
    return record


def _terms(rulebook: Rulebook, customer: str, now: Instant) -> Terms | None:
    line = rulebook.line(customer, now)
    return line[0][1] if line else None


def _claimed_terms(rulebook: Rulebook, names: set[str]) -> list[Terms]:
    return [terms for name in sorted(names) for terms in rulebook.terms.get(name, ())]


def _check_counting(gone: Record, stays: Record, theirs: Sequence[Terms], after: Terms | None, any_: bool) -> None:
    """Months must begin at one instant and count by one rule: else a clock would count in both customers' months, or
    in neither's (R1)."""
    if after is None or not any_:
        return
    for terms in theirs:
        if terms.agreement.basis is not after.agreement.basis:
            raise Refusal(
                f"Nothing was merged: {gone.name} counts clocks by when they were {terms.agreement.basis.value}, "
                f"{stays.name} by when they were {after.agreement.basis.value}, so one could count twice or never. Let "
                "both be under agreements that count alike, then merge."
            )
        if terms.desk_hours.zone.key != after.desk_hours.zone.key:
            raise Refusal(
                f"Nothing was merged: the months of {gone.name} begin by the clock of {terms.desk_hours.zone.key}, "
                f"those of {stays.name} by that of {after.desk_hours.zone.key}, so a ticket could count twice or "
                "never. Log new tickets for the one that stays, and retire the other."
            )


def _month(rulebook: Rulebook, terms: Terms | None, now: Instant) -> tuple[Month, Span]:
    hours = rulebook.desk_hours if terms is None else terms.desk_hours
    today = hours.day_of(now)
    month = Month(today.year, today.month)
    return month, month.span(hours)


def _named(month: Month) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _some(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
