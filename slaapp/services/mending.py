"""What is put right afterwards: marks, waivers, reasons, corrections, details (C12, C13, C15 of semantics)."""

from typing import Any

from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.claim import Claim
from slaapp.domain.clock import read
from slaapp.domain.corrections import check_correction, latest
from slaapp.domain.durations import MONTHS
from slaapp.domain.errors import Refusal
from slaapp.domain.events import (
    LEAVING,
    BreachExplained,
    Closed,
    Corrected,
    DetailsChanged,
    EventId,
    Linked,
    MissReason,
    NotMeasured,
    NotMeasuredReason,
    Received,
    TicketId,
    Waived,
)
from slaapp.domain.history import effective
from slaapp.domain.relations import Relation
from slaapp.domain.settled import settled
from slaapp.domain.spans import Instant
from slaapp.domain.winding import wind
from slaapp.services.changes import Changes
from slaapp.services.claiming import About, about_of, as_written, claim
from slaapp.services.families import customer_now
from slaapp.services.fields import checked_text
from slaapp.services.keeping import Kept
from slaapp.services.rulebook import Rulebook
from slaapp.services.undoing import Undoing
from slaapp.services.writing import Make
from slaapp.storage import events
from slaapp.storage.database import Connection


class Mending(Undoing):
    """Nothing written is changed: each of these adds an event that names another."""

    def exclude(
        self, number: int, reason: NotMeasuredReason, *, now: Instant, text: str = "", other: int | None = None
    ) -> Changes:
        """Mark a ticket as not measured (C13). Merging has a method of its own."""
        checked_text(text, "Text")
        if reason is NotMeasuredReason.MERGED:
            raise Refusal(f"Ticket {number} was not changed: a ticket is merged by naming the one it goes into.")
        if other is not None and (reason is not NotMeasuredReason.DUPLICATE or other == number):
            raise Refusal(
                f"Ticket {number} was not changed: only a duplicate names the ticket it doubles, which is another one."
            )
        with self._database.read() as connection:
            another = None if other is None else self._find(connection, other).id
            kept = self._kept(connection, number)
            doubled = self._find(connection, number).id
        if any(
            isinstance(mark, NotMeasured) and mark.reason is reason and mark.metrics is None for mark in kept.history
        ):
            raise Refusal(f"Ticket {number} is not measured already, as {reason.value.replace('_', ' ')}.")
        done = kept.ticket.status.done
        makes: list[Make] = [lambda stamp: NotMeasured(**stamp, reason=reason, text=text, other=another)]
        if reason in LEAVING and not done:
            makes.append(lambda stamp: Closed(**stamp))
        beside: list[tuple[TicketId, Make]] = []
        if another is not None:
            beside.append((another, lambda stamp: Linked(**stamp, other=doubled, relation=Relation.DOUBLED_BY)))
        return self._add(number, makes, beside=beside, at=None, now=now)

    def waive(
        self, number: int, metric: Metric, *, reason: str, agreed_by: str, now: Instant, cycle: int | None = None
    ) -> Changes:
        """C15: a breach that both sides agreed not to count, with reason and name; `cycle` None: the latest one."""
        if not checked_text(reason, "Reason").strip() or not checked_text(agreed_by, "Name").strip():
            raise Refusal("The breach was not waived: a waiver needs a reason and the name of who agreed to it.")
        missed = self._missed(number, metric, cycle, now, waived=False)
        return self._add(
            number,
            [lambda stamp: Waived(**stamp, metric=metric, cycle=missed, reason=reason, agreed_by=agreed_by)],
            at=None,
            now=now,
        )

    def explain(
        self,
        number: int,
        metric: Metric,
        reason: str,
        *,
        now: Instant,
        cycle: int | None = None,
        code: MissReason | None = None,
    ) -> Changes:
        """Say why a target was missed, in words or of which kind the reason is (`other` needs words); `cycle` None: the
        latest one."""
        if not checked_text(reason, "Reason").strip() and code in (None, MissReason.OTHER):
            raise Refusal("The reason was not added: it is empty. Say why the target was missed.")
        missed = self._missed(number, metric, cycle, now)
        return self._add(
            number,
            [lambda stamp: BreachExplained(**stamp, metric=metric, cycle=missed, reason=reason, code=code)],
            at=None,
            now=now,
        )

    def correct(
        self,
        number: int,
        event: EventId,
        field: str,
        value: str | int | bool | None,
        *,
        reason: str,
        now: Instant,
    ) -> Changes:
        """C12: what was entered wrong acts as if it had always been right; the reason is kept and reported."""
        if not checked_text(reason, "Reason").strip():
            raise Refusal("Nothing was corrected: a correction needs a reason.")
        if field == "occurred_at" and isinstance(value, int):
            self._not_in_future(value, now)
        with self._database.read() as connection:
            written = events.history(connection, self._find(connection, number).id)
        history = effective(written)
        acting = {held.id: held for held in history}
        if event not in acting:
            raise Refusal(
                f"Nothing was corrected: ticket {number} has no such event, or it was undone.",
                command=f"See them with: slaapp show {number}",
            )
        check_correction(history, acting[event], field, value, number=number)
        return self._add(
            number,
            [lambda stamp: Corrected(**stamp, event=event, field=field, value=value, reason=reason)],
            at=None,
            now=now,
        )

    def latest_with(self, number: int, name: str) -> EventId:
        """The last event of the ticket of which `name` can be corrected (see `corrections.CORRECTABLE`)."""
        with self._database.read() as connection:
            found = latest(effective(events.history(connection, self._find(connection, number).id)), name)
        if found is None:
            raise Refusal(f"Nothing was corrected: nothing on ticket {number} has a {name.replace('_', ' ')}.")
        return found.id

    def correct_received(self, number: int, received_at: Instant, *, reason: str, now: Instant) -> Changes:
        """Set back, or forward, when the ticket was received."""
        with self._database.read() as connection:
            written = events.history(connection, self._find(connection, number).id)
        first = next(event for event in written if isinstance(event, Received))
        return self.correct(number, first.id, "occurred_at", received_at, reason=reason, now=now)

    def edit(
        self,
        number: int,
        *,
        now: Instant,
        subject: str | None = None,
        customer: str | None = None,
        contact: str | None = None,
        service: str | None = None,
    ) -> Changes:
        """Mend what a ticket says of itself. With another customer, contact or service it is measured by the agreement
        that claims such a ticket (see `claiming`), from its being received on.

        Another customer is refused once a clock is decided otherwise, or the month in which it was received is over
        (R1); with another contact or service the ticket keeps its agreement then.
        """
        if subject is not None and not checked_text(subject, "Subject").strip():
            raise Refusal("The subject was not changed: it is empty. Say in a few words what the ticket is about.")
        said: dict[str, str | None] = {"subject": subject, "customer": customer, "contact": contact, "service": service}
        if (customer, contact, service) != (None, None, None):
            with self._database.read() as connection:
                if customer is not None:
                    said["customer"] = customer = customer_now(connection, customer)
                    _check_month(number, self._find(connection, number).received_at, now, self._rulebook(connection))
                said |= self._claimed_anew(connection, number, About(customer, contact, service), now)
        return self._add(
            number,
            [lambda stamp: DetailsChanged(**stamp, **said)],  # type: ignore[arg-type]  # the fields are as named
            at=None,
            now=now,
            unsettling=f"The customer of ticket {number} was not changed: a clock is decided by the agreement of the "
            "present one. Log a new ticket for the other customer and mark this one as withdrawn.",
        )

    def _claimed_anew(self, connection: Connection, number: int, changed: About, now: Instant) -> dict[str, Any]:
        """What to write of the agreement that claims a ticket once these are changed; nothing where it keeps its own:
        with the same customer that is also so where anything decided would change."""
        kept, rulebook = self._kept(connection, number), self._rulebook(connection)
        about = About(*(new or old for new, old in zip(changed, about_of(kept.ticket), strict=True)))
        found = claim(connection, rulebook, about, kept.ticket.received_at)
        if found is None or (found == kept.claim and changed.customer is None):
            return {}
        if changed.customer is None and not self._may_follow(kept, found, now, rulebook):
            return {}
        return as_written(found)

    def _may_follow(self, kept: Kept, found: Claim, now: Instant, rulebook: Rulebook) -> bool:
        """Whether another claim may hold of a ticket: it is of the same agreement, or the month in which the ticket was
        received is not over and nothing that is decided would change."""
        if kept.claim is not None and kept.claim.agreement == found.agreement:
            return True
        line = rulebook.line(kept.ticket.customer, kept.ticket.received_at, agreement=found.agreement)
        clocks = wind(kept.history, line, absorbed=kept.absorbed, course=kept.course)
        same = settled(kept.clocks, now) == settled(clocks, now)
        return same and not _is_over(kept.ticket.received_at, now, rulebook)

    def _missed(
        self, number: int, metric: Metric, cycle: int | None, now: Instant, *, waived: bool | None = None
    ) -> int:
        """The cycle of a public target that was missed: the one asked for, else the latest (C15, C16).

        With `waived` False one that is waived already is none.
        """
        with self._database.read() as connection:
            hours = self._rulebook(connection).hours
            kept = self._kept(connection, number)
        late = [
            clock.cycle
            for clock in kept.clocks
            if clock.metric is metric
            and clock.tier is Tier.PUBLIC
            and cycle in (None, clock.cycle)
            and clock.measured
            and waived in (None, clock.waived)
            and read(clock, now, hours).breached
        ]
        if not late:
            raise Refusal(
                f"Nothing was changed: ticket {number} has missed no target for {metric.value.replace('_', ' ')} that "
                f"was promised to the customer{'' if waived is None else ' and is not waived yet'}."
            )
        return max(late)


def _is_over(at: Instant, now: Instant, rulebook: Rulebook) -> bool:
    """Whether the month that holds this instant has ended."""
    held, today = (rulebook.desk_hours.day_of(moment) for moment in (at, now))
    return (held.year, held.month) != (today.year, today.month)


def _check_month(number: int, received_at: Instant, now: Instant, rulebook: Rulebook) -> None:
    if _is_over(received_at, now, rulebook):
        received = rulebook.desk_hours.day_of(received_at)
        raise Refusal(
            f"The customer of ticket {number} was not changed: it was received in {MONTHS[received.month - 1]} "
            f"{received.year}, a month that is over. Log a new ticket for the other customer and mark this one as "
            "withdrawn."
        )
