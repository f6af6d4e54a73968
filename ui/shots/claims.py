"""Poses of what claims tickets: a customer's groups and services with agreements of their own, tickets that say it."""

from datetime import date

import tomli_w
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from slaapp.domain.agreement import Meaning, Metric, Severity
from slaapp.domain.spans import HOUR
from slaapp.services import demo
from slaapp.services.agreement_data import agreement_table
from slaapp.services.desk import TicketDraft
from ui.main_window import MainWindow
from ui.shots import pages, queue

CUSTOMER, SERVICE, GROUP, GOLD = "Harbour Clinic", "Patient records", "VIP", "Gold support"


def _give(window: MainWindow) -> tuple[str, str, str]:
    """The ids of the customer, its contact, who is in a group, and its service, each of which is given an agreement."""
    engine, now = window.engine, demo.moment()
    named = engine.catalogue.desk_rules()[0]
    held = [one for one in engine.catalogue.agreements() if one.name == named][-1]
    file = tomli_w.dumps(agreement_table(replace(held, name=GOLD, version=1))).encode()
    engine.toml_files.import_agreement(file, now=now)
    customer = engine.catalogue.customer(CUSTOMER).id
    contact = engine.catalogue.contacts(customer)[0]
    engine.customers.edit_contact(
        contact.id, name=contact.name, phone=contact.phone, email="", room=contact.room, group=GROUP, now=now
    )
    if SERVICE not in (held.name for held in engine.customers.page(customer, engine.board, now=now).services):
        engine.customers.add_service(customer, SERVICE, now=now)  # a desk may sit for several pictures
    service = engine.customer_claims.service(customer, SERVICE)
    engine.customer_claims.give_service(service, GOLD, now=now)
    return customer, contact.id, service


def customer(window: MainWindow) -> None:
    """A group without an agreement of its own yet, a service that has one, and the contact who is in the group."""
    held, _, _ = _give(window)
    window.go("customers", held)
    page = window.places.current
    page.detail.contacts.edit(page.detail.page.contacts[0])


def merging(window: MainWindow) -> None:
    """As much to say about merging two customers as there can be."""
    ticket(window)
    held = window.engine.catalogue.customer(CUSTOMER).id
    window.engine.customer_claims.give_group(held, GROUP, GOLD, now=demo.moment())
    pages.customer_merging(window)


def ticket(window: MainWindow) -> None:
    held, contact, service = _give(window)
    draft = TicketDraft("Records open slowly", customer=held, contact=contact, service=service)
    number, _ = window.engine.desk.log(replace(draft, received_at=demo.moment() - HOUR), now=demo.moment())
    window.open_ticket(number)


def why(window: MainWindow) -> None:
    ticket(window)
    QApplication.processEvents()
    cards = window.places.ticket.panel.cards()
    next(card.why_button for card in cards if card.face.metric is Metric.RESOLUTION).click()


def no_agreement(window: MainWindow) -> None:
    """A ticket of a service whose agreement was over when it was received: the list of such tickets is there."""
    held, contact, service = _give(window)
    engine, now = window.engine, demo.moment()
    ours = next(one for one in engine.catalogue.agreements() if one.name == GOLD)
    over = replace(ours, name="Trial support", valid_from=None, valid_to=date(2026, 3, 1))
    engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(over)).encode(), now=now)
    engine.customer_claims.give_service(service, over.name, now=now)
    draft = TicketDraft("Records open slowly", customer=held, contact=contact, service=service)
    _, changes = engine.desk.log(draft, now=now)
    window.commands.changed.emit(changes)
    window.go("no_agreement")


def log_ticket(window: MainWindow) -> None:
    """A contact whose group has an agreement of its own is picked."""
    held, _, _ = _give(window)
    window.engine.customer_claims.give_group(held, GROUP, GOLD, now=demo.moment())
    queue.queue(window)
    window.log()
    form = window.log_ticket
    form.subject.setText("Records open slowly")
    QTest.keyClicks(form.customer.edit, "front har")
    QTest.keyClick(form.customer.edit, Qt.Key.Key_Return)


def log_ticket_service(window: MainWindow) -> None:
    """The customer has services, one with an agreement of its own."""
    _, _, service = _give(window)
    queue.queue(window)
    window.log()
    window.log_ticket.start_with({"subject": "Records open slowly", "service": service})
    QTest.keyClicks(window.log_ticket.customer.edit, "front har")
    QTest.keyClick(window.log_ticket.customer.edit, Qt.Key.Key_Return)


def dashboard_uncovered(window: MainWindow) -> None:
    """The dashboard says that an open ticket has no agreement."""
    no_agreement(window)
    window.go("dashboard")


def own_severities(window: MainWindow) -> None:
    """In the list with its preview a ticket whose agreement has names of its own for severities."""
    engine, now = window.engine, demo.moment()
    ours = engine.catalogue.agreement(demo.AGREEMENT)
    names = {Severity.HIGH: Meaning("Several people cannot work", ("no network",), "Business critical")}
    named = replace(ours, name="Clinic support", version=1, valid_from=date(2026, 3, 11), valid_to=None, meanings=names)
    engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(named)).encode(), now=now)
    held = engine.catalogue.customer(CUSTOMER).id
    engine.customers.set_agreement(held, named.name, now=now)
    number, changes = engine.desk.log(TicketDraft("Records open slowly", Severity.HIGH, held), now=now)
    window.commands.changed.emit(changes)
    queue.queue(window)
    window.queue.select(number)
    window.queue.show_preview(True)
