"""Which pauses of a period somebody should look at: begun in the last minutes, without a word, again and again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from slaapp.domain.agreement import Metric, Status, Terms, Tier
from slaapp.domain.compliance import Outcome
from slaapp.domain.spans import Instant, Seconds, Span
from slaapp.domain.timeline import BeatKind, Piece
from slaapp.reports.audit_data import (
    LAST_MINUTES,
    REPEATED,
    SHORT,
    LatePause,
    PauseAudit,
    RepeatedPauses,
    SilentPause,
)
from slaapp.services.amendment_effects import standing
from slaapp.services.report_reading import Waits


class Pause(NamedTuple):
    """A stretch in which one waiting status after another stopped the public resolution clock. `metrics` are those that
    it began to stop, `ended_at` None: it goes on at the cut-off; `seconds` are working time."""

    status: Status
    began_at: Instant
    ended_at: Instant | None
    metrics: frozenset[Metric]
    seconds: Seconds


def pause_audit(those: Iterable[Waits], period: Span, cut_off: Instant) -> PauseAudit:
    """Of the pauses that began in the period."""
    begun = 0
    late: list[LatePause] = []
    silent: list[SilentPause] = []
    repeated: list[RepeatedPauses] = []
    stops = _Stops()
    for ticket in those:
        pauses = [pause for pause in _pauses_of(ticket, cut_off, stops) if pause.began_at >= period.start]
        begun += len(pauses)
        number, subject = ticket.number, ticket.subject
        told = [beat.at for beat in ticket.course.beats if beat.kind is BeatKind.REPLIED]
        for pause in pauses:
            late += _last_minutes(ticket, pause)
            if not any(abs(at - pause.began_at) <= LAST_MINUTES for at in told):
                silent.append(
                    SilentPause(
                        number=number,
                        subject=subject,
                        status=pause.status,
                        began_at=pause.began_at,
                        ended_at=pause.ended_at,
                        paused=pause.seconds,
                    )
                )
        short = [pause.seconds for pause in pauses if pause.ended_at is not None and pause.seconds < SHORT]
        if len(short) >= REPEATED:
            repeated.append(RepeatedPauses(number, subject, len(short), sum(short)))
    return _in_order(begun, late, silent, repeated)


def together(parts: Sequence[PauseAudit]) -> PauseAudit:
    """Of tickets that were looked at in several parts."""
    return _in_order(
        sum(part.begun for part in parts),
        chain.from_iterable(part.last_minutes for part in parts),
        chain.from_iterable(part.silent for part in parts),
        chain.from_iterable(part.repeated for part in parts),
    )


def _in_order(
    begun: int, late: Iterable[LatePause], silent: Iterable[SilentPause], repeated: Iterable[RepeatedPauses]
) -> PauseAudit:
    return PauseAudit(
        begun,
        tuple(sorted(late, key=lambda one: (one.began_at, one.number, one.metric, one.cycle))),
        tuple(sorted(silent, key=lambda one: (one.began_at, one.number))),
        tuple(sorted(repeated, key=lambda one: one.number)),
    )


class _Stops:
    """Which public clocks a status stops; of each version of an agreement found out once."""

    def __init__(self) -> None:
        self._of: dict[int, dict[Status, frozenset[Metric]]] = {}

    def by(self, terms: Terms, piece: Piece) -> frozenset[Metric]:
        of = self._of.get(id(terms))
        if of is None:
            pauses = terms.agreement.pauses
            of = self._of[id(terms)] = {
                status: frozenset(metric for metric in Metric if status in pauses.get((metric, Tier.PUBLIC), ()))
                for status in Status
            }
        return of[piece.status]


def _pauses_of(ticket: Waits, cut_off: Instant, stops: _Stops) -> Iterator[Pause]:
    """Those of its whole life that began before the cut-off, in the order of time."""
    before: Piece | None = None
    run: list[tuple[Piece, Terms]] = []
    stopped: frozenset[Metric] = frozenset()
    for piece in ticket.course.pieces if ticket.line else ():
        if piece.start >= cut_off:
            break
        terms = _law(ticket, piece.start)
        if piece.open and Metric.RESOLUTION in stops.by(terms, piece):
            if not run:
                already = stops.by(terms, before) if before is not None and before.open else frozenset()
                stopped = stops.by(terms, piece) - already
            run.append((piece, terms))
        elif run:
            yield _pause(run, stopped, cut_off)
            run = []
        before = piece
    if run:
        yield _pause(run, stopped, cut_off)


def _law(ticket: Waits, at: Instant) -> Terms:
    """The version that governed the ticket then."""
    line = ticket.line
    return ([held for since, held in line if since <= at] or [line[0][1]])[-1]


def _pause(run: Sequence[tuple[Piece, Terms]], stopped: frozenset[Metric], cut_off: Instant) -> Pause:
    first, end = run[0][0], run[-1][0].end
    seconds = sum(
        terms.hours[piece.severity].between(piece.start, cut_off if piece.end is None else min(piece.end, cut_off))
        for piece, terms in run
    )
    return Pause(first.status, first.start, None if end is None or end >= cut_off else end, stopped, seconds)


def _last_minutes(ticket: Waits, pause: Pause) -> Iterator[LatePause]:
    """The public clocks that had hardly any time left as it began, and whose end it put off."""
    at = pause.began_at
    close = [found for found in ticket.outcomes if found.metric in pause.metrics and _may_be_close(ticket, found, at)]
    if not close:
        return
    then = {(found.metric, found.cycle): found for found in ticket.as_of(at) if found.tier is Tier.PUBLIC}
    for found in close:
        was = then.get((found.metric, found.cycle))
        if was is None or not was.running or was.verdict is not None or was.allowed is None:
            continue
        left = was.allowed - was.used
        if 0 <= left <= LAST_MINUTES:
            yield LatePause(
                number=found.number,
                subject=ticket.subject,
                status=pause.status,
                began_at=at,
                metric=found.metric,
                cycle=found.cycle,
                left=left,
                state=standing(found),
            )


def _may_be_close(ticket: Waits, found: Outcome, at: Instant) -> bool:
    """Whether the clock ran then and may have been near its target: one that never used that much was not, as long as
    nothing but time changed it. To wind a ticket as of then takes longer than to ask this."""
    under_way = found.started_at < at and (found.ended_at is None or found.ended_at > at)
    if found.tier is not Tier.PUBLIC or not under_way:
        return False
    steady = ticket.course.steady and len(ticket.line) == 1 and found.allowed is not None
    return not steady or found.used >= (found.allowed or 0) - LAST_MINUTES
