"""What time does to the window: the heartbeat, the foot and the counts, and rest while nobody looks."""

from copy import deepcopy

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication

from slaapp.domain.errors import Refusal
from slaapp.domain.spans import MINUTE, Instant
from ui import wording
from ui.window_frame import Frame


class TimedFrame(Frame):
    """It beats while it is seen, dozes while it is not, and writes down what is being typed."""

    def _beat(self, now: Instant) -> None:
        if self._places is not None:
            self.queue.beat(now)
            page = self._places.current
            if page is not self.queue and hasattr(page, "beat"):
                page.beat(now)
            self.coming.beat(now)
            if self.queue.table.is_whole:  # the first tickets of a long queue do not wait for these
                self.recurring.beat(now)
                self.escalation.beat(now)
                self.reminding.beat(now)
                self.calling.beat(now)
            if now // MINUTE != self._foot_at // MINUTE:
                if self.open_form is not None:
                    self.open_form.beat()
                self._show_foot(now)
        self.toasts.beat(now)

    def _next_figure(self) -> Instant | None:
        moments = [self.toasts.next_leave]
        if self._places is not None:
            moments += [self.queue.next_figure(), self.coming.next_time]
            page = self._places.current
            if page is not self.queue and hasattr(page, "next_figure"):
                moments.append(page.next_figure())
        return min((moment for moment in moments if moment is not None), default=None)

    def _next_duty(self) -> Instant | None:
        """Recurring tickets are created when they are planned: their clocks start then. Escalations and notices are for
        when nobody looks."""
        if self._places is None or not self.queue.table.is_whole:
            return None
        told = (self.queue.table.next_change, self.coming.teller.next_time)
        moments = (self.recurring.next_time, self.escalation.next_time, *told)
        return min((moment for moment in moments if moment is not None), default=None)

    def _poll(self) -> None:
        """Has another process written? Then the pages read again. And what is being typed is put on the disk."""
        self._keep_typed()
        try:
            self.commands.look()
        except Refusal as refusal:
            self.say_refused(str(refusal))

    def _keep_typed(self) -> None:
        """Write down what was typed since the last time and is not saved: a crash must not take it."""
        from ui.views.ticket.draft import as_plain  # noqa: PLC0415 - after the first paint

        if self._places is None:
            return
        draft = self.state.draft if self.open_form is None else self.open_form.draft()
        drafts = as_plain(self._places.drafts)
        notes = {place: words for place, words in self._places.notes.items() if words != {}}
        first_run = self.state.first_run if self.first_questions is None else self.first_questions.so_far()
        typed = (draft, drafts, notes, self.state.shelves, self.state.hours, first_run)
        if typed != self._typed_on_disk or self._unkept:
            self._typed_on_disk = deepcopy(typed)
            self.state.draft, self.state.drafts, self.state.notes = draft, drafts, notes
            self.state.first_run = first_run
            self._remember()

    def _show_foot(self, now: Instant) -> None:
        self._foot_at = now
        hours = self.engine.board.hours(now)
        self.status.show_hours(wording.support_hours(hours, now), open_now=hours.open)
        self.status.show_time(wording.date_and_time(now, hours.zone))

    def show_saved_at(self, now: Instant) -> None:
        self.status.show_saved(wording.saved(now, self.engine.board.zone))

    def _show_desk_counts(self) -> None:
        catalogue = self.engine.catalogue
        self.sidebar.show_counts({"customers": len(catalogue.customers())})
        self.sidebar.show_counts({"agreements": len(catalogue.agreement_names())})

    def _count_desk(self, changed: bool) -> None:
        """Customers and agreements, where somebody changed them here."""
        if changed:
            self._show_desk_counts()

    def _show_rules(self, changed: bool) -> None:
        """The desk's name and hours, where somebody changed them here."""
        if changed:
            self.sidebar.show_desk(self.engine.catalogue.desk().name)
            self._show_foot(self._clock.now())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._places is not None:
            self.heartbeat.go_on()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self._places is not None:
            if self.isMinimized():
                self._rest()
            elif self.isVisible():
                self.heartbeat.go_on()

    def _go_on(self) -> None:
        """There is more to watch."""
        if self.isVisible():
            self.heartbeat.go_on()
        else:
            self._rest()

    def _rest(self) -> None:
        """Nobody sees the window; the wallboard may be seen, and the tray may watch."""
        if self._places is None or not self.coming.watches:
            self.heartbeat.doze()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._places is not None and not self._quitting and self.coming.stay():
            self._keep_typed()
            event.ignore()
            self.hide()
            return
        if self.open_form is not None:
            self.open_form.leave()
        self._keep_typed()
        self._remember()
        if self._loses_typed and not self._loses_willingly:
            event.ignore()
            self._ask_before_losing()
            return
        self.heartbeat.rest()
        seen = self.isVisible()
        super().closeEvent(event)
        if self._places is not None:
            self.coming.close()
        if not seen:
            QApplication.quit()  # from the tray: no window closes that Qt would take for the last one

    def _ask_before_losing(self) -> None:
        from ui.dialogs.unkept import Unkept  # noqa: PLC0415 - seldom wanted

        if any(form.isVisible() for form in self.findChildren(Unkept)):
            return  # asked already
        wanted, self.wanted_store, self.wanted_copy = (self.wanted_store, self.wanted_copy), None, None
        self._quitting = False

        def close() -> None:
            self.wanted_store, self.wanted_copy = wanted
            self._loses_willingly = True
            self.quit()

        if not self.isVisible():
            self.come_forward()  # from the tray
        Unkept(self, close).open()
