"""Customers and contacts that are added for the ticket that is being logged, or given the address of its mail."""

from msgspec.structs import replace

from slaapp.engine import Engine
from slaapp.services.customer_records import Versions
from ui.commands import Commands
from ui.dialogs.log_ticket_files import FromMail
from ui.widgets.party import Party


class AddedParties:
    """`records` are what was written: they are taken back with the ticket."""

    def __init__(self, engine: Engine, commands: Commands) -> None:
        self._engine, self._commands = engine, commands
        self.records: Versions = ()

    def forget(self) -> None:
        """Another ticket is typed now."""
        self.records = ()

    def complete(self, party: Party, mail: FromMail) -> Party:
        """The party with the records that it named but did not have. Raises Refusal; what was added stays."""
        if party.customer is None:
            party = replace(party, customer=self._customer(party.name))
        if party.customer is None or party.contact is not None:
            return party
        if party.contact_name:
            return replace(party, contact=self._contact(party.customer, party.contact_name))
        if not mail.address:
            return party
        sender_of = self._engine.customers.sender_of
        contact, changes = self._commands.attempt(sender_of, party.customer, mail.sender, mail.address)
        self.records += changes.records
        return replace(party, contact=contact, contact_name=mail.sender or mail.address)

    def _customer(self, name: str) -> str:
        known = next((held.id for held in self._engine.catalogue.customers() if held.name == name), None)
        if known is not None:
            return known
        id_, changes = self._commands.attempt(self._engine.customers.add, name)
        self.records += changes.records
        return id_

    def _contact(self, customer: str, name: str) -> str:
        known = next((held.id for held in self._engine.catalogue.contacts(customer) if held.name == name), None)
        if known is not None:
            return known
        changes = self._commands.attempt(self._engine.customers.add_contact, customer, name)
        self.records += changes.records
        return changes.records[0][1]
