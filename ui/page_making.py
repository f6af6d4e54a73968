"""The desk's pages, made when they are first wanted: each connected to the places that it leads to.

None brings another one along.
"""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ui.places import Places


def ticket_page(places: Places) -> QWidget:
    from ui.views.ticket_page import TicketView  # noqa: PLC0415

    ticket = TicketView(places.engine, places.commands, places.clock, places.drafts)
    ticket.back.connect(places.back)
    ticket.previous_wanted.connect(lambda: places.walk(-1))
    ticket.next_wanted.connect(lambda: places.walk(1))
    ticket.ticket_wanted.connect(places.open_ticket)
    ticket.agreement_wanted.connect(places.open_agreement)
    ticket.done.connect(places.done)
    ticket.told.connect(places.told)
    ticket.hinted.connect(places.hinted)
    ticket.title_changed.connect(places.titled)
    ticket.rule_wanted.connect(lambda rule: places.go("help", rule))
    ticket.draft_added.connect(places.draft_added)
    ticket.follow_up_wanted.connect(places.follow_up_wanted)
    return ticket


def reports_page(places: Places) -> QWidget:
    from ui.views.report_page import ReportPage  # noqa: PLC0415

    reports = ReportPage(places.engine, places.commands, places.clock, typed=places.notes, kept=places.report)
    reports.ticket_wanted.connect(places.open_ticket)
    reports.why_wanted.connect(places.explain)
    reports.done.connect(lambda words, step: _report_did(places, words, step))
    reports.title_changed.connect(places.titled)
    return reports


def customers_page(places: Places) -> QWidget:
    from ui.views.customers.page import CustomersPage  # noqa: PLC0415

    customers = CustomersPage(places.engine, places.commands, places.clock, typed=places.notes)
    customers.ticket_wanted.connect(places.open_ticket)
    customers.list_wanted.connect(places.list_wanted)
    customers.log_wanted.connect(lambda _: places.log_wanted.emit())
    customers.done.connect(places.done)
    customers.told.connect(places.told)
    customers.hinted.connect(places.hinted)
    return customers


def agreements_page(places: Places) -> QWidget:
    from ui.views.agreements.page import AgreementsPage  # noqa: PLC0415

    agreements = AgreementsPage(places.engine, places.commands, places.clock, places.reminding, places.notes)
    agreements.done.connect(places.done)
    agreements.edited.connect(places.noted)
    agreements.hours_wanted.connect(lambda name: places.go("hours", name))
    agreements.told.connect(places.told)
    agreements.hinted.connect(places.hinted)
    agreements.title_changed.connect(places.titled)
    agreements.customer_wanted.connect(lambda id_: places.go("customers", id_))
    agreements.review_wanted.connect(places.review)
    return agreements


def review_page(places: Places) -> QWidget:
    from ui.views.review.page import ReviewPage  # noqa: PLC0415

    review = ReviewPage(places.engine, places.commands, places.clock, places.notes)
    review.back.connect(places.back)
    review.done.connect(places.done)
    review.told.connect(places.told)
    review.hinted.connect(places.hinted)
    review.ticket_wanted.connect(places.open_ticket)
    review.agreement_wanted.connect(places.open_agreement)
    review.rule_wanted.connect(lambda rule: places.go("help", rule))
    review.suppliers_wanted.connect(lambda: places.go("settings", "suppliers"))
    review.title_changed.connect(places.titled)
    return review


def hours_page(places: Places) -> QWidget:
    from ui.views.hours.page import HoursPage  # noqa: PLC0415

    hours = HoursPage(places.engine, places.commands, places.clock, typed=places.hours, begun=places.notes)
    hours.done.connect(places.done)
    hours.told.connect(places.told)
    hours.hinted.connect(places.hinted)
    hours.ticket_wanted.connect(places.open_ticket)
    return hours


def search_page(places: Places) -> QWidget:
    from ui.views.found_page import FoundPage  # noqa: PLC0415

    found = FoundPage(places.engine, places.clock)
    found.ticket_wanted.connect(places.open_ticket)
    found.left.connect(places.back)
    places.commands.changed.connect(lambda _: found.refresh() if places.current is found else None)
    return found


def help_page(places: Places) -> QWidget:
    from ui.views.help_page import HelpPage  # noqa: PLC0415

    help_ = HelpPage(lambda: places.engine.catalogue.desk().name)
    help_.left.connect(places.back)
    return help_


def _report_did(places: Places, words: str, step: object) -> None:
    """What is saved or printed is told; what was written can be undone."""
    if step is None:
        places.told.emit(words)
    else:
        places.done.emit(words, step)


PAGES: Mapping[str, Callable[[Places], QWidget]] = {
    "ticket": ticket_page,
    "reports": reports_page,
    "customers": customers_page,
    "agreements": agreements_page,
    "review": review_page,
    "hours": hours_page,
    "search": search_page,
    "help": help_page,
}
"""By their names as places."""
