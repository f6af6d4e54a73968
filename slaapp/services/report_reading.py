"""Read the tickets of a report as they stood at its cut-off."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from slaapp.domain.agreement import Tier
from slaapp.domain.clock import Clock, Verdict
from slaapp.domain.compliance import Outcome, outcome
from slaapp.domain.events import BreachExplained, NotMeasured, Received, TicketEvent, TicketId, Waived
from slaapp.domain.history import effective
from slaapp.domain.lanes import TermsLine
from slaapp.domain.remarks import last_said
from slaapp.domain.spans import Instant, Span
from slaapp.domain.timeline import BeatKind, Timeline, timeline
from slaapp.domain.value import Value
from slaapp.services.keeping import Kept, with_merged, work_out_as_of
from slaapp.services.rulebook import Rulebook
from slaapp.storage.database import Connection
from slaapp.storage.tickets import Header


class Read(Value):
    """A ticket read up to the cut-off. `later` are marks, waivers and reasons written since (R9).

    `since` is when its customer went on as part of the one that is reported (ever, for their own tickets). `own` is its
    timeline without what was merged into it: a ticket comes and goes by itself, whatever it takes in (R5). `as_of`
    gives its outcomes as they stood at an earlier cut-off, `rewritten` those of another history of it at this one.
    """

    held: Header
    since: Instant
    written: Sequence[TicketEvent]
    kept: Kept
    later: Sequence[TicketEvent]
    own: Timeline
    outcomes: tuple[Outcome, ...]
    as_of: Callable[[Instant], tuple[Outcome, ...]]
    rewritten: Callable[[Sequence[TicketEvent]], tuple[Outcome, ...]]

    @property
    def waits(self) -> "Waits":
        kept = self.kept
        subject, number = kept.ticket.subject, self.held.number
        return Waits(number, subject, kept.line, self.own, kept.course, self.outcomes, self.as_of)


class Waits(NamedTuple):
    """How long a ticket stood in which status, as its pauses are told: see `Read`. `course` is its timeline with what
    was merged into it; `line` are the versions of its agreement."""

    number: int
    subject: str
    line: TermsLine
    own: Timeline
    course: Timeline
    outcomes: Sequence[Outcome]
    as_of: Callable[[Instant], tuple[Outcome, ...]]


def read_tickets(
    connection: Connection, rulebook: Rulebook, held: Sequence[tuple[Header, Instant]], cut_off: Instant, now: Instant
) -> Iterator[Read]:
    """These tickets, each with since when it belongs to whom is reported, from what happened before the cut-off and was
    written down by `now` (R9)."""
    known = {
        id_: tuple(event for event in written if event.recorded_at <= now)
        for id_, written in with_merged(connection, [header.id for header, _ in held]).items()
    }
    for header, since in held:
        written = known[header.id]
        if not any(isinstance(event, Received) for event in written):
            continue  # it was written down later than `now`: the machine's clock was put back since
        kept = work_out_as_of(header.id, known, rulebook, until=cut_off - 1)
        if kept is None:
            continue
        later = [event for event in effective(written) if event.occurred_at >= cut_off]
        outcomes = _outcomes(header, kept, later, rulebook, min(cut_off, now))
        own = timeline(kept.history) if kept.absorbed else kept.course
        as_of = partial(_as_of, header, known, rulebook)
        rewritten = partial(_rewritten, header, known, rulebook, cut_off, min(cut_off, now))
        yield Read(header, since, written, kept, later, own, outcomes, as_of, rewritten)


def _as_of(
    held: Header, known: Mapping[TicketId, Sequence[TicketEvent]], rulebook: Rulebook, cut_off: Instant
) -> tuple[Outcome, ...]:
    return _at_cut_off(held, known, rulebook, cut_off, cut_off)


def _rewritten(
    held: Header,
    known: Mapping[TicketId, Sequence[TicketEvent]],
    rulebook: Rulebook,
    cut_off: Instant,
    at: Instant,
    written: Sequence[TicketEvent],
) -> tuple[Outcome, ...]:
    return _at_cut_off(held, {**known, held.id: written}, rulebook, cut_off, at)


def _at_cut_off(
    held: Header, known: Mapping[TicketId, Sequence[TicketEvent]], rulebook: Rulebook, cut_off: Instant, at: Instant
) -> tuple[Outcome, ...]:
    kept = work_out_as_of(held.id, known, rulebook, until=cut_off - 1)
    if kept is None:
        return ()
    later = [event for event in effective(known[held.id]) if event.occurred_at >= cut_off]
    return _outcomes(held, kept, later, rulebook, at)


def _outcomes(
    held: Header, kept: Kept, later: Sequence[TicketEvent], rulebook: Rulebook, at: Instant
) -> tuple[Outcome, ...]:
    resolved = [beat.at for beat in kept.course.beats if beat.kind is BeatKind.RESOLVED]
    remarks = [event for event in (*kept.history, *later) if isinstance(event, Waived | BreachExplained)]

    def told(clock: Clock) -> Outcome:
        waived = last_said(remarks, Waived, clock.metric, clock.cycle)
        explained = last_said(remarks, BreachExplained, clock.metric, clock.cycle)
        return outcome(
            clock,
            ticket=held.id,
            number=held.number,
            received_at=kept.course.received_at,
            resolved_at=resolved[-1] if resolved else None,
            at=at,
            hours=rulebook.hours,
            waiver=None if waived is None else _agreed(waived),
            reason=None if explained is None else explained.reason,
            code=None if explained is None else explained.code,
        )

    return tuple(_marked_later(told(clock), later) for clock in kept.clocks)


def _agreed(waived: Waived) -> str:
    """Why, with who agreed to it."""
    return f"{waived.reason} ({waived.agreed_by})" if waived.agreed_by else waived.reason


def _marked_later(found: Outcome, later: Sequence[TicketEvent]) -> Outcome:
    """R9: marks and waivers recorded after the period act on clocks that were decided in it."""
    if not found.measured or found.verdict is None:
        return found
    for event in later:
        if isinstance(event, NotMeasured) and (event.metrics is None or found.metric in event.metrics):
            found = replace(found, excluded=found.excluded or event.reason)
    if found.tier is Tier.PUBLIC and found.breached:
        waived = last_said(later, Waived, found.metric, found.cycle)
        found = found if waived is None else replace(found, waived=True, waiver=_agreed(waived))
    return found


def touches(found: Outcome, period: Span) -> bool:
    """Whether a clock can appear in the period's report: counted in it, or breached before and still running."""
    instants = (found.decided_at, found.excluded_at, found.received_at, found.resolved_at)
    within = any(at is not None and period.start <= at < period.end for at in instants)
    return within or (found.running and found.verdict is Verdict.BREACHED)
