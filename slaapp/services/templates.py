"""Ticket templates: what a kind of ticket always begins with ("New starter"), kept by name."""

from typing import Any

from msgspec.structs import replace

from slaapp.domain.agreement import Severity
from slaapp.domain.errors import Refusal
from slaapp.domain.spans import Instant
from slaapp.domain.value import Value
from slaapp.services.agreement_data import SEVERITIES
from slaapp.services.desk import TicketDraft
from slaapp.services.fields import Fields, a_name, checked_text
from slaapp.services.shelf import Shelf, id_of, without_none
from slaapp.storage import records
from slaapp.storage.database import Connection
from slaapp.storage.records import Record

MOST_ITEMS, LONGEST_TAG = 100, 40


class Template(Value):
    """`service` and `assignee` are record ids. What is empty is left to whoever logs the ticket; `notes` are the desk's
    own words, an internal note on the ticket."""

    name: str
    subject: str = ""
    severity: Severity = Severity.NORMAL
    service: str | None = None
    assignee: str | None = None
    notes: str = ""
    tags: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    id: str = ""

    def draft(self, typed: TicketDraft) -> TicketDraft:
        """A ticket from this template: what was typed stays, the template says the rest."""
        return replace(
            typed,
            subject=typed.subject or self.subject,
            service=typed.service or self.service,
            assignee=typed.assignee or self.assignee,
            note=self.notes.strip(),
            tags=tuple(dict.fromkeys((*typed.tags, *self.tags))),
            checklist=(*typed.checklist, *self.checklist),
        )


def read_template(record: Record) -> Template:
    fields = Fields(record.body)
    return Template(
        record.name,
        fields.text("subject"),
        fields.word("severity", SEVERITIES),
        fields.optional("service", fields.text, None),
        fields.optional("assignee", fields.text, None),
        fields.text("notes"),
        tuple(fields.texts("tags")),
        tuple(fields.texts("checklist")),
        record.id,
    )


class Templates(Shelf[Template]):
    kind = "template"
    noun = "template"

    def _body(self, value: Template) -> dict[str, Any]:
        return {
            "subject": " ".join(value.subject.split()),
            "severity": value.severity.word,
            "service": value.service,
            "assignee": value.assignee,
            "notes": value.notes,
            "tags": list(value.tags),
            "checklist": list(value.checklist),
        }

    def _value(self, record: Record) -> Template:
        return read_template(record)

    def _check(self, connection: Connection, value: Template) -> None:
        checked_text(value.subject, "Subject")
        checked_text(value.notes, "Notes")
        for name, items in (("Tags", value.tags), ("Checklist", value.checklist)):
            if len(items) > MOST_ITEMS:
                raise Refusal(
                    f"The template was not saved: {name.lower()} holds {len(items)} lines, {MOST_ITEMS} is the most. "
                    "Leave some out."
                )
            for item in items:
                a_name(item, name)
        for tag in value.tags:
            if len(tag) > LONGEST_TAG:
                raise Refusal(
                    f"The template was not saved: the tag {tag[:LONGEST_TAG]}… is longer than {LONGEST_TAG} "
                    "characters. Give a shorter one."
                )

    def _check_removal(self, connection: Connection, record: Record) -> None:
        users = [
            held.name for held in records.every(connection, "recurrence") if held.body.get("template") == record.id
        ]
        if users:
            raise Refusal(
                f"The template {record.name} was not taken away: the recurring ticket {users[0]} is made from it. Give "
                "that one another template first, or remove it."
            )

    def _table(self, connection: Connection, value: Template) -> dict[str, Any]:
        service = None if value.service is None else records.load(connection, "service", value.service)
        assignee = None if value.assignee is None else records.load(connection, "person", value.assignee)
        return without_none(
            {
                "name": value.name,
                "subject": value.subject,
                "severity": value.severity.word,
                "service": None if service is None else service.name,
                "assignee": None if assignee is None else assignee.name,
                "notes": value.notes,
                "tags": list(value.tags),
                "checklist": list(value.checklist),
            }
        )

    def _read(self, connection: Connection, fields: Fields, id_: str, now: Instant) -> Template:
        def reference(kind: str, key: str) -> str:
            return id_of(connection, kind, fields.text(key), fields.at(key))

        return Template(
            fields.name("name"),
            fields.optional("subject", fields.text, ""),
            fields.optional("severity", lambda key: fields.word(key, SEVERITIES), Severity.NORMAL),
            fields.optional("service", lambda key: reference("service", key), None),
            fields.optional("assignee", lambda key: reference("person", key), None),
            fields.optional("notes", fields.text, ""),
            tuple(fields.optional("tags", fields.texts, [])),
            tuple(fields.optional("checklist", fields.texts, [])),
            id_,
        )
