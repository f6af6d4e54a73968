"""Where a reply, a note or what the customer said is written; the draft stays when the page is left."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from slaapp.domain import durations
from slaapp.domain.agreement import Status
from slaapp.domain.attachments import StoredFile
from slaapp.domain.events import Channel
from slaapp.domain.spans import HOUR, MINUTE, Instant
from slaapp.services.text_blocks import Use
from ui import icons, theme, wording
from ui.views.ticket.composer_form import ComposerForm
from ui.views.ticket.composer_tabs import ADD, PLACEHOLDER
from ui.views.ticket.draft import Draft, Tab
from ui.views.ticket.then import offered_after, then_words
from ui.views.ticket.until import likely_moments
from ui.views.ticket.writing import Outlook, Writing
from ui.widgets.file_chip import Coming
from ui.widgets.forbidden import forbid
from ui.widgets.key_menu import KeyMenu
from ui.wording import say

LOWEST, HIGHEST = 58, 200
TIGHT = 620
"""Below this width the tabs that are not chosen, and what goes with a text, are icons."""

DUE_BESIDE, MAIL = 770, 70
"""From this width on the words about the next update stand in the foot; so much wider beside the draft of an e-mail."""

CRAMPED = 440
"""Below this width every tab is an icon, and the button does without its keys."""


_CHANNELS = (Channel.PHONE, Channel.EMAIL, Channel.IN_PERSON)


class Composer(ComposerForm):
    """`added` carries a `Writing`; the draft is dropped by `forget` once it was taken."""

    added = Signal(object)
    mail_wanted = Signal(str)
    """The text is to be a draft in the person's own mail program."""

    left = Signal()
    """Esc: back to the page."""

    attach_wanted = Signal()
    file_wanted = Signal(object)
    dropped = Signal(object)
    """A file of the draft, or one on its way, is not wanted any more."""

    given = Signal(object)
    """Files or a picture were pasted or dropped: QMimeData."""

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(zone, parent)
        self._zone = zone
        self._now: Instant = 0
        self._draft = Draft()
        self._outlook = Outlook(Status.NEW, "", None, frozenset())
        self._coming: list[Coming] = []
        self._connect()
        self._show_draft()

    def _connect(self) -> None:
        for tab, button in self._tabs.items():
            button.clicked.connect(lambda _checked=False, tab=tab: self.switch_to(tab))
        self.channel.about_to_show.connect(self._offer_channels)
        self.then.about_to_show.connect(self._offer_then)
        self.when.clicked.connect(self._ask_when)
        self.minutes.clicked.connect(lambda: self._minutes_popup.ask(self.minutes, self._draft.minutes))
        self._minutes_popup.chosen.connect(self.took)
        self.mail.clicked.connect(self._ask_mail)
        self._when_popup.chosen.connect(self.happened_at)
        self._until_popup.chosen.connect(lambda at: self._leave_it(Status.SCHEDULED, at))
        self.editor.edit.textChanged.connect(self._typed)
        self.editor.edit.installEventFilter(self)
        self.add.clicked.connect(self._add)
        self.attach.clicked.connect(self.attach_wanted)
        self.editor.edit.given.connect(self.given)
        self.chips.wanted.connect(self.file_wanted)
        self.chips.removed.connect(self._drop)
        self.block.clicked.connect(self.ask_block)
        theme.notifier.changed.connect(self._grow)

    # What it shows

    def forbid(self, why: str) -> None:
        """Nothing can be added. What was typed before is seen, and kept."""
        forbid(*self._tabs.values(), self.channel, self.editor.edit, self.editor, self.when, self.then, why=why)
        forbid(self.add, self.attach, self.block, self.minutes, self.mail, why=why)

    def show_draft(self, draft: Draft) -> None:
        """Take up a draft where it was left."""
        self._draft = draft
        self._show_draft()

    @property
    def draft(self) -> Draft:
        return self._draft

    def show_outlook(self, outlook: Outlook, now: Instant) -> None:
        self._now, self._outlook = now, outlook
        self._say_outlook()

    def show_coming(self, coming: Sequence[Coming]) -> None:
        """Files that are being copied."""
        self._coming = list(coming)
        if not coming:
            self.problem.say("")
        self._show_files()

    def take(self, files: Sequence[StoredFile]) -> None:
        """These go with what is written."""
        self._draft.files += files
        self._show_files()

    def _show_files(self) -> None:
        self.chips.show_files([*self._draft.files, *self._coming])

    def _drop(self, file: StoredFile | Coming) -> None:
        if isinstance(file, StoredFile):
            self._draft.files.remove(file)
            self._show_files()
        self.dropped.emit(file)
        self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """The draft was added."""
        tab = self._draft.tab
        self._draft.texts.pop(tab, None)
        self._draft.files = []
        self._draft.then = self._draft.until = self._draft.at = None
        self.blocks.forget()
        self._draft.minutes = 0
        self._show_draft()

    def _show_draft(self) -> None:
        draft = self._draft
        for tab, button in self._tabs.items():
            button.setChecked(tab is draft.tab)
            button.updateGeometry()
        text = draft.texts.get(draft.tab, "")
        if self.editor.text() != text:
            self.editor.setText(text)
            self.editor.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.edit.setPlaceholderText(say(PLACEHOLDER[draft.tab]))
        self.editor.edit.setAccessibleName(say(PLACEHOLDER[draft.tab]))
        self.channel.setVisible(draft.tab is not Tab.NOTE)
        self.block.setVisible(draft.tab is not Tab.CUSTOMER)
        in_person = draft.channel is Channel.IN_PERSON
        self.channel.show_value(say("in person") if in_person else wording.channel(draft.channel))
        self.channel.setAccessibleName(say("By {channel}", channel=wording.channel(draft.channel)))
        self.add.setText(say(ADD[draft.tab]))
        self.add.setAccessibleName(say(ADD[draft.tab]))
        self.add.updateGeometry()
        self.mail.setVisible(draft.tab is Tab.REPLY and draft.channel is Channel.EMAIL)
        self.minutes.setVisible(draft.tab is not Tab.CUSTOMER)
        self._show_circumstances()
        self._show_files()
        self._say_outlook()
        self._grow()

    @property
    def _tight(self) -> bool:
        return self.width() < theme.px(TIGHT)

    @property
    def _cramped(self) -> bool:
        return self.width() < theme.px(CRAMPED)

    def _show_circumstances(self) -> None:
        """When it happened and how long it took; an icon alone says that nothing was set."""
        draft, tight = self._draft, self._tight
        when = say("Now") if draft.at is None else durations.when(draft.at, self._now, self._zone)
        self.when.setText("" if draft.at is None else when)
        self.when.setAccessibleName(say("Happened: {time}", time=when))
        self.minutes.setText(durations.used(draft.minutes * MINUTE) if draft.minutes else "")
        self.minutes.setAccessibleName(say("Time spent: {length}", length=durations.used(draft.minutes * MINUTE)))
        cramped = self._cramped
        for tab in self._tabs.values():
            tab.show_brief(unless_chosen=tight, always=cramped)
        with_mail = not self.mail.isHidden()
        self.attach.setText("" if tight else say("Attach"))
        self.block.setText("" if tight or with_mail else say("Text block"))
        self.mail.setText("" if tight else say("E-mail draft"))
        self.add.hide_keys(cramped)
        self.then.set_brief(cramped)
        self.channel.set_brief(cramped)
        for button in (self.when, self.minutes, self.attach, self.block, self.mail):
            button.updateGeometry()

    def _say_outlook(self) -> None:
        draft, outlook = self._draft, self._outlook
        replies = draft.tab is Tab.REPLY
        self.then.setVisible(replies and not outlook.status.done)
        after = self.status_after()
        stays = self._stays(after)
        whole = then_words(after, stays, draft.until, self._now, self._zone)
        self.then.show_value(stays if stays and self._cramped else whole)
        if after.done:
            words = say("Clocks end then")
        elif after in outlook.pausing:
            words = say("Clocks pause then")
        elif outlook.update_due is None or draft.at is not None:
            words = ""
        else:
            time = durations.when(outlook.update_due, self._now, self._zone)
            words = say("Next update then due by {time}", time=time)
        shown = bool(words) and replies and not outlook.status.done
        tight = self.width() < theme.px(DUE_BESIDE + (0 if self.mail.isHidden() else MAIL))
        for label, here in ((self._due, not tight), (self._due_above, tight)):
            label.setText(words)
            label.setVisible(shown and here)

    @property
    def outlook_words(self) -> str:
        """What the reply will mean for the clocks."""
        return self._due.text()

    def status_after(self) -> Status:
        """What the ticket is left as: a reply to a new one begins the work."""
        if self._draft.then is not None:
            return self._draft.then
        return Status.IN_PROGRESS if self._outlook.status is Status.NEW else self._outlook.status

    # What a person does

    def switch_to(self, tab: Tab) -> None:
        """The text of each tab is kept while another is open."""
        self._draft.tab = tab
        self._show_draft()
        self.editor.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> None:
        self.submit()

    def submit(self, *, resolve: bool = False, sent: bool = False) -> None:
        """Add what is written; `sent`: it went out by e-mail already."""
        draft = self._draft
        if sent:
            draft.tab, draft.channel = Tab.REPLY, Channel.EMAIL
        if self._coming or (draft.files and draft.empty and draft.tab is not Tab.CUSTOMER):
            self.problem.say(
                say("Nothing was added yet: a file is still being copied. Wait until it is there, or take it away.")
                if self._coming
                else say("Nothing was added: the text is empty. Write what the files are; they are kept here.")
            )
            self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        resolves = resolve and not self._outlook.status.done
        if draft.empty and draft.tab is not Tab.CUSTOMER and not resolves:
            self.problem.say(say("Nothing was added: the text is empty. Write something, then add it."))
            self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if draft.tab is not Tab.CUSTOMER and self.blocks.says_left():
            return
        then = self.status_after() if draft.tab is Tab.REPLY else self._outlook.status
        if resolve:
            then = Status.RESOLVED
        unchanged = then is self._outlook.status
        self.added.emit(
            Writing(
                draft.tab,
                self.editor.text().strip(),
                draft.channel,
                draft.at,
                None if unchanged else then,
                draft.until if then is Status.SCHEDULED and not unchanged else None,
                tuple(draft.files),
                draft.minutes,
            )
        )

    @property
    def use(self) -> Use:
        """For what a text block is wanted."""
        return Use.NOTE if self._draft.tab is Tab.NOTE else Use.REPLY

    def ask_block(self) -> None:
        if self._draft.tab is Tab.CUSTOMER:
            self.switch_to(Tab.REPLY)
        self.blocks.ask()

    def _typed(self) -> None:
        self._draft.texts[self._draft.tab] = self.editor.text()
        self.problem.say("")
        self._grow()

    def _offer_channels(self) -> None:
        menu = self.channel.menu
        assert isinstance(menu, KeyMenu)
        menu.refill()
        for channel, key in zip(_CHANNELS, "PEI", strict=True):
            icon = icons.icon(icons.BY_CHANNEL[channel], theme.current().text3)
            words = say("in person") if channel is Channel.IN_PERSON else wording.channel(channel)
            current = channel is self._draft.channel
            menu.offer(words.capitalize(), key, partial(self._by, channel), icon=icon, current=current)

    def _by(self, channel: Channel) -> None:
        self._draft.channel = channel
        self._show_draft()

    def _offer_then(self) -> None:
        menu = self.then.menu
        assert isinstance(menu, KeyMenu)
        menu.refill()
        for place, (status, key) in enumerate(offered_after(self._outlook.status)):
            words = then_words(status, "" if place else self._stays(status), None, self._now, self._zone)
            icon = icons.icon(icons.BY_STATUS[status], theme.current().text3)
            current = status is self.status_after()
            menu.offer(words[:1].upper() + words[1:], key, partial(self.leave_as, status), icon=icon, current=current)

    def _stays(self, status: Status) -> str:
        """How the ticket stands, where it would be left so; else empty."""
        return self._outlook.standing if status is self._outlook.status else ""

    def leave_as(self, status: Status) -> None:
        if status is Status.SCHEDULED and self._outlook.status is not Status.SCHEDULED:
            likely = likely_moments(self._now, self._zone)
            self._until_popup.ask(self.then, now=self._now, start=likely[0][1], likely=likely)
        else:
            self._leave_it(status, None)

    def _leave_it(self, status: Status, until: Instant | None) -> None:
        self._draft.then = None if status is self._outlook.status else status
        self._draft.until = until
        self._say_outlook()

    def _ask_when(self) -> None:
        likely = [(say("Now"), self._now), (say("Half an hour ago"), self._now - HOUR // 2)]
        start = self._draft.at or self._now
        self._when_popup.ask(self.when, now=self._now, start=start, likely=likely)

    def happened_at(self, at: Instant) -> None:
        self._draft.at = None if at == self._now else at
        self._show_draft()

    def took(self, minutes: int) -> None:
        self._draft.minutes = minutes
        self._show_draft()

    def _ask_mail(self) -> None:
        if self._draft.empty:
            self.problem.say(say("No draft was made: the text is empty. Write something first."))
            self.editor.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.mail_wanted.emit(self.editor.text().strip())

    def _grow(self) -> None:
        edit = self.editor.edit
        lines = max(1, round(edit.document().size().height()))
        wanted = lines * theme.metrics("body").lineSpacing() + 18
        self.editor.setFixedHeight(round(min(max(wanted, theme.px(LOWEST)), theme.px(HIGHEST))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_circumstances()
        self._say_outlook()
        self._grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.text() == "/" and self._draft.tab is not Tab.CUSTOMER and self.blocks.on_empty_line():
                self.blocks.ask(by_slash=True)
                return True
        return super().eventFilter(watched, event)
