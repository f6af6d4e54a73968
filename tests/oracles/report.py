"""A slow second opinion on every figure of a report.

It reads events by SQL, lets the slow oracle of clocks walk through each ticket, and counts: no figure is taken over
from the program, and no time is calculated: working time is looked up a quarter of an hour after the other. What it
gives has the shape of the report for machines. Written from § 5 of semantics alone; desks open and close on quarters of
an hour.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from slaapp.domain.agreement import CountingBasis, Metric, Severity, Status, Tier
from slaapp.domain.events import (
    Absorbed,
    Closed,
    Corrected,
    CustomerWrote,
    DetailsChanged,
    MissReason,
    Noted,
    NotMeasured,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    SeverityChanged,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.wording import MISS_REASON
from tests.oracles.clocks import QUARTER, Law, Wall, believed
from tests.oracles.lives import Clock, Life, Ticket, Written

Figures = dict[str, Any]

WORST_FIRST = (Severity.URGENT, Severity.HIGH, Severity.NORMAL, Severity.LOW)
BANDS = ((0, 1), (2, 3), (4, 5), (6, 10), (11, 20), (21, None))
ABSENT = (None, "absent")
COUNTING = (
    *(Received, Replied, CustomerWrote, StatusChanged, SeverityChanged, Resolved, Reopened, Closed, NotMeasured),
    *(Absorbed, Waived),
)
WAITS = {
    Status.WAITING_CUSTOMER: "customer",
    Status.WAITING_THIRD_PARTY: "third_party",
    Status.SCHEDULED: "scheduled",
}


@dataclass(frozen=True)
class Desk:
    """`agreed` says by which law a customer's tickets are measured (None: those of nobody), `names` what customers are
    called. `reported` are those of whom the report is; `whole`: of everybody, a line for each. `severity`, `service`
    and `agreement`: the only ones that are reported, by name; `services` says what services are called, `basis` in
    which period a clock counts.
    """

    agreed: Mapping[str | None, Law]
    names: Mapping[str, str]
    reported: Sequence[str]
    whole: bool
    severity: Severity | None = None
    service: str | None = None
    agreement: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    basis: CountingBasis = CountingBasis.DECIDED

    @property
    def law(self) -> Law:
        """The one by which the report is measured."""
        if self.agreement is not None:
            return next(law for law in self.agreed.values() if law.agreement.name == self.agreement)
        return self.agreed[None] if self.whole else self.agreed[self.reported[0]]

    def holds(self, ticket: Ticket) -> bool:
        by_customer = self.whole or ticket.customer in self.reported
        by_service = self.service is None or self.services.get(ticket.service or "") == self.service
        return by_customer and by_service and self.agreement in (None, ticket.law.agreement.name)


class Recount:
    """A report counted again. `first` and `last` are its days."""

    def __init__(self, written: Written, desk: Desk, first: date, last: date, now: int) -> None:
        self.desk, self.now = desk, now
        self.known = {id_: [event for event in events if event.recorded_at <= now] for id_, events in written.items()}
        self.wall = Wall(desk.law.line(Severity.NORMAL))
        self.days: dict[date, bool] = {}
        self.zone: ZoneInfo = self.wall.zone
        self.first, self.last = first, last
        self.start, self.end = self._midnight(first), self._midnight(last + timedelta(days=1))
        self.cut = min(self.end, now + 1)
        self.at = min(self.cut, now)
        every = [self._ticket(id_) for id_ in self.known]
        there = [one for one in every if one.there]
        self.tickets = sorted((one for one in there if desk.holds(one)), key=lambda one: one.number)
        self.there = [one for one in self.tickets if desk.severity in (None, one.course.states[-1].severity)]

    def _midnight(self, day: date) -> int:
        return int(datetime(day.year, day.month, day.day, tzinfo=self.zone).timestamp())

    def _ticket(self, id_: str) -> Ticket:
        told = believed(self.known[id_])
        received = told[0] if told else None
        customer, number = None, 0
        if isinstance(received, Received):
            customer, number = received.customer, received.number
        for event in told:
            if isinstance(event, DetailsChanged) and event.customer is not None:
                customer = event.customer
        return Ticket(id_, number, customer, self.desk.agreed[customer], self.known, self.cut, self.at)

    def figures(self) -> Figures:
        within = self._counted(self._clocks(), self.start, self.end)
        late = sorted(
            (clock for clock in within if clock.measured and clock.breached and clock.targeted), key=_by_breach
        )
        still = sorted(
            (
                clock
                for clock in self._clocks()
                if clock.running and clock.breached and (clock.shown.decided_at or 0) < self.start and clock.targeted
            ),
            key=_by_breach,
        )
        cells = self._cells(within, self.desk.law)
        mixed = self._mixed(within)
        return {
            "attainment": [self._cell(place, held, mixed, self.desk.law) for place, held in cells.items()],
            "totals": self._totals(cells, mixed, self.desk.law),
            "all_targets": self._sum(cells, mixed, self.desk.law),
            "times": [self._times(place, held) for place, held in cells.items()],
            "breaches": [self._late(clock) for clock in late],
            "still_late": [self._late(clock) for clock in still],
            "reasons": self._reasons(late),
            "near_misses": self._near(within),
            "at_risk": self._at_risk(),
            "curves": self._curves(within),
            "flow": self._flow(self.there, self.start, self.end),
            "weeks": [*self._weeks()],
            "received_by_severity": self._by_severity(),
            "received_by_service": dict(Counter(self._service(ticket) for ticket in self._received())),
            "received_by_channel": dict(Counter(self._channel(ticket) for ticket in self._received())),
            "corrections": sorted(
                (number, kind, _text(at), _text(written)) for number, kind, at, written, *_ in self._amendments()
            ),
            "correction_effects": sorted(
                (effect for entry in self._amendments() for effect in self._effects(*entry)), key=str
            ),
            "arrivals": self._arrivals(),
            "backlog": self._backlog(),
            "pauses": self._pauses(),
            "pause_audit": self._pause_audit(),
            "not_measured": self._not_measured(),
            "left_out": sorted(
                (clock.ticket.number, *clock.place, clock.shown.cycle, clock.breached)
                for clock in within
                if clock.measured and clock.targeted and clock.set_aside and not clock.waived
            ),
            "trend": [*self._trend()],
            "customers": [*self._customers()] if len(self.desk.reported) > 1 or self.desk.whole else [],
            "minutes": self._minutes(),
        }

    # Clocks ---------------------------------------------------------------------------------------------------------

    def _clocks(self, end: int | None = None, tickets: Iterable[Ticket] | None = None) -> list[Clock]:
        found = []
        for ticket in self.tickets if tickets is None else tickets:
            read = ticket
            if end is not None and end < self.cut and ticket.merges:
                read = ticket.as_of(end)
                if not read.there:
                    continue
            found += [clock for clock in read.clocks if self.desk.severity in (None, clock.shown.severity)]
        return found

    def _counted(self, clocks: Iterable[Clock], start: int, end: int) -> list[Clock]:
        return [clock for clock in clocks if (at := self._counts_at(clock)) is not None and start <= at < end]

    def _counts_at(self, clock: Clock) -> int | None:
        if clock.counts_at is None or self.desk.basis is CountingBasis.DECIDED:
            return clock.counts_at
        if self.desk.basis is CountingBasis.RECEIVED:
            return clock.ticket.course.received_at
        return max((at for kind, at in clock.ticket.course.moves if kind in ("resolved", "shut")), default=None)

    def _cells(self, within: Iterable[Clock], law: Law | None) -> dict[tuple[str, str], list[Clock]]:
        """In the order of metrics, the worst severity first; those with a target, and those with clocks."""
        promised = set()
        if law is not None:
            promised = {
                (t.metric.value, t.severity.word)
                for t in law.agreement.targets
                if t.tier is Tier.PUBLIC and self.desk.severity in (None, t.severity)
            }
        there = {clock.place for clock in within if clock.targeted}
        return {
            (metric.value, severity.word): [
                clock for clock in within if clock.targeted and clock.place == (metric.value, severity.word)
            ]
            for metric in Metric
            for severity in WORST_FIRST
            if (metric.value, severity.word) in promised | there
        }

    def _mixed(self, within: Iterable[Clock]) -> set[tuple[str, str]]:
        """Where several agreements promised different goals."""
        if len({law.agreement.name for law in self._laws()}) < 2:
            return set()
        goals: dict[tuple[str, str], set[int]] = {}
        for clock in within:
            if clock.measured and clock.targeted:
                goals.setdefault(clock.place, set()).add(clock.goal)
        return {place for place, held in goals.items() if len(held) > 1}

    def _laws(self) -> list[Law]:
        if self.desk.agreement is not None:
            return [self.desk.law]
        if self.desk.whole:
            return [*self.desk.agreed.values()]
        return [self.desk.agreed[customer] for customer in self.desk.reported]

    @staticmethod
    def _goal(place: tuple[str, str], held: Sequence[Clock], law: Law | None) -> int:
        """The highest one promised to what was decided; of nothing decided what the law promises, else what was
        promised to what was not measured."""
        decided = [clock.goal for clock in held if clock.measured]
        targets = [] if law is None else law.agreement.targets
        promised = [t.goal for t in targets if t.tier is Tier.PUBLIC and (t.metric.value, t.severity.word) == place]
        return max(decided or promised or [clock.goal for clock in held])

    def _tally(self, held: Iterable[Clock]) -> Figures:
        held = list(held)
        decided = [clock for clock in held if clock.measured]
        met = [clock for clock in decided if not clock.breached]
        kept_met = [clock for clock in met if not (clock.set_aside and not clock.waived)]
        kept = [
            clock
            for clock in decided
            if not (clock.waived and clock.breached) and not (clock.set_aside and not clock.waived)
        ]
        return {
            "decided": len(decided),
            "met": len(met),
            "breached": len(decided) - len(met),
            "excluded": len(held) - len(decided),
            "waived": sum(clock.waived and clock.breached for clock in decided),
            "share": _percent(len(met), len(decided)),
            "adjusted": {
                "decided": len(kept),
                "met": len(kept_met),
                "share": _percent(len(kept_met), len(kept)),
            },
        }

    def _cell(
        self, place: tuple[str, str], held: Sequence[Clock], mixed: set[tuple[str, str]], law: Law | None
    ) -> Figures:
        tally = self._tally(held)
        goal = self._goal(place, held, law)
        if place in mixed:
            verdict = {"goal": None, "met_goal": None, "budget": None}
        else:
            verdict = {
                "goal": goal,
                "met_goal": _keeps(goal, tally["met"], tally["decided"]),
                "budget": (100 - goal) * tally["decided"] // 100 - tally["breached"],
            }
        return {"metric": place[0], "severity": place[1], "tier": "public", **tally, **verdict}

    def _sum(
        self,
        cells: Mapping[tuple[str, str], Sequence[Clock]],
        mixed: set[tuple[str, str]],
        law: Law | None = None,
    ) -> Figures:
        goals = {self._goal(place, held, law) for place, held in cells.items()}
        goal = goals.pop() if len(goals) == 1 and not mixed.intersection(cells) else None
        tally = self._tally(clock for held in cells.values() for clock in held)
        return {
            **tally,
            "goal": goal,
            "met_goal": None if goal is None else _keeps(goal, tally["met"], tally["decided"]),
        }

    def _totals(
        self, cells: Mapping[tuple[str, str], Sequence[Clock]], mixed: set[tuple[str, str]], law: Law | None
    ) -> list[Figures]:
        found = []
        for metric in dict.fromkeys(place[0] for place in cells):
            part = {place: held for place, held in cells.items() if place[0] == metric}
            found.append({"metric": metric, **self._sum(part, mixed, law)})
        return found

    def _times(self, place: tuple[str, str], held: Sequence[Clock]) -> Figures:
        took = [clock for clock in held if clock.measured]
        worked, at_least = _ranks([(clock.shown.used, clock.running) for clock in took])
        by_wall = [
            (
                max(0, (self.at if clock.shown.ended_at is None else clock.shown.ended_at) - clock.shown.started_at),
                False,
            )
            for clock in took
        ]
        return {
            "metric": place[0],
            "severity": place[1],
            "decided": len(took),
            **worked,
            "at_least": at_least,
            "calendar": _ranks(by_wall)[0],
        }

    def _late(self, clock: Clock) -> Figures:
        shown = clock.shown
        return {
            "ticket": clock.ticket.number,
            "severity": shown.severity.word,
            "metric": shown.metric.value,
            "cycle": shown.cycle,
            "target_s": shown.allowed,
            "used_s": shown.used,
            "late_s": shown.late,
            "running": clock.running,
            "received_at": _text(clock.ticket.course.received_at),
            "due_at": _text(shown.due_at),
            "decided_at": _text(shown.decided_at),
            "ended_at": _text(shown.ended_at),
            "reason": clock.reason,
            "reason_code": clock.code,
            "waived": clock.waived,
            "waiver": clock.waiver if clock.waived else None,
            "set_aside": clock.set_aside,
            "ball": self._ball(clock),
        }

    def _ball(self, clock: Clock) -> list[Figures]:
        end = self.at if clock.shown.ended_at is None else clock.shown.ended_at
        found: list[Figures] = []
        for at, until in self._steps(clock.ticket.course, clock.shown.started_at, end):
            state = clock.ticket.course.during(at)
            if state is None or not state.open:
                holder = "done"
            elif not self.wall.open(at):
                holder = "closed"
            else:
                holder = WAITS.get(state.status, "desk")
            if found and found[-1]["holder"] == holder:
                found[-1]["end"] = _text(until)
            else:
                found.append({"holder": holder, "start": _text(at), "end": _text(until)})
        return found

    @staticmethod
    def _steps(life: Life, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Up to each quarter of an hour and each change of the ticket's state."""
        changes = {state.at for state in life.states if start < state.at < end}
        cuts = sorted({start, end, *range(start - start % QUARTER + QUARTER, end, QUARTER), *changes})
        yield from pairwise(cuts)

    def _open_time(self, life: Life, start: int, end: int) -> int:
        return sum(until - at for at, until in self._steps(life, start, end) if self.wall.open(at))

    @staticmethod
    def _reasons(late: Sequence[Clock]) -> list[Figures]:
        counts = Counter(_kind(clock) for clock in late)
        order = sorted(counts, key=lambda reason: (reason is None, -counts[reason], reason or ""))
        found, so_far = [], 0
        for reason in order:
            those = [clock for clock in late if _kind(clock) == reason]
            so_far += len(those)
            found.append(
                {
                    "reason": reason,
                    "reason_code": those[0].code,
                    "targets": len(those),
                    "waived": sum(clock.waived for clock in those),
                    "late_s": sum(clock.shown.late or 0 for clock in those),
                    "running_total": so_far,
                }
            )
        return found

    @staticmethod
    def _near(within: Iterable[Clock]) -> list[tuple[int, str, int, int]]:
        """Ticket, metric, cycle, left."""
        return sorted(
            (clock.ticket.number, clock.shown.metric.value, clock.shown.cycle, clock.shown.left or 0)
            for clock in within
            if clock.shown.verdict == "met"
            and clock.targeted
            and (clock.shown.allowed or 0) - clock.shown.used < (clock.shown.allowed or 0) / 10
        )

    def _at_risk(self) -> list[tuple[int, str, int, int]]:
        found = []
        for clock in self._clocks():
            shown = clock.shown
            if shown.state in ("running", "waiting_for_opening") and shown.allowed is not None:
                warn_at = next(
                    t.warn_at
                    for t in clock.ticket.law.agreement.targets
                    if (t.metric, t.tier, t.severity) == (shown.metric, Tier.PUBLIC, shown.severity)
                )
                if (shown.left or 0) < 15 * 60 or shown.used / shown.allowed >= warn_at / 100:
                    found.append((clock.ticket.number, shown.metric.value, shown.cycle, shown.left or 0))
        return sorted(found)

    @staticmethod
    def _curves(within: Iterable[Clock]) -> list[Figures]:
        found = []
        for metric in Metric:
            held = [c for c in within if c.measured and c.targeted and c.shown.metric is metric]
            if held:
                counts = []
                for tenth in range(1, 21):
                    if tenth == 10:
                        counts.append(sum(not clock.breached for clock in held))
                        continue
                    counts.append(sum(10 * c.shown.used <= tenth * (c.shown.allowed or 0) for c in held))
                found.append({"metric": metric.value, "decided": len(held), "by_tenth_of_target": counts})
        return found

    # Tickets --------------------------------------------------------------------------------------------------------

    @staticmethod
    def _flow(tickets: Iterable[Ticket], start: int, end: int) -> Figures:
        tickets = list(tickets)
        moves = Counter(kind for ticket in tickets for kind, at in ticket.own.moves if start <= at < end)
        return {
            "open_at_start": sum(ticket.own.open_before(start) for ticket in tickets),
            "received": moves["received"],
            "reopened": moves["reopened"],
            "resolved": moves["resolved"],
            "left_otherwise": moves["left_otherwise"],
            "open_at_end": sum(ticket.own.open_before(end) for ticket in tickets),
        }

    def _weeks(self) -> Iterator[Figures]:
        days = [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]
        for monday in dict.fromkeys(day - timedelta(days=day.weekday()) for day in days):
            held = [day for day in days if monday <= day < monday + timedelta(days=7)]
            start, end = self._midnight(held[0]), self._midnight(held[-1] + timedelta(days=1))
            if start < self.cut:
                marks = sum(
                    isinstance(event, NotMeasured) and start <= event.occurred_at < end
                    for ticket in self.there
                    for event in ticket.history
                )
                yield {
                    "first_day": held[0].isoformat(),
                    "last_day": held[-1].isoformat(),
                    **self._flow(self.there, start, end),
                    "not_measured": marks,
                }

    def _received(self) -> list[Ticket]:
        return [ticket for ticket in self.there if self.start <= ticket.own.received_at < self.end]

    def _by_severity(self) -> dict[str, int]:
        found = Counter(ticket.own.states[-1].severity for ticket in self._received())
        return {severity.word: found[severity] for severity in WORST_FIRST if found[severity]}

    def _service(self, ticket: Ticket) -> str:
        return self.desk.services.get(ticket.service or "", "not said")

    @staticmethod
    def _channel(ticket: Ticket) -> str:
        first = ticket.history[0]
        assert isinstance(first, Received)
        return "not said" if first.channel is None else first.channel.value

    # What was written afterwards ------------------------------------------------------------------------------------

    def _amendments(self) -> Iterator[tuple[int, str, int, int, Ticket, list[TicketEvent]]]:
        """Corrections, late undos and late entries: ticket, kind, when it happened and when it was written, and how the
        ticket's history would read without it."""
        for ticket in self.there:
            written = self.known[ticket.id]
            by_id = {event.id: event for event in written}
            alive = {event.id for event in written if not self._taken_back(event, written)}
            counts = ticket.own.open_before(self.end) or any(
                at is not None and self.start <= at < self.end
                for clock in ticket.clocks
                for at in (clock.shown.decided_at if clock.measured else None, clock.dropped_at)
            )
            acting = {event.id: event.occurred_at for event in ticket.history}
            for event in written:
                without = [other for other in written if other is not event]
                if event.id not in alive:
                    continue
                if isinstance(event, Corrected):
                    target = by_id[event.event]
                    at = [*self._touched(event, target), acting.get(event.event, event.recorded_at)]
                    if isinstance(target, COUNTING) and event.field != "minutes" and self._touches(counts, at):
                        yield ticket.number, "correction", target.occurred_at, event.recorded_at, ticket, without
                elif isinstance(event, Retracted) and event.event in by_id:
                    gone = by_id[event.event]
                    target = by_id[gone.event] if isinstance(gone, Corrected) else gone
                    more = self._touched(gone, target) if isinstance(gone, Corrected) else []
                    at = [event.recorded_at, gone.occurred_at, *more]
                    late = event.recorded_at - gone.recorded_at > QUARTER
                    if isinstance(target, COUNTING) and late and self._touches(counts, at):
                        yield ticket.number, "correction", gone.occurred_at, event.recorded_at, ticket, without
            for event in ticket.history:
                moved = by_id[event.id].occurred_at != event.occurred_at
                late = event.recorded_at - event.occurred_at > QUARTER and not moved
                if isinstance(event, COUNTING) and late and self.start <= event.occurred_at < self.end:
                    on_time = replace(event, occurred_at=event.recorded_at)
                    without = [on_time if other.id == event.id else other for other in written]
                    yield ticket.number, "back_dated", event.occurred_at, event.recorded_at, ticket, without

    def _taken_back(self, event: TicketEvent, written: Sequence[TicketEvent]) -> bool:
        return any(
            isinstance(other, Retracted) and other.event == event.id and not self._taken_back(other, written)
            for other in written
        )

    def _touches(self, counts: bool, instants: Iterable[int]) -> bool:
        return counts or any(self.start <= at < self.end for at in instants)

    @staticmethod
    def _touched(correction: Corrected, target: TicketEvent) -> list[int]:
        moved = correction.value if correction.field == "occurred_at" else None
        return [correction.recorded_at, target.occurred_at, *([moved] if isinstance(moved, int) else [])]

    def _effects(
        self, number: int, _kind: str, _at: int, recorded_at: int, ticket: Ticket, without: list[TicketEvent]
    ) -> Iterator[tuple[int, str | None, str, int, str | None, str | None, str, str]]:
        other = Ticket(
            ticket.id, number, ticket.customer, ticket.law, {**self.known, ticket.id: without}, self.cut, self.at
        )
        now, then = self._stood(ticket), self._stood(other) if other.there else {}
        for key in now.keys() | then.keys():
            (due, state), (due_then, state_then) = now.get(key, ABSENT), then.get(key, ABSENT)
            if (due, state) != (due_then, state_then):
                yield number, _text(recorded_at), *key, _text(due), _text(due_then), state, state_then

    def _stood(self, ticket: Ticket) -> dict[tuple[str, int], tuple[int | None, str]]:
        return {
            (clock.shown.metric.value, clock.shown.cycle): (
                clock.shown.due_at if clock.measured else None,
                self._standing(clock),
            )
            for clock in ticket.clocks
        }

    def _arrivals(self) -> Figures:
        counts, outside = ([[0] * 24 for _ in range(7)] for _ in range(2))
        for ticket in self._received():
            local = datetime.fromtimestamp(ticket.own.received_at, UTC).astimezone(self.zone)
            counts[local.weekday()][local.hour] += 1
            outside[local.weekday()][local.hour] += not self.wall.open(ticket.own.received_at)
        return {"counts": counts, "outside": outside}

    def _backlog(self) -> Figures:
        there = [ticket for ticket in self.there if ticket.own.open_before(self.cut)]
        pausing = self.desk.law.agreement.pauses[Metric.RESOLUTION, Tier.PUBLIC]
        aged = [(self._age(ticket.course.received_at), ticket) for ticket in there]
        bands = []
        for low, high in BANDS:
            held = [ticket for age, ticket in aged if low <= age and (high is None or age <= high)]
            bands.append(
                {
                    "from_days": low,
                    "to_days": high,
                    "tickets": len(held),
                    **{s.word: sum(self._severity(ticket) is s for ticket in held) for s in WORST_FIRST},
                }
            )
        paused = [ticket.number for ticket in there if self._status(ticket) in pausing]
        oldest = sorted(aged, key=lambda one: (one[1].course.received_at, one[1].number))[:10]
        return {
            "tickets": len(there),
            "paused": len(paused),
            "bands": bands,
            "oldest": [
                (ticket.number, self._severity(ticket).word, age, ticket.number in paused) for age, ticket in oldest
            ],
        }

    def _status(self, ticket: Ticket) -> Status:
        state = ticket.course.during(self.cut)
        assert state is not None
        return state.status

    @staticmethod
    def _severity(ticket: Ticket) -> Severity:
        return ticket.course.states[-1].severity

    def _worked(self, day: date) -> bool:
        if day not in self.days:
            self.days[day] = self.wall.opens_on(day)
        return self.days[day]

    def _age(self, received_at: int) -> int:
        day, last = self.wall.day_of(received_at) + timedelta(days=1), self.wall.day_of(self.cut - 1)
        age = 0
        while day <= last:
            age += self._worked(day)
            day += timedelta(days=1)
        return age

    def _pauses(self) -> list[Figures]:
        seconds: dict[Status, Counter[int]] = {}
        for ticket in self.there:
            pausing = ticket.law.agreement.pauses[Metric.RESOLUTION, Tier.PUBLIC]
            states = list({state.at: state for state in ticket.own.states}.values())
            for n, state in enumerate(states):
                until = min(self.cut, states[n + 1].at if n + 1 < len(states) else self.cut)
                begin = max(self.start, state.at)
                if begin < until and state.open and state.status in pausing:
                    lasted = self._open_time(ticket.own, begin, until)
                    seconds.setdefault(state.status, Counter())[ticket.number] += lasted
        return [
            {
                "status": status.value,
                "tickets": sum(length > 0 for length in seconds[status].values()),
                "paused_s": seconds[status].total(),
            }
            for status in Status
            if status in seconds
        ]

    def _pause_audit(self) -> Figures:
        begun = 0
        last, silent, repeated = [], [], []
        for ticket in self.there:
            short = []
            said = [event for event in (*ticket.history, *ticket.absorbed) if isinstance(event, Replied)]
            said_at = [event.occurred_at for event in said]
            receipts = [event for event in (*ticket.history, *ticket.absorbed) if isinstance(event, Received)]
            said_at += [receipt.occurred_at for receipt in receipts if receipt.answered_on_phone]
            for begin, end, seconds in self._paused_stretches(ticket):
                begun += 1
                state = ticket.course.during(begin)
                assert state is not None
                status = state.status.value
                last += [(ticket.number, status, _text(begin), *rest) for rest in self._hardly_left(ticket, begin)]
                if not any(begin - QUARTER <= at <= begin + QUARTER for at in said_at):
                    silent.append((ticket.number, status, _text(begin), _text(end), seconds))
                if end is not None and seconds < 3600:
                    short.append(seconds)
            if len(short) >= 3:
                repeated.append((ticket.number, len(short), sum(short)))
        return {
            "begun": begun,
            "last_minutes": sorted(last),
            "without_message": sorted(silent),
            "repeated": sorted(repeated),
        }

    def _paused_stretches(self, ticket: Ticket) -> Iterator[tuple[int, int | None, int]]:
        """Those that begin in the period: begin, end, working time."""
        begin = None
        for state in {state.at: state for state in ticket.course.states}.values():
            if state.at >= self.cut:
                break
            stopped = self._stops(ticket, state.at, Metric.RESOLUTION)
            if stopped and begin is None:
                begin = state.at
            elif begin is not None and not stopped:
                if begin >= self.start:
                    yield begin, state.at, self._open_time(ticket.course, begin, state.at)
                begin = None
        if begin is not None and begin >= self.start:
            yield begin, None, self._open_time(ticket.course, begin, self.cut)

    @staticmethod
    def _stops(ticket: Ticket, at: int, metric: Metric) -> bool:
        state = ticket.course.during(at)
        pausing = ticket.law.agreement.pauses.get((metric, Tier.PUBLIC), ())
        return state is not None and state.open and state.status in pausing

    def _hardly_left(self, ticket: Ticket, at: int) -> Iterator[tuple[str, int, int, str]]:
        """The clocks that this pause stopped in their last quarter of an hour: metric, cycle, left, how they stand."""
        then = ticket.as_of(at)
        if not then.there:
            return
        now = {(clock.shown.metric, clock.shown.cycle): clock for clock in ticket.clocks}
        for clock in then.clocks:
            shown = clock.shown
            later = now.get((shown.metric, shown.cycle))
            if later is None or not clock.running or shown.verdict is not None or shown.allowed is None:
                continue
            ended = later.shown.ended_at is not None and later.shown.ended_at <= at
            stopped = self._stops(ticket, at, shown.metric) and not self._stops(ticket, at - 1, shown.metric)
            if stopped and not ended and shown.allowed - shown.used <= QUARTER:
                yield shown.metric.value, shown.cycle, shown.allowed - shown.used, self._standing(later)

    @staticmethod
    def _standing(clock: Clock) -> str:
        if not clock.measured:
            return "not_measured"
        if clock.shown.verdict is not None:
            return clock.shown.verdict
        return "open" if clock.shown.ended_at is None else "ended"

    def _not_measured(self) -> list[tuple[int, str, str | None]]:
        return sorted(
            (ticket.number, event.reason.value, _text(event.occurred_at))
            for ticket in self.there
            for event in ticket.history
            if isinstance(event, NotMeasured) and self.start <= event.occurred_at < self.end
        )

    def _minutes(self) -> dict[int, int]:
        spent: Counter[int] = Counter()
        for ticket in self.there:
            for event in ticket.history:
                if isinstance(event, Replied | Noted | Resolved) and self.start <= event.occurred_at < self.end:
                    spent[ticket.number] += event.minutes
        return {number: minutes for number, minutes in spent.items() if minutes}

    # Other months and customers ---------------------------------------------------------------------------------------

    def of_days(self, first: date, last: date) -> Figures:
        """Targets and movements of another period, from the same tickets."""
        start, end = self._midnight(first), self._midnight(last + timedelta(days=1))
        within = self._counted(self._clocks(end), start, end)
        cells = self._cells(within, None)
        return {**self._sum(cells, self._mixed(within)), "flow": self._flow(self.there, start, end)}

    def metrics_of(self, first: date, last: date) -> list[Figures]:
        """The same, metric by metric."""
        start, end = self._midnight(first), self._midnight(last + timedelta(days=1))
        within = self._counted(self._clocks(end), start, end)
        return self._totals(self._cells(within, None), self._mixed(within), None)

    def _trend(self) -> Iterator[Figures]:
        for back in range(11, -1, -1):
            number = self.last.year * 12 + self.last.month - 1 - back
            first = date(number // 12, number % 12 + 1, 1)
            following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
            start, end = self._midnight(first), self._midnight(following)
            within = self._counted(self._clocks(end), start, end)
            cells = self._cells(within, None)
            mixed = self._mixed(within)
            metrics: list[Figures] = []
            for metric in dict.fromkeys(place[0] for place in cells):
                part = {place: held for place, held in cells.items() if place[0] == metric}
                took = [clock for held in part.values() for clock in held if clock.measured]
                median, p90 = _rank(took, 50), _rank(took, 90) if len(took) >= 10 else None
                metrics.append(
                    {
                        "metric": metric,
                        **self._sum(part, mixed),
                        "median_s": None if median is None else median[0],
                        "p90_s": None if p90 is None else p90[0],
                    }
                )
            # A month that is the period itself has the goal that was promised for it, also where nothing is decided.
            law = self.desk.law if (start, end) == (self.start, self.end) else None
            all_cells = self._cells(within, law)
            yield {
                "month": f"{first:%Y-%m}",
                **self._sum(all_cells, mixed, law),
                "flow": self._flow(self.there, start, end),
                "metrics": metrics,
                "cells": [
                    {
                        "metric": place[0],
                        "severity": place[1],
                        **{key: self._tally(held)[key] for key in ("decided", "met", "share")},
                    }
                    for place, held in cells.items()
                ],
            }

    def _customers(self) -> Iterator[Figures]:
        held: dict[str | None, list[Ticket]] = {}
        for ticket in self.tickets:
            held.setdefault(ticket.customer, []).append(ticket)
        names = {id_: "No customer" if id_ is None else self.desk.names[id_] for id_ in held}
        for id_ in sorted(held, key=lambda id_: (id_ is None, names[id_].casefold())):
            clocks = self._counted(self._clocks(tickets=held[id_]), self.start, self.end)
            cells = self._cells(clocks, None)
            made = [self._cell(place, those, set(), None) for place, those in cells.items()]
            yield {
                "customer": names[id_],
                "agreement": self.desk.agreed[id_].agreement.name,
                "goals_kept": sum(cell["met_goal"] is True for cell in made),
                "goals_decided": sum(cell["decided"] > 0 for cell in made),
                **self._sum(cells, set()),
                "flow": self._flow([one for one in held[id_] if one in self.there], self.start, self.end),
            }


def _kind(clock: Clock) -> str | None:
    return clock.reason or None if clock.code is None else MISS_REASON[MissReason(clock.code)]


def _by_breach(clock: Clock) -> tuple[int, int, str, int]:
    return clock.shown.decided_at or 0, clock.ticket.number, clock.shown.metric.value, clock.shown.cycle


def _ranks(times: Sequence[tuple[int, bool]]) -> tuple[Figures, list[str]]:
    """The ranks that are shown of so many, and which of them could still grow."""
    found: Figures = dict.fromkeys(("median_s", "p75_s", "p90_s", "longest_s"))
    at_least = []
    for name, p in {"median_s": 50, "p75_s": 75, "p90_s": 90, "longest_s": 100}.items():
        rank = _ranked(times, p) if p in (50, 100) or len(times) >= 10 else None
        if rank is not None:
            found[name] = rank[0]
            at_least += [name.removesuffix("_s")] if rank[1] else []
    return found, at_least


def _rank(took: Sequence[Clock], p: int) -> tuple[int, bool] | None:
    return _ranked([(clock.shown.used, clock.running) for clock in took], p)


def _ranked(times: Sequence[tuple[int, bool]], p: int) -> tuple[int, bool] | None:
    """Value number ⌈p·n⌉ of the sorted times, and whether one up to it runs still."""
    if not times:
        return None
    ordered = sorted(times)
    rank = next(n for n in range(1, len(ordered) + 1) if 100 * n >= p * len(ordered))
    return ordered[rank - 1][0], any(running for _, running in ordered[:rank])


def _percent(part: int, whole: int) -> str | None:
    if not whole:
        return None
    tenths = 1000 * part // whole
    return f"{tenths // 10}.{tenths % 10}"


def _keeps(goal: int, met: int, decided: int) -> bool | None:
    return 100 * met >= goal * decided if decided else None


def _text(at: int | None) -> str | None:
    return None if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"
