"""The page of agreements, with which the tests of its tabs begin."""

from ui.main_window import MainWindow
from ui.views.agreements.page import AgreementsPage
from ui.views.settings.form import OneOf


def agreements_page(window: MainWindow, *, tab: int = 0) -> AgreementsPage:
    window.go("agreements")
    found = window.places.current
    assert isinstance(found, AgreementsPage)
    found.show_tab(tab)
    return found


def draft_page(window: MainWindow, *, tab: int) -> AgreementsPage:
    """With a draft of the next version."""
    page = agreements_page(window, tab=tab)
    page.edit.click()
    return page


def pick(choice: OneOf, words: str) -> None:
    next(action for action in choice.menu.actions() if action.text() == words).trigger()
