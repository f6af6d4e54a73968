"""Which agreement covers a customer, how long, and how it stands this month; another one can be chosen."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from slaapp.domain import durations
from slaapp.domain.agreement import Agreement
from slaapp.domain.compliance import Month
from slaapp.domain.errors import Refusal
from slaapp.languages import ENGLISH
from slaapp.reports.month_report import MonthlyReport
from slaapp.reports.reminder_words import reminder_words
from slaapp.services.customer_pages import CustomerPage
from ui import theme, wording
from ui.background import in_background
from ui.views.customers.claims import Groups
from ui.views.customers.hands import Hands
from ui.views.customers.section import Section
from ui.views.customers.standing import StandingTable
from ui.widgets.button import Chip
from ui.widgets.label import Label
from ui.widgets.runs import one_line
from ui.wording import say


class Agreed(Section):
    changed = Signal()

    def __init__(self, hands: Hands) -> None:
        super().__init__(say("Agreement"), first=True)
        self._hands = hands
        self._page: CustomerPage | None = None
        self.choice = Chip(icon="file-text")
        self.choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)  # a long name is cut
        self._valid = Label("", "small", "text2", wrap=True)
        self._near = Label("", "small", "amber_text", wrap=True)
        self._keeps = Label(say("Open tickets keep the agreement that they have."), "small", "text3", wrap=True)
        self.left(self.choice)
        self.groups = Groups(hands)
        self.column.addSpacing(6)
        self.put(self._valid)
        self.put(self._near)
        self.put(self.groups)
        self.put(self._keeps)
        self.choice.about_to_show.connect(self._offer)

    def show_page(self, page: CustomerPage) -> None:
        self._page = page
        self.groups.show_page(page)
        agreed = page.agreement
        self._show_near(agreed)
        self.choice.show_value(one_line(page.own_agreement or page.default_agreement))
        self.choice.setToolTip(wording.tip(self.choice.value))
        if agreed is None:
            self._valid.setText(say("It is over: no agreement covers new tickets. Choose one that is in force."))
            self._valid.set_colour("red_text")
            return
        self._valid.set_colour("text2")
        self._valid.setText(_validity(agreed, page))

    @property
    def near(self) -> str:
        return self._near.text()

    def _show_near(self, agreed: Agreement | None) -> None:
        every = self._hands.engine.agreements.reminders(self._hands.clock.now())
        near = [] if agreed is None else [one for one in every if one.agreement == agreed.name]
        self._near.setText("\n".join(say("{words}.", words=reminder_words(one)) for one in near))
        self._near.setVisible(bool(near))

    def _offer(self) -> None:
        menu, page = self.choice.menu, self._page
        menu.clear()
        if page is None:
            return
        default = say("As the desk: {name}", name=one_line(page.default_agreement).replace("&", "&&"))
        for name, words in ((None, default), *((held, one_line(held).replace("&", "&&")) for held in page.agreements)):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(name == page.own_agreement)
            action.triggered.connect(partial(self._choose, page.customer.id, name))

    def _choose(self, customer: str, name: str | None, _checked: bool = False) -> None:
        page = self._page
        if page is None or name == page.own_agreement:
            return
        claims = one_line(name or page.default_agreement)
        words = say("New tickets go by {name}.", name=claims)
        if name in page.coming:
            words = say("New tickets go by {name} once it is in force.", name=claims)
        try:
            self._hands.do(words, self._hands.engine.customers.set_agreement, customer, name)
        except Refusal as refusal:
            self._hands.commands.refused.emit(str(refusal))
            return
        self.changed.emit()


def _validity(agreed: Agreement, page: CustomerPage) -> str:
    start = "" if agreed.valid_from is None else durations.long_day(agreed.valid_from)
    since = say("from {day}", day=start) if start else say("from the beginning")
    until = "" if agreed.valid_to is None else say(" to {day}", day=durations.long_day(agreed.valid_to))
    named = say("v{version}, {since}{until}", version=agreed.version, since=since, until=until)
    chosen = page.own_agreement or page.default_agreement
    if agreed.name != chosen:
        return say("Not begun yet; until then {name} {named}", name=one_line(agreed.name), named=named)
    return named if page.own_agreement else say("{named} · the desk’s default", named=named)


class Standing(Section):
    """Read in the background from the month's report, so that both always say the same."""

    def __init__(self, hands: Hands) -> None:
        super().__init__(say("This month"))
        self._hands = hands
        self._asked = ("", 0)
        self.table = StandingTable()
        self._why = Label("", "small", "text2", wrap=True)
        self.put(self._why)
        self.put(self.table)
        theme.follow(self.update)

    @property
    def why(self) -> str:
        return self._why.text()

    def show_customer(self, customer: str) -> None:
        now = self._hands.clock.now()
        if customer != self._asked[0]:
            self.table.show_cells(())
            self._say("")
        self._asked = asked = (customer, now)
        engine = self._hands.engine
        today = engine.hours().day_of(now)
        month = Month(today.year, today.month)
        self.title.setText(say("This month: {month}", month=f"{durations.MONTHS[month.month - 1]}"))
        in_background(
            self,
            lambda: engine.reporting.month(month, customer=customer, now=now, language=ENGLISH),
            lambda report: self._take(asked, report),
            refused=lambda sentence: self._refuse(asked, sentence),
        )

    def _take(self, asked: tuple[str, int], report: MonthlyReport) -> None:
        if asked != self._asked:
            return
        cells = report.cells
        decided = sum(cell.decided > 0 for cell in cells)
        kept = sum(cell.met_goal is True for cell in cells)
        if not decided:
            self._say(say("Nothing is met or missed yet this month."))
            self.table.show_cells(())
            return
        self._say(say("{kept} of {decided} goals kept so far", kept=kept, decided=decided))
        self.table.show_cells(cells, lambda severity: say(report.name_of(severity)))

    def _refuse(self, asked: tuple[str, int], sentence: str) -> None:
        if asked == self._asked:
            self.table.show_cells(())
            self._say(sentence)

    def _say(self, words: str) -> None:
        self._why.setText(words)
        self._why.setVisible(bool(words))
