"""A customer with 5,000 contacts: they come from a file, and then its page is read for the window."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from slaapp.engine import Engine
from slaapp.importers.contacts_csv import ContactTable
from tests.bench.rows import Row, below
from tests.storage.stories import MONDAY

CONTACTS = 5_000


def main() -> Iterator[Row]:
    said = "".join(f"Person {n},+44 {n:07},p{n}@example.org\n" for n in range(CONTACTS))
    table = ContactTable(f"Name,Phone,E-mail\n{said}".encode())
    with (
        tempfile.TemporaryDirectory() as folder,
        Engine.open(Path(folder) / "desk.slaapp", user="sam", now=MONDAY, is_test=True, zone="UTC") as engine,
    ):
        engine.catalogue.add_customer("Harbour Clinic", now=MONDAY)
        customer = engine.catalogue.customer("Harbour Clinic").id
        start = perf_counter()
        cards = list(table.cards(dict(table.guessed)))
        engine.contact_importing.preview(customer, cards)
        looked = perf_counter() - start
        start = perf_counter()
        engine.contact_importing.take(customer, cards, doubtful=(), now=MONDAY)
        taken = perf_counter() - start
        start = perf_counter()
        engine.customers.page(customer, engine.board, now=MONDAY)
        read = perf_counter() - start
    yield below(f"P16 what {CONTACTS:,} contacts would bring", ours=looked, limit=0.3)
    yield below("they are taken", ours=taken, limit=2.0)
    yield below("the customer's page is read", ours=read, limit=0.2)
