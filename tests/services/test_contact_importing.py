"""Contacts of a file beside those that are known: new, changed, the same, doubtful; a second import adds nothing."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slaapp.importers.contact_card import ContactCard
from slaapp.importers.contacts_csv import ContactTable
from slaapp.services.contact_export import contacts_csv
from slaapp.services.contact_importing import Kind
from tests.services.conftest import Work, at

NOW = at("02-25 12:00")

CARDS = st.lists(
    st.builds(
        lambda name, phone, emails: (name, phone, tuple(dict.fromkeys(emails))),
        st.sampled_from(["Kim", "kim", "Sam", "Lee"]),
        st.sampled_from(["", "214", "215"]),
        st.lists(st.sampled_from(["a@x.example", "b@x.example", "A@X.example"]), max_size=2),
    ),
    max_size=8,
)


def kinds(desk: Work, customer: str, *cards: ContactCard) -> list[Kind]:
    return [row.kind for row in desk.engine.contact_importing.preview(customer, cards).rows]


def take(desk: Work, customer: str, *cards: ContactCard, doubtful: frozenset[int] = frozenset()) -> int:
    count, changes = desk.engine.contact_importing.take(customer, cards, now=NOW, doubtful=doubtful)
    assert len(changes.records) <= count
    return count


def contacts(desk: Work, customer: str) -> list[tuple[str, str, str]]:
    return sorted((one.name, one.phone, one.email) for one in desk.engine.catalogue.contacts(customer))


def test_what_is_known_is_changed_and_nothing_that_the_file_leaves_out_is_lost(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.engine.customers.add_contact(acme, "Kim", phone="214", email="kim@a.example", room="1.02", now=NOW)
    card = ContactCard(1, "Kim", "215", ("kim@a.example", "k@home.example"))

    (row,) = desk.engine.contact_importing.preview(acme, [card]).rows

    assert (row.kind, row.changes) == (Kind.CHANGED, ("phone: 214 → 215", "e-mail: + k@home.example"))
    assert take(desk, acme, card) == 1
    (kim,) = desk.engine.catalogue.contacts(acme)
    assert (kim.phone, kim.room, kim.email, kim.more_emails) == ("215", "1.02", "kim@a.example", ("k@home.example",))


def test_somebody_of_the_same_name_with_another_address_is_doubtful(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.engine.customers.add_contact(acme, "Kim", email="kim@a.example", now=NOW)
    card = ContactCard(7, "Kim", "", ("kim@b.example",))

    assert kinds(desk, acme, card) == [Kind.DOUBTFUL]
    assert take(desk, acme, card) == 0
    assert take(desk, acme, card, doubtful=frozenset({7})) == 1
    assert kinds(desk, acme, card) == [Kind.SAME]
    assert len(contacts(desk, acme)) == 2


def test_an_address_that_somebody_else_has_renames_nobody(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.engine.customers.add_contact(acme, "Front desk", email="info@a.example", now=NOW)

    assert kinds(desk, acme, ContactCard(1, "Kim", "", ("info@a.example",))) == [Kind.DOUBTFUL]


def test_a_file_that_says_somebody_twice_adds_them_once(desk: Work) -> None:
    acme = desk.customer("Acme")
    twice = (ContactCard(1, "Kim", "214"), ContactCard(2, "Kim", "", ("kim@a.example",)))

    assert kinds(desk, acme, *twice) == [Kind.NEW, Kind.CHANGED]
    assert take(desk, acme, *twice) == 1
    assert contacts(desk, acme) == [("Kim", "214", "kim@a.example")]


def test_an_import_is_taken_back_as_one(desk: Work) -> None:
    acme = desk.customer("Acme")
    desk.engine.customers.add_contact(acme, "Kim", phone="214", now=NOW)
    before = contacts(desk, acme)
    cards = [ContactCard(1, "Kim", "215"), ContactCard(2, "Sam")]
    _, changes = desk.engine.contact_importing.take(acme, cards, now=NOW)

    desk.engine.customers.take_back(changes.records, now=NOW)

    assert contacts(desk, acme) == before


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CARDS, CARDS)
def test_a_second_import_adds_nothing(
    desk: Work, known: list[tuple[str, str, tuple[str, ...]]], file: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    customer = desk.customer(f"Customer {len(desk.engine.catalogue.customers())}")
    first, second = ([ContactCard(line, *card) for line, card in enumerate(cards, 1)] for cards in (known, file))
    take(desk, customer, *first)
    foreseen = desk.engine.contact_importing.preview(customer, second).taken()
    assert take(desk, customer, *second) == foreseen
    held = contacts(desk, customer)

    again = desk.engine.contact_importing.preview(customer, second)

    assert again.count(Kind.NEW) == 0
    take(desk, customer, *second)
    assert len(contacts(desk, customer)) == len(held)


def test_a_table_carries_groups_there_and_back(desk: Work) -> None:
    acme, best = desk.customer("Acme"), desk.customer("Best")
    desk.engine.customers.add_contact(acme, "Kim", group="VIP", now=NOW)

    table = ContactTable(contacts_csv(desk.engine.catalogue.contacts(acme)))
    read = list(table.cards(table.guessed))
    desk.engine.contact_importing.take(best, read, now=NOW)

    assert [one.group for one in desk.engine.catalogue.contacts(best)] == ["VIP"]
    assert kinds(desk, best, *(card for card in read if isinstance(card, ContactCard))) == [Kind.SAME]
