"""Which agreement claims a ticket, as the window shows it and lets it be chosen."""

from datetime import timedelta

import pytest
import tomli_w
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from slaapp.domain.agreement import Metric, Severity
from slaapp.domain.agreement_checks import Fault
from slaapp.domain.claim import Claimant
from slaapp.services.agreement_data import agreement_table
from slaapp.services.desk import TicketDraft
from slaapp.services.templates import Template
from tests.ui.desk_at_work import DeskAtWork, customer, nameless, outside
from tests.ui.window_at_work import chord, lines, press, reload, window_over
from ui.background import wait_for_all
from ui.dialogs import why_words
from ui.dialogs.forecast import foresee
from ui.main_window import MainWindow
from ui.models.arrangement import View
from ui.models.shelf import Look, Shelf
from ui.views.agreements.page import AgreementsPage
from ui.views.customers.page import CustomersPage
from ui.views.dashboard.page import DashboardPage
from ui.views.ticket.facts import facts_of
from ui.views.ticket_page import TicketView
from ui.widgets.runs import plain


@pytest.fixture
def gold(work: DeskAtWork) -> str:
    """The name of an agreement beside the desk's that promises everything in half the time."""
    ours = work.engine.catalogue.agreements()[-1]
    faster = tuple(replace(target, allowed=target.allowed // 2) for target in ours.targets)
    file = tomli_w.dumps(agreement_table(replace(ours, name="Gold", version=1, targets=faster))).encode()
    work.engine.toml_files.import_agreement(file, now=work.clock.now())
    return "Gold"


@pytest.fixture
def page(work: DeskAtWork, gold: str, window: MainWindow) -> CustomersPage:
    acme, _ = customer(work, "Acme", contact="Kim L.")
    work.engine.customers.add_service(acme, "Wi-Fi", now=work.clock.now())
    window.go("customers", acme)
    settle()
    found = window.places.current
    assert isinstance(found, CustomersPage)
    return found


def settle() -> None:
    QApplication.processEvents()
    wait_for_all()
    for _ in range(3):
        QApplication.processEvents()


def test_a_group_is_typed_completed_and_given_an_agreement(
    page: CustomersPage, work: DeskAtWork, window: MainWindow, gold: str
) -> None:
    shown = page.detail.page
    assert shown is not None
    best, _ = customer(work, "Best", contact="Lee")
    work.engine.customers.add_contact(best, "Ann", group="VIP", now=work.clock.now())
    page.detail.contacts.edit(shown.contacts[0])
    form = page.detail.contacts.form
    assert form is not None
    completer = form.fields["group"].edit.completer()
    completer.setCompletionPrefix("vi")
    assert completer.currentCompletion() == "VIP"
    form.fields["group"].setText("VIP")
    form.submitted.emit()
    settle()

    page.detail.agreed.groups.chips["VIP"]._choose(gold)
    settle()

    (contact,) = work.engine.catalogue.contacts(shown.customer.id)
    draft = TicketDraft("Slow", Severity.NORMAL, shown.customer.id, contact.id)
    assert page.detail.agreed.groups.chips["VIP"].value == gold
    assert "Gold v1 · for group VIP" in foresee(work.engine, draft, work.clock.now()).lines(Severity.NORMAL).second
    window.history.undo()
    settle()
    assert page.detail.agreed.groups.chips["VIP"].value == "As every contact"


def test_a_service_is_given_an_agreement_and_its_ticket_says_so(
    page: CustomersPage, work: DeskAtWork, gold: str
) -> None:
    shown = page.detail.page
    assert shown is not None
    page.detail.services.chips["Wi-Fi"]._choose(gold)
    settle()

    service = work.engine.customer_claims.service(shown.customer.id, "Wi-Fi")
    draft = TicketDraft("Slow", Severity.NORMAL, shown.customer.id, service=service)
    number, _ = work.engine.desk.log(draft, now=work.clock.now())
    ticket = work.engine.pages.page(number, now=work.clock.now())
    facts = dict(facts_of(ticket, work.engine.hours().day_of(work.clock.now())))
    ledger = work.engine.desk.why(number, Metric.RESOLUTION, now=work.clock.now())

    assert page.detail.services.chips["Wi-Fi"].value == gold
    assert (facts["Agreement"], facts["Agreed"]) == ("Gold, v1", "for service Wi-Fi")
    assert " for service " in plain(why_words.rules(ledger))


def test_the_list_without_agreement_is_seen_while_it_holds_any(
    work: DeskAtWork, window: MainWindow, gold: str, qtbot: QtBot
) -> None:
    def seen() -> list[str]:
        return [name for name in window.sidebar._lists if name == "no_agreement"]

    ours = next(one for one in work.engine.catalogue.agreements() if one.name == gold)
    over = replace(ours, name="Trial", valid_to=work.engine.hours().day_of(work.clock.now()) - timedelta(days=1))
    work.engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(over)).encode(), now=work.clock.now())
    acme, _ = customer(work, "Acme")
    work.engine.customers.set_agreement(acme, "Trial", now=work.clock.now())
    settle()
    assert seen() == []
    window.go("no_agreement")
    assert window.queue.table.shown_count == 0

    number, changes = work.engine.desk.log(TicketDraft("Slow", customer=acme), now=work.clock.now())
    window.commands.changed.emit(changes)
    settle()

    assert seen() == ["no_agreement"]
    assert window.queue.table.shown_count == 1
    with window_over(work, qtbot) as later:
        assert "no_agreement" in later.sidebar._lists, "it is there from the start"
    window.sidebar.moved.emit("no_agreement", 0)
    assert window.queue.shelf.names[0] == "no_agreement"
    window.commands.changed.emit(work.engine.desk.resolve(number, now=work.clock.now()))
    settle()
    assert seen() == []


@pytest.fixture
def bare(work: DeskAtWork, gold: str, window: MainWindow) -> int:
    """The number of a ticket that no agreement covers; three more are covered, one of them by Gold."""
    ours = next(one for one in work.engine.catalogue.agreements() if one.name == gold)
    over = replace(ours, name="Trial", valid_to=work.engine.hours().day_of(work.clock.now()) - timedelta(days=1))
    work.engine.toml_files.import_agreement(tomli_w.dumps(agreement_table(over)).encode(), now=work.clock.now())
    acme, best = (customer(work, name)[0] for name in ("Acme", "Best"))
    work.engine.customers.set_agreement(acme, "Trial", now=work.clock.now())
    work.engine.customers.set_agreement(best, gold, now=work.clock.now())
    for subject, whose in (("A", best), ("B", None), ("C", None)):
        work.engine.desk.log(TicketDraft(subject, customer=whose), now=work.clock.now())
    number, _ = work.engine.desk.log(TicketDraft("Slow", customer=acme), now=work.clock.now())
    reload(window)
    return number


def test_a_filter_asks_for_tickets_of_an_agreement_or_of_none_and_is_kept_as_a_list(
    work: DeskAtWork, window: MainWindow, gold: str, bare: int
) -> None:
    window.go("all")
    chip = window.queue.header.agreement
    assert not chip.isVisible()
    chip.about_to_show.emit()
    offered = [action.text() for action in chip.menu.actions() if action.isCheckable()]
    assert offered == ["All", "No agreement", gold, "Standard support"]

    chip.menu.actions()[1].trigger()
    assert lines(window.queue.table)[1:] == ["Slow"]
    assert chip.isVisible()
    assert chip.value == "No agreement"
    chip.menu.added.emit(2)
    assert {line for line in lines(window.queue.table) if not line.startswith("—")} == {"Slow", "A"}

    shelf = Shelf()
    name = shelf.add("Odd ones", window.queue.table.choice, Look())
    assert Shelf(shelf.as_plain()).choice(name) == window.queue.table.choice


def test_the_dashboard_counts_tickets_without_agreement_and_leads_to_them(
    work: DeskAtWork, window: MainWindow, bare: int
) -> None:
    window.go("dashboard")
    page = window.places.current
    assert isinstance(page, DashboardPage)
    assert page.uncovered.isVisible()
    assert page.uncovered.sentence.text() == "1 open ticket without an agreement, so not measured."
    table = [[page.table.item(row, column).text() for column in range(3)] for row in range(6)]
    assert table[5] == ["Now", "No agreement", "1 · not measured"]

    page.uncovered.show_them.click()
    assert window.queue.table.choice.view is View.NO_AGREEMENT
    assert lines(window.queue.table)[1:] == ["Slow"]

    window.commands.changed.emit(work.engine.desk.resolve(bare, now=work.clock.now()))
    window.go("dashboard")
    assert not page.uncovered.isVisible()


def test_tickets_that_two_agreements_claim_are_told_of_and_the_finding_leads_to_the_customer(
    work: DeskAtWork, gold: str, window: MainWindow
) -> None:
    acme, _ = customer(work, "Acme", contact="Kim L.")
    now, claims = work.clock.now(), work.engine.customer_claims
    work.engine.customers.add_service(acme, "Wi-Fi", now=now)
    claims.give_group(acme, "VIP", gold, now=now)
    claims.give_service(claims.service(acme, "Wi-Fi"), "Standard support", now=now)
    window.go("agreements", gold)
    settle()
    page = window.places.current
    assert isinstance(page, AgreementsPage)
    (finding,) = (held for held in page.editing.findings if held.fault is Fault.CLAIMED_TWICE)

    page.go_to_field(finding)

    held = QApplication.focusWidget()
    assert held is page.holders.buttons[acme]
    assert held.text() == "Acme"


def test_contact_and_service_are_chosen_on_the_ticket_and_say_what_claims_it(
    work: DeskAtWork, gold: str, window: MainWindow, qtbot: QtBot
) -> None:
    acme, kim = customer(work, "Acme", contact="Kim L.")
    now, customers = work.clock.now(), work.engine.customers
    customers.add_contact(acme, "Ann", now=now)
    customers.add_service(acme, "Wi-Fi", now=now)
    work.engine.customer_claims.give_service(work.engine.customer_claims.service(acme, "Wi-Fi"), gold, now=now)
    number = work.log("2026-03-10 10:00", customer=acme, contact=kim)
    reload(window)
    window.open_ticket(number)
    view = window.places.ticket
    assert isinstance(view, TicketView)

    view.menus.ask_service()
    press(qtbot, window, "wi", Qt.Key.Key_Return)
    view.menus.ask_contact()
    press(qtbot, window, "ann", Qt.Key.Key_Return)

    assert view.page is not None
    assert view.page.contact is not None
    assert (view.page.contact.name, view.page.service) == ("Ann", "Wi-Fi")
    assert view.page.claim is not None
    assert (view.page.claim.agreement, view.page.claim.by) == (gold, Claimant.SERVICE)

    window.history.undo()
    window.history.undo()
    assert view.page.contact is not None
    assert (view.page.contact.name, view.page.service) == ("Kim L.", "")
    assert view.page.claim is not None
    assert view.page.claim.agreement != gold


def test_where_a_customer_has_none_to_choose_that_is_said(work: DeskAtWork, window: MainWindow) -> None:
    bare, _ = customer(work, "Bare")
    for number, told in (
        (work.log("2026-03-10 10:00"), "This ticket has no customer yet. Choose one first."),
        (work.log("2026-03-10 10:00", customer=bare), "Bare has no services yet. Add them on their page."),
    ):
        reload(window)
        window.open_ticket(number)
        view = window.places.ticket
        assert isinstance(view, TicketView)
        view.menus.ask_service()
        assert told in [notice.title for notice in window.toasts.shown]


@pytest.fixture
def wifi(work: DeskAtWork, gold: str) -> tuple[str, str]:
    """Acme, and its Wi-Fi that has an agreement of its own."""
    acme, _ = customer(work, "Acme", contact="Kim L.")
    customers, now = work.engine.customers, work.clock.now()
    for name in ("Telephones", "Wi-Fi"):
        customers.add_service(acme, name, now=now)
    service = work.engine.customer_claims.service(acme, "Wi-Fi")
    work.engine.customer_claims.give_service(service, gold, now=now)
    return acme, service


def test_log_ticket_asks_for_the_service_where_there_are_some_and_due_times_follow_it(
    work: DeskAtWork, gold: str, wifi: tuple[str, str], window: MainWindow, qtbot: QtBot
) -> None:
    customer(work, "Bare")
    press(qtbot, window, "n", "Radio is dead", Qt.Key.Key_Return)
    form = window.log_ticket
    assert not form.service.isVisible()
    press(qtbot, window, "acme", Qt.Key.Key_Return)
    assert form.service.isVisible()
    before = form.live.accessibleName()

    chord(qtbot, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert form.service.picker.labels() == ["None", "Telephones", "Wi-Fi"]
    press(qtbot, window, "wi", Qt.Key.Key_Return)

    assert form.cards.isAncestorOf(QApplication.focusWidget())
    assert form.service.button.accessibleName() == "Service Wi-Fi"
    after = form.live.accessibleName()
    assert (gold in before, gold in after) == (False, True)
    assert after.split(" · ")[0] != before.split(" · ")[0]

    chord(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page = work.engine.pages.page(1, now=work.clock.now())
    assert page.service == "Wi-Fi"
    assert page.claim is not None
    assert (page.claim.agreement, page.claim.by) == (gold, Claimant.SERVICE)


def test_a_service_waits_for_the_customer_that_has_it_and_is_kept_with_the_draft(
    work: DeskAtWork, wifi: tuple[str, str], window: MainWindow, qtbot: QtBot
) -> None:
    acme, service = wifi
    bare, _ = customer(work, "Bare")
    work.engine.customers.add_service(bare, "Printing", now=work.clock.now())
    window.log()
    form = window.log_ticket
    form.start_with({"subject": "Radio is dead", "party": [acme, "Acme", None, "", "", "", ""], "service": service})
    assert form.service.button.accessibleName() == "Service Wi-Fi"

    form.customer.edit.selectAll()
    form.customer.edit.setFocus()
    press(qtbot, window, "bare", Qt.Key.Key_Return)
    assert form.service.button.accessibleName() == "Service None"
    form.submit(open_it=False)
    assert work.engine.pages.page(1, now=work.clock.now()).service == ""

    form.start_with({"subject": "Radio", "party": [acme, "Acme", None, "", "", "", ""], "service": service})
    form.leave()
    form.start_with(window.state.draft)
    form.submit(open_it=False)
    assert work.engine.pages.page(2, now=work.clock.now()).service == "Wi-Fi"


def test_a_template_names_the_service_and_what_is_chosen_goes_before(
    work: DeskAtWork, wifi: tuple[str, str], window: MainWindow, qtbot: QtBot
) -> None:
    acme, service = wifi
    work.engine.templates.save(Template("Radio", "Radio is dead", service=service), now=work.clock.at)
    window.log()
    form = window.log_ticket
    form.start_with({"party": [acme, "Acme", None, "", "", "", ""]})
    form.take_template(work.engine.templates.named("Radio"))
    assert form.service.button.accessibleName() == "Service Wi-Fi"

    chord(qtbot, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    press(qtbot, window, "tele", Qt.Key.Key_Return)
    form.submit(open_it=False)

    assert work.engine.pages.page(1, now=work.clock.now()).service == "Telephones"


def test_where_there_is_no_service_the_key_says_so(work: DeskAtWork, window: MainWindow, qtbot: QtBot) -> None:
    customer(work, "Bare")
    press(qtbot, window, "n", "Radio is dead", Qt.Key.Key_Return)
    chord(qtbot, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert window.log_ticket.problem.accessibleName() == "Choose the customer first, then one of their services."

    press(qtbot, window, "bare", Qt.Key.Key_Return)
    chord(qtbot, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert window.log_ticket.problem.accessibleName() == "Bare has no services yet. Add them on their page."


def test_the_service_is_reached_between_customer_and_severity(
    work: DeskAtWork, wifi: tuple[str, str], window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, window, "n", "Radio is dead", Qt.Key.Key_Return, "acme", Qt.Key.Key_Return)
    form = window.log_ticket
    form.customer.edit.setFocus()
    press(qtbot, window, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.service.button
    window.resize(1024, 640)
    assert nameless(form) == []
    assert outside(form) == []
