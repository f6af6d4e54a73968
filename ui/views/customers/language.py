"""In which language a customer is given reports and sheets."""

from functools import partial

from PySide6.QtCore import Qt

from slaapp.domain.errors import Refusal
from slaapp.languages import LANGUAGES
from slaapp.services.customer_pages import CustomerPage
from ui.views.customers.hands import Hands
from ui.views.customers.section import Section
from ui.widgets.button import Chip
from ui.widgets.label import Label
from ui.widgets.scroll import bring_into_view
from ui.wording import say


class ReportLanguage(Section):
    def __init__(self, hands: Hands) -> None:
        super().__init__(say("Language of reports"))
        self._hands = hands
        self._page: CustomerPage | None = None
        self.choice = Chip(icon="file-text")
        self.left(self.choice)
        self.put(Label(say("What is closed keeps the language that it was issued in."), "small", "text3", wrap=True))
        self.choice.about_to_show.connect(self._offer)

    def show_page(self, page: CustomerPage) -> None:
        self._page = page
        self.choice.show_value(LANGUAGES.get(page.customer.language, page.customer.language))

    def begin(self) -> None:
        """The keyboard to the choice, which is seen."""
        self.choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(self.choice)

    def _offer(self) -> None:
        menu, page = self.choice.menu, self._page
        menu.clear()
        if page is None:
            return
        for code, name in LANGUAGES.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == page.customer.language)
            action.triggered.connect(partial(self._choose, page.customer.id, code))

    def _choose(self, customer: str, code: str, _checked: bool = False) -> None:
        words = say("Reports are in this language now: {language}.", language=LANGUAGES[code])
        try:
            self._hands.do(words, self._hands.engine.customers.set_language, customer, code)
        except Refusal as refusal:
            self._hands.commands.refused.emit(str(refusal))
