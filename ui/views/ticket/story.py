"""A ticket's history as its page tells it: messages, one-line events, days, and what targets did meanwhile."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Severity, Status, Tier
from slaapp.domain.attachments import StoredFile
from slaapp.domain.clock import Clock, Reading, Verdict
from slaapp.domain.escalation import was_done
from slaapp.domain.events import (
    Assigned,
    Attached,
    BreachExplained,
    Closed,
    Corrected,
    CustomerWrote,
    DetailsChanged,
    Escalated,
    EventId,
    Noted,
    NotMeasured,
    Received,
    Reopened,
    Replied,
    Resolved,
    Retracted,
    SeverityChanged,
    SourceVerdict,
    StatusChanged,
    TicketEvent,
    Waived,
)
from slaapp.domain.spans import Instant, Seconds
from slaapp.services.tickets import Entry, TicketPage
from slaapp.wording import escalated_words
from ui import faces, icons, wording
from ui.recurring_words import planned_for
from ui.views.ticket import files_told
from ui.views.ticket.items import Day, Item, Line, Message, Voice
from ui.views.ticket.particulars import particular
from ui.views.ticket.story_state import State, follow
from ui.views.ticket.story_words import CORRECTED, HOW, REPLY, TARGET, TARGET_INTERNAL, remark, strong, took
from ui.widgets.runs import Run, isolated, one_line
from ui.wording import say

_ANSWERS = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)


def story(page: TicketPage, names: Mapping[str, str], *, now: Instant, zone: ZoneInfo) -> tuple[Item, ...]:
    """The items from the oldest to the newest. `names` gives people's names by account and by record id."""
    teller = _Teller(page, names, now, zone)
    told: list[Item] = []
    day: str | None = None
    for at, item in teller.items():
        heading = wording.day_heading(at, now, zone)
        if heading != day:
            told.append(Day(heading))
            day = heading
        told.append(item)
    return tuple(told)


def initials(name: str) -> str:
    """Two letters at most: `SR` of "Sam R."."""
    chosen = faces.known(name)
    if chosen is not None:
        return chosen
    words = [word for word in one_line(name).split() if word[:1].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


class _Teller(Struct):
    page: TicketPage
    names: Mapping[str, str]
    now: Instant
    zone: ZoneInfo
    readings: dict[tuple[Instant, Metric], Reading] = field(default_factory=dict)
    taken_back: dict[EventId, Retracted] = field(default_factory=dict)
    files: dict[EventId, tuple[StoredFile, ...]] = field(default_factory=dict)
    gone: frozenset[EventId] = frozenset()

    def items(self) -> Iterator[tuple[Instant, Line | Message]]:
        for view in self.page.clocks:
            if view.clock.tier is Tier.PUBLIC and view.clock.ended_at is not None:
                self.readings[view.clock.ended_at, view.clock.metric] = view.reading
        events = [entry.event for entry in self.page.entries]
        self.taken_back = {event.event: event for event in events if isinstance(event, Retracted)}
        self.files = files_told.by_event(self.page.entries)
        self.gone = frozenset(entry.event.id for entry in self.page.entries if entry.event and entry.retracted)
        first = next(event for event in events if isinstance(event, Received))
        state = State(first.severity, first.status, first.occurred_at, first.until)
        for entry in self.page.entries:
            yield from self._resumed(state, entry.at)
            if entry.passed is not None:
                yield entry.at, self._passed(entry.passed, entry.at)
            elif entry.event is not None:
                for item in self._of(entry, entry.event, state):
                    yield entry.at, item
                if not entry.retracted:
                    follow(state, entry.event)
        yield from self._resumed(state, self.now)

    def _resumed(self, state: State, at: Instant) -> Iterator[tuple[Instant, Line]]:
        """A scheduled ticket goes on by itself (C6)."""
        if state.status is Status.SCHEDULED and state.until is not None and state.until <= at:
            words = (Run(say("The scheduled time came · status ")), strong(wording.status(Status.IN_PROGRESS)))
            yield state.until, Line("play", (*words, *self._goes_on(state, state.until)), self._time(state.until))
            state.status, state.since, state.until = Status.IN_PROGRESS, state.until, None

    def _of(self, entry: Entry, event: TicketEvent, state: State) -> Iterator[Line | Message]:
        told = list(self._told(event, state))
        if told and (files := self.files.get(event.id, ())):
            told[0] = replace(told[0], files=files)
        mark = self._mark(entry, event)
        for item in told:
            yield replace(item, event=event.id, mark=mark, struck=entry.retracted)

    def _told(self, event: TicketEvent, state: State) -> Iterator[Line | Message]:
        match event:
            case Received():
                yield self._received(event)
            case Replied():
                yield self._reply(event)
            case CustomerWrote():
                yield from self._customer_wrote(event, state)
            case Noted():
                how = say("Internal note") + took(event.minutes) + say(" · not for the customer")
                yield Message(Voice.NOTE, self._who(event.by), "lock", how, event.text, self._time(event.occurred_at))
            case Resolved() | Closed() | Reopened():
                yield from self._turn(event)
            case NotMeasured() | Waived() | BreachExplained() | Corrected() | SourceVerdict() | Escalated():
                yield self._counting(event)
            case _:
                line = self._change(event, state)
                if line is not None:
                    yield line

    def _received(self, event: Received) -> Line | Message:
        tag, met = self._verdict(event.occurred_at, _ANSWERS) if event.answered_on_phone else ("", True)
        if not event.text:
            icon = "plus" if event.channel is None else icons.BY_CHANNEL[event.channel]
            words = [self._by(event), Run(say(" logged the ticket as ")), strong(self._severity(event.severity))]
            if event.answered_on_phone:
                words.append(Run(say(" and answered on the phone")))
            if event.planned_at is not None:
                words.append(Run(f" · {planned_for(event.planned_at, self.zone)}"))
            return Line(icon, tuple(words), self._time(event.occurred_at), tag=tag, met=met)
        icon = "inbox" if event.channel is None else icons.BY_CHANNEL[event.channel]
        how = "" if event.channel is None else say(HOW[event.channel])
        if event.planned_at is not None:
            how = say("Recurring · {planned}", planned=planned_for(event.planned_at, self.zone))
        who = self._who(event.by) if event.opened_by_desk else self._customer()
        voice = Voice.DESK if event.opened_by_desk else Voice.CUSTOMER
        return Message(voice, who, icon, how, event.text, self._time(event.occurred_at), tag, met)

    def _reply(self, event: Replied) -> Message:
        how = (say("Reply") if event.channel is None else say(REPLY[event.channel])) + took(event.minutes)
        tag, met = self._verdict(event.occurred_at, _ANSWERS)
        if not tag:
            tag, met = self._verdict(event.occurred_at, (Metric.UPDATE,))
            tag = "" if met else tag
        time = self._time(event.occurred_at)
        return Message(Voice.DESK, self._who(event.by), "reply", how, event.text, time, tag, met)

    def _customer_wrote(self, event: CustomerWrote, state: State) -> Iterator[Line | Message]:
        time = self._time(event.occurred_at)
        if event.text:
            icon = "inbox" if event.channel is None else icons.BY_CHANNEL[event.channel]
            how = "" if event.channel is None else say(HOW[event.channel])
            yield Message(Voice.CUSTOMER, self._customer(), icon, how, event.text, time)
        resumes = state.status is Status.WAITING_CUSTOMER
        if resumes or not event.text:
            words = [Run(self._contact()), Run(say(" answered") if resumes else say(" wrote"))]
            if resumes:
                words += [Run(say(" · status ")), strong(wording.status(Status.IN_PROGRESS))]
                words += self._goes_on(state, event.occurred_at)
            yield Line("play" if resumes else "message-square-reply", tuple(words), time)

    def _turn(self, event: Resolved | Closed | Reopened) -> Iterator[Line | Message]:
        icon, verb = {
            Resolved: ("circle-check", say(" resolved the ticket")),
            Closed: ("archive", say(" closed the ticket")),
            Reopened: ("undo-2", say(" reopened the ticket")),
        }[type(event)]
        runs = [self._by(event), Run(verb)]
        verdict, met = self._verdict(event.occurred_at, (Metric.RESOLUTION,))
        if verdict and not isinstance(event, Reopened):
            runs += [Run(" · "), Run(verdict, tone="green_text" if met else "red_text")]
        if isinstance(event, Resolved):
            runs.append(Run(took(event.minutes)))
        yield Line(icon, tuple(runs), self._time(event.occurred_at))
        if event.text:
            time = self._time(event.occurred_at)
            yield Message(Voice.DESK, self._who(event.by), icon, say("Remark"), event.text, time)

    def _status(self, event: StatusChanged) -> str:
        """With the name of whom it waits on, where a supplier is."""
        name = self.page.names.get(event.supplier, "") if event.supplier is not None else ""
        return say("Waiting on {name}", name=isolated(name)) if name else wording.status(event.status)

    def _change(self, event: TicketEvent, state: State) -> Line | None:
        time = self._time(event.occurred_at)
        by = self._by(event)
        match event:
            case StatusChanged() if self._implied(event, state):
                return None
            case StatusChanged():
                runs = [by, Run(say(" set status to ")), strong(self._status(event))]
                if event.until is not None:
                    until = durations.when(event.until, self.now, self.zone)
                    runs.append(Run(say(" until {time}", time=until)))
                paused = self._pauses(event.status)
                if paused and not self._pauses(state.status):
                    runs.append(Run(say(" · clocks paused")))
                elif not paused and self._pauses(state.status):
                    runs += self._goes_on(state, event.occurred_at)
                return Line("pause" if paused else icons.BY_STATUS[event.status], tuple(runs), time)
            case SeverityChanged() if event.severity is state.severity:  # since it was corrected
                runs = [by, Run(say(" left severity at ")), strong(self._severity(event.severity))]
                return Line("", tuple(runs), time, severity=event.severity)
            case SeverityChanged():
                verb = (
                    say(" raised severity from ") if event.severity > state.severity else say(" lowered severity from ")
                )
                runs = [by, Run(verb), Run(self._severity(state.severity)), Run(say(" to "))]
                runs += [strong(self._severity(event.severity)), *self._target_moves(state.severity, event.severity)]
                return Line("", tuple(runs), time, severity=event.severity)
            case Assigned():
                return Line("user-round", tuple(self._assigned(event)), time)
            case DetailsChanged():
                return Line("pencil-line", tuple(self._details(event)), time)
            case Attached() if event.id in self.files:
                return Line("paperclip", (by, Run(say(" attached"))), time)
            case Attached() if event.id in self.gone:
                return Line("paperclip", (by, Run(say(" attached ")), strong(one_line(event.name))), time)
            case _:
                told = particular(event, self.page)
                return None if told is None else Line(told[0], (by, *told[1]), time)

    def _implied(self, event: StatusChanged, state: State) -> bool:
        """A reply to a new ticket begins the work; that needs no line of its own."""
        begins = state.status is Status.NEW and event.status is Status.IN_PROGRESS
        return begins and event.occurred_at == state.replied_at

    def _assigned(self, event: Assigned) -> Iterator[Run]:
        yield self._by(event)
        if event.assignee is None and event.group:
            yield Run(say(" gave the ticket to team "))
            yield strong(one_line(event.group))
            return
        if event.assignee is None:
            yield Run(say(" gave the ticket back, nobody has it"))
        elif self._who(event.assignee) == self._who(event.by):
            yield Run(say(" took the ticket"))
        else:
            yield Run(say(" assigned the ticket to "))
            yield strong(self._who(event.assignee))
        if event.group:
            yield Run(say(" · team {team}", team=one_line(event.group)))

    def _details(self, event: DetailsChanged) -> Iterator[Run]:
        yield self._by(event)
        if event.subject is not None:
            yield Run(say(" changed the subject to "))
            yield strong(one_line(event.subject))
        elif event.customer is not None:
            yield Run(say(" changed the customer to "))
            yield strong(self._who(event.customer))
        else:
            yield Run(say(" changed the details"))

    def _counting(self, event: TicketEvent) -> Line:
        time, by = self._time(event.occurred_at), self._by(event)
        match event:
            case NotMeasured():
                runs = [by, Run(say(" marked it as not measured: ")), strong(wording.not_measured(event.reason))]
                return Line("minus", (*runs, *remark(event.text)), time)
            case Waived():
                about = wording.metric(event.metric)
                runs = [by, Run(say(" waived a late target: ")), strong(about)]
                agreed = say("agreed by {name}", name=one_line(event.agreed_by)) if event.agreed_by else ""
                return Line("circle-check", (*runs, *remark(event.reason), *remark(agreed)), time)
            case BreachExplained():
                about = wording.metric(event.metric)
                return Line(
                    "info",
                    (by, Run(say(" gave the reason: ")), strong(about), *remark(wording.missed_because(event))),
                    time,
                )
            case Escalated():
                history = [entry.event for entry in self.page.entries if entry.event is not None]
                done = was_done(event, history)
                words = escalated_words(event.metric, event.at, event.act, one_line(event.whom), done=done)
                when, what = say(words).split(": ", 1)
                return Line("triangle-alert", (strong(when), Run(f": {what}")), time)
            case Corrected():
                about = say(CORRECTED.get(event.field, "an entry"))
                runs = [
                    by,
                    Run(say(" corrected {what}", what=about)),
                    *self._corrected_to(event),
                    *remark(event.reason),
                ]
                return Line("pencil-line", tuple(runs), time)
            case _:
                met = isinstance(event, SourceVerdict) and event.met
                words = say("The source says: agreement kept") if met else say("The source says: agreement missed")
                return Line("info", (Run(words),), time)

    def _corrected_to(self, event: Corrected) -> Iterator[Run]:
        if event.field in ("occurred_at", "until") and isinstance(event.value, int):
            yield Run(say(" to "))
            yield strong(durations.when(event.value, self.now, self.zone))
        elif event.field == "severity":
            yield Run(say(" to "))
            yield strong(self._severity(Severity.from_word(str(event.value))))
        elif event.field == "status":
            yield Run(say(" to "))
            yield strong(wording.status(Status(str(event.value))))

    def _passed(self, clock: Clock, at: Instant) -> Line:
        internal = clock.tier is Tier.INTERNAL
        target = say((TARGET_INTERNAL if internal else TARGET)[clock.metric])
        allowed = clock.phases[-1].allowed
        length = "" if allowed is None else f" ({wording.exact(allowed)})"
        words = say("{target}{length} passed", target=target, length=length)
        tone = "violet_text" if internal else "red_text"
        return Line("lock" if internal else "triangle-alert", (Run(words, tone=tone),), self._time(at), tone)

    def _verdict(self, at: Instant, metrics: tuple[Metric, ...]) -> tuple[str, bool]:
        for metric in metrics:
            reading = self.readings.get((at, metric))
            if reading is not None and reading.verdict is not None:
                met = reading.verdict is Verdict.MET
                name = wording.metric(metric).lower()
                if metric is Metric.RESOLUTION:
                    spare = durations.left(reading.left or 0)
                    return (say("met with {length} to spare", length=spare) if met else wording.finished(reading)), met
                text = say("{clock} met {length}") if met else say("{clock} {length}")
                return text.format(clock=name, length=wording.finished(reading)), met
        return "", True

    def _target_moves(self, before: Severity, after: Severity) -> Iterator[Run]:
        if self.page.terms is None:
            return
        targets = self.page.terms.targets.get((Metric.RESOLUTION, Tier.PUBLIC), {})
        if before in targets and after in targets and targets[before].allowed != targets[after].allowed:
            was, is_ = wording.exact(targets[before].allowed), wording.exact(targets[after].allowed)
            yield Run(say(" · resolution target {was} → {now}", was=was, now=is_))

    def _pauses(self, status: Status) -> bool:
        if self.page.terms is None:
            return False
        pauses = self.page.terms.agreement.pauses
        return any(status in of for (_, tier), of in pauses.items() if tier is Tier.PUBLIC)

    def _severity(self, value: Severity) -> str:
        """In the words of the ticket's agreement."""
        return wording.severity_called(value, self.page.meaning(value))

    def _goes_on(self, state: State, at: Instant) -> Iterator[Run]:
        if self.page.terms is not None and self._pauses(state.status):
            length: Seconds = self.page.terms.hours[state.severity].between(state.since, at)
            yield Run(say(" · clocks run again after {length} of support hours", length=durations.used(length)))

    def _mark(self, entry: Entry, event: TicketEvent) -> str:
        marks = []
        if entry.retracted:
            back = self.taken_back.get(event.id)
            if back is None:
                marks.append(say("taken back"))
            else:
                when = durations.when(back.occurred_at, self.now, self.zone)
                marks.append(say("taken back by {name}, {time}", name=self._who(back.by), time=when))
        if entry.corrected:
            marks.append(say("corrected"))
        if entry.back_dated and not self._imported(event):
            when = durations.when(event.recorded_at, self.now, self.zone)
            marks.append(say("written {time}", time=when))
        return " · ".join(marks)

    def _imported(self, event: TicketEvent) -> bool:
        """Written by the import that made the ticket: the source's times are no back-dating."""
        made = next(entry.event for entry in self.page.entries if isinstance(entry.event, Received))
        return self.page.source is not None and made is not None and event.recorded_at == made.recorded_at

    def _who(self, account: str) -> str:
        return one_line(self.names.get(account, account)) or say("Somebody")

    def _by(self, event: TicketEvent) -> Run:
        return strong(self._who(event.by))

    def _contact(self) -> str:
        contact = self.page.contact
        return one_line((contact.name if contact is not None else "") or self.page.customer) or say("Customer")

    def _customer(self) -> str:
        contact = self.page.contact
        parts = (contact.name if contact is not None else "", self.page.customer)
        return one_line(", ".join(dict.fromkeys(part for part in parts if part))) or say("Customer")

    def _time(self, at: Instant) -> str:
        return durations.time_of_day(at, self.zone)
