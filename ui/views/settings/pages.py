"""The pages of the settings in their order: how each is called, and how it is made when it is first looked at.

Whoever adds a page adds a row here, and an action `settings_NAME` to the table of actions for the palette.
"""

from collections.abc import Callable

from slaapp.domain.value import Value
from ui.views.settings.appearance import AppearancePage
from ui.views.settings.data import DataPage
from ui.views.settings.form import Form, Surroundings
from ui.views.settings.general import GeneralPage
from ui.views.settings.notifications import NotificationsPage
from ui.views.settings.people import PeoplePage
from ui.views.settings.print import PrintPage
from ui.views.settings.recurring import RecurringPage
from ui.views.settings.shortcuts import ShortcutsPage
from ui.views.settings.suppliers import SuppliersPage
from ui.views.settings.templates import TemplatesPage
from ui.views.settings.text_blocks import TextBlocksPage


class Page(Value):
    name: str
    icon: str
    title: str
    make: Callable[[Surroundings], Form]


PAGES = (
    Page("general", "settings", "General", GeneralPage),
    Page("appearance", "sliders-horizontal", "Appearance", AppearancePage),
    Page("people", "users", "People", PeoplePage),
    Page("text_blocks", "notebook-pen", "Text blocks", TextBlocksPage),
    Page("templates", "layout-template", "Templates", TemplatesPage),
    Page("recurring", "calendar-clock", "Recurring tickets", RecurringPage),
    Page("suppliers", "building-complex", "Suppliers", SuppliersPage),
    Page("print", "printer", "Print", PrintPage),
    Page("notifications", "bell", "Notifications", NotificationsPage),
    Page("data", "archive", "Data and backup", DataPage),
    Page("shortcuts", "command", "Shortcuts", ShortcutsPage),
)
