"""Records and histories that another program or a broken disk has damaged: said by name, never a traceback."""

from collections.abc import Callable, Iterator, Mapping

from slaapp.domain.agreement import terms
from slaapp.domain.errors import StoreRefusal
from slaapp.domain.working_time import WorkingTime, working_time
from slaapp.services import closed_reports
from slaapp.services.agreement_data import read_agreement
from slaapp.services.closed_reports import CLOSED_REPORT
from slaapp.services.decisions import DECISION, decision_of
from slaapp.services.fields import Fields
from slaapp.services.looks import LOOK, look_of
from slaapp.services.recurrence_data import read_recurrence
from slaapp.services.recurring import Recurring
from slaapp.services.rulebook import is_gone, read_line
from slaapp.services.signed_copies import copy_of
from slaapp.services.slips import SLIPS, batch_of
from slaapp.services.suppliers import SUPPLIER, supplier_of
from slaapp.services.templates import Templates, read_template
from slaapp.services.text_blocks import TextBlocks, read_block
from slaapp.services.wishes import WISH, wish_of
from slaapp.storage import records
from slaapp.storage.attachments import SIGNED_COPY
from slaapp.storage.database import Connection
from slaapp.storage.records import DAMAGED, Record

_READERS: Mapping[str, Callable[[Record], object]] = {
    TextBlocks.kind: read_block,
    Templates.kind: read_template,
    Recurring.kind: read_recurrence,
    DECISION: decision_of,
    SUPPLIER: supplier_of,
    SIGNED_COPY: copy_of,
    WISH: wish_of,
    SLIPS: batch_of,
    LOOK: look_of,
    CLOSED_REPORT: closed_reports.read,
}


def unreadable(connection: Connection) -> Iterator[str]:
    """Which records cannot be read, a sentence each: agreements last, for they stand on calendars."""
    hours: dict[str, WorkingTime] = {}
    for kind, id_ in sorted(records.known(connection), key=lambda known: known[0] == "agreement"):
        try:
            record = records.load(connection, kind, id_)
            if record is not None:
                _read(record, hours)
        except StoreRefusal as refusal:
            yield str(refusal)


def _read(record: Record, hours: dict[str, WorkingTime]) -> None:
    try:
        fields = Fields(record.body)
        if record.kind == "calendar" and is_gone(record):
            return
        if record.kind == "calendar":
            hours[record.name] = working_time(read_line(record.name, record.body))
        elif record.kind == "agreement":
            terms(read_agreement(fields), hours)
        elif record.kind == "desk":
            fields.text("default_agreement")
            fields.text("calendar")
        elif record.kind in _READERS and not record.body.get("gone"):
            _READERS[record.kind](record)
    except LookupError as error:
        why = f"it names {error}, which is not there"
        raise records.unreadable(record.kind, record.name, record.id, why) from error
    except DAMAGED as error:
        raise records.unreadable(record.kind, record.name, record.id, str(error)) from error
