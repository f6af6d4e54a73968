"""Opens the form for an act on a ticket, filled with what was typed into it before, and says what it will do."""

from collections.abc import Callable, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Metric, Tier
from slaapp.domain.clock import Verdict
from slaapp.domain.corrections import latest
from slaapp.domain.events import EventId, NotMeasuredReason, TicketEvent
from slaapp.domain.relations import Relation
from slaapp.domain.spans import Instant
from slaapp.engine import Engine
from slaapp.services.joining import MergeOutlook
from slaapp.services.tickets import TicketPage
from slaapp.wording import event_words
from ui import wording
from ui.dialogs.miss import Missed, MissForm, how_late
from ui.dialogs.open_link import Open, open_link, system_opener
from ui.dialogs.ticket.act_form import ActForm
from ui.dialogs.ticket.correct import CorrectForm
from ui.dialogs.ticket.mail import MailForm, SentForm
from ui.dialogs.ticket.not_measured import NotMeasuredForm
from ui.dialogs.ticket.reopen import ReopenForm
from ui.dialogs.ticket.tie import TieForm
from ui.dialogs.ticket.waive import Miss, WaiveForm
from ui.views.ticket.acts import Acts
from ui.views.ticket.draft import Draft
from ui.views.ticket.telling import said_of_miss
from ui.wall_clock import WallClock
from ui.widgets.picker import Choice
from ui.wording import say


class Asking(QObject):
    """`page` and `draft` give those of the ticket that is shown; `over` is any widget of the window."""

    follow_up_wanted = Signal(object)
    """The ticket (its TicketPage) that a new one is to follow up."""

    settled = Signal()
    """A form was left or its act done: what was typed in it is to be kept, or is not needed any more."""

    def __init__(
        self,
        engine: Engine,
        clock: WallClock,
        acts: Acts,
        over: QWidget,
        *,
        page: Callable[[], TicketPage | None],
        draft: Callable[[], Draft],
    ) -> None:
        super().__init__(over)
        self._engine, self._clock, self._acts, self._over = engine, clock, acts, over
        self._page, self._draft = page, draft
        self._zone: ZoneInfo = engine.board.zone
        self.opener: Open = system_opener
        self.form: ActForm | None = None
        """The one that was opened last."""

    def close(self) -> None:
        """Another ticket is shown: what is asked here must not be done to that one. What was typed is kept."""
        for form in self._over.window().findChildren(ActForm):
            if form.isVisible():
                form.left.emit()

    def _open(self, form: ActForm) -> None:
        self.form = form
        form.done.connect(self.settled)
        form.left.connect(self.settled)
        form.open()

    def not_measured(self, reason: NotMeasuredReason | None = None) -> None:
        page = self._page()
        if page is None:
            return
        decided = sum(view.reading.verdict is not None for view in page.clocks if view.clock.tier is Tier.PUBLIC)
        self._open(
            NotMeasuredForm(
                self._over.window(),
                self._draft().form("not_measured"),
                number=page.number,
                is_open=not page.status.done,
                decided=decided,
                attempt=self._acts.exclude,
                reason=reason,
            )
        )

    def tie(self, relation: Relation | None = None) -> None:
        page = self._page()
        if page is None:
            return
        self._open(
            TieForm(
                self._over.window(),
                self._draft().form("tie"),
                number=page.number,
                is_open=not page.status.done,
                find=lambda text: self._candidates(page.number, text),
                foresee=lambda other: self._foresee(page.number, other),
                attempt=self._acts.tie,
                relation=relation,
            )
        )

    def _candidates(self, number: int, text: str) -> Sequence[Choice]:
        return [
            Choice(
                str(found.number),
                f"{found.number}  {found.subject}",
                wording.joined(found.customer or "", wording.status(found.status)),
                icon="users" if found.theirs else "inbox",
            )
            for found in self._engine.pages.candidates(number, text)
        ]

    def _foresee(self, number: int, into: int) -> str:
        outlook = self._engine.desk.foresee_merge(number, into, now=self._clock.now())
        return merge_words(number, into, outlook, self._clock.now(), self._zone)

    def missed(self) -> list[tuple[Miss, str]]:
        """The public targets that were missed and are not waived, with how late each was."""
        page = self._page()
        return [
            (
                (view.clock.metric, view.clock.cycle),
                say("late by {length}", length=durations.late(view.reading.late or 0)),
            )
            for view in (() if page is None else page.clocks)
            if view.clock.tier is Tier.PUBLIC
            and view.clock.measured
            and not view.clock.waived
            and (view.reading.breached or view.reading.verdict is Verdict.BREACHED)
        ]

    def explain(self, metric: Metric, cycle: int) -> None:
        """Why a target was missed, as on the report's page; what was said before can be changed."""
        page = self._page()
        if page is None:
            return
        said = said_of_miss(page, metric, cycle)
        reason, code = (None, None) if said is None else (said.reason, said.code)
        action = self._engine.misses.measure(page.number, metric, cycle)
        view = next(
            view
            for view in page.clocks
            if (view.clock.metric, view.clock.cycle, view.clock.tier) == (metric, cycle, Tier.PUBLIC)
        )
        late = how_late(view.reading.due_at, view.clock.ended_at, view.reading.late or 0, self._zone)
        self._open(
            MissForm(
                self._over.window(),
                self._draft().form(f"reason {metric.value} {cycle}"),
                target=Missed(page.number, page.subject, metric, cycle, late, reason, code, action),
                people=[person.name for person in self._engine.people.every()],
                today=self._engine.hours().day_of(self._clock.now()),
                attempt=partial(self._acts.explain, metric, cycle, None if action is None else action.number),
            )
        )

    def waive(self) -> None:
        page, missed = self._page(), self.missed()
        if page is None or not missed:
            return
        kept = self._draft().form("waive")
        self._open(WaiveForm(self._over.window(), kept, number=page.number, missed=missed, attempt=self._acts.waive))

    def correct(self, event: EventId, field: str) -> None:
        """What an entry of the timeline says."""
        page = self._page()
        held = None if page is None else entry_of(page, event)
        if page is None or held is None:
            return
        said = event_words(held, meanings=page.meanings)
        what = f"{said}, {durations.when(held.occurred_at, self._clock.now(), self._zone)}"
        kept = self._draft().form(f"correct {event.replica}-{event.seq} {field}")
        self._open(
            CorrectForm(
                self._over.window(),
                kept,
                what=what,
                event=held,
                field=field,
                zone=self._zone,
                now=self._clock.now(),
                meanings=page.meaning,
                attempt=lambda value, reason: self._acts.correct(event, field, value, reason),
            )
        )

    def correct_received(self) -> None:
        first = self._latest("received_at")
        if first is not None:
            self.correct(first.id, "occurred_at")

    def severity_was_wrong(self) -> None:
        last = self._latest("severity")
        if last is not None:
            self.correct(last.id, "severity")

    def _latest(self, name: str) -> TicketEvent | None:
        page = self._page()
        entries = () if page is None else page.entries
        acting = [entry.event for entry in entries if entry.event is not None and not entry.retracted]
        return latest(acting, name)

    def reopen(self) -> None:
        """Why it cannot be reopened, and the way on."""
        page = self._page()
        if page is not None:
            self._open(
                ReopenForm(
                    self._over.window(),
                    number=page.number,
                    last_day=page.reopen_by,
                    merged_into=page.merged_into,
                    attempt=lambda: self.follow_up_wanted.emit(page),
                )
            )

    def follow_up(self) -> None:
        page = self._page()
        if page is not None:
            self.follow_up_wanted.emit(page)

    def mail(self, text: str, record: Callable[[], object]) -> None:
        """A draft in the person's own mail program; `record` once they say that it was sent."""
        page = self._page()
        if page is None:
            return
        made: list[tuple[str, str]] = []
        form = MailForm(
            self._over.window(),
            self._draft().form("mail"),
            to="" if page.contact is None else page.contact.email,
            subject=f"[#{page.number}] {page.subject}",
            body=text,
            attempt=lambda address, to: made.append((address, to)),
        )
        form.done.connect(lambda: self._open_draft(*made[-1], text, record))
        self._open(form)

    def _open_draft(self, address: str, to: str, text: str, record: Callable[[], object]) -> None:
        shown = say("A draft to {to} opens there. You read it, and send it or not.", to=to)
        ask = partial(self._ask_sent, to, text, record)
        over = self._over.window()
        self.form = open_link(over, address, shown=shown, then=ask, opener=self.opener, text=text) or self.form

    def _ask_sent(self, to: str, text: str, record: Callable[[], object]) -> None:
        settle = self.settled.emit
        self._open(SentForm(self._over.window(), to=to, text=text, attempt=record, kept_as_draft=settle))


def entry_of(page: TicketPage, event: EventId) -> TicketEvent | None:
    """The event as it acts now; None: it is not there, or it was taken back."""
    return next(
        (
            entry.event
            for entry in page.entries
            if entry.event is not None and entry.event.id == event and not entry.retracted
        ),
        None,
    )


def merge_words(number: int, into: int, outlook: MergeOutlook, now: Instant, zone: ZoneInfo) -> str:
    """What a merge will do, in a few sentences."""
    parts = [say("{number} leaves the queue, its open clocks are no longer measured.", number=number)]
    if outlook.received_at != outlook.was_received_at:
        time = durations.when(outlook.received_at, now, zone)
        parts.append(say("{into} counts as received {time}.", into=into, time=time))
    for moved in outlook.moved:
        metric = wording.metric(moved.metric)
        due = "–" if moved.due_at is None else durations.when(moved.due_at, now, zone)
        if moved.late:
            parts.append(say("{metric} was due {time} then, which is over.", metric=metric, time=due))
        elif moved.was_due_at is None:
            parts.append(say("{metric} is due {time} then.", metric=metric, time=due))
        else:
            was = durations.when(moved.was_due_at, now, zone)
            parts.append(say("{metric} is due {time} then instead of {was}.", metric=metric, time=due, was=was))
    if not outlook.moved:
        parts.append(say("No clock of {into} moves.", into=into))
    return " ".join(parts)
