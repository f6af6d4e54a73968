"""Customers with their contacts, groups and services as a TOML file says them: a list `customer`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, TypeVar

from slaapp.domain.quoting import quote
from slaapp.services.customer_fields import FieldRefusal, a_group, a_language, a_postal_address
from slaapp.services.customer_groups import GROUPS, same_group
from slaapp.services.fields import Fields, a_name
from slaapp.storage.records import Record

T = TypeVar("T")

Named: TypeAlias = tuple[str, dict[str, Any]]
"""A name, and what is said of it."""

DETAILS = ("phone", "email", "room")


class CustomerTable(NamedTuple):
    """`body` lacks what the file does not say; `agreements` are all that it names, with where."""

    name: str
    body: dict[str, Any]
    contacts: list[Named]
    services: list[Named]
    agreements: list[tuple[str, str]]


def read_customers(fields: Fields) -> list[CustomerTable]:
    """Refusal with the path of what is wrong, such as a customer that is there twice."""
    read = [_customer(table) for table in fields.tables("customer")]
    fields.finish()
    each_once(fields, "customer", [customer.name for customer in read])
    return read


def _customer(table: Fields) -> CustomerTable:
    agreements: list[tuple[str, str]] = []

    def agreement(fields: Fields, key: str) -> str | None:
        named = fields.optional(key, fields.text, None)
        if named is not None:
            agreements.append((fields.at(key), named))
        return named

    body: dict[str, Any] = {"agreement": agreement(table, "agreement"), "note": table.optional("note", table.text, "")}
    if table.has("address"):
        body["address"] = _checked(table, "address", a_postal_address, "\n".join(table.texts("address")))
    if table.has("language"):
        body["language"] = _checked(table, "language", a_language, table.text("language"))
    if table.has("groups"):
        held = table.table("groups")
        body[GROUPS] = {a_name(word, held.at(word)): agreement(held, word) for word in held.names()}
        each_once(table, "groups", list(body[GROUPS]), same=same_group)
    name = table.name("name")
    contacts = [_contact(one) for one in (table.tables("contact") if table.has("contact") else ())]
    services = []
    for one in table.tables("service") if table.has("service") else ():
        services.append((one.name("name"), {"agreement": agreement(one, "agreement")}))
        one.finish()
    table.finish(["contact", "service", "groups"])
    each_once(table, "contact", [contact for contact, _ in contacts])
    each_once(table, "service", [service for service, _ in services])
    return CustomerTable(name, body, contacts, services, agreements)


def _contact(table: Fields) -> Named:
    details: dict[str, Any] = {key: table.optional(key, table.text, "") for key in DETAILS}
    if table.has("more_emails"):
        details["more_emails"] = table.texts("more_emails")
    if table.has("group"):
        details["group"] = _checked(table, "group", a_group, table.text("group"))
    name = table.name("name")
    table.finish()
    return name, details


def _checked(table: Fields, key: str, check: Callable[[str], T], text: str) -> T:
    """As the field in the window takes it; its refusal with the path."""
    try:
        return check(text)
    except FieldRefusal as refusal:
        raise table.refuse(key, str(refusal)) from refusal


def customer_table(customer: Record, contacts: Sequence[Record], services: Sequence[Record]) -> dict[str, Any]:
    """As a file says it, and `read_customers` reads it back."""
    body = customer.body
    table: dict[str, Any] = {"name": customer.name, "note": body.get("note", "")}
    table |= {key: body[key] for key in ("agreement", "address", "language", GROUPS) if body.get(key)}
    table["contact"] = [_contact_table(contact) for contact in contacts]
    if services:
        table["service"] = [{"name": held.name, **_said(held.body, "agreement")} for held in services]
    return table


def _contact_table(contact: Record) -> dict[str, Any]:
    plain = {key: contact.body.get(key, "") for key in DETAILS}
    return {"name": contact.name, **plain, **_said(contact.body, "group", "more_emails")}


def _said(body: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: body[key] for key in keys if body.get(key)}


def each_once(fields: Fields, key: str, names: Sequence[str], *, same: Callable[[str], str] = str) -> None:
    known: set[str] = set()
    for name in names:
        if same(name) in known:
            raise fields.refuse(key, f"{quote(name)} is there twice. Leave one of them out.")
        known.add(same(name))
