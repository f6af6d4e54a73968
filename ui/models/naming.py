"""What lists are kept by and what they show: customers and people by id on the disk, by the name of now on screen."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec import field
from msgspec.structs import replace

from slaapp.domain.value import Value
from slaapp.services.catalogue import Customer
from slaapp.services.people import Person
from ui.models.arrangement import Choice

Held = TypeVar("Held", Customer, Person)


class Naming(Value):
    """The names of now by id, and the ids by name; what is not known stays as it is."""

    customers: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    customer_ids: Mapping[str, str] = field(default_factory=dict)
    person_ids: Mapping[str, str] = field(default_factory=dict)

    def by_id(self, choice: Choice) -> Choice:
        return self._turned(choice, self.customer_ids, self.person_ids)

    def by_name(self, choice: Choice) -> Choice:
        return self._turned(choice, self.customers, self.people)

    @staticmethod
    def _turned(choice: Choice, customers: Mapping[str, str], people: Mapping[str, str]) -> Choice:
        return replace(
            choice,
            customer=frozenset(customers.get(held, held) for held in choice.customer),
            assignee=frozenset(people.get(held, held) for held in choice.assignee),
        )


def naming(customers: Iterable[Customer], people: Iterable[Person]) -> Naming:
    """`customers` are all, also those that go on as part of another: they bear its name."""
    known = {held.id: held for held in customers}
    names = {id_: _survivor(known, held).name for id_, held in known.items()}
    every = list(people)
    return Naming(
        customers=names,
        people={held.id: held.name for held in every},
        customer_ids=_ids(known.values(), lambda held: held.merged_into is None),
        person_ids=_ids(every, lambda held: not held.retired),
    )


def _survivor(known: Mapping[str, Customer], held: Customer) -> Customer:
    seen = {held.id}
    while (into := known.get(held.merged_into or "")) is not None and into.id not in seen:
        seen.add(into.id)
        held = into
    return held


def _ids(every: Iterable[Held], is_now: Callable[[Held], bool]) -> dict[str, str]:
    """Of several that bear a name, the one that is offered now."""
    return {held.name: held.id for held in sorted(every, key=is_now)}
